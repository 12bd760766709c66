from datetime import date

from odoo.tests import freeze_time, tagged

from .notice_common import NoticeCommon

REMINDER = "property_steward.mail_activity_type_notices_missing"


@tagged("post_install", "-at_install")
class TestPaymentNoticeReminder(NoticeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # nothing of the demo data
        others = cls.env["steward.community"].search(
            [("id", "not in", (cls.community + cls.mall).ids)]
        )
        others.active = False

    def _remind(self, moment):
        self.env.flush_all()
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_remind_payment_notices").method_direct_trigger()

    def _reminders(self, user=None):
        domain = [("activity_type_id", "=", self.env.ref(REMINDER).id)]
        domain += [("user_id", "=", user.id)] if user else []
        return self.env["mail.activity"].with_context(active_test=False).search(domain)

    def test_R151_from_the_policy_s_day_on_missing_notices_are_reminded_of_exactly_once(self):
        self._remind("2026-03-04 15:00:00")
        self.assertFalse(self._reminders(), "the 4th in the community")
        self._remind("2026-03-04 17:00:00")  # the 5th in the community
        self._remind("2026-03-05 17:00:00")
        self._remind("2026-03-20 17:00:00")
        told = self._reminders()
        self.assertEqual(told.user_id, self.user_collector + self.user_supervisor)
        self.assertEqual(len(told), 2)
        self.assertEqual(set(told.mapped("date_deadline")), {date(2026, 3, 5)})
        self.assertIn("3", told[0].summary, "households that wait")
        told.action_feedback()
        self._remind("2026-03-21 17:00:00")
        self.assertEqual(len(self._reminders()), 2, "ticked off is not told again")
        self._remind("2026-04-05 17:00:00")
        self.assertEqual(len(self._reminders()), 4, "the next month has its own")

    def test_R151_where_nobody_collects_the_stewards_of_the_households_are_told(self):
        self.community.assignment_ids.filtered(
            lambda line: line.role_id.code == "collector"
        ).unlink()
        self._remind("2026-03-05 02:00:00")
        told = self._reminders()
        self.assertEqual(
            told.user_id, self.user_steward + self.user_steward2 + self.user_supervisor
        )
        self.assertIn("2", self._reminders(self.user_steward).summary)
        self.assertIn("1", self._reminders(self.user_steward2).summary)

    def test_R151_the_issue_of_the_whole_community_needs_no_reminder_and_settles_one(self):
        self._remind("2026-03-05 02:00:00")
        self.assertEqual(len(self._reminders()), 2)
        with freeze_time("2026-03-06 02:00:00"):
            self._issued()
        self.assertFalse(self._reminders())
        with freeze_time("2026-04-02 02:00:00"):
            self._issued(month=date(2026, 4, 1))
        self._remind("2026-04-05 02:00:00")
        self.assertFalse(self._reminders())

    def test_R151_a_part_of_the_community_leaves_the_rest_to_be_reminded_of(self):
        with freeze_time("2026-03-05 02:00:00"):
            self._issued(building_ids=self.building3.ids)
        self._remind("2026-03-05 03:00:00")
        self.assertIn("1", self._reminders(self.user_collector).summary)
        with freeze_time("2026-03-06 02:00:00"):
            self._issued(building_ids=self.building10.ids)

    def test_R151_a_community_in_which_nobody_owes_is_not_reminded(self):
        self._remind("2026-03-05 02:00:00")
        self.assertEqual(set(self._reminders().mapped("res_id")), {self.community.id})
