from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .recording import RECORDING
from .visit_plan_line import PLANNED_FIELDS


class VisitPlanLine(models.Model):
    """My Day (今日拜访): what a steward has to do today, and the taps that begin it (R042).

    What a card shows is computed for all cards at once.
    """

    _inherit = "steward.visit.plan.line"
    _visit_field = "line_id"
    _rec_names_search = ["partner_id", "door"]

    # whom to see
    phone = fields.Char(related="partner_id.phone")
    last_contact_date = fields.Date(related="partner_id.last_contact_date")
    no_phone_calls = fields.Boolean(related="partner_id.no_phone_calls")
    contact_time = fields.Selection(related="partner_id.contact_time")
    preferred_language = fields.Char(related="partner_id.preferred_language")
    bring = fields.Char(related="rule_id.bring")
    open_case_count = fields.Integer(string="Open Matters", compute="_compute_open_cases")
    open_case_names = fields.Char(string="Open Matters in Brief", compute="_compute_open_cases")
    attempt_count = fields.Integer(string="Attempts", compute="_compute_attempt_count")

    # when and how
    can_visit = fields.Boolean(compute="_compute_can")
    can_call = fields.Boolean(compute="_compute_can")

    # lists
    is_deputised = fields.Boolean(
        string="As Deputy", compute="_compute_is_deputised", search="_search_is_deputised"
    )
    is_due_now = fields.Boolean(
        string="Due Today", compute="_compute_is_due_now", search="_search_is_due_now"
    )
    is_this_month = fields.Boolean(compute="_compute_is_due_now", search="_search_is_this_month")

    @api.depends("rule_id", "partner_id", "period_end")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.env._(
                "%(rule)s, due %(date)s",
                rule=line.rule_id.name or "",
                date=fields.Date.to_string(line.period_end),
            )

    @api.depends("partner_id")
    def _compute_open_cases(self):
        cases = self.env["steward.case"].search_fetch(
            [("partner_id", "in", self.partner_id.ids), ("state", "!=", "closed")],
            ["name", "partner_id"],
        )
        by_household = cases.grouped("partner_id")
        for line in self:
            household_cases = by_household.get(line.partner_id, cases.browse())
            line.open_case_count = len(household_cases)
            line.open_case_names = "; ".join(household_cases.mapped("name"))

    def _compute_attempt_count(self):
        counts = dict(
            self.env["steward.visit"]._read_group(
                [("line_id", "in", self.ids), ("state", "=", "done"), ("outcome", "!=", "done")],
                ["line_id"],
                ["__count"],
            )
        )
        for line in self:
            line.attempt_count = counts.get(line, 0)

    @api.depends("rule_id.mode_ids.kind", "partner_id.no_phone_calls", "partner_id.phone")
    def _compute_can(self):
        for line in self:
            kinds = set(line._accepted_modes().mapped("kind"))
            line.can_visit = not kinds or "door" in kinds
            line.can_call = (
                (not kinds or "phone" in kinds)
                and bool(line.partner_id.phone)
                and not line.partner_id.no_phone_calls
            )

    @api.depends("steward_id")
    @api.depends_context("uid")
    def _compute_is_deputised(self):
        deputised = self._deputised_employees()
        for line in self:
            line.is_deputised = line.steward_id in deputised

    def _search_is_deputised(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("steward_id", "in", self._deputised_employees().ids)

    @api.depends("state", "period_end", "scheduled_at", "month")
    def _compute_is_due_now(self):
        for line in self:
            today = line.community_id._today()
            line.is_due_now = line.state == "open" and (
                line.period_end <= today
                or bool(
                    line.scheduled_at and line.scheduled_at < line.community_id._tomorrow_start()
                )
            )
            line.is_this_month = line.state == "open" and line.month == today.replace(day=1)

    def _search_is_due_now(self, operator, _value):
        """Open, and due by today, overdue, or proposed for today or before: by the clock of the
        community."""
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: (
                Domain("period_end", "<=", community._today())
                | Domain("scheduled_at", "<", community._tomorrow_start())
            )
        )

    def _search_is_this_month(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("month", "=", community._today().replace(day=1))
        )

    def _compute_is_late(self):
        for line in self:
            line.is_late = line.state == "open" and line.period_end < line.community_id._today()

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("period_end", "<", community._today())
        )

    @api.constrains("state", "visit_id", "partner_id")
    def _check_done_through_visit(self):
        """R006: a planned visit is done by a conversation on record with that household."""
        for line in self.filtered(lambda line: line.state == "done"):
            # sudo: the visit may be another person's; only its outcome and household are compared
            visit = line.sudo().visit_id
            if visit.outcome != "done" or (line.partner_id and line.partner_id != visit.partner_id):
                raise UserError(
                    line.env._(
                        "“%(line)s” is done only through the record of a conversation with "
                        "%(household)s.",
                        line=line.display_name,
                        household=line.sudo().partner_id.name or line.env._("the household"),
                    )
                )

    def write(self, vals):
        done = self.filtered(lambda line: line.state == "done")
        correcting = self.env.context.get("steward_visit_recording") is RECORDING
        if done and not correcting and ({"state", "visit_id"} | PLANNED_FIELDS) & vals.keys():
            raise UserError(
                self.env._(
                    "“%(line)s” is done and stays with the visit that fulfilled it.",
                    line=done[:1].display_name,
                )
            )
        moved = self.browse()
        if "scheduled_at" in vals:
            moved = self.filtered("is_fixed")
        result = super().write(vals)
        if moved:
            moved._move_appointments()
        return result

    def _move_appointments(self):
        """An appointment moves with its planned visit."""
        visits = self.env["steward.visit"].search(
            [("line_id", "in", self.ids), ("state", "=", "draft"), ("agreed_at", "!=", False)]
        )
        for visit in visits:
            moment = visit.line_id.scheduled_at
            if moment and moment != visit.agreed_at:
                visit.write({"agreed_at": moment, "start": moment})

    def _accepts(self, mode):
        """Whether a conversation by `mode` fulfils this obligation: a mode of the rule, or a
        borrowed occasion where policy and rule let it count (R014)."""
        self.ensure_one()
        modes = self._accepted_modes()
        if not modes or mode._origin in modes:
            return True
        return (
            mode.code == "opportunistic"
            and self.rule_id.accepts_borrowed
            and self.community_id.policy_id.borrowed_visits
        )

    def _attempt_noted(self):
        return self.env._(
            "Noted for %(household)s. The planned visit stays open.",
            household=self.partner_id.name or "",
        )
