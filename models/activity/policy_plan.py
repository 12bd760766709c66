from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # activities: the annual plan and what is prepared from it
    activity_plan_remind_days = fields.Integer(
        string="Annual Plan Reminded",
        default=35,
        help="Days before the annual activity plan is due from which on it is reminded of: 35 days "
        "before 5 January is 1 December (R286).",
    )
    activity_hour_from = fields.Float(
        string="Activities Begin",
        default=9.0,
        help="Hour of the planned day, in the community's time zone, that is proposed.",
    )
    activity_hour_to = fields.Float(
        string="Activities End",
        default=11.0,
        help="Hour of the planned day, in the community's time zone, that is proposed.",
    )
    activity_repeat_count = fields.Integer(
        string="Repeat Participant from",
        default=2,
        help="Activities in a year from which on a household counts as a repeat participant.",
    )

    _activity_plan_numbers_valid = models.Constraint(
        "CHECK(activity_plan_remind_days BETWEEN 0 AND 300 AND activity_hour_from >= 0"
        " AND activity_hour_to > activity_hour_from AND activity_hour_to < 24"
        " AND activity_repeat_count > 1)",
        "The plan of activities is reminded of 0 to 300 days before; an activity begins and ends "
        "on one day; a repeat participant came at least twice.",
    )
