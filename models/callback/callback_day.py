from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Callback(models.Model):
    """My callbacks: what is due today, and the taps that begin a conversation."""

    _inherit = "steward.callback"
    _visit_field = "callback_id"

    words = fields.Text(related="case_id.words", string="In the Resident's Words")
    case_answer = fields.Text(related="case_id.answer", string="What Was Done")
    can_visit = fields.Boolean(compute="_compute_can")
    can_call = fields.Boolean(compute="_compute_can")
    is_due_today = fields.Boolean(
        string="Due Today", compute="_compute_is_due_today", search="_search_is_due_today"
    )

    @api.depends("mode_ids.kind", "partner_id.no_phone_calls", "partner_id.phone", "state")
    def _compute_can(self):
        for callback in self:
            kinds = set(callback.mode_ids.mapped("kind"))
            is_open = callback.state == "open"
            # sudo: whether the household wants no calls; the first receiver may have no role
            partner = callback.partner_id.sudo()
            callback.can_visit = is_open and (not kinds or "door" in kinds)
            callback.can_call = (
                is_open
                and (not kinds or "phone" in kinds)
                and bool(partner.phone)
                and not partner.no_phone_calls
            )

    @api.depends("state", "due_at", "scheduled_at", "community_id.tz")
    def _compute_is_due_today(self):
        for callback in self:
            end = callback.community_id._tomorrow_start()
            callback.is_due_today = callback.state == "open" and (
                callback.due_at < end or bool(callback.scheduled_at and callback.scheduled_at < end)
            )

    def _search_is_due_today(self, operator, _value):
        """Open, and due by the end of the community's day, or proposed for it."""
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: (
                Domain("due_at", "<", community._tomorrow_start())
                | Domain("scheduled_at", "<", community._tomorrow_start())
            )
        )

    def _check_may_begin(self, mode):
        """:raise UserError: for a callback that is not due to anybody now (R019, F14)."""
        self.ensure_one()
        if self.state == "waiting":
            raise UserError(self.env._("%(callback)s waits for rain.", callback=self.display_name))
        if self.state != "open":
            raise UserError(
                self.env._("%(callback)s is not open any more.", callback=self.display_name)
            )
        community = self.community_id
        now = community._to_local(fields.Datetime.now())
        quiet = community._quiet_period(now, mode.kind, self.unit_id.is_catering)
        if quiet and self.quiet_binding:
            allowed = self._allowed_from(fields.Datetime.now())
            raise UserError(
                self.env._(
                    "It is a quiet hour (%(period)s), which binds this callback. Call at %(time)s.",
                    period=quiet.name,
                    time=community._to_local(allowed).strftime("%m-%d %H:%M"),
                )
            )

    def _visit_title(self):
        return self.env._("Callback")

    def _visit_defaults(self):
        """Conversation and result are recorded on one form."""
        return {"default_participant_ids": self._proposed_participants()}

    def _proposed_participants(self):
        """Commands for those who must be present besides the visitor (R031-R032)."""
        # sudo: who fills which role is not secret
        roles = self.role_ids.sudo()
        holders = self.community_id._role_holders(roles.mapped("code")) if roles else {}
        own = self._own_employees()
        commands = []
        for role in roles:
            people = self._people_of(role, holders)
            if people and not people & own:
                commands.append(
                    fields.Command.create({"employee_id": people[:1].id, "role_id": role.id})
                )
        return commands

    def _attempt_noted(self):
        return self.env._(
            "Noted for %(household)s. The callback stays open, proposed for %(time)s.",
            household=self.partner_id.name or "",
            time=self.time_label or "",
        )
