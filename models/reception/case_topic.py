from odoo import fields, models


class CaseTopic(models.Model):
    """What an opinion is about: for tenants the seven areas of R046, for residents the fields
    of service (R161). Routes to a department by default."""

    _name = "steward.case.topic"
    _description = "Opinion Topic"
    _order = "sequence, id"

    name = fields.Char(string="Topic", required=True, translate=True)
    sequence = fields.Integer(default=10)
    audience = fields.Selection(
        [("resident", "Residents"), ("tenant", "Tenants of a Shopping Centre"), ("all", "All")],
        required=True,
        default="all",
    )
    department_id = fields.Many2one(
        "hr.department",
        company_dependent=True,
        help="Answers opinions on this topic unless another department is chosen.",
    )
    corrects_register = fields.Boolean(
        string="Corrects the Register",
        help="What the register says of the household does not match: on the case, the contact "
        "and the history of its home are corrected (R324).",
    )
    active = fields.Boolean(default=True)
