from odoo import api, fields, models

from .callback_rule import ASSIGNEES, REPAIRS, TRIGGERS


class Callback(models.Model):
    """Callback (回访): after something was settled the household is asked whether it is right
    (R017-R019, R023, R067, R089, R194-R196, R239, R257).

    An obligation: the conversation is a `steward.visit`, which also has mode, participants and
    signature. What the rule demanded is kept here, whatever becomes of the rule. Times are UTC.
    """

    _name = "steward.callback"
    _description = "Callback"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "steward.obligation.mixin",
        "steward.deadline.mixin",
        "steward.own.area.mixin",
    ]
    _mine_fields = ("assignee_id",)
    _order = "due_at, id"
    _deadline_start_field = "started_at"
    _rec_names_search = ["partner_id", "case_id"]
    _check_company_auto = True

    # after what, and whom
    case_id = fields.Many2one("steward.case", index="btree_not_null", ondelete="cascade")
    trigger = fields.Selection(TRIGGERS, string="After", required=True, default="manual")
    rule_id = fields.Many2one("steward.callback.rule", readonly=True, ondelete="restrict")
    rule_ref = fields.Char(string="Rule Number", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        index="btree_not_null",
        compute="_compute_from_case",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        compute="_compute_community_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_from_case",
        store=True,
        readonly=False,
        precompute=True,
    )
    door = fields.Char(related="unit_id.door")
    phone = fields.Char(related="partner_id.phone")
    steward_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        compute="_compute_from_case",
        store=True,
        readonly=False,
        precompute=True,
    )
    department_id = fields.Many2one(
        related="case_id.department_id", store=True, index="btree_not_null"
    )
    category = fields.Selection(related="case_id.category")

    # by whom and how
    assignee_id = fields.Many2one(
        "hr.employee",
        string="Called by",
        index="btree_not_null",
        tracking=True,
        default=lambda self: self.env.user.employee_id,
        help="Never the person complained about (R101, F10).",
    )
    assignee_rule = fields.Selection(ASSIGNEES, string="Person Wanted", readonly=True)
    differs_from_handler = fields.Boolean(string="Not the Handler", readonly=True)
    mode_ids = fields.Many2many("steward.contact.mode", string="Modes Accepted")
    role_ids = fields.Many2many(
        "steward.role", string="Jointly", help="Whose holders must be present (R031-R032)."
    )
    quiet_binding = fields.Boolean(string="Quiet Hours Bind", default=True)

    # by when
    started_at = fields.Datetime(
        string="Settled", required=True, default=fields.Datetime.now, help="From when it counts."
    )
    due_at = fields.Datetime(string="Due", tracking=True)
    scheduled_at = fields.Datetime(
        string="Proposed Time",
        help="Outside of quiet hours, and never after it is due (F14).",
    )
    period_start = fields.Date(
        compute="_compute_period", store=True, readonly=False, precompute=True
    )
    period_end = fields.Date(
        string="Due Day",
        compute="_compute_period",
        store=True,
        readonly=False,
        required=False,
        precompute=True,
    )
    rain_day_id = fields.Many2one(
        "steward.rain.day", string="Rained on", readonly=True, index="btree_not_null"
    )
    is_optional = fields.Boolean(string="Beyond the Minimum", readonly=True)
    ordinal = fields.Integer(string="Turn", readonly=True, default=1, aggregator=None)
    state = fields.Selection(
        selection_add=[
            ("waiting", "Waiting for Rain"),
            ("open", "Open"),
            ("done", "Done"),
            ("unreachable", "Not Reached"),
            ("cancelled",),
        ],
        ondelete={"waiting": "cascade", "unreachable": "cascade"},
        group_expand=True,
        tracking=True,
    )
    done_at = fields.Datetime(string="Called Back", readonly=True, copy=False)
    is_in_time = fields.Boolean(string="In Time", readonly=True, copy=False)
    closed_reason = fields.Char(string="Reason", readonly=True, copy=False, tracking=True)
    closed_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)

    # attempts
    visit_ids = fields.One2many("steward.visit", "callback_id", string="Attempts and Conversations")
    attempt_count = fields.Integer(string="Attempts", readonly=True, copy=False, aggregator=None)
    attempts_decided = fields.Integer(readonly=True, copy=False, aggregator=None)
    needs_decision = fields.Boolean(
        string="To Be Decided",
        compute="_compute_needs_decision",
        store=True,
        help="So many attempts without an answer that the supervisor decides how to go on.",
    )

    _open_uniq = models.UniqueIndex(
        "(case_id, (trigger = 'repair_leak_rain'))"
        " WHERE state IN ('open', 'waiting') AND trigger <> 'manual' AND case_id IS NOT NULL",
        "The callback of this matter is already due.",
    )
    _manager_uniq = models.UniqueIndex(
        "(community_id, period_start, ordinal) WHERE trigger = 'manager' AND state <> 'cancelled'",
        "The manager's callbacks of this year are already planned.",
    )
    _day_idx = models.Index("(assignee_id, due_at) WHERE state = 'open'")
    _late_idx = models.Index("(community_id, due_at) WHERE state = 'open'")
    _waiting_idx = models.Index("(community_id, started_at) WHERE state = 'waiting'")
    _next_due_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")
    _figures_idx = models.Index("(community_id, due_at, state)")
    _due_known = models.Constraint(
        "CHECK(state <> 'open' OR due_at IS NOT NULL)", "Enter by when the household is called."
    )

    @api.depends("case_id.name", "partner_id", "trigger")
    def _compute_display_name(self):
        labels = dict(self._fields["trigger"]._description_selection(self.env))
        for callback in self:
            # sudo: name and door of a household are everybody's
            who = callback.sudo().partner_id.name or callback.assignee_id.sudo().name or ""
            callback.display_name = callback.env._(
                "Callback %(household)s: %(matter)s",
                household=" ".join(filter(None, (callback.sudo().unit_id.door, who))),
                matter=callback.sudo().case_id.name or labels.get(callback.trigger, ""),
            )

    @api.depends("case_id")
    def _compute_from_case(self):
        for callback in self:
            case = callback.case_id
            callback.partner_id = case.partner_id or callback.partner_id
            callback.unit_id = (
                case.unit_id or callback.unit_id or callback.partner_id.household_unit_id
            )
            callback.steward_id = case.steward_id or callback.unit_id.steward_id

    @api.depends("case_id", "partner_id")
    def _compute_community_id(self):
        for callback in self:
            callback.community_id = (
                callback.case_id.community_id
                or callback.community_id
                or callback.partner_id.household_community_id
            )

    @api.depends("started_at", "due_at", "community_id")
    def _compute_period(self):
        """The window in the community's time zone."""
        for callback in self:
            community = callback.community_id
            if not community:
                callback.period_start = callback.period_end = False
                continue
            started = community._to_local(callback.started_at).date()
            ended = callback.due_at and community._to_local(callback.due_at).date()
            callback.period_start = min(started, ended) if ended else started
            callback.period_end = ended

    @api.depends("attempt_count", "attempts_decided", "state", "community_id")
    def _compute_needs_decision(self):
        for callback in self:
            limit = callback.community_id.policy_id.callback_attempts
            fresh = callback.attempt_count - callback.attempts_decided
            callback.needs_decision = callback.state == "open" and 0 < limit <= fresh

    def _is_about_repair(self):
        self.ensure_one()
        return self.trigger in REPAIRS

    # deadline

    def _deadline_responsible(self):
        return {callback: callback.assignee_id for callback in self}

    def _start_clock(self):
        """Run the clock of those that are due at a known time; rain is waited for without one."""
        running = self.filtered(lambda callback: callback.state == "open" and callback.due_at)
        # sudo: the obligation's clock does not depend on who looks at it
        for rule, callbacks in running.sudo().grouped("rule_id").items():
            callbacks._deadline_set(
                "callback",
                {callback: callback.due_at for callback in callbacks},
                start={callback: callback.started_at for callback in callbacks},
                rule=rule,
            )

    # late

    def _compute_is_late(self):
        now = fields.Datetime.now()
        for callback in self:
            callback.is_late = (
                callback.state == "open"
                and not callback.is_optional
                and bool(callback.due_at)
                and callback.due_at < now
            )

    def _search_is_late(self, operator, _value):
        """By the moment, not by the day; what waits for rain is not late (R019)."""
        if operator != "in":
            return NotImplemented
        return [
            ("state", "=", "open"),
            ("is_optional", "=", False),
            ("due_at", "<", fields.Datetime.now()),
        ]

    def _accepted_modes(self):
        return self.mode_ids
