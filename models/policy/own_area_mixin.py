from odoo import api, fields, models
from odoo.fields import Domain


class OwnAreaMixin(models.AbstractModel):
    """Records with a `steward_id`, of which a steward looks for the own area's, and for those of
    whom one stands in for today."""

    _name = "steward.own.area.mixin"
    _description = "Belongs to a Steward's Area"

    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    def _area_employees(self):
        Line = self.env["steward.visit.plan.line"]
        return Line._own_employees() | Line._deputised_employees()

    @api.depends_context("uid")
    def _compute_is_mine(self):
        own = self._area_employees()
        for record in self:
            record.is_mine = record.steward_id in own

    def _search_is_mine(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("steward_id", "in", self._area_employees().ids)
