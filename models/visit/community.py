from odoo import api, models, tools
from odoo.fields import Domain


class Community(models.Model):
    _inherit = "steward.community"

    @api.model_create_multi
    def create(self, vals_list):
        communities = super().create(vals_list)
        self.env.registry.clear_cache()
        return communities

    def write(self, vals):
        result = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _time_zones(self):
        """Names of the time zones in which there are communities: nearly always one."""
        # sudo: the same for everybody, as the cache is
        groups = self.sudo().with_context(active_test=False)._read_group([], ["tz"])
        return tuple(tz for (tz,) in groups)

    @api.model
    def _domain_by_time_zone(self, condition):
        """Domain over records with a `community_id`, for a search that depends on the local day.

        :param condition: function of a community that gives the domain for its time zone
        """
        zones = self._time_zones()
        if len(zones) == 1:
            return condition(self.new({"tz": zones[0]}))
        return Domain.OR(
            Domain("community_id.tz", "=", tz) & condition(self.new({"tz": tz})) for tz in zones
        )
