from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    duty_rule_ids = fields.One2many("steward.duty.rule", "policy_id", copy=True)

    # messages and the end of the day
    message_reply_days = fields.Integer(
        string="Working Days to Call Back",
        default=1,
        help="A message slip is answered by the closing time of that many working days later "
        "(R035); with 0 on the same day.",
    )
    daily_clear_hour = fields.Float(
        string="Daily Clear",
        default=18.0,
        help="Hour of the day, in the community's time zone, from which open items count as not "
        "cleared (R247).",
    )

    # long-standing matters (R096)
    ageing_days_1 = fields.Integer(
        string="Young up to", default=7, help="Days since receipt of the youngest age band (R096)."
    )
    ageing_days_2 = fields.Integer(
        string="Older up to", default=30, help="Days since receipt of the second age band (R096)."
    )
    ageing_days_3 = fields.Integer(
        string="Old up to",
        default=90,
        help="Days since receipt of the third age band; what is older is in the last (R096).",
    )
    long_standing_days = fields.Integer(
        string="Long-Standing after",
        default=30,
        help="Days since receipt after which the department is ordered to solve a matter (R096).",
    )

    _duty_numbers_valid = models.Constraint(
        "CHECK(message_reply_days >= 0 AND daily_clear_hour BETWEEN 0 AND 24"
        " AND ageing_days_1 > 0 AND ageing_days_2 > ageing_days_1"
        " AND ageing_days_3 > ageing_days_2 AND long_standing_days > 0)",
        "Days to call back cannot be negative, the hour of the daily clear one of the day, and the "
        "age bands must follow each other.",
    )
