from odoo import api, fields, models

GROUP = "property_steward.property_steward_group_steward"


class ResPartner(models.Model):
    """Household (户): a contact that owns or lives in a unit (R221, one file per household).

    Name, phone and door are everybody's; what a steward knows about the household is not.
    """

    _inherit = "res.partner"

    # where (R221)
    occupancy_ids = fields.One2many("steward.occupancy", "partner_id", groups=GROUP)
    is_household = fields.Boolean(compute="_compute_household", store=True)
    household_unit_id = fields.Many2one(
        "steward.unit",
        string="Unit",
        compute="_compute_household",
        store=True,
        index="btree_not_null",
    )
    household_community_id = fields.Many2one(
        related="household_unit_id.community_id",
        string="Community",
        store=True,
        index="btree_not_null",
    )
    household_steward_id = fields.Many2one(
        related="household_unit_id.steward_id",
        string="Steward",
        store=True,
        index="btree_not_null",
    )
    household_door = fields.Char(
        related="household_unit_id.door", string="Door", store=True, index="trigram"
    )
    household_state = fields.Selection(
        [
            ("not_moved_in", "Not Moved In"),
            ("decorating", "Decorating"),
            ("moved_in", "Moved In"),
            ("let", "Let"),
            ("vacant", "Vacant"),
            ("moved_out", "Moved Out"),
        ],
        compute="_compute_household",
        store=True,
        groups=GROUP,
    )
    handover_date = fields.Date(
        string="Hand-Over Date", compute="_compute_household", store=True, groups=GROUP
    )
    move_in_date = fields.Date(
        string="Move-In Date", compute="_compute_household", store=True, groups=GROUP
    )

    # who they are (R235, R262-R263)
    segment = fields.Selection(
        [
            ("ordinary", "Ordinary"),
            ("key_concern", "Key Concern"),
            ("vip", "VIP"),
            ("sensitive", "Sensitive"),
        ],
        default="ordinary",
        groups=GROUP,
    )
    segment_tag_ids = fields.Many2many("steward.segment.tag", groups=GROUP)
    is_key_customer = fields.Boolean(string="Key Customer", groups=GROUP)
    key_customer_reason = fields.Char(groups=GROUP)

    # how to talk with them
    preferred_language = fields.Char(string="Language or Dialect", groups=GROUP)
    contact_time = fields.Selection(
        [
            ("any", "Any Time"),
            ("morning", "Morning"),
            ("afternoon", "Afternoon"),
            ("evening", "Evening"),
        ],
        string="Preferred Time",
        default="any",
        groups=GROUP,
    )
    no_phone_calls = fields.Boolean(string="No Phone Calls", groups=GROUP)
    wishes = fields.Text(groups=GROUP)
    last_contact_date = fields.Date(
        string="Last Contact",
        groups=GROUP,
        readonly=True,
        copy=False,
        help="Day of the last conversation that was held, in the community's time zone.",
    )

    @api.depends(
        "occupancy_ids.state",
        "occupancy_ids.unit_id",
        "occupancy_ids.handover_date",
        "occupancy_ids.move_in_date",
    )
    def _compute_household(self):
        """The unit in which the household lives comes first, then the latest one."""
        # sudo: what everybody may see of a household (its door) is derived from guarded lines
        for partner in self.sudo():
            lines = partner.occupancy_ids.sorted(
                lambda line: (
                    line.state == "moved_in",
                    line.state not in ("future", "ended"),
                    line.date_from,
                ),
                reverse=True,
            )
            main = lines[:1]
            partner.is_household = bool(main)
            partner.household_unit_id = main.unit_id
            partner.handover_date = main.handover_date
            partner.move_in_date = main.move_in_date
            partner.household_state = {"future": "not_moved_in", "ended": "moved_out"}.get(
                main.state, main.state
            )
