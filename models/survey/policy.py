from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    response_count = fields.Integer(
        string="Answered in Public from",
        default=3,
        help="So many opinions on one subject in a month are answered by the month's public "
        "response (R321).",
    )

    _response_count_valid = models.Constraint(
        "CHECK(response_count > 0)", "A subject is answered in public from one opinion on."
    )
