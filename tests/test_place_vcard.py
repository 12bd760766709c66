import vobject

from odoo.tests import HttpCase, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestVCard(StewardCommon, HttpCase):
    """R274: the owners' contacts in the steward's phone; R118: exports are logged."""

    def _get(self, user):
        self.authenticate(user.login, user.login + "x" * (8 - len(user.login)))
        return self.url_open("/property_steward/households.vcf")

    def _cards(self, response):
        return {card.fn.value: card for card in vobject.readComponents(response.text)}

    def test_R274_one_file_with_the_own_households_and_all_their_phones(self):
        self.env["res.partner"].create(
            {
                "name": "张太太",
                "parent_id": self.zhang.id,
                "phone": "13800009999",
                "family_relation": "配偶",
            }
        )
        response = self._get(self.user_steward)
        self.assertEqual(response.status_code, 200)
        self.assertIn("text/vcard", response.headers["Content-Type"])
        cards = self._cards(response)
        self.assertIn("3-2-1204 张三", cards)
        phones = [tel.value for tel in cards["3-2-1204 张三"].contents["tel"]]
        self.assertEqual(phones, ["13800001111", "13800009999"])
        self.assertIn("A-102 川味坊", cards)
        self.assertNotIn("10-1-201 赵六", cards, "the other steward's household")

    def test_R274_a_supervisor_gets_the_whole_community(self):
        cards = self._cards(self._get(self.user_supervisor))
        self.assertIn("3-2-1204 张三", cards)
        self.assertIn("10-1-201 赵六", cards)

    def test_R274_who_has_moved_away_is_not_in_the_phone(self):
        self.zhang.occupancy_ids.date_to = "2021-01-01"
        self.assertNotIn("3-2-1204 张三", self._cards(self._get(self.user_steward)))

    def test_R118_the_export_is_logged_and_nobody_forges_the_log(self):
        self._get(self.user_steward)
        log = self.env["steward.export.log"].search([], limit=1)
        self.assertEqual(log.user_id, self.user_steward)
        self.assertEqual(log.kind, "vcard")
        self.assertEqual(log.record_count, 4)
        for user in (self.user_steward, self.user_gm, self.user_auditor):
            self.assertFalse(log.with_user(user).has_access("write"))
            self.assertFalse(log.with_user(user).has_access("unlink"))
        self.assertTrue(log.with_user(self.user_auditor).has_access("read"))
        self.assertFalse(log.with_user(self.user_steward).has_access("read"))

    def test_R118_without_a_role_there_is_no_file(self):
        for user in (self.user_nobody, self.user_accountant, self.user_auditor, self.user_portal):
            self.assertNotEqual(self._get(user).status_code, 200, user.login)
        self.authenticate(None, None)
        response = self.url_open("/property_steward/households.vcf", allow_redirects=False)
        self.assertNotEqual(response.status_code, 200)
        self.assertFalse(self.env["steward.export.log"].search_count([]))
