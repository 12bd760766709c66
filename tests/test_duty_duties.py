from datetime import date, datetime

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestDuties(DutyCommon):
    """Recurring duties of the office (R085, R115, R197, R199, R301, F39)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Duty = cls.env["steward.duty"]
        cls._backdate()

    @classmethod
    def _backdate(cls):
        """Rules and communities older than the day that is looked at, younger than its week."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE steward_duty_rule SET create_date = '2026-03-02';"
            "UPDATE steward_community SET create_date = '2026-03-02'"
        )
        cls.env.invalidate_all()

    def _rule(self, code):
        return self.env.ref(f"property_steward.duty_rule_residential_{code}")

    def _generate(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_duty_generate").method_direct_trigger()
        return self.Duty.search([("community_id", "=", self.community.id)])

    def _of(self, duties, code):
        return duties.filtered(lambda duty: duty.rule_id == self._rule(code))

    def test_R115_monthly_summary_falls_due_on_the_25th_for_the_project_manager_to_review(self):
        [duty] = self._of(self._generate(), "complaint_month")
        self.assertEqual(duty.date_due, date(2026, 3, 25))
        self.assertEqual(duty.date_remind, date(2026, 3, 20))
        self.assertEqual(duty.review_role_id.code, "project_manager")
        self.assertEqual(duty.employee_id, self.supervisor)
        self.assertEqual(duty.user_id, self.user_supervisor)
        self.assertEqual(
            (duty.figures_from, duty.figures_to), (date(2026, 2, 26), date(2026, 3, 25))
        )

    def test_R115_who_stands_above_owes_it_where_nobody_fills_the_role(self):
        role = self._rule("complaint_month").role_id
        self.env["steward.role.assignment"].search(
            [("community_id", "=", self.community.id), ("role_id", "=", role.id)]
        ).unlink()
        [duty] = self._of(self._generate(), "complaint_month")
        self.assertEqual(duty.employee_id, self.community._role_holder(role.superior_id))
        self.assertTrue(duty.employee_id)

    def test_R115_F39_policy_counts_the_calendar_month_to_date_instead(self):
        self._rule("complaint_month").span = "to_due"
        [duty] = self._of(self._generate(), "complaint_month")
        self.assertEqual(
            (duty.figures_from, duty.figures_to), (date(2026, 3, 1), date(2026, 3, 25))
        )

    def test_R199_every_week_has_its_summary(self):
        duties = self._of(self._generate(), "complaint_week")
        self.assertEqual(duties.mapped("period_start"), [date(2026, 3, 2)])
        self.assertEqual(duties.employee_id, self.front, "the window does it")
        with freeze_time("2026-03-10 02:00:00"):
            self.assertEqual(
                self._of(self._generate(), "complaint_week").mapped("period_start"),
                [date(2026, 3, 2), date(2026, 3, 9)],
            )

    def test_R085_quarter_and_year_have_their_analysis(self):
        duties = self._generate()
        self.assertEqual(self._of(duties, "analysis_quarter").date_due, date(2026, 4, 10))
        self.assertEqual(self._of(duties, "analysis_year").date_due, date(2027, 1, 15))

    def test_R197_spot_checks_are_owed_as_often_as_the_policy_says(self):
        self._rule("callback_check").times = 2
        checks = self._of(self._generate(), "callback_check")
        self.assertEqual(checks.mapped("ordinal"), [1, 2])
        self.assertEqual(checks.employee_id, self.manager)

    def test_R088_R302_what_has_no_frequency_in_the_rules_is_off_until_chosen(self):
        """R088 is on yearly; R155, R192, R302, R326 are off."""
        duties = self._generate()
        self.assertEqual(self._of(duties, "contest").date_due, date(2026, 12, 31))
        for code in ("drill", "notice", "forum", "cleaning"):
            rule = self._rule(code)
            self.assertFalse(rule.active)
            rule.active = True
        duties = self._generate()
        for code in ("drill", "notice", "forum", "cleaning"):
            self.assertTrue(self._of(duties, code), code)

    def test_R090_every_service_item_is_surveyed_once_a_year(self):
        """R090 in part: the yearly survey is owed by the end of the year."""
        [duty] = self._of(self._generate(), "service_survey")
        self.assertEqual(duty.date_due, date(2026, 12, 31))
        self.assertEqual(duty.employee_id, self.manager)
        self.assertIn("each item of service", duty.rule_id.with_context(lang="en_US").instruction)

    def test_R233_the_supervisor_reports_fees_to_finance_after_every_month(self):
        [duty] = self._of(self._generate(), "fee_report")
        self.assertEqual(duty.date_due, date(2026, 4, 5))
        self.assertEqual(duty.employee_id, self.supervisor)
        self.assertEqual(duty.review_role_id.code, "centre_manager")

    def test_R259_fire_safety_is_trained_and_checked_once_a_year(self):
        """R259: the yearly training and check, and the yearly survey of the owners."""
        duties = self._generate()
        for code in ("fire_training", "service_survey"):
            self.assertEqual(self._of(duties, code).date_due, date(2026, 12, 31), code)

    def test_R115_generation_runs_twice_without_a_second_duty(self):
        first = self._generate()
        self.assertTrue(first)
        self.assertEqual(self._generate(), first)

    @mute_logger("odoo.sql_db")
    def test_R115_two_workers_at_once_do_not_double_a_duty(self):
        [duty] = self._of(self._generate(), "complaint_month")
        with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
            duty.copy()
        rows = self.Duty._turn_rows([])
        self.assertEqual(rows, [])

    def test_R115_statements_do_not_grow_with_the_communities(self):
        def cost(count):
            self.env["steward.community"].create(
                [{"name": f"小区{count}-{n}", "kind": "residential"} for n in range(count)]
            )
            communities = self.env["steward.community"].search([("name", "like", f"小区{count}-")])
            self._backdate()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            duties = self.Duty._generate(communities)
            self.assertGreaterEqual(len(duties), 7 * count)
            return self.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(10), cost(2))

    def test_R115_reminder_comes_once_from_the_20th_on(self):
        [duty] = self._of(self._generate(), "complaint_month")
        self.Duty._cron_remind()
        self.assertFalse(self._activities(duty, self.user_supervisor, "duty"))
        with freeze_time("2026-03-19 16:30:00"):
            self.Duty._cron_remind()
            task = self._activities(duty, self.user_supervisor, "duty")
            self.assertEqual(task.date_deadline, date(2026, 3, 25), "the 20th in Shanghai")
            self.Duty._cron_remind()
            self.assertEqual(self._activities(duty, self.user_supervisor, "duty"), task)

    def test_R115_reminder_is_not_lost_when_the_server_was_down(self):
        [duty] = self._of(self._generate(), "complaint_month")
        with freeze_time("2026-03-27 02:00:00"):
            self.Duty._cron_remind()
        self.assertTrue(self._activities(duty, self.user_supervisor, "duty"))

    def test_R115_late_duties_are_found(self):
        [duty] = self._of(self._generate(), "complaint_month")
        Duty = self.Duty.with_user(self.user_supervisor)
        self.assertNotIn(duty, Duty.search([("is_late", "=", True)]))
        with freeze_time("2026-03-25 16:30:00"):
            duty.invalidate_recordset(["is_late"])
            self.assertTrue(duty.is_late)
            self.assertIn(duty, Duty.search([("is_late", "=", True), ("is_mine", "=", True)]))

    def test_F11_summary_of_any_period_is_made_by_hand(self):
        """R115, F11: roll-ups of one register with selectable period."""
        duty = self.Duty.with_user(self.user_supervisor).create(
            {
                "name": "上半月投诉小结",
                "kind": "complaint_month",
                "community_id": self.community.id,
                "figures_to": date(2026, 3, 15),
            }
        )
        self.assertEqual(
            (duty.period_start, duty.period_end), (date(2026, 3, 1), date(2026, 3, 31))
        )
        duty.action_document()
        self.assertEqual(duty.document_ids.date_to, date(2026, 3, 15))
        self.assertEqual(duty.employee_id, self.supervisor)

    def test_R197_done_needs_evidence(self):
        duty = self._create_duty("spot_check").with_user(self.user_supervisor)
        with self.assertRefused(UserError, "Say what was done"):
            duty.action_submit()
        duty.evidence = "抽查 3 条回访，均属实"
        duty.action_submit()
        self.assertEqual(duty.state, "approved", "nobody reviews it")
        self.assertEqual(duty.done_at, datetime(2026, 3, 3, 2))
        with self.assertRefused(UserError, "stays as it is"):
            duty.evidence = "改写"
        with self.assertRaises(UserError):
            duty.unlink()

    def test_R115_reviewed_by_the_role_named_and_never_by_the_author(self):
        role = self.env.ref("property_steward.role_project_manager")
        duty = self._create_duty(review_role_id=role.id, evidence="附汇总表")
        duty.with_user(self.user_supervisor).action_submit()
        self.assertEqual(duty.state, "submitted")
        self.assertTrue(self._activities(duty, self.user_project, "duty_review"))
        for user in (self.user_supervisor, self.user_manager):
            with self.assertRaises(AccessError):
                duty.with_user(user).action_approve()
        duty.with_user(self.user_project).action_approve()
        self.assertEqual((duty.state, duty.approved_by_id), ("approved", self.user_project))

    def test_R115_project_manager_does_not_review_the_own_summary(self):
        role = self.env.ref("property_steward.role_project_manager")
        duty = self._create_duty(
            review_role_id=role.id, evidence="自己的", employee_id=self.project.id
        )
        duty.with_user(self.user_project).action_submit()
        with self.assertRaises(AccessError):
            duty.with_user(self.user_project).action_approve()
        duty.with_user(self.user_gm).action_approve()
        self.assertEqual(duty.state, "approved")

    def test_R115_returned_summary_goes_back_to_its_author(self):
        role = self.env.ref("property_steward.role_project_manager")
        duty = self._create_duty(review_role_id=role.id, evidence="附汇总表")
        duty.with_user(self.user_supervisor).action_submit()
        duty.with_user(self.user_project)._return_to_author("缺少分析")
        self.assertEqual((duty.state, duty.return_reason), ("draft", "缺少分析"))
        self.assertTrue(self._activities(duty, self.user_supervisor, "duty"))
        duty.with_user(self.user_supervisor).evidence = "补充分析"
        duty.with_user(self.user_supervisor).action_submit()
        self.assertEqual(duty.state, "submitted")

    def test_R254_steward_sees_the_own_duties_only(self):
        """R254: self-check by the person, check by the supervisor."""
        mine = self._create_duty(employee_id=self.steward.id)
        others = self._create_duty()
        found = self.Duty.with_user(self.user_steward).search([("id", "in", (mine | others).ids)])
        self.assertEqual(found, mine)
        self.assertEqual(
            self.Duty.with_user(self.user_supervisor).search(
                [("id", "in", (mine | others).ids)], order="id"
            ),
            mine | others,
        )

    def test_R096_duty_to_solve_long_standing_matters_comes_where_there_are_some(self):
        self.assertFalse(self._of(self._generate(), "long_standing"))
        case = self._create_case(received_at=datetime(2026, 1, 20))
        [duty] = self._of(self._generate(), "long_standing")
        self.assertEqual(duty.employee_id, self.manager)
        action = duty.with_user(self.user_manager).action_long_standing()
        found = self.env["steward.case.ageing"].with_user(self.user_manager)
        self.assertEqual(found.search(action["domain"]).case_id, case)
