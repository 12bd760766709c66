from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import clock

TRIGGERS = [
    ("entrusted_done", "Entrusted Matter Done"),
    ("repair_urgent", "Urgent Repair Done"),
    ("repair_safety", "Safety Repair Done"),
    ("repair_leak", "Leak Repaired"),
    ("repair_leak_rain", "First Rain after a Leak Repair"),
    ("repair_other", "Other Repair Done"),
    ("complaint_handled", "Complaint Handled"),
    ("complaint_major", "Major Complaint Handled"),
    ("complaint_attitude", "Serious Complaint about Attitude Handled"),
    ("service_new", "New Service Delivered"),
    ("resolved", "Anything Else Resolved"),
    ("opinion_meeting", "Opinion of a Meeting Handled"),
    ("incident", "Major Event Handled"),
    ("manager", "Manager's Own Callback"),
    ("manual", "Asked for by a Person"),
]
REPAIRS = ("repair_urgent", "repair_safety", "repair_leak", "repair_leak_rain", "repair_other")
ASSIGNEES = [
    ("first_receiver", "First Receiver"),
    ("order_taker", "Whoever Took the Order"),
    ("dedicated", "Callback Person of the Community"),
    ("quality", "Quality Department"),
    ("steward", "Steward of the Household"),
    ("leader", "Leader (Lowest of the Roles)"),
    ("roles", "Holders of the Roles Jointly"),
]


class CallbackRule(models.Model):
    """Callback rule (回访规则): what is asked after, by whom, by when and how (E07).

    Where several match one matter, the strictest wins (F01): the earliest due time, the modes
    that all of them accept, everybody whom one of them demands. What waits for rain stays apart.
    """

    _name = "steward.callback.rule"
    _description = "Callback Rule"
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one("steward.policy", required=True, index=True, ondelete="cascade")
    rule_ref = fields.Char(string="Rule", help="Number of the rule of the procedures.")
    trigger = fields.Selection(TRIGGERS, string="When", required=True)
    share = fields.Float(
        string="Share Called (%)",
        required=True,
        default=100.0,
        aggregator=None,
        help="Of the matters to which the rule applies so many are drawn at random (R280).",
    )

    # by when
    clock = fields.Selection(selection="_selection_clock", required=True, default="hours")
    amount = fields.Float(
        string="How Long",
        required=True,
        aggregator=None,
        help="Hours or days; 0 with the end of the day: of the same day, up to the cut-off hour.",
    )
    awaits_rain = fields.Boolean(
        string="After the First Rain",
        help="Due after the first rainy day that follows; not late before it (R019).",
    )
    quiet_binding = fields.Boolean(
        string="Quiet Hours Bind",
        default=True,
        help="No callback is begun in a quiet hour. Otherwise it is, with a reason.",
    )

    # how and by whom
    mode_ids = fields.Many2many("steward.contact.mode", string="Modes Accepted")
    assignee = fields.Selection(ASSIGNEES, string="Called by", required=True, default="steward")
    role_ids = fields.Many2many(
        "steward.role",
        string="Roles",
        help="Whose holders take part in person; for a leader, the roles that may lead.",
    )
    differs_from_handler = fields.Boolean(
        string="Not the Handler", help="Somebody else than the person who handled it (R114)."
    )

    _share_valid = models.Constraint(
        "CHECK(share >= 0 AND share <= 100)", "The share called lies between 0 and 100 %."
    )
    _amount_positive = models.Constraint(
        "CHECK(amount > 0 OR amount = 0 AND clock IN ('end_of_day', 'working_days'))",
        "A callback needs some hours or days.",
    )

    @api.model
    def _selection_clock(self):
        return self.env["steward.deadline.rule"]._selection_clock()

    @api.constrains("assignee", "role_ids")
    def _check_role_ids(self):
        for rule in self:
            if rule.assignee in ("leader", "roles") and not rule.role_ids:
                raise ValidationError(
                    rule.env._(
                        "Choose the roles that make the callback of the rule %(rule)s.",
                        rule=rule.name,
                    )
                )

    @api.constrains("clock", "amount")
    def _check_whole_days(self):
        for rule in self:
            if rule.clock not in ("hours", "working_hours") and rule.amount % 1:
                raise ValidationError(
                    rule.env._("The rule %(rule)s counts whole days.", rule=rule.name)
                )

    def _joint_roles(self):
        """Roles whose holders must be present at the conversation."""
        return self.filtered(lambda rule: rule.assignee == "roles").role_ids

    def _clock(self, policy):
        """This rule's clock as the engine knows it, with the hours of `policy`."""
        self.ensure_one()
        return clock.Clock(
            self.clock, self.amount, cutoff=policy.cutoff_hour, noon=policy.cutoff_due_hour
        )

    def _applied(self):
        """What a deadline keeps of this rule; changing the rule changes no running clock."""
        self.ensure_one()
        return {"rule_ref": self.rule_ref, "clock": self.clock, "amount": self.amount}
