from odoo import api, models


class OwnAreaMixin(models.AbstractModel):
    """Records of a steward's area: the own ones, and those of whom one stands in for today."""

    _name = "steward.own.area.mixin"
    _description = "Belongs to a Steward's Area"
    _inherit = "steward.mine.mixin"

    @api.model
    def _mine_employees(self):
        return self._own_employees() | self._deputised_employees()
