from odoo import models


class CommunityActivity(models.Model):
    """Planned again or called off."""

    _inherit = "steward.community.activity"

    def _after_take_back(self, reason):
        """Hook: what follows when an activity is planned again."""

    def _after_cancel(self, reason):
        """Hook: what follows when an activity is called off."""
