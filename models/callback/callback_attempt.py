from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"
DECIDE_ACTIVITY = "property_steward.mail_activity_type_callback_decide"


class Callback(models.Model):
    """Attempts without an answer: proposed again inside allowed hours; after so many the
    supervisor decides, so that no matter rots on "no answer"."""

    _inherit = "steward.callback"

    may_decide = fields.Boolean(compute="_compute_may_decide")

    @api.depends_context("uid")
    def _compute_may_decide(self):
        for callback in self:
            callback.may_decide = callback._may_decide()

    def _note_attempts(self, visits):
        """Count these recorded visits that reached nobody, and propose the next time."""
        for visit in visits:
            # sudo: the count follows from the record of the attempt
            callback = visit.callback_id.sudo()
            if callback.state != "open":
                continue
            callback.write(
                {
                    "attempt_count": callback.attempt_count + 1,
                    "scheduled_at": visit.next_at or callback._next_attempt(visit.start),
                }
            )
        self._ask_for_decision()

    def _next_attempt(self, last):
        """The time of the next attempt: some hours after the one at `last`, when the household
        may be called, and before it is due as long as that is possible."""
        self.ensure_one()
        now = fields.Datetime.now()
        hours = self.community_id.policy_id.callback_retry_hours
        proposed = self._allowed_from(max(last + timedelta(hours=hours), now))
        if now < self.due_at < proposed:
            proposed = max(self._quiet_before(self.due_at), now)
        return proposed

    def _ask_for_decision(self):
        supervisor = self.env.ref("property_steward.role_supervisor")
        # sudo: who attempted it need not see the supervisor's activities
        undecided = self.sudo().filtered("needs_decision")
        known = set(undecided.activity_search([DECIDE_ACTIVITY]).mapped("res_id"))
        for callback in undecided.filtered(lambda callback: callback.id not in known):
            for user in callback.community_id._users_upwards(supervisor)[:1]:
                callback.with_context(mail_activity_quick_update=True).activity_schedule(
                    DECIDE_ACTIVITY,
                    user_id=user.id,
                    note=self.env._(
                        "%(count)s attempts without an answer: go on, visit, or close it as not "
                        "reached.",
                        count=callback.attempt_count,
                    ),
                )

    def _check_may_decide(self):
        """:raise AccessError: for anybody below the supervisor."""
        self.check_access("write")
        if not self.env.su and not self._may_decide():
            raise AccessError(
                self.env._("How to go on without an answer is decided by the supervisor.")
            )
        for callback in self:
            if callback.state not in ("open", "waiting"):
                raise UserError(
                    callback.env._(
                        "%(callback)s is not open any more.", callback=callback.display_name
                    )
                )

    def _may_decide(self):
        """Whether the user decides who calls back, and how to go on without an answer."""
        return self.env.user.has_group(SUPERVISOR)

    def action_go_on(self):
        """The supervisor lets it be tried further."""
        self._check_may_decide()
        for callback in self:
            # sudo: the count of decided attempts changes with this decision only
            callback.sudo().attempts_decided = callback.attempt_count
        self.activity_feedback([DECIDE_ACTIVITY])
        self._propose_times()

    def action_visit_instead(self):
        """The supervisor sends somebody to the door, whatever mode the rule named."""
        self._check_may_decide()
        door = self.env.ref("property_steward.contact_mode_door")
        # sudo: as above
        self.sudo().write({"mode_ids": [fields.Command.link(door.id)]})
        self.action_go_on()

    def action_close_unreachable(self):
        return self._ask_reason("unreachable")

    def action_cancel(self):
        return self._ask_reason("callback_cancel")

    def _ask_reason(self, method):
        self._check_may_decide()
        return self.env["steward.reason.wizard"]._ask(self, method)

    def _close_without(self, state, reason):
        """Not reached or not called for, as the supervisor decided; it counts as not done."""
        self._check_may_decide()
        # sudo: closing needs a reason, so that the fields are closed to other writes
        self.sudo().write({"state": state, "closed_reason": reason, "closed_by_id": self.env.uid})
        self.sudo()._deadline_cancel(["callback"])
        self.activity_unlink([DECIDE_ACTIVITY])
