from odoo.tests import HttpCase, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestReceptionTour(StewardCommon, HttpCase):
    def test_R065_an_employee_without_a_role_records_a_complaint_by_phone(self):
        """R065, R069, R072, R104, R108: the household is found while the number is typed; in
        Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_nobody.lang = "zh_CN"
        self.start_tour("/odoo/reception", "steward_reception_by_phone", login="t_nobody")
        reception = self.env["steward.reception"].search([("receiver_id", "=", self.nobody.id)])
        self.assertEqual(reception.partner_id, self.zhang)
        self.assertEqual(reception.unit_id, self.unit_1204)
        case = reception.case_ids
        self.assertEqual((case.category, case.words), ("complaint", "还有电梯异响"))
        self.assertEqual(case.first_receiver_id, self.nobody)
        self.assertTrue(case.complaint_apologised)
        self.assertTrue(case.promised_at)

    def test_R100_every_employee_reaches_the_reception(self):
        """R065, R100: the menu is there for those without any role too."""
        menus = self.env["ir.ui.menu"]
        for user in (self.user_nobody, self.user_accountant, self.user_steward):
            seen = menus.with_user(user)._visible_menu_ids()
            self.assertIn(self.env.ref("property_steward.reception_record_menu").id, seen)
        seen = menus.with_user(self.user_nobody)._visible_menu_ids()
        self.assertNotIn(self.env.ref("property_steward.menu_config").id, seen)


@tagged("post_install", "-at_install")
class TestReceptionTourOnThePhone(StewardCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_R065_of_several_households_one_tap_takes_one(self):
        tenant = self._create_household("租客", self.unit_1204, "13822223333", role="tenant")
        self.start_tour("/odoo/reception", "steward_reception_pick", login="t_nobody")
        reception = self.env["steward.reception"].search([("receiver_id", "=", self.nobody.id)])
        self.assertEqual(reception.partner_id, tenant)
        self.assertEqual((reception.unit_id, reception.state), (self.unit_1204, "done"))
