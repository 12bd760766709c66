from odoo import api, models

from ...demo.chasing import TALKS


class Community(models.Model):
    """Fees that are chased in the demo community; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_collections(self, community_id, steward_id):
        """The rule opens the cases; the first ones were talked about, one promise was broken, one
        cause is a complaint, and accounting asks for a visit."""
        Collection = self.env["steward.collection"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        if Collection.search_count([], limit=1):
            return
        Collection._open_by_rule(100)
        cases = Collection.search([("community_id", "=", community_id)], order="id")
        for case, talk in zip(cases, TALKS, strict=False):
            case._demo_talk(talk, steward_id)
        Collection._sweep_batch(Collection._clock(), 1000)
