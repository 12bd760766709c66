from odoo.tests import Form, tagged

from .reception_common import ReceptionCommon


@tagged("post_install", "-at_install")
class TestReceptionsOfHousehold(ReceptionCommon):
    """From a household to what it brought, and back."""

    def test_the_household_counts_its_receptions_and_opens_them(self):
        reception = self._receive(user=self.user_steward, answered_on_spot=True)
        household = self.zhang.with_user(self.user_steward)
        self.assertEqual(household.reception_count, 1)
        action = household.action_receptions()
        found = self.env[action["res_model"]].with_user(self.user_steward).search(action["domain"])
        self.assertEqual(found, reception)

    def test_R065_an_employee_without_a_role_counts_the_own_ones_only(self):
        self._receive(user=self.user_steward, answered_on_spot=True)
        self.assertEqual(self.zhang.with_user(self.user_nobody).reception_count, 0)
        self._receive(answered_on_spot=True)
        self.env.invalidate_all()
        self.assertEqual(self.zhang.with_user(self.user_nobody).reception_count, 1)

    def test_a_reception_of_a_household_that_is_known_already(self):
        """One tap on the contact, and nothing of it is typed again."""
        action = self.zhang.with_user(self.user_nobody).action_record_reception()
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        with Form(Reception.with_context(**action["context"])) as form:
            self.assertEqual(form.partner_id, self.zhang)
            self.assertEqual(form.caller_phone, "13800001111")
            self.assertEqual(form.unit_id, self.unit_1204)
            form.text = "何时停水？"
            form.answered_on_spot = True
        self.assertEqual(form.record.community_id, self.community)

    def test_found_again_by_household_door_building_and_channel(self):
        reception = self._receive(user=self.user_steward, answered_on_spot=True)
        Reception = self.env["steward.reception"].with_user(self.user_steward)
        for domain in (
            [("partner_id", "ilike", "张三")],
            [("unit_id", "ilike", "3-2-1204")],
            [("unit_id.building_id.name", "=", "3")],
            [("channel", "=", "phone"), ("community_id", "=", self.community.id)],
            [("is_mine", "=", True)],
        ):
            self.assertIn(reception, Reception.search(domain), domain)
