from odoo import fields, models


class CollectionCause(models.Model):
    """Cause of arrears (欠费原因, R168). One that is really a complaint or a repair is taken up as
    such."""

    _name = "steward.collection.cause"
    _description = "Cause of Arrears"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    case_category = fields.Selection(
        [("after_sales", "After-Sales"), ("repair", "Repair"), ("complaint", "Complaint")],
        string="Taken up as",
        help="A matter of this kind is entered, so that the reason for not paying is put right.",
    )
    topic_id = fields.Many2one(
        "steward.case.topic",
        help="Topic of the matter for tenants of a shopping centre (R046).",
    )
    needs_note = fields.Boolean(
        string="Needs Words", help="What the household says has to be written down."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a cause of arrears is unique.")
