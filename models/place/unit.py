from odoo import api, fields, models

from ...engine.natural import door_key


class Unit(models.Model):
    """Dwelling or shop (房屋). The entrance (单元) is a field; the door is "3-2-1204"."""

    _name = "steward.unit"
    _description = "Unit"
    _order = "community_id, door_key, id"
    _rec_name = "door"
    _check_company_auto = True

    # place
    building_id = fields.Many2one(
        "steward.building", required=True, index=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        related="building_id.community_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="building_id.company_id", store=True, precompute=True)
    entrance = fields.Char(help="单元: the entrance or staircase inside the building.")
    number = fields.Char(string="Room Number", required=True)
    door = fields.Char(compute="_compute_door", store=True, precompute=True, index="trigram")
    door_key = fields.Char(compute="_compute_door", store=True, precompute=True)
    active = fields.Boolean(default=True)

    # steward
    own_steward_id = fields.Many2one(
        "hr.employee",
        string="Steward of This Unit",
        index="btree_not_null",
        check_company=True,
        help="Only where it is somebody else than the steward of the building.",
    )
    steward_id = fields.Many2one(
        "hr.employee",
        compute="_compute_steward_id",
        store=True,
        precompute=True,
        index=True,
    )

    # description (R220: the columns of the ownership register)
    unit_type = fields.Selection(
        [
            ("apartment", "Apartment"),
            ("villa", "Villa"),
            ("shop", "Shop"),
            ("office", "Office"),
            ("other", "Other"),
        ],
        required=True,
        default="apartment",
    )
    layout = fields.Char(string="House Type", help="For example 三室两厅.")
    building_area = fields.Float(string="Building Area (m²)", digits=(10, 2))
    usable_area = fields.Float(string="Usable Area (m²)", digits=(10, 2))
    land_share = fields.Float(string="Land Share (m²)", digits=(10, 2))
    ancillary = fields.Char(string="Ancillary Facilities")
    garage = fields.Char(string="Garage or Parking")
    shop_class = fields.Selection([("anchor", "Anchor Tenant"), ("other", "Other Tenant")])
    is_catering = fields.Boolean(string="Catering")

    # use
    occupancy_ids = fields.One2many("steward.occupancy", "unit_id")
    state = fields.Selection(
        [
            ("unsold", "Unsold"),
            ("not_moved_in", "Not Moved In"),
            ("decorating", "Decorating"),
            ("moved_in", "Moved In"),
            ("let", "Let"),
            ("vacant", "Vacant"),
        ],
        string="Use State",
        compute="_compute_state",
        store=True,
        index=True,
    )
    owner_id = fields.Many2one("res.partner", compute="_compute_state", store=True, index=True)
    resident_id = fields.Many2one("res.partner", compute="_compute_state", store=True, index=True)

    _door_uniq = models.UniqueIndex(
        "(building_id, COALESCE(entrance, ''), number)",
        "The building already has a unit with this entrance and room number.",
    )

    @api.depends("building_id.name", "entrance", "number")
    def _compute_door(self):
        for unit in self:
            parts = [unit.building_id.name, unit.entrance, unit.number]
            unit.door = "-".join(part for part in parts if part)
            unit.door_key = door_key(unit.door)

    @api.depends("own_steward_id", "building_id.steward_id")
    def _compute_steward_id(self):
        for unit in self:
            unit.steward_id = unit.own_steward_id or unit.building_id.steward_id

    @api.depends("occupancy_ids.state", "occupancy_ids.role", "occupancy_ids.partner_id")
    def _compute_state(self):
        for unit in self:
            current = unit.occupancy_ids.filtered(
                lambda line: line.state not in ("future", "ended")
            )
            owner = current.filtered(lambda line: line.role == "owner")[:1]
            tenant = current.filtered(lambda line: line.role == "tenant")[:1]
            unit.owner_id = owner.partner_id
            unit.resident_id = tenant.partner_id or (
                owner.partner_id if owner.state == "moved_in" else False
            )
            if tenant:
                unit.state = "let"
            else:
                unit.state = owner.state or "unsold"
