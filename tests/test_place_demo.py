from collections import Counter
from datetime import date

from odoo.tests import TransactionCase, tagged

from ..demo.households import Households


@tagged("post_install", "-at_install")
class TestDemoHouseholds(TransactionCase):
    """What a stranger sees first: a community of a thousand households, the same every time."""

    def test_a_thousand_households_with_the_usual_mix(self):
        today = date(2026, 3, 10)
        dwellings = Households(today).dwellings(1000)
        self.assertEqual(len(dwellings), 1000)
        doors = {(d.building, d.unit["entrance"], d.unit["number"]) for d in dwellings}
        self.assertEqual(len(doors), 1000)
        households = [household for dwelling in dwellings for household in dwelling.households]
        segments = Counter(household.partner.get("segment") for household in households)
        self.assertEqual(segments["key_concern"], 16)
        self.assertEqual(segments["vip"], 10)
        tenants = [household for household in households if household.role == "tenant"]
        self.assertEqual(len(tenants), 100)
        again = Households(today).dwellings(1000)
        self.assertEqual([d.households for d in again], [d.households for d in dwellings])

    def test_no_date_lies_in_the_future_but_ends_of_leases(self):
        today = date(2026, 3, 10)
        for dwelling in Households(today).dwellings(200):
            for household in dwelling.households:
                for name, value in household.occupancy.items():
                    if isinstance(value, date) and name != "lease_end":
                        self.assertLessEqual(value, today, name)

    def test_the_households_are_written_once(self):
        community = self.env["steward.community"].create({"name": "演示小区"})
        self.env["steward.building"].create(
            [{"name": str(index + 1), "community_id": community.id} for index in range(10)]
        )
        for _time in range(2):
            community._load_demo_households(community.id, 100)
            community.invalidate_recordset()
            self.assertEqual(community.unit_count, 100)
