from odoo import api, fields, models

from ...engine.natural import door_key


class Building(models.Model):
    """Building (楼栋) with the steward who looks after it."""

    _name = "steward.building"
    _description = "Building"
    _order = "community_id, sort_key, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sort_key = fields.Char(compute="_compute_sort_key", store=True)
    active = fields.Boolean(default=True)
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    steward_id = fields.Many2one("hr.employee", index=True, check_company=True)
    unit_ids = fields.One2many("steward.unit", "building_id")
    unit_count = fields.Integer(compute="_compute_unit_count")

    _name_uniq = models.Constraint(
        "UNIQUE(community_id, name)", "A community has only one building of this name."
    )

    @api.depends("name")
    def _compute_sort_key(self):
        for building in self:
            building.sort_key = door_key(building.name or "")

    def _compute_unit_count(self):
        counts = dict(
            self.env["steward.unit"]._read_group(
                [("building_id", "in", self.ids)], ["building_id"], ["__count"]
            )
        )
        for building in self:
            building.unit_count = counts.get(building, 0)

    def action_open_units(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.unit_action")
        action["domain"] = [("building_id", "in", self.ids)]
        action["context"] = {"default_building_id": self[:1].id}
        return action
