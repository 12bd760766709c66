from datetime import date, datetime

from odoo.tests import freeze_time, tagged

from .duty_common import DutyCommon

EVENING = "2026-03-03 10:30:00"  # 18:30 in Shanghai


@tagged("post_install", "-at_install")
class TestDailyClear(DutyCommon):
    """Daily clear, daily close (R247, F31)."""

    def _run(self, moment=EVENING):
        with freeze_time(moment):
            self.env["steward.community"]._cron_daily_clear()
        return self._activities(self.community, self.user_front, "daily_clear")

    def test_R247_what_is_in_none_of_the_three_states_is_flagged_once_per_person(self):
        self._create_case(words="路灯不亮")
        self._create_case(words="电梯异响")
        self._create_case(self.steward, words="楼道堆物")
        task = self._run()
        self.assertEqual(len(task), 1)
        self.assertIn("路灯不亮", task.note)
        self.assertIn("电梯异响", task.note)
        self.assertNotIn("楼道堆物", task.note)
        self.assertEqual(task.date_deadline, date(2026, 3, 3))
        self.assertEqual(len(self._activities(self.community, self.user_steward, "daily_clear")), 1)

    def test_F31_closed_dispatched_or_promised_is_not_flagged(self):
        """R247, F31."""
        self._create_case(words="一", answered_on_spot=True).action_close()
        dispatched = self._create_case(words="二")
        dispatched.department_id = self.department_engineering
        dispatched.action_pass()
        self._create_case(words="三", promised_at=datetime(2026, 3, 4, 8))
        self.assertFalse(self._run())

    def test_F31_promise_that_has_passed_clears_nothing(self):
        """R247, F31."""
        self._create_case(words="答应过的", promised_at=datetime(2026, 3, 3, 6))
        self.assertIn("答应过的", self._run().note)

    def test_R247_day_is_over_at_the_hour_of_the_policy(self):
        self._create_case()
        self.assertFalse(self._run("2026-03-03 08:00:00"))
        self.community.policy_id.daily_clear_hour = 16
        self.assertTrue(self._run("2026-03-03 08:00:00"))

    def test_R247_second_run_of_the_day_tells_nobody_again(self):
        self._create_case()
        first = self._run()
        self.assertEqual(self._run("2026-03-03 11:30:00"), first)
        self.assertEqual(len(self._run("2026-03-04 10:30:00")), 2, "the next day again")

    def test_R247_whoever_works_on_it_now_is_told(self):
        case = self._create_case()
        case._hand_off(self.late, case.department_id, "换班")
        self._run()
        self.assertFalse(self._activities(self.community, self.user_front, "daily_clear"))
        self.assertTrue(self._activities(self.community, self.user_late, "daily_clear"))

    def test_R247_statements_do_not_grow_with_the_open_items(self):
        self.env["steward.case"].create(
            [
                {
                    "partner_id": self.zhang.id,
                    "category": "suggestion",
                    "words": f"事项{number}",
                    "first_receiver_id": self.front.id,
                }
                for number in range(60)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with freeze_time(EVENING), self.assertQueryCount(45):
            self.community._flag_not_cleared()
            self.env.flush_all()
