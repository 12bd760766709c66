from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # arrears
    arrears_contact_days = fields.Integer(
        string="Days without Contact",
        default=30,
        help="A household in arrears with whom nobody has talked for so many days stands in the "
        "list of those not contacted lately.",
    )

    _arrears_numbers_valid = models.Constraint(
        "CHECK(arrears_contact_days > 0)", "The days without contact must be positive."
    )
