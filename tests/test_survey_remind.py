from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .survey_answer_common import SurveyAnswerCommon


@tagged("post_install", "-at_install", "survey")
@freeze_time("2026-03-12 02:00:00")
class TestSurveyRemind(SurveyAnswerCommon):
    """R308: who did not give the sheet back is reminded, also without an e-mail address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhang.phone = "13800000001"
        cls.wave = cls._wave()
        cls.sheet = cls._sheet(cls.wave)
        cls.other = cls._sheet(cls.wave, cls.zhao)

    def _list(self, user=None):
        """The list of the steward, narrowed down to the wave."""
        Sheet = self.env["steward.survey.sheet"].with_user(user or self.user_supervisor)
        return Sheet.search([("wave_id", "=", self.wave.id), ("to_be_reminded", "=", True)])

    def test_who_has_no_e_mail_is_in_the_list_until_the_sheet_is_back(self):
        self.assertEqual(self._list(), self.sheet | self.other)
        self.assertTrue(self.sheet.to_be_reminded)
        self.assertEqual(self.wave.unreminded_count, 2)
        self._key_in(self.sheet)
        self.assertEqual(self._list(), self.other)
        self.assertFalse(self.sheet.to_be_reminded)

    def test_who_got_the_link_by_e_mail_is_reminded_by_e_mail(self):
        self.zhang.email = "zhang@example.com"
        self.sheet.with_user(self.user_steward).action_send_link()
        self.assertEqual(self._list(), self.other)
        # an address that does not work is none
        self.sheet.sudo()._mail_sent("没有这个信箱")
        self.assertEqual(self._list(), self.sheet | self.other)

    def test_the_steward_sees_phone_and_text_and_notes_the_reminder(self):
        mine = self.sheet.with_user(self.user_steward)
        self.assertEqual(mine.phone, "13800000001")
        self.assertIn(mine.answer_url, mine.share_text)
        # ten days from the issue
        self.assertEqual(mine.days_left, 10)
        with freeze_time("2026-03-22 16:30:00"):
            mine.invalidate_recordset()
            self.assertEqual(mine.days_left, -1)
        mine.action_reminded()
        self.assertEqual(mine.reminded_at, fields.Datetime.now())
        self.assertNotIn(mine, self._list())
        with self.assertRefused(UserError, "reminded already"):
            mine.action_reminded()

    def test_the_phone_of_who_wants_no_calls_is_not_shown(self):
        self.zhang.no_phone_calls = True
        self.assertFalse(self.sheet.with_user(self.user_steward).phone)

    def test_nobody_is_reminded_of_an_anonymous_or_an_ended_survey(self):
        self.kind.copy({"is_anonymous": True, "code": "t_anonymous"})
        wave = self._wave(
            kind=self.env["steward.survey.type"].search([("code", "=", "t_anonymous")]),
            wanted_count=2,
        )
        self.assertEqual(wave.unreminded_count, 0)
        self.wave.with_user(self.user_supervisor).action_collect()
        self.assertFalse(self._list())

    def test_only_who_may_write_the_sheet_notes_it(self):
        for user in (self.user_auditor, self.user_collector):
            with self.assertRaises(AccessError):
                self.sheet.with_user(user).action_reminded()
        with self.assertRaises(AccessError):
            self.sheet.with_user(self.user_steward).reminded_at = fields.Datetime.now()

    def test_the_survey_leads_to_its_list(self):
        action = self.wave.with_user(self.user_supervisor).action_open_reminders()
        self.assertEqual(action["domain"], [("wave_id", "in", self.wave.ids)])
        self.assertIn("search_default_to_remind", action["context"])
