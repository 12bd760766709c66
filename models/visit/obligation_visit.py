from odoo import api, fields, models


class ObligationMixin(models.AbstractModel):
    """The taps by which a conversation that is owed begins: at the door, by phone, or an attempt
    that reached nobody (R013)."""

    _inherit = "steward.obligation.mixin"

    # the visit's field that holds the obligation for which one set out
    _visit_field = None

    time_label = fields.Char(
        string="Time", compute="_compute_time_label", help="In the community's time zone."
    )

    @api.depends("scheduled_at", "community_id.tz")
    def _compute_time_label(self):
        """The hour of what is proposed for today, else day and hour."""
        for record in self:
            if not record.scheduled_at:
                record.time_label = False
                continue
            local = record.community_id._to_local(record.scheduled_at)
            is_today = local.date() == record.community_id._today()
            record.time_label = local.strftime("%H:%M" if is_today else "%m-%d %H:%M")

    def action_start_visit(self):
        return self._action_open_visit(self._mode("door"))

    def action_start_call(self):
        return self._action_open_visit(self._mode("phone"))

    def action_start_other(self):
        """By the first mode accepted, where it is neither door nor phone."""
        return self._action_open_visit(self._accepted_modes()[:1])

    def action_nobody_home(self):
        return self._action_attempt(self._mode("door"), "nobody_home")

    def action_no_answer(self):
        return self._action_attempt(self._mode("phone"), "no_answer")

    def _mode(self, code):
        return self.env.ref(f"property_steward.contact_mode_{code}")

    def _begun_visit(self, mode):
        """The visit of this obligation that begins now: its appointment, if it has one."""
        self.ensure_one()
        self._check_may_begin(mode)
        visit = self.env["steward.visit"].search(
            [(self._visit_field, "=", self.id), ("state", "=", "draft")], order="agreed_at", limit=1
        )
        vals = {"mode_id": mode.id, "start": fields.Datetime.now()}
        if self.env.user.employee_id:
            vals["steward_id"] = self.env.user.employee_id.id
        if visit:
            visit.write(vals)
        return visit, vals

    def _check_may_begin(self, mode):
        """Hook: refuses a conversation that must not begin now."""

    def _action_open_visit(self, mode):
        """Open the form of the visit; it is saved when the person saves or records it."""
        visit, vals = self._begun_visit(mode)
        return {
            "type": "ir.actions.act_window",
            "name": self._visit_title(),
            "res_model": "steward.visit",
            "res_id": visit.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                f"default_{self._visit_field}": self.id,
                "default_mode_id": vals["mode_id"],
                **self._visit_defaults(),
            },
        }

    def _visit_title(self):
        return self.env._("Visit")

    def _visit_defaults(self):
        """Hook: further defaults, as keys of a context, of the visit that begins."""
        return {}

    def _action_attempt(self, mode, outcome):
        """Record an attempt in one tap; where something must be said first (a quiet hour), the
        form opens instead."""
        visit, vals = self._begun_visit(mode)
        if not visit:
            visit = visit.create({self._visit_field: self.id, **vals})
        if visit._problems(outcome):
            return self._action_open_visit(mode)
        visit.action_done(outcome)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self._attempt_noted(),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _attempt_noted(self):
        """What is said once an attempt was recorded."""
        raise NotImplementedError
