import re

from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install")
class TestInvitationPage(HttpCase, GuestsCommon):
    """The household's own page (R291): without a login; opening it changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("zh_CN", "en_US"):
            cls.env["res.lang"]._activate_lang(code)
        cls.zhang.lang = "en_US"
        cls.li.lang = "zh_CN"
        cls.activity.write({"poster_text": "<p>猜灯谜、赏花灯</p>"})
        cls._invite()
        cls.invitation = cls._invitation(cls.zhang)
        cls.invitation.flush_recordset()

    def _url(self, invitation=None, suffix=""):
        return f"/steward/invitation/{(invitation or self.invitation).access_token}{suffix}"

    def _open(self, invitation=None):
        return self.url_open(self._url(invitation))

    def _post(self, suffix, invitation=None, **values):
        """As the form of the page does: with its token against forgery."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self._open(invitation).text)[1]
        response = self.url_open(
            self._url(invitation, suffix), data={"csrf_token": token, **values}
        )
        self.env.invalidate_all()
        return response

    def test_R291_opening_the_page_changes_nothing(self):
        before = self.invitation.read()
        page = self._open()
        self.assertEqual(page.status_code, 200)
        # 06:00 UTC is 14:00 in Shanghai
        for text in ("中秋游园会", "14:00–16:00", "中心广场", "猜灯谜、赏花灯", "We Come"):
            self.assertIn(text, page.text)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.read(), before)
        for suffix in ("/answer", "/stop"):
            self.assertIn(self.url_open(self._url(suffix=suffix)).status_code, (404, 405))
        self.env.invalidate_all()
        self.assertEqual(self.invitation.answer, "none")

    def test_R291_the_page_tells_nothing_of_others_and_is_kept_nowhere(self):
        self._invitation(self.li)._answer(True, 4, 0)
        page = self._open()
        for secret in ("李四", "赵六", "13800001111", self._invitation(self.li).access_token):
            self.assertNotIn(secret, page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("no-store", page.headers["Cache-Control"])

    def test_R291_the_answer_is_a_button(self):
        page = self._post("/answer", coming="yes", adults="2", minors="1")
        self.assertEqual(page.status_code, 200)
        self.assertIn("You come.", page.text)
        self.assertEqual((self.invitation.answer, self.invitation.headcount), ("yes", 3))
        self.assertEqual(self.invitation.answered_by, "resident")
        self.assertEqual(len(self.invitation.registration_ids), 3)
        page = self._post("/answer", coming="no")
        self.assertIn("You do not come", page.text)
        self.assertEqual(self.invitation.answer, "no")

    def test_R291_an_answer_needs_the_token_of_the_page(self):
        with mute_logger("odoo.http"):
            response = self.url_open(self._url(suffix="/answer"), data={"coming": "yes"})
        self.assertEqual(response.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.answer, "none")

    def test_R291_nonsense_is_answered_with_a_sentence(self):
        for adults in ("7", "-1", "0", "zwei", "99999999999", "٣٣", ""):
            page = self._post("/answer", coming="yes", adults=adults, minors="0")
            self.assertEqual(page.status_code, 200)
            self.assertIn("how many persons come", page.text)
        self.assertEqual(self.invitation.answer, "none")

    def test_R291_full_means_the_waiting_list_and_says_so(self):
        self.activity.seats_max = 1
        self.activity._sync_event()
        self._invitation(self.li)._answer(True, 1, 0)
        self.env.flush_all()
        self.assertIn("All seats are taken", self._open().text)
        page = self._post("/answer", coming="yes", adults="2", minors="0")
        self.assertIn("on the waiting list", page.text)
        self.assertEqual(self.invitation.answer, "waiting")

    def test_R291_after_the_start_and_when_cancelled_the_page_says_so(self):
        with freeze_time("2026-03-20 06:00:00"):
            page = self._open()
        self.assertIn("has begun", page.text)
        self.assertNotIn("We Come", page.text)
        self.activity.state = "cancelled"
        self.env.flush_all()
        self.assertIn("has been cancelled", self._open().text)

    def test_R291_in_the_language_of_the_household(self):
        page = self._open(self._invitation(self.li))
        self.assertIn("2026年3月20日", page.text)
        self.assertIn("March 20, 2026", self._open().text)

    def test_R291_a_wrong_link_is_met_kindly_and_tells_nothing(self):
        for token in ("x", "A" * 43, "A" * 5000, "%00" * 43, "1", str(self.invitation.id)):
            response = self.url_open(f"/steward/invitation/{token}")
            self.assertEqual(response.status_code, 404)
            self.assertIn('name="unknown"', response.text)
            self.assertNotIn("中秋游园会", response.text)

    def test_R291_no_more_invitations_after_a_question(self):
        page = self._post("/stop")
        self.assertIn("Are you sure", page.text)
        self.assertFalse(self.zhang.no_activity_invitations)
        page = self._post("/stop", confirmed="1")
        self.assertIn("not invited to further activities", page.text)
        self.assertTrue(self.zhang.no_activity_invitations)
        self.assertEqual(self.invitation.answer, "no")
        second = self._approved_activity("第二场")
        self._invite(activity=second)
        self.assertNotIn(self.zhang, second.invitation_ids.partner_id)

    def test_R294_staff_who_scan_the_letter_reach_the_attendance_of_the_household(self):
        self.assertNotIn("activity-invitations", self._open().text)
        self.authenticate("t_steward2", "t_steward2")
        page = self._open()
        self.assertIn(f"/odoo/activity-invitations/{self.invitation.id}", page.text)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.answer, "none")
        self.authenticate("t_nobody", "t_nobody")
        self.assertNotIn("activity-invitations", self._open().text)
