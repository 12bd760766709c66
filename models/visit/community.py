from odoo import api, models
from odoo.fields import Domain


class Community(models.Model):
    _inherit = "steward.community"

    @api.model
    def _domain_by_time_zone(self, condition):
        """Domain over records with a `community_id`, for a search that depends on the local day.

        :param condition: function of one community that gives the domain for its time zone
        """
        communities = self.with_context(active_test=False).search([("tz", "!=", False)])
        groups = list(communities.grouped("tz").values())
        if len(groups) == 1:
            return condition(communities[:1])
        return Domain.OR(
            Domain("community_id", "in", group.ids) & condition(group[:1]) for group in groups
        )
