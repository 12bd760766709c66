from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # callbacks
    callback_rule_ids = fields.One2many("steward.callback.rule", "policy_id", copy=True)
    callback_check_rule_ids = fields.One2many("steward.callback.check.rule", "policy_id", copy=True)
    callback_rate_target = fields.Float(
        string="Callback Rate Target (%)",
        default=100.0,
        help="Share of the callbacks due in a period that are made (R097).",
    )
    callback_attempts = fields.Integer(
        string="Attempts before Decision",
        default=3,
        help="After so many attempts without an answer the supervisor decides how to go on.",
    )
    callback_retry_hours = fields.Float(
        string="Hours until Next Attempt",
        default=3.0,
        help="A callback without an answer is proposed again after so many hours, when residents "
        "may be called.",
    )
    check_day = fields.Integer(
        string="Day of the Spot Check",
        default=20,
        help="From this day of the month on callbacks are drawn for the spot check (R197).",
    )
    manager_callback_min = fields.Integer(
        string="Manager's Door Callbacks",
        default=1,
        help="Callbacks that the manager makes in person at the door in a year, at least (R093).",
    )
    manager_callback_target = fields.Integer(
        string="Manager's Door Callbacks Aimed at",
        default=2,
        help="Callbacks that the manager should make in person at the door in a year (R093).",
    )
    rain_threshold_mm = fields.Float(
        string="Rain from (mm)",
        default=1.0,
        help="A day on which the weather service measured at least so much is a rainy day.",
    )

    # what a callback finds
    rectification_days = fields.Integer(
        string="Days to Rectify",
        default=3,
        help="Proposed in a rectification notice as the time to put the problem right.",
    )
    repeat_count = fields.Integer(
        string="Repeated from",
        default=2,
        help="So many problems of a department in the same category within the days below ask "
        "for a corrective action (R219).",
    )
    repeat_days = fields.Integer(string="Repeated within Days", default=90)

    _callback_numbers_valid = models.Constraint(
        "CHECK(callback_attempts > 0 AND callback_retry_hours > 0"
        " AND callback_rate_target BETWEEN 0 AND 100 AND check_day BETWEEN 1 AND 28"
        " AND manager_callback_min BETWEEN 0 AND manager_callback_target"
        " AND manager_callback_target <= 12 AND rain_threshold_mm > 0"
        " AND rectification_days > 0 AND repeat_count > 1 AND repeat_days > 0)",
        "The numbers of a policy for callbacks must be positive; shares lie between 0 and 100, the "
        "day of the spot check between 1 and 28, and the manager's minimum is not above the aim.",
    )
