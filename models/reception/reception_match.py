import re

from odoo import api, models
from odoo.fields import Domain

from ...engine.natural import split_door

# as many as fit under the field; more of them say: type on
CANDIDATES = 8
DIGITS_FROM = 4
NAME_FROM = 2
NO_DIGIT = re.compile(r"\D")


class Reception(models.Model):
    """Who is calling: the household is found while phone, room or name are typed (R065).

    Every internal user may find one; shown are name, door and steward, which are everybody's.
    """

    _inherit = "steward.reception"

    @api.depends("caller_phone", "door_text", "caller_name", "community_id")
    def _compute_match_ids(self):
        for reception in self:
            reception.match_ids = reception._find_households()

    @api.onchange("caller_phone", "door_text", "caller_name")
    def _onchange_caller(self):
        """The only household that fits is taken; of several, one tap chooses."""
        matches = self.match_ids._origin
        units = self._find_units(self.door_text, self.community_id)
        if len(units) == 1:
            self.unit_id = units
        whole = self.env["res.partner"]._search_by_phone(self.caller_phone)
        if len(matches) == 1 and (units or matches in whole):
            self.partner_id = matches

    def _find_households(self):
        """Households that fit what is typed: phone and room, else one of them, else the name.

        A whole number is looked for exactly; before it is whole, what contains its digits.
        """
        self.ensure_one()
        by_phone = self._find_by_phone(self.caller_phone)
        units = self._find_units(self.door_text, self.community_id)
        by_door = units.resident_id | units.owner_id
        found = (by_phone & by_door) or (by_phone | by_door)
        name = (self.caller_name or "").strip()
        if not found and len(name) >= NAME_FROM:
            domain = Domain("is_household", "=", True) & Domain("name", "ilike", name)
            found = self.env["res.partner"].search(domain, limit=CANDIDATES)
        return found[:CANDIDATES]

    @api.model
    def _find_by_phone(self, phone):
        Partner = self.env["res.partner"]
        exact = Partner._search_by_phone(phone).filtered("is_household")
        digits = Partner._phone_digits(phone)
        if exact or len(digits) < DIGITS_FROM:
            return exact
        # what begins with "00" would be taken for the prefix of a country
        text = digits.lstrip("0") if digits.startswith("00") else digits
        if len(text) < DIGITS_FROM:
            return exact
        contacts = Partner.search([("phone_mobile_search", "ilike", text)], limit=4 * CANDIDATES)
        contacts = contacts.filtered(lambda contact: digits in NO_DIGIT.sub("", contact.phone))
        return (contacts | contacts.parent_id).filtered("is_household")

    @api.model
    def _find_units(self, text, community):
        """Units by a door however it is written: those of the community, else of all."""
        parts = split_door(text)
        Unit = self.env["steward.unit"]
        if not (parts.building and parts.number):
            return Unit
        found = Unit.search([("door", "=", "-".join(filter(None, parts)))], limit=CANDIDATES)
        here = found.filtered(lambda unit: unit.community_id == community._origin)
        return here or found
