import vobject

from odoo import api, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def action_own_vcards(self):
        return {
            "type": "ir.actions.act_url",
            "url": "/property_steward/households.vcf",
            "target": "download",
        }

    @api.model
    def _own_households(self, community_id=None):
        """Households whose occupancies the user may see: a steward's own area, a supervisor's
        communities. In the order of the doors.

        :raise AccessError: for whoever has no role in this application
        """
        Occupancy = self.env["steward.occupancy"]
        if not self.env.user.has_group("property_steward.property_steward_group_steward"):
            raise AccessError(
                self.env._("Only stewards and their superiors take households into their phone.")
            )
        domain = [("state", "not in", ("ended", "future"))]
        if community_id:
            domain.append(("community_id", "=", community_id))
        # the rules on occupancies say what is the own area
        occupancies = Occupancy.search(domain)
        return occupancies.partner_id.sorted(
            lambda partner: (
                partner.household_community_id.id,
                partner.household_unit_id.door_key or "",
                partner.id,
            )
        )

    def _vcards(self):
        """R274: the first call is answered with the surname. Door and name, all phones of the
        household and its family, the community; nothing else leaves the system (R118)."""
        return "".join(partner._vcard().serialize() for partner in self).encode()

    def _vcard(self):
        self.ensure_one()
        card = vobject.vCard()
        name = " ".join(filter(None, [self.household_door, self.name]))
        card.add("fn").value = name
        card.add("n").value = vobject.vcard.Name(family=self.household_door or "", given=self.name)
        if self.household_community_id:
            card.add("org").value = [self.household_community_id.name]
        phones = {}
        for contact in self | self.child_ids:
            if contact.phone:
                relation = contact.family_relation or contact.name
                phones.setdefault(contact.phone, relation if contact != self else "")
        for phone, label in phones.items():
            entry = card.add("tel")
            entry.value = phone
            entry.type_param = "CELL"
            if label:
                card.add("note").value = f"{phone} {label}"
        return card
