from odoo.tests import Form, tagged

from .reception_common import ReceptionCommon


@tagged("post_install", "-at_install")
class TestMatch(ReceptionCommon):
    """R065: the household is found while phone, room or name are typed, by every employee."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].create(
            {"name": "张太太", "parent_id": cls.zhang.id, "phone": "139 1111-2222"}
        )

    def _found(self, **typed):
        # the phone is searched for in SQL
        self.env.flush_all()
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        reception = Reception.new({"community_id": self.community.id, **typed})
        return reception.match_ids._origin

    def test_a_phone_number_in_any_format(self):
        for phone in (
            "13800001111",
            "138 0000 1111",
            "138-0000-1111",
            "+86 138 0000 1111",
            "008613800001111",
            "１３８００００１１１１",
        ):
            self.assertEqual(self._found(caller_phone=phone), self.zhang, phone)

    def test_a_family_member_s_phone_finds_the_household(self):
        self.assertEqual(self._found(caller_phone="13911112222"), self.zhang)

    def test_a_landline_as_the_register_writes_it(self):
        self.li.phone = "0571-8899 1234"
        self.assertEqual(self._found(caller_phone="057188991234"), self.li)

    def test_the_last_digits_offer_who_has_them(self):
        self.assertEqual(self._found(caller_phone="00002222"), self.li)
        self.assertFalse(self._found(caller_phone="222"))

    def test_a_door_however_it_is_said(self):
        for door in ("3-2-1204", "3栋2单元1204", "3号楼2-1204", "三栋二单元1204室"):
            self.assertEqual(self._found(door_text=door), self.zhang, door)
        self.assertFalse(self._found(door_text="3-2-9999"))

    def test_every_unit_of_an_owner_of_several(self):
        """Not only the one in which the household lives."""
        self._occupy(self.zhang, self.unit_102)
        self.assertEqual(self._found(door_text="3-1-102"), self.zhang)
        with Form(self.env["steward.reception"].with_user(self.user_nobody)) as form:
            form.community_id = self.community
            form.door_text = "3-1-102"
            self.assertEqual(form.partner_id, self.zhang)
            self.assertEqual(form.unit_id, self.unit_102)
            form.text = "漏水"
            form.answered_on_spot = True
        self.assertEqual(form.record.unit_id, self.unit_102)

    def test_phone_and_door_together_are_the_one_who_fits_both(self):
        tenant = self._create_household("租客", self.unit_1204, "13822223333", role="tenant")
        self.assertEqual(self._found(door_text="3-2-1204"), self.zhang | tenant)
        self.assertEqual(self._found(door_text="3-2-1204", caller_phone="13822223333"), tenant)

    def test_a_name_when_nothing_else_is_known(self):
        self.assertEqual(self._found(caller_name="赵六"), self.zhao)
        self.assertFalse(self._found(caller_name="赵"))

    def test_the_only_one_is_taken_and_of_several_one_is_chosen(self):
        tenant = self._create_household("租客", self.unit_1204, "13822223333", role="tenant")
        self.env.flush_all()
        with Form(self.env["steward.reception"].with_user(self.user_nobody)) as form:
            form.community_id = self.community
            form.door_text = "3-2-1204"
            self.assertEqual(set(form.match_ids.ids), {self.zhang.id, tenant.id})
            self.assertFalse(form.partner_id)
            self.assertEqual(form.unit_id, self.unit_1204)
            form.caller_phone = "138 2222 3333"
            self.assertEqual(form.partner_id, tenant)
            form.text = "何时停水？"
            form.answered_on_spot = True
        self.assertEqual(form.record.community_id, self.community)
        self.assertEqual(form.record.steward_id, self.steward)

    def test_an_unknown_caller_is_recorded_all_the_same(self):
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        with Form(Reception) as form:
            form.caller_phone = "15512345678"
            self.assertFalse(form.match_ids.ids)
            form.caller_name = "路人"
            form.community_id = self.community
            form.text = "大门口有积水"
            form.answered_on_spot = True
        self.assertFalse(form.record.partner_id)
        self.assertIn("路人", form.record.display_name)

    def test_shown_are_door_steward_and_how_much_is_under_way(self):
        """So that nobody records for the second time what is being done already."""
        self._receive(cases=[{"category": "repair", "promised_at": "2026-03-11 02:00:00"}])
        household = self._found(door_text="3-2-1204").with_user(self.user_nobody)
        shown = household.read(["name", "household_door", "household_steward_id", "matter_count"])
        self.assertEqual(shown[0]["household_door"], "3-2-1204")
        self.assertEqual(shown[0]["household_steward_id"][1], self.steward.name)
        self.assertEqual(shown[0]["matter_count"], 1)

    def test_finding_takes_a_bounded_number_of_statements(self):
        """However many households there are: searches by phone, by door and by name."""
        self.env.flush_all()
        self.env.invalidate_all()
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        typed = {"caller_phone": "13800001111", "door_text": "3-2-1204"}
        self._found(**typed)
        self.env.invalidate_all()
        reception = Reception.new(typed)
        # contacts by phone and by door, units, communities, and the rights to each of them
        with self.assertQueryCount(10):
            self.assertTrue(reception.match_ids)
