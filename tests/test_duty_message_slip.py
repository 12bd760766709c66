from datetime import date, datetime

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestMessageSlip(DutyCommon):
    """Message slips (C007; R034-R035)."""

    def _create_slip(self, user=None, **vals):
        return (
            self.env["steward.message.slip"]
            .with_user(user or self.user_nobody)
            .create(
                {
                    "caller_name": "刘先生",
                    "caller_company": "电梯公司",
                    "callback_number": "13900001234",
                    "message": "明日检修电梯",
                    "help_given": "已告知管家电话",
                    "addressee_id": self.steward.id,
                    "community_id": self.community.id,
                    **vals,
                }
            )
        )

    def test_R034_anybody_in_the_house_writes_one_for_an_absent_colleague(self):
        slip = self._create_slip()
        self.assertEqual(slip.taken_by_id, self.nobody)
        self.assertEqual(slip.called_at, datetime(2026, 3, 3, 2))

    @mute_logger("odoo.sql_db")
    def test_R034_name_and_company_of_the_caller_are_asked(self):
        for field in ("caller_name", "caller_company"):
            with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
                self._create_slip(**{field: False})

    def test_R035_addressee_is_reminded_to_call_back_by_the_end_of_the_next_working_day(self):
        slip = self._create_slip()
        closing = datetime(2026, 3, 4, 10)
        self.assertEqual(slip.due_at, closing, "18:00 in Shanghai")
        task = self._activities(slip, self.user_steward, "message_slip")
        self.assertEqual(task.date_deadline, date(2026, 3, 4))
        self.community.policy_id.message_reply_days = 2
        self.assertEqual(self._create_slip().due_at, datetime(2026, 3, 5, 10))
        self.assertEqual(slip.due_at, closing, "a policy rewrites no history")

    def test_R035_days_on_which_the_office_is_closed_do_not_count(self):
        office = self.env.ref("property_steward.calendar_office_hours")
        office.attendance_ids.filtered(lambda line: line.dayofweek in ("5", "6")).unlink()
        slip = self._create_slip(called_at=datetime(2026, 3, 6, 8))
        self.assertEqual(slip.due_at, datetime(2026, 3, 9, 10), "Friday to Monday")

    def test_R035_call_for_nobody_in_particular_is_due_a_day_later(self):
        slip = self._create_slip(community_id=False)
        self.assertEqual(slip.due_at, datetime(2026, 3, 4, 2))

    def test_R035_reply_is_noted_with_person_and_time(self):
        slip = self._create_slip()
        with freeze_time("2026-03-03 03:30:00"):
            mine = slip.with_user(self.user_steward)
            mine.reply = "已约明日 9 点"
            mine.action_replied()
        self.assertEqual(slip.replied_at, datetime(2026, 3, 3, 3, 30))
        self.assertEqual(slip.replied_by_id, self.user_steward)
        self.assertFalse(self._activities(slip, self.user_steward, "message_slip"))
        with self.assertRefused(UserError, "stays as it was written"):
            mine.message = "没这回事"
        with self.assertRaises(AccessError):
            mine.replied_at = False

    def test_R035_unanswered_and_late_slips_are_found(self):
        Slip = self.env["steward.message.slip"].with_user(self.user_steward)
        slip = self._create_slip().with_user(self.user_steward)
        self.assertIn(slip, Slip.search([("is_unanswered", "=", True), ("is_mine", "=", True)]))
        self.assertNotIn(slip, Slip.search([("is_late", "=", True)]))
        with freeze_time("2026-03-05 02:00:00"):
            slip.invalidate_recordset(["is_late"])
            self.assertTrue(slip.is_late)
            self.assertIn(slip, Slip.search([("is_late", "=", True)]))
            slip.action_replied()
            self.assertNotIn(slip, Slip.search([("is_late", "=", True)]))
        self.assertNotIn(slip, Slip.search([("is_unanswered", "=", True)]))

    def test_R034_slip_is_read_by_writer_addressee_and_superior_only(self):
        slip = self._create_slip()
        for user in (self.user_nobody, self.user_steward, self.user_supervisor, self.user_gm):
            self.assertEqual(slip.with_user(user).caller_name, "刘先生")
        for user in (self.user_steward2, self.user_department, self.user_front):
            with self.assertRaises(AccessError):
                slip.with_user(user).read(["caller_name"])
        with self.assertRaises(AccessError):
            slip.with_user(self.user_supervisor).message = "改"

    def test_R035_another_addressee_gets_the_reminder(self):
        slip = self._create_slip()
        slip.addressee_id = self.steward2
        self.assertFalse(self._activities(slip, self.user_steward, "message_slip"))
        self.assertTrue(self._activities(slip, self.user_steward2, "message_slip"))

    def test_R035_superior_is_reminded_of_a_colleague_without_login(self):
        guard = self.env["hr.employee"].create({"name": "保安老周", "parent_id": self.manager.id})
        slip = self._create_slip(addressee_id=guard.id)
        self.assertTrue(self._activities(slip, self.user_manager, "message_slip"))
