from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00")
class TestContactMerge(StewardCommon):
    """R221: one file per household; merging contacts keeps its history and its evidence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the same person, entered once more for the second flat
        cls.double = cls._create_household(
            "张三", cls.unit_102, "138-0000-1111", move_in_date=date(2024, 1, 1)
        )
        cls.user_accountant.group_ids |= cls.env.ref("base.group_partner_manager")

    def _merge(self, partners, into, user=None):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard = wizard.with_user(user or self.user_accountant)
        partners.email = "zhang@example.com"
        wizard._merge(partners.ids, into.with_user(user or self.user_accountant))
        self.env.invalidate_all()

    def _plan_line(self, partner, held=False, **vals):
        rule = self.env["steward.visit.rule"].search([], limit=1)
        plan = self.env["steward.visit.plan"].search(
            [("steward_id", "=", self.steward.id), ("year", "=", 2026)]
        ) or self.env["steward.visit.plan"].create(
            {
                "community_id": self.community.id,
                "year": 2026,
                "role_id": self.env.ref("property_steward.role_steward").id,
                "steward_id": self.steward.id,
            }
        )
        month = date(2026, 3, 1)
        if not plan.month_ids:
            plan.month_ids.create({"plan_id": plan.id, "month": month})
        line = self.env["steward.visit.plan.line"].create(
            {
                "plan_id": plan.id,
                "month_id": plan.month_ids[:1].id,
                "rule_id": rule.id,
                "company_id": plan.company_id.id,
                "community_id": self.community.id,
                "steward_id": self.steward.id,
                "partner_id": partner.id,
                "month": month,
                "period_start": date(2026, 3, 1),
                "period_end": date(2026, 3, 31),
                **vals,
            }
        )
        if held:
            self._hold_visit(line)
        return line

    def test_R221_occupancies_visits_and_cases_move_to_the_one_file(self):
        visit = self.env["steward.visit"].create(
            {
                "partner_id": self.double.id,
                "community_id": self.community.id,
                "steward_id": self.steward.id,
                "mode_id": self.env.ref("property_steward.contact_mode_door").id,
            }
        )
        case = self.env["steward.case"].create(
            {
                "name": "漏水",
                "category": "repair",
                "partner_id": self.double.id,
                "community_id": self.community.id,
            }
        )
        line = self._plan_line(self.double)
        self._merge(self.zhang | self.double, self.zhang)
        self.assertFalse(self.double.exists())
        self.assertEqual(self.zhang.occupancy_ids.unit_id, self.unit_1204 | self.unit_102)
        self.assertEqual(visit.partner_id, self.zhang)
        self.assertEqual(case.partner_id, self.zhang)
        self.assertEqual(line.partner_id, self.zhang)
        self.assertEqual(self.unit_102.owner_id, self.zhang)

    def test_R221_what_is_derived_follows(self):
        contact = self.env["res.partner"].create({"name": "张三"})
        self._merge(self.double | contact, contact)
        self.assertTrue(contact.is_household)
        self.assertEqual(contact.household_unit_id, self.unit_102)
        self.assertEqual(contact.household_door, "3-1-102")
        self.assertEqual(contact.household_steward_id, self.steward)
        self.assertEqual(contact.household_state, "moved_in")
        self.assertEqual(contact.move_in_date, date(2024, 1, 1))

    def test_R221_what_either_contact_knew_is_kept_even_when_an_accountant_merges(self):
        tag = self.env["steward.segment.tag"].search([], limit=1)
        self.double.write(
            {
                "segment": "vip",
                "is_key_customer": True,
                "no_phone_calls": True,
                "contact_time": "evening",
                "wishes": "请勿敲门",
                "last_contact_date": date(2026, 3, 1),
                "segment_tag_ids": tag.ids,
            }
        )
        self.zhang.write({"wishes": "多放一把钥匙", "last_contact_date": date(2026, 1, 5)})
        self._merge(self.zhang | self.double, self.zhang)
        self.assertEqual(self.zhang.segment, "vip")
        self.assertTrue(self.zhang.is_key_customer)
        self.assertTrue(self.zhang.no_phone_calls)
        self.assertEqual(self.zhang.contact_time, "evening")
        self.assertEqual(self.zhang.wishes, "多放一把钥匙\n请勿敲门")
        self.assertEqual(self.zhang.last_contact_date, date(2026, 3, 1))
        self.assertEqual(self.zhang.segment_tag_ids, tag)

    def test_R004_one_household_owes_one_visit_after_the_merge(self):
        first, second = self._plan_line(self.zhang), self._plan_line(self.double)
        self._merge(self.zhang | self.double, self.zhang)
        self.assertEqual(first.state, "open")
        self.assertEqual(second.state, "cancelled")

    def test_R006_a_visit_that_was_held_wins_over_one_that_is_owed(self):
        owed, held = self._plan_line(self.zhang), self._plan_line(self.double, held=True)
        self._merge(self.zhang | self.double, self.zhang)
        self.assertEqual(held.state, "done")
        self.assertEqual(held.partner_id, self.zhang)
        self.assertEqual(owed.state, "cancelled")

    def test_R006_two_visits_that_were_held_both_stay(self):
        held = self._plan_line(self.zhang, held=True)
        also_held = self._plan_line(self.double, held=True, period_start=date(2026, 3, 10))
        self._merge(self.zhang | self.double, self.zhang)
        self.assertEqual((held | also_held).mapped("state"), ["done", "done"])
        self.assertEqual((held | also_held).partner_id, self.zhang)

    def test_R200_seller_and_buyer_are_never_merged(self):
        self.zhang.occupancy_ids.write({"date_to": date(2025, 12, 31), "manner_to": "sold"})
        buyer = self._create_household("陈七", self.unit_1204, date_from=date(2026, 1, 1))
        with self.assertRefused(UserError, "3-2-1204"):
            self._merge(self.zhang | buyer, buyer)
        self.assertEqual(self.zhang.occupancy_ids.manner_to, "sold")

    def test_R200_landlord_and_tenant_are_never_merged(self):
        tenant = self._create_household("租客", self.unit_1204, role="tenant")
        with self.assertRefused(UserError, "租客"):
            self._merge(self.zhang | tenant, self.zhang)

    def test_R200_an_owner_who_rents_the_sold_flat_back_is_one_person(self):
        self.zhang.occupancy_ids.write({"date_to": date(2025, 12, 31), "manner_to": "sold"})
        self._create_household("陈七", self.unit_1204, date_from=date(2026, 1, 1))
        tenant = self._create_household(
            "张三", self.unit_1204, role="tenant", date_from=date(2026, 1, 1)
        )
        self._merge(self.zhang | tenant, self.zhang)
        self.assertEqual(len(self.zhang.occupancy_ids), 2)

    def test_the_merge_deletes_no_record_of_ours(self):
        """Odoo's merge deletes the rows whose foreign key stands in a failing UNIQUE or CHECK
        constraint: no table of ours may offer it such a constraint."""
        wizard = self.env["base.partner.merge.automatic.wizard"]
        ours = [
            (table, column)
            for table, column in wizard._get_fk_on("res_partner")
            if table.startswith("steward_")
        ]
        self.assertGreater(len(ours), 5)
        for table, column in ours:
            self.assertFalse(
                wizard._has_check_or_unique_constraint(table, column), f"{table}.{column}"
            )
