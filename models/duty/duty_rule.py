from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import duties

DOCUMENT_KINDS = [
    ("complaint_week", "Weekly Complaint Summary"),
    ("complaint_month", "Monthly Complaint Summary"),
    ("opinion_month", "Monthly Classification of Opinions"),
    ("callback_month", "Monthly Statistics of Callbacks"),
    ("analysis_quarter", "Quarterly Complaint Analysis"),
    ("analysis_year", "Yearly Complaint Analysis"),
]


class DutyRule(models.Model):
    """Recurring duty of the office: which role owes what, how often, by which day, and who reviews
    it (R085, R088, R115, R197, R199, R301). Part of a policy profile."""

    _name = "steward.duty.rule"
    _description = "Rule of a Recurring Duty"
    _order = "policy_id, sequence, id"

    name = fields.Char(string="Duty", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one("steward.policy", required=True, index=True, ondelete="cascade")
    rule_ref = fields.Char(string="Rule", help="Number of the rule of the procedures.")
    kind = fields.Selection(
        [
            *DOCUMENT_KINDS,
            ("spot_check", "Spot Check"),
            ("long_standing", "Long-Standing Matters"),
            ("contest", "Commendation or Contest"),
            ("rectification", "Rectification Plan"),
            ("forum", "Customer Forum"),
            ("drill", "Training or Drill"),
            ("notice", "Notice to Residents"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    instruction = fields.Text(string="What to Do", translate=True)
    role_id = fields.Many2one("steward.role", string="Done by", required=True, ondelete="restrict")
    review_role_id = fields.Many2one(
        "steward.role",
        string="Reviewed by",
        ondelete="restrict",
        help="Empty: it needs no review.",
    )

    # rhythm
    unit = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("half_year", "Half-Year"),
            ("year", "Year"),
        ],
        string="Every",
        required=True,
        default="month",
    )
    times = fields.Integer(
        aggregator=None,
        default=1,
        required=True,
        help="How many are owed in one period, spread evenly over it.",
    )
    due_basis = fields.Selection(
        [("within", "Day of the Period"), ("after", "Days after the Period")],
        required=True,
        default="within",
    )
    due_day = fields.Integer(
        aggregator=None,
        string="Due",
        required=True,
        default=31,
        help="Day of the period's last month, or of the week (Monday is 1), by which it is due; "
        "or days after the period's end.",
    )
    remind_days = fields.Integer(
        aggregator=None,
        string="Remind",
        required=True,
        default=5,
        help="Days before the due day from which on it is reminded of.",
    )
    span = fields.Selection(
        [
            ("period", "The Whole Period"),
            ("cut_off", "From the Day after the Last Due Day"),
            ("to_due", "From the Start of the Period to the Due Day"),
        ],
        string="Days Counted",
        required=True,
        default="period",
        help="Days that the figures of the document cover (F39): due on the 25th, the second is "
        "the 26th to the 25th.",
    )

    _rhythm_valid = models.Constraint(
        "CHECK(times BETWEEN 1 AND 28 AND due_day BETWEEN 1 AND 366 AND remind_days >= 0)",
        "A duty is owed 1 to 28 times a period, due on a day from 1 on.",
    )

    @api.constrains("times", "unit")
    def _check_times(self):
        for rule in self:
            if rule.unit == "week" and rule.times > 7:
                raise ValidationError(
                    rule.env._("%(rule)s: a week has no more than seven days.", rule=rule.name)
                )

    def _rhythm(self):
        self.ensure_one()
        return duties.Rhythm(
            unit=self.unit,
            times=self.times,
            due_day=self.due_day,
            due_after=self.due_basis == "after",
            span=self.span,
            remind_days=self.remind_days,
        )
