from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .community_activity_planning import APPROVAL, RETURNED

TAKEN_BACK_IN = ("submitted", "reviewed", "approved")
CANCELLED_IN = ("draft", *TAKEN_BACK_IN, "ongoing")


class CommunityActivity(models.Model):
    """Planned again, postponed or called off (R287-R290): by its author or a role above, with a
    reason; all decisions are needed again."""

    _inherit = "steward.community.activity"

    can_recall = fields.Boolean(
        compute="_compute_can_recall",
        help="The current user may take it back or cancel it.",
    )

    @api.depends("state", "submitted_by_id", "steward_id")
    @api.depends_context("uid")
    def _compute_can_recall(self):
        for activity in self:
            activity.can_recall = activity.state in CANCELLED_IN and activity._may_recall()

    def action_take_back(self):
        """Ask for the reason, then put it back into planning."""
        self._check_recall(TAKEN_BACK_IN)
        return self.env["steward.reason.wizard"]._ask(self, "activity_take_back")

    def action_cancel(self):
        """Ask for the reason, then call it off."""
        self._check_recall(CANCELLED_IN)
        return self.env["steward.reason.wizard"]._ask(self, "activity_cancel")

    def _take_back(self, reason):
        """Back into planning; its clocks run again for the date that it gets.

        :raise AccessError: for whoever is neither its author nor of a role above
        """
        self._check_recall(TAKEN_BACK_IN)
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(
            {
                "state": "draft",
                "return_reason": reason,
                "reviewed_by_id": False,
                "reviewed_at": False,
                "approved_by_id": False,
                "approved_at": False,
            }
        )
        self._start_clocks()
        self._close_mail_activities(APPROVAL, RETURNED)
        self._drop_task_activities()
        for activity in self:
            activity.message_post(
                body=activity.env._("Taken back into planning: %(reason)s", reason=reason)
            )
        self._after_take_back(reason)

    def _cancel(self, reason):
        """:raise AccessError: for whoever is neither its author nor of a role above"""
        self._check_recall(CANCELLED_IN)
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "cancelled", "cancel_reason": reason})
        self._deadline_cancel()
        self._close_mail_activities(APPROVAL, RETURNED)
        self._drop_task_activities()
        self._after_cancel(reason)

    def _check_recall(self, states):
        self.check_access("write")
        for activity in self:
            if activity.state not in states:
                labels = dict(activity._fields["state"]._description_selection(activity.env))
                raise UserError(
                    activity.env._(
                        "%(activity)s cannot be taken back or cancelled now: %(state)s.",
                        activity=activity.display_name,
                        state=labels[activity.state],
                    )
                )
            if not activity._may_recall():
                raise AccessError(
                    activity.env._(
                        "%(activity)s is taken back or cancelled by %(author)s or the %(role)s of "
                        "%(community)s.",
                        activity=activity.display_name,
                        author=activity.steward_id.name,
                        role=activity._review_role().name,
                        community=activity.community_id.name,
                    )
                )

    def _may_recall(self):
        self.ensure_one()
        user = self.env.user
        # sudo: the author's user decides the answer and is not shown
        if user in (self.submitted_by_id, self.steward_id.sudo().user_id):
            return True
        return bool(self._review_role()._held_by(user, self.community_id))

    def _after_take_back(self, reason):
        """Hook: what follows when an activity is planned again."""

    def _after_cancel(self, reason):
        """Hook: what follows when an activity is called off."""
