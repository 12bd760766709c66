from odoo import models


class CommunityActivity(models.Model):
    """Review and approval of the planning form (R289-R290)."""

    _inherit = "steward.community.activity"

    def _review_role(self):
        return self.community_id.policy_id.activity_review_role_id

    def _approval_role(self):
        return self.community_id.policy_id.activity_approval_role_id

    def _after_approve(self):
        result = super()._after_approve()
        self._sync_event()
        return result
