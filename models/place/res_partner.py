import re
import unicodedata

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...engine.natural import split_door

GROUP = (
    "property_steward.property_steward_group_steward,"
    "property_steward.property_steward_group_auditor"
)


# what follows from the occupancies, and the last conversation that was held
DERIVED_FIELDS = frozenset(
    (
        "is_household",
        "household_unit_id",
        "household_community_id",
        "household_steward_id",
        "household_door",
        "household_state",
        "handover_date",
        "move_in_date",
    )
)
SUPERVISOR = "property_steward.property_steward_group_supervisor"


class ResPartner(models.Model):
    """Household (户): a contact that owns or lives in a unit (R221, one file per household).

    Name, phone and door are everybody's; what a steward knows about the household is not. Guarded
    fields are not copied: whoever may not read them could not duplicate a contact any more.
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

    family_relation = fields.Char(
        string="Relation",
        groups=GROUP,
        copy=False,
        help="How a family member is related to the household.",
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
        copy=False,
    )
    segment_tag_ids = fields.Many2many(
        "steward.segment.tag", string="Segment Tags", groups=GROUP, copy=False
    )
    is_key_customer = fields.Boolean(string="Key Customer", groups=GROUP, copy=False)
    key_customer_reason = fields.Char(groups=GROUP, copy=False)

    # how to talk with them
    preferred_language = fields.Char(string="Language or Dialect", groups=GROUP, copy=False)
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
        copy=False,
    )
    no_phone_calls = fields.Boolean(groups=GROUP, copy=False)
    wishes = fields.Text(groups=GROUP, copy=False)
    last_contact_date = fields.Date(
        string="Last Contact",
        groups=GROUP,
        readonly=True,
        copy=False,
        help="Day of the last conversation that was held, in the community's time zone.",
    )

    _key_customer_idx = models.Index("(id) WHERE is_key_customer")
    _key_concern_idx = models.Index("(id) WHERE segment = 'key_concern'")

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

    def action_open_contact(self):
        """Odoo's own form of the contact: address, invoices, accounting."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(self.env.ref("base.view_partner_form").id, "form")],
        }

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_not_derived(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_derived(vals)
        return super().write(vals)

    def _check_not_derived(self, vals):
        """Whoever keeps contacts gives nobody a door (R200); the last contact is noted by a
        conversation that was held, or taken from the office's register by supervisors (R013).

        :raise AccessError: for everybody else
        """
        if self.env.su:
            return
        names = DERIVED_FIELDS & vals.keys()
        if "last_contact_date" in vals and not self.env.user.has_group(SUPERVISOR):
            names |= {"last_contact_date"}
        if names:
            raise AccessError(
                self.env._(
                    "%(fields)s of a household cannot be entered: record what happened in its "
                    "occupancies and visits.",
                    fields=", ".join(
                        self._fields[name]._description_string(self.env) for name in sorted(names)
                    ),
                )
            )

    @api.depends("household_door")
    @api.depends_context("steward_show_door")
    def _compute_display_name(self):
        """In the views of this application a household stands as "3-2-1204 张三"; invoices and
        letters keep the plain name."""
        super()._compute_display_name()
        if not self.env.context.get("steward_show_door"):
            return
        for partner in self:
            if partner.household_door:
                partner.display_name = f"{partner.household_door} {partner.display_name}"

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator == "ilike" and isinstance(value, str) and value.strip():
            domain = Domain(domain) | self._door_or_phone_domain(value)
        return domain

    @api.model
    def _door_or_phone_domain(self, text):
        """Households by what people type: a door ("3-2-1204", "3栋2单元1204"), a phone however
        it is spaced, or the door and the name as shown ("3-2-1204 张三")."""
        domain = Domain("household_door", "ilike", text.strip())
        parts = split_door(text)
        if parts.building and parts.number:
            domain |= Domain("household_door", "=", "-".join(filter(None, parts)))
        words = text.split()
        if len(words) == 2:
            door, name = words
            domain |= Domain("household_door", "=", door) & Domain("name", "ilike", name)
        phone = self._phone_digits(text)
        if len(phone) >= 4:
            by_phone = Domain("phone_mobile_search", "ilike", phone)
            domain |= by_phone
            domain |= Domain("is_household", "=", True) & Domain("child_ids", "any", by_phone)
        return domain

    @api.model
    def _phone_digits(self, text):
        """Digits of a phone number without the prefix of the country; "" if it is none."""
        digits = re.sub(r"[\s\-‐–—().（）+]", "", unicodedata.normalize("NFKC", text or ""))
        if not digits.isascii() or not digits.isdigit():
            return ""
        return re.sub(r"^(?:00)?86(?=\d{10})", "", digits)

    @api.model
    def _search_by_phone(self, phone):
        """Contacts with exactly this number; of a family member, the household."""
        digits = self._phone_digits(phone)
        if len(digits) < 7:
            return self.browse()
        found = self.search([("phone_mobile_search", "ilike", digits)]).filtered(
            lambda partner: self._phone_digits(partner.phone) == digits
        )
        return found.filtered("parent_id").parent_id | found.filtered(lambda p: not p.parent_id)
