from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine import clock

# what a deadline keeps of its rule
APPLIED = ("kind", "rule_ref", "clock", "amount", "pausable")


class DeadlineRule(models.Model):
    """Rule of a clock (时限规则): which records are promised what, by when (F03, F12, F32).

    Where several match, the strictest wins: the one due first. Deadlines keep what was applied. A
    profile that grants other times has a rule of its own instead of the general one (R261).
    """

    _name = "steward.deadline.rule"
    _description = "Deadline Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    rule_ref = fields.Char(string="Rule", help="Number of the rule of the procedures.")
    kind = fields.Selection(
        [
            ("investigation", "Investigation"),
            ("answer", "Answer"),
            ("promised", "Promised Time"),
            ("cap", "Latest Reply"),
            ("rework", "Rework Sheet"),
            ("settle", "Specified Time of the Repair"),
            ("dispatch", "Dispatch to Maintenance"),
            ("notice", "Written Notice"),
            ("callback", "Callback"),
            ("progress", "Progress Contact"),
            ("decision", "Manager's Decision"),
            ("milestone", "Milestone"),
            ("activity_form", "Planning Form of an Activity"),
            ("activity_submit", "Activity Submitted"),
            ("activity_approve", "Activity Approved"),
            ("activity_record", "Record of an Activity"),
            ("activity_evaluation", "Evaluation of an Activity"),
            ("meeting_summary", "Summary of a Meeting"),
            ("survey_issue", "Survey Issued"),
            ("survey_return", "Survey Returned"),
            ("survey_statistics", "Survey Statistics"),
            ("survey_analysis", "Survey Analysis"),
            ("survey_originals", "Survey Originals Back"),
            ("survey_letter", "Open Letter"),
            ("survey_quality", "Survey to Quality"),
        ],
        required=True,
    )

    # which records
    policy_id = fields.Many2one(
        "steward.policy",
        string="Policy Profile",
        index=True,
        ondelete="cascade",
        help="Empty: every profile.",
    )
    replaces_id = fields.Many2one(
        "steward.deadline.rule",
        string="Instead of",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('policy_id', '=', False)]",
        help="The general rule that this profile does not follow.",
    )
    replaced_by_ids = fields.One2many("steward.deadline.rule", "replaces_id")
    res_model = fields.Selection(
        selection="_selection_res_model",
        string="Applies to",
        required=True,
        default="steward.case",
    )
    domain = fields.Char(string="Condition", required=True, default="[]")
    trigger = fields.Selection(
        [
            ("received", "Receipt"),
            ("unsolved", "Not Solved on the Spot"),
            ("dispatched", "Dispatch"),
            ("handled", "Handling Done"),
            ("replied", "Reply Given"),
            ("called_back", "Callback Held"),
            ("problem", "Callback Found a Problem"),
            ("reopened", "Reopening"),
            ("agreed", "Appointment Agreed"),
            ("held", "Activity Held"),
        ],
        string="Starts With",
        required=True,
        default="received",
    )

    # by when
    clock = fields.Selection(selection="_selection_clock", required=True, default="hours")
    amount = fields.Float(
        string="How Long",
        required=True,
        default=0.0,
        help="Hours or days; 0 with the end of the day: of the same day, up to the cut-off hour.",
    )
    pausable = fields.Boolean(
        string="May Pause",
        help="The clock stands still while the resident, rain or municipal works are waited for.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0 OR amount = 0 AND clock IN ('end_of_day', 'working_days'))",
        "A clock grants some hours or days.",
    )
    _replaces_in_profile = models.Constraint(
        "CHECK(replaces_id IS NULL OR policy_id IS NOT NULL)",
        "Only a rule of one policy profile takes the place of a general one.",
    )
    _cap_never_pauses = models.Constraint(
        "CHECK(kind <> 'cap' OR NOT pausable)", "The latest reply is never put off by a pause."
    )

    @api.model
    def _selection_res_model(self):
        """Models with clocks."""
        mixin = self.env.registry["steward.deadline.mixin"]
        return sorted(
            (name, self.env[name]._description)
            for name, model in self.env.registry.items()
            if not model._abstract and issubclass(model, mixin)
        )

    @api.model
    def _selection_clock(self):
        return [
            ("hours", self.env._("Hours, around the clock")),
            ("days", self.env._("Calendar days, to the hour")),
            ("end_of_day", self.env._("End of the day")),
            ("months", self.env._("Calendar months, end of the day")),
            ("working_days", self.env._("Working days, at closing time")),
            ("working_hours", self.env._("Working hours")),
        ]

    @api.constrains("domain", "res_model")
    def _check_domain(self):
        for rule in self:
            try:
                Domain(literal_eval(rule.domain)).validate(self.env[rule.res_model])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    rule.env._(
                        "The condition of the rule %(rule)s cannot be understood: %(error)s",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    @api.constrains("clock", "amount")
    def _check_whole_days(self):
        for rule in self:
            if rule.clock not in ("hours", "working_hours") and rule.amount % 1:
                raise ValidationError(
                    rule.env._("The rule %(rule)s counts whole days.", rule=rule.name)
                )

    @api.model
    def _started_by(self, res_model, trigger):
        """The rules whose clocks start with `trigger` on records of a model."""
        return self.search_fetch(
            [("res_model", "=", res_model), ("trigger", "=", trigger)],
            ["policy_id", "domain", *APPLIED],
        )

    def _matching(self, records):
        """Those of `records` to which this rule applies."""
        self.ensure_one()
        return records.filtered_domain(Domain(literal_eval(self.domain)))

    def _applies_in(self, policy):
        """Whether communities of `policy` follow this rule."""
        self.ensure_one()
        if self.policy_id:
            return self.policy_id == policy
        return policy not in self.replaced_by_ids.policy_id

    def _clock(self, policy):
        """This rule as the engine knows it, with the hours of `policy`."""
        self.ensure_one()
        return clock.Clock(
            self.clock, self.amount, cutoff=policy.cutoff_hour, noon=policy.cutoff_due_hour
        )

    def _applied(self):
        """What a deadline keeps of this rule; changing the rule changes no running clock."""
        self.ensure_one()
        return {"rule_id": self.id, **{name: self[name] for name in APPLIED}}
