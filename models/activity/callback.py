from odoo import fields, models


class Callback(models.Model):
    """Invitations at the door (R020): of an approved activity, fulfilled by the month's visit."""

    _inherit = "steward.callback"

    activity_id = fields.Many2one(
        "steward.community.activity",
        string="Community Activity",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: invited before activities were planned here.",
    )
    activity_invitation_ids = fields.One2many("steward.activity.invitation", "callback_id")

    def _invite(self, activity, partners, attachments):
        """Offer to invite these households to `activity` at their doors, before its day begins.

        :return: the new visits to be made
        """
        community = activity.community_id
        day = activity._local_date()
        # sudo: whether somebody is visited for it already, whoever asked for it
        known = self.sudo().search(
            [("trigger", "=", "invitation"), ("activity_id", "=", activity.id)]
        )
        callbacks = self._create_for_households(
            "invitation", community, partners - known.partner_id, fields.Datetime.now()
        )
        # sudo: what the rule demands is only offered here, and ends with the day before
        callbacks.sudo().write(
            {
                "is_optional": True,
                "activity_id": activity.id,
                "invited_to": activity.name,
                "invited_on": day,
                "invitation_ids": [fields.Command.set(attachments.ids)],
                "due_at": community._day_start(day),
            }
        )
        # sudo: as above; what is only offered has no clock
        callbacks.sudo()._deadline_cancel(["callback"])
        callbacks._propose_times()
        return callbacks

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ("done", "cancelled"):
            self._note_invited(vals["state"], vals.get("closed_reason"))
        return result

    def _note_invited(self, state, reason):
        # sudo: the invitation says what became of its visit, whoever made it
        invitations = self.sudo().activity_invitation_ids.filtered(lambda one: one.state != "sent")
        if state == "done":
            invitations._mark_sent(self.env.user)
        elif invitations:
            invitations.write(
                {
                    "state": "failed",
                    "failure": reason or self.env._("It was not wished at the door."),
                }
            )

    def _activity_moved(self):
        """The activity takes place on another day: who is not invited yet is, before that day."""
        waiting = self.filtered(lambda callback: callback.state == "open")
        for activity, callbacks in waiting.grouped("activity_id").items():
            day = activity._local_date()
            callbacks.write(
                {
                    "invited_to": activity.name,
                    "invited_on": day,
                    "due_at": activity.community_id._day_start(day),
                }
            )
        waiting._propose_times()


class Visit(models.Model):
    _inherit = "steward.visit"

    callback_activity_id = fields.Many2one(related="callback_id.activity_id", string="Activity")
