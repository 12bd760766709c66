from datetime import timedelta

from odoo import models

# clocks of an activity that count back from its start, and the policy's days for each
BEFORE_START = {
    "activity_form": "activity_form_days",
    "activity_submit": "activity_submit_days",
    "activity_approve": "activity_approve_days",
}


class CommunityActivity(models.Model):
    """Milestones of an activity as clocks (R288-R290): each is due at the end of its day, by the
    community's calendar."""

    _inherit = "steward.community.activity"
    _deadline_sync_fields = ("community_id", "steward_id")

    def _deadline_partner(self):
        return {activity: self.env["res.partner"] for activity in self}

    def _milestone(self, kind):
        """Moment, UTC, by which a milestone before the start is due."""
        self.ensure_one()
        days = self.community_id.policy_id[BEFORE_START[kind]]
        return self.community_id._day_end(self._local_date() - timedelta(days=days))
