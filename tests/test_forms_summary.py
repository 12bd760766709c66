from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .forms_common import FormsCommon


@tagged("post_install", "-at_install")
class TestVisitSummary(FormsCommon):
    def _create_summary(self, **vals):
        return self.env["steward.visit.summary"].create(
            {
                "community_id": self.mall.id,
                "date_from": date(2026, 3, 1),
                "date_to": date(2026, 3, 31),
                **vals,
            }
        )

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_visit_summary").method_direct_trigger()

    def _summaries(self):
        return self.env["steward.visit.summary"].search([("community_id", "=", self.mall.id)])

    # R054

    def test_R054_a_summary_is_built_from_the_cases_of_the_periods_visits(self):
        before = self._create_visit(
            self.anchor, self.shop_anchor, start=datetime(2026, 2, 28, 15, 59)
        )
        self._create_case(before, "二月的事", "repair", "case_topic_tenant_engineering")
        # 1 March 00:00 in Shanghai
        first = self._create_visit(
            self.anchor, self.shop_anchor, start=datetime(2026, 2, 28, 16, 0)
        )
        self._create_case(first, "三月一日的事", "repair", "case_topic_tenant_engineering")
        self._create_case(
            first,
            "没有拜访的事",
            "repair",
            "case_topic_tenant_engineering",
            visit_id=False,
            origin="manual",
        )
        summary = self._create_summary()
        self.assertEqual(
            set(summary.line_ids.case_id.mapped("name")), {"三月一日的事", "建议周末延长停车优惠"}
        )

    def test_R054_a_line_keeps_topic_problem_department_state_and_feedback(self):
        self.suggestion.write(
            {"answer": "同意延长", "state": "handled", "fed_back_on": date(2026, 3, 8)}
        )
        line = self._create_summary().line_ids
        self.assertEqual(line.topic_id, self.suggestion.topic_id)
        self.assertEqual(line.problem, "建议周末延长停车优惠（住户原话）")
        self.assertEqual(line.department_id, self.department_engineering)
        self.assertEqual(line.case_state, "handled")
        self.assertIn("同意延长", line.feedback)
        self.assertIn("2026-03-08", line.feedback)

    def test_R054_building_again_takes_in_what_is_new_and_keeps_conclusions(self):
        summary = self._create_summary()
        summary.line_ids.conclusion = "企划部三月底前答复"
        self.suggestion.state = "in_progress"
        self._create_case(
            self.tenant_visit, "空调太冷", "complaint", "case_topic_tenant_environment"
        )
        summary.action_rebuild()
        lines = {line.case_id.name: line for line in summary.line_ids}
        self.assertEqual(set(lines), {"建议周末延长停车优惠", "空调太冷"})
        self.assertEqual(lines["建议周末延长停车优惠"].case_state, "in_progress")
        self.assertEqual(lines["建议周末延长停车优惠"].conclusion, "企划部三月底前答复")
        self.assertEqual(summary.unsettled_count, 2)

    def test_R054_a_line_says_how_far_a_complaint_is_in_each_of_its_states(self):
        """R054: a complaint that is investigated, replied to or called back as well."""
        states = [key for key, _label in self.suggestion._fields["state"].selection]
        summary = self._create_summary()
        unsettled = []
        for state in states:
            contacted = {"progress_contact_on": "2026-03-05", "closing_contact_on": "2026-03-09"}
            self.suggestion.write({**contacted, "state": state})
            summary.action_rebuild()
            self.assertEqual(summary.line_ids.case_state, state)
            unsettled += [state] * summary.unsettled_count
        self.assertEqual(unsettled, ["open", "investigated", "in_progress"])

    def test_R054_the_lines_are_written_as_a_set(self):
        summary = self._create_summary()

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            summary._build()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        statements()
        few = statements()
        for number in range(50):
            self._create_case(
                self.tenant_visit, f"问题{number}", "repair", "case_topic_tenant_engineering"
            )
        self.assertLessEqual(statements(), few + 2)
        self.assertEqual(len(summary.line_ids), 51)

    def test_R054_a_period_has_one_summary(self):
        self._create_summary()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_summary()

    @freeze_time("2026-03-31 16:30:00")
    def test_R054_the_default_period_follows_the_policy_and_the_communitys_calendar(self):
        # it is 1 April in Shanghai
        summary = self.env["steward.visit.summary"].create({"community_id": self.mall.id})
        self.assertEqual(
            (summary.date_from, summary.date_to), (date(2026, 3, 1), date(2026, 3, 31))
        )
        self.mall.policy_id.summary_months = 3
        period = summary._ended_period(self.mall)
        self.assertEqual(period, (date(2026, 1, 1), date(2026, 3, 31)))
        self.mall.policy_id.summary_months = 5
        period = summary._ended_period(self.mall)
        self.assertEqual(period, (date(2025, 11, 1), date(2025, 12, 31)))

    # R055

    def test_R055_a_meeting_that_left_no_minutes_was_not_held(self):
        summary = self._create_summary().with_user(self.user_operations)
        with self.assertRefused(UserError, "minutes"):
            summary.action_discussed()
        summary.minutes = "企划部三月底前答复"
        summary.action_discussed()
        self.assertEqual(summary.state, "discussed")

    def test_R055_the_heads_of_the_departments_are_invited(self):
        self.department_engineering.manager_id = self.department
        summary = self._create_summary().with_user(self.user_operations)
        with self.assertRaises(UserError):
            summary.action_plan_meeting()
        summary.meeting_at = datetime(2026, 4, 2, 2, 0)
        action = summary.action_plan_meeting()
        meeting = summary.sudo().meeting_id
        self.assertEqual(action["res_id"], meeting.id)
        self.assertEqual(meeting.start, datetime(2026, 4, 2, 2, 0))
        self.assertEqual(
            meeting.partner_ids,
            self.user_department.partner_id + self.user_operations.partner_id,
        )
        summary.action_plan_meeting()
        self.assertEqual(summary.sudo().meeting_id, meeting)

    def test_R056_a_discussed_summary_stays_as_it_was(self):
        summary = self._create_summary(minutes="已讨论")
        summary.action_discussed()
        for change in (
            summary.action_rebuild,
            lambda: summary.write({"minutes": "改写"}),
            lambda: summary.write({"date_to": date(2026, 4, 30)}),
            lambda: summary.line_ids.write({"conclusion": "改写"}),
            summary.line_ids.unlink,
            summary.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        self._close(self.suggestion)
        self.assertEqual(summary.line_ids.case_state, "open")
        summary.action_reopen()
        summary.action_rebuild()
        self.assertEqual(summary.line_ids.case_state, "closed")

    # reminder

    @freeze_time("2026-04-01 02:00:00")
    def test_R054_a_period_that_ended_without_a_summary_gets_one_and_a_reminder(self):
        self._run_cron()
        summary = self._summaries()
        self.assertEqual(summary.date_from, date(2026, 3, 1))
        self.assertEqual(summary.line_ids.case_id, self.suggestion)
        self.assertEqual(summary.activity_ids.user_id, self.user_operations)
        self.assertEqual(
            summary.activity_ids.activity_type_id,
            self.env.ref("property_steward.mail_activity_visit_summary"),
        )

    @freeze_time("2026-04-01 02:00:00")
    def test_R054_the_reminder_is_safe_to_run_twice(self):
        self._run_cron()
        self._run_cron()
        self.assertEqual(len(self._summaries()), 1)
        self.assertEqual(len(self._summaries().activity_ids), 1)

    @freeze_time("2026-04-01 02:00:00")
    def test_R054_a_community_that_has_its_summary_or_had_no_visits_is_left_alone(self):
        mine = self._create_summary()
        quiet = self.mall.copy({"name": "没有拜访的商场"})
        self._run_cron()
        self.assertEqual(self._summaries(), mine)
        self.assertFalse(mine.activity_ids)
        self.assertFalse(
            self.env["steward.visit.summary"].search([("community_id", "=", quiet.id)])
        )

    @freeze_time("2026-04-01 02:00:00")
    def test_R055_holding_the_meeting_settles_the_reminder(self):
        self._run_cron()
        summary = self._summaries().with_user(self.user_operations)
        summary.minutes = "已讨论"
        summary.action_discussed()
        self.assertFalse(summary.activity_ids)

    # rights

    def test_summaries_are_for_those_who_hold_a_role_of_the_community(self):
        summary = self._create_summary()
        for user in (self.user_operations, self.user_supervisor, self.user_gm, self.user_auditor):
            with self.subTest(user=user.login):
                self.assertEqual(summary.with_user(user).line_count, 1)
        for user in (
            self.user_steward,
            self.user_department,
            self.user_nobody,
            self.user_accountant,
            self.user_portal,
            self.user_public,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                summary.with_user(user).read(["date_from"])
        with self.assertRaises(AccessError):
            summary.with_user(self.user_auditor).minutes = "改写"
        with self.assertRaises(AccessError):
            summary.with_user(self.user_operations).unlink()
