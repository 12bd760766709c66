from odoo import fields, models


class Policy(models.Model):
    """Policy profile (制度参数): the numbers that the rules name, one per kind of community.

    A branch copies a profile and keeps its own (R261). Records keep what was applied to them.
    """

    _name = "steward.policy"
    _description = "Policy Profile"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("residential", "Residential"),
            ("shopping", "Shopping Centre"),
            ("office", "Office Building"),
        ],
        required=True,
        default="residential",
    )
    company_id = fields.Many2one("res.company", help="Empty: every branch may use this profile.")
    visit_rule_ids = fields.One2many("steward.visit.rule", "policy_id", copy=True)
    quiet_period_ids = fields.One2many("steward.quiet.period", "policy_id", copy=True)

    # plan
    plan_due_month = fields.Integer(
        default=1, help="The plans of a year are due in this month (R001)."
    )
    plan_due_day = fields.Integer(
        default=31, help="Day of the month on which plans are due (R001)."
    )
    monthly_floor = fields.Integer(
        string="Households a Month",
        default=30,
        help="Distinct households that a steward visits at least in a month (R238); "
        "the area's size where it is smaller.",
    )
    target_day = fields.Integer(
        string="Targets Drawn up on Day",
        default=25,
        help="Day of the month from which the targets of the next month are drawn up (R258).",
    )
    tenant_coverage_target = fields.Float(
        string="Tenant Coverage Target (%)",
        default=100.0,
        help="Share of the tenants visited at least once in a year (R041).",
    )
    borrowed_visits = fields.Boolean(
        string="Borrowed Occasions Count",
        default=True,
        help="A contact on another occasion fulfils an open visit of the period (R014).",
    )

    # the day
    door_minutes = fields.Integer(
        string="Minutes per Door Visit", default=30, help="Time that one door visit takes."
    )
    phone_minutes = fields.Integer(
        string="Minutes per Call", default=10, help="Time that one phone call takes."
    )
    visit_hours_per_day = fields.Float(
        string="Hours for Visits a Day",
        default=4.0,
        help="Where a household may be visited or phoned, the proposed month has as many door "
        "visits as fit into these hours of each working day, and calls for the others.",
    )
    appointment_required = fields.Boolean(
        string="Appointment before Visit",
        help="A visit needs an agreed time or a reason before it starts (R047, R156).",
    )
    signature_required = fields.Boolean(
        string="Signature and Satisfaction",
        help="A visit ends with satisfaction and signature, or a reason (R049).",
    )
    morning_from = fields.Float(default=8.5)
    morning_to = fields.Float(default=12.0)
    afternoon_from = fields.Float(default=12.0)
    afternoon_to = fields.Float(default=18.0)
    evening_from = fields.Float(default=18.0)
    evening_to = fields.Float(default=21.0)

    # opinions
    opinion_answer_days = fields.Integer(
        string="Days to Answer an Opinion",
        default=7,
        help="Calendar days until the handling opinion reaches the resident or tenant (R052).",
    )
    summary_months = fields.Integer(
        string="Months per Problem Summary",
        default=1,
        help="Months that a problem summary covers, and rhythm of its meeting (R054-R055).",
    )

    _due_date_valid = models.Constraint(
        "CHECK(plan_due_month BETWEEN 1 AND 12 AND plan_due_day BETWEEN 1 AND 31)",
        "The date on which plans are due must be a day of the year.",
    )
    _numbers_positive = models.Constraint(
        "CHECK(monthly_floor >= 0 AND door_minutes > 0 AND phone_minutes > 0"
        " AND visit_hours_per_day BETWEEN 0 AND 24 AND opinion_answer_days > 0"
        " AND summary_months BETWEEN 1 AND 12 AND target_day BETWEEN 1 AND 31)",
        "Counts, minutes, days and months of a policy must be positive.",
    )

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if default and "name" in default:
            return vals_list
        return [
            dict(vals, name=self.env._("%(name)s (copy)", name=policy.name))
            for policy, vals in zip(self, vals_list, strict=True)
        ]
