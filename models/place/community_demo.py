from odoo import api, models

from ...demo.households import SHOPS, Households


class Community(models.Model):
    """Writes the invented households of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_households(self, community_id, count):
        community = self.browse(community_id).with_context(tracking_disable=True)
        if community.unit_count:
            return
        buildings = {building.name: building.id for building in community.building_ids}
        dwellings = Households(community._today()).dwellings(count, len(buildings))
        units = community.env["steward.unit"].create(
            [
                {"building_id": buildings[str(dwelling.building)], **dwelling.unit}
                for dwelling in dwellings
            ]
        )
        households = [
            (unit, household)
            for unit, dwelling in zip(units, dwellings, strict=True)
            for household in dwelling.households
        ]
        Partner = community.env["res.partner"]
        partners = Partner.create(
            [
                {"name": household.name, "phone": household.phone, **household.partner}
                for _unit, household in households
            ]
        )
        Partner.create(
            [
                {"parent_id": partner.id, "type": "other", **member}
                for partner, (_unit, household) in zip(partners, households, strict=True)
                for member in household.family
            ]
        )
        community.env["steward.occupancy"].create(
            [
                {"unit_id": unit.id, "partner_id": partner.id, **household.occupancy}
                for partner, (unit, household) in zip(partners, households, strict=True)
            ]
        )
        community.committee_director_id = partners.filtered("is_key_customer")[:1]

    @api.model
    def _load_demo_shops(self, community_id):
        community = self.browse(community_id).with_context(tracking_disable=True)
        if community.unit_count:
            return
        today = community._today()
        for index, (number, name, shop_class, catering, area) in enumerate(SHOPS):
            partner = community.env["res.partner"].create(
                {"name": name, "is_company": True, "phone": f"1360000{index:04d}"}
            )
            unit = community.env["steward.unit"].create(
                {
                    "building_id": community.building_ids[:1].id,
                    "number": number,
                    "unit_type": "shop",
                    "shop_class": shop_class,
                    "is_catering": catering,
                    "building_area": area,
                }
            )
            community.env["steward.occupancy"].create(
                {
                    "unit_id": unit.id,
                    "partner_id": partner.id,
                    "role": "tenant",
                    "manner_from": "lease",
                    "date_from": today.replace(year=today.year - 2, day=1),
                    "move_in_date": today.replace(year=today.year - 2, day=1),
                    "lease_end": today.replace(year=today.year + 1, month=12, day=31),
                    "is_payer": True,
                }
            )
