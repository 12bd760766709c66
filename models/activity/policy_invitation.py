from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    activity_guests_max = fields.Integer(
        string="Guests per Household",
        default=6,
        help="Persons of one household, with its guests, that may be announced to an activity.",
    )

    _activity_guests_valid = models.Constraint(
        "CHECK(activity_guests_max >= 1)", "A household may come with at least one person."
    )
