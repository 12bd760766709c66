from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # care
    care_back_days = fields.Integer(
        string="Events Entered Later",
        default=7,
        help="Of what lies further back than so many days nothing is started: an import of old "
        "hand-over and move-in dates asks nobody to congratulate (R015, R272).",
    )
    care_shares_monthly = fields.Boolean(
        string="Three-Months' Visit May Be the Monthly One",
        default=True,
        help="One conversation fulfils the planned visit of the month and the visit three months "
        "after the move-in (F29).",
    )

    _care_back_days_valid = models.Constraint(
        "CHECK(care_back_days >= 0)",
        "Days within which an event is entered later cannot be negative.",
    )
