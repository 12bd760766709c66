from odoo import api, models
from odoo.fields import Domain

from .register_unit import in_community


class Building(models.Model):
    _inherit = "steward.building"

    @api.model
    def _search_display_name(self, operator, value):
        domain = Domain(super()._search_display_name(operator, value))
        return domain | in_community(operator, value, "community_id.name", "name")
