from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .life_event import SUPERVISOR


class LifeEvent(models.Model):
    """How a life event ends: by itself when all of it is settled, or cancelled with a reason."""

    _inherit = "steward.life.event"

    def action_close(self):
        """Nothing more is done about it.

        :raise UserError: while a visit is due, help is promised or the message waits
        """
        self.check_access("write")
        for event in self:
            if event.state != "open" or not event._is_settled():
                raise UserError(
                    event.env._(
                        "%(event)s still has visits, help or a message that wait: settle them "
                        "first.",
                        event=event.display_name,
                    )
                )
        self._close()

    def action_cancel(self):
        """It did not happen, or nothing is to be done: asks for the reason."""
        self._check_may_cancel()
        return self.env["steward.reason.wizard"]._ask(self, "life_event_cancel")

    def _cancel(self, reason):
        self._check_may_cancel()
        # sudo: what the event started ends with it; the right to cancel was checked
        events = self.sudo()
        opened = events.callback_ids.filtered(lambda callback: callback.state == "open")
        opened._drop(reason)
        events.task_ids.filtered(lambda task: not task.is_done).activity_unlink(
            ["property_steward.mail_activity_type_life_event_help"]
        )
        for community, ended in events.grouped("community_id").items():
            ended.write(
                {
                    "state": "cancelled",
                    "closed_reason": reason,
                    "closed_on": community._today(),
                }
            )

    @api.model
    def _end_of_moved_out(self):
        """Nobody is asked how it is to live where one lives no more (R016)."""
        # sudo: scheduled action
        gone = self.sudo().search(
            [("state", "=", "open"), ("occupancy_id.state", "in", ("ended", "vacant"))]
        )
        if gone:
            gone._cancel(self.env._("The household has moved out."))

    def _check_may_cancel(self):
        """What the rules demand is called off by the supervisor only.

        :raise AccessError: for anybody below, where visits are due that are not only offered
        """
        self.check_access("write")
        if any(event.state != "open" for event in self):
            raise UserError(self.env._("Only an open life event is cancelled."))
        if (
            not self.env.su
            and not self.env.user.has_group(SUPERVISOR)
            and any(event._demanded() for event in self)
        ):
            raise AccessError(
                self.env._("Visits that the rules demand are called off by the supervisor.")
            )

    def _is_settled(self):
        self.ensure_one()
        # sudo: also what other people still have to do
        whole = self.sudo()
        return not (
            any(callback.state == "open" for callback in whole.callback_ids)
            or any(not task.is_done for task in whole.task_ids)
            or whole.greeting_state in ("to_send", "failed")
        )

    def _close_settled(self):
        """Close those of which everything that they started is settled."""
        # sudo: whoever did the last thing may not see the event; only its state is asked
        self.filtered(lambda event: event.sudo().state == "open" and event._is_settled())._close()

    def _close(self):
        # sudo: the state follows from what was done
        for community, ended in self.sudo().grouped("community_id").items():
            ended.write({"state": "done", "closed_on": community._today()})
