from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # payment notices (R151)
    notice_day = fields.Integer(
        string="Payment Notices by Day",
        default=5,
        help="Day of the month by which payment notices are issued; from then on it is reminded "
        "(R151).",
    )
    notice_pay_days = fields.Integer(
        string="Days to Pay",
        default=10,
        help="Proposed on a payment notice as the time to pay, from the day of issue.",
    )

    _notice_numbers_valid = models.Constraint(
        "CHECK(notice_day BETWEEN 1 AND 28 AND notice_pay_days >= 0)",
        "Payment notices are issued on a day from 1 to 28; the days to pay cannot be negative.",
    )
