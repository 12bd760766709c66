from odoo import api, models
from odoo.fields import Domain

from ...engine.natural import split_door

CANDIDATES = 8


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
        if self.door_text:
            unit = self._find_units(self.door_text)
            self.unit_id = unit if len(unit) == 1 else self.unit_id
        if len(matches) == 1 and (self.caller_phone or self.door_text):
            self.partner_id = matches

    def _find_households(self):
        """Households that fit what is typed: phone and room, else one of them, else the name."""
        self.ensure_one()
        Partner = self.env["res.partner"]
        by_phone = Partner._search_by_phone(self.caller_phone)
        by_phone = by_phone.filtered("is_household")
        units = self._find_units(self.door_text)
        by_door = (units.resident_id | units.owner_id)[:CANDIDATES]
        found = (by_phone & by_door) or (by_phone | by_door)
        name = (self.caller_name or "").strip()
        if not found and len(name) >= 2:
            domain = Domain("is_household", "=", True) & Domain("name", "ilike", name)
            found = Partner.search(domain, limit=CANDIDATES)
        return found[:CANDIDATES]

    @api.model
    def _find_units(self, text):
        """Units by a door however it is written, in every community that the user sees."""
        parts = split_door(text)
        if not (parts.building and parts.number):
            return self.env["steward.unit"]
        domain = Domain("door", "=", "-".join(filter(None, parts)))
        return self.env["steward.unit"].search(domain, limit=CANDIDATES)
