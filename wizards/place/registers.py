from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

HOUSEHOLDS = Register(
    _lt("Households"),
    "res.partner",
    [
        "household_community_id.name",
        "household_door",
        "name",
        "phone",
        "email",
        "household_state",
        "handover_date",
        "move_in_date",
        "household_unit_id.building_area",
        "segment",
        "segment_tag_ids.name",
        "is_key_customer",
        "preferred_language",
        "contact_time",
        "no_phone_calls",
        "wishes",
        "household_steward_id.name",
        "last_contact_date",
    ],
)
KEY_CUSTOMERS = Register(
    _lt("Key Customers"),
    "res.partner",
    [
        "household_community_id.name",
        "household_door",
        "name",
        "phone",
        "segment",
        "key_customer_reason",
        "preferred_language",
        "contact_time",
        "no_phone_calls",
        "wishes",
        "household_steward_id.name",
        "last_contact_date",
    ],
    needs="is_key_customer",
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "households": HOUSEHOLDS,
            "key_customers": KEY_CUSTOMERS,
        }

    def _records(self, register):
        """Contacts have no record rule: whose household it is, their occupancies tell.

        :raise UserError: when no household was chosen
        """
        if register.model != "res.partner":
            return super()._records(register)
        chosen = self.env["res.partner"].browse(self.record_ids or [])
        households = chosen.exists().filtered("is_household")
        lines = self.env["steward.occupancy"].search([("partner_id", "in", households.ids)])
        own = lines.partner_id
        foreign = households - own
        if foreign:
            raise AccessError(
                self.env._(
                    "%(count)s of the households chosen are not in your area, for example "
                    "%(example)s. Choose your own only.",
                    count=len(foreign),
                    example=foreign[0].display_name,
                )
            )
        if register.needs:
            own = own.filtered(register.needs)
        if not own:
            raise UserError(self.env._("There is no household among the contacts chosen."))
        return own.sorted(
            lambda partner: (
                partner.household_community_id.name or "",
                partner.household_unit_id.door_key or "",
                partner.id,
            )
        )
