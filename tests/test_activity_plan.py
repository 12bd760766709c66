from datetime import date

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .activity_plan_common import ActivityPlanCommon


@tagged("post_install", "-at_install")
class TestActivityPlan(ActivityPlanCommon):
    """The annual activity plan (R286-R287, C106, E22): five columns, by 5 January; approved by
    10 January."""

    # drawn up

    def test_R286_from_december_on_the_plan_is_that_of_the_next_year(self):
        plan = self.env["steward.activity.plan"].with_user(self.user_supervisor)
        self.assertEqual(plan.new({"community_id": self.community.id}).year, 2027)
        with freeze_time("2026-11-30 02:00:00"):
            self.assertEqual(plan.new({"community_id": self.community.id}).year, 2026)

    def test_R286_it_is_due_on_5_january_and_its_approval_on_10_january(self):
        plan = self._plan()
        self.assertEqual(plan.date_due, date(2027, 1, 5))
        self.assertEqual(plan.date_approval_due, date(2027, 1, 10))
        self.policy.activity_plan_day = 8
        self.assertEqual(plan.date_due, date(2027, 1, 8), "the policy's day")

    def test_R286_each_of_the_five_columns_is_filled_in_before_it_is_submitted(self):
        columns = {"form": False, "content": "  ", "budget": 0}
        for column, nothing in columns.items():
            with self.subTest(column):
                plan = self._plan(
                    self._line(),
                    self._line(date(2027, 9, 20), "中秋游园", **{column: nothing}),
                    community_id=self.mall.id,
                )
                label = plan.line_ids.fields_get([column])[column]["string"]
                with self.assertRefused(UserError, f"Row 2, 中秋游园: {label}"):
                    plan.action_submit()
                self.assertEqual(plan.state, "draft")
                plan.unlink()

    def test_R286_time_and_theme_are_asked_for_at_once(self):
        for column in ("date_planned", "name"):
            with (
                self.subTest(column),
                self.assertRaises(psycopg2.IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._plan(self._line(**{column: False})).flush_recordset()

    def test_R286_all_that_is_missing_is_said_at_once(self):
        plan = self._plan(self._line(form=False), self._line(name="读书会", content=False))
        with self.assertRaises(UserError) as caught:
            plan.action_submit()
        self.assertIn("Row 1, 植树节: Form", str(caught.exception))
        self.assertIn("Row 2, 读书会: Main Content", str(caught.exception))

    def test_R286_what_costs_nothing_says_so(self):
        plan = self._plan(self._line(budget=0, is_free=True))
        plan.action_submit()
        self.assertEqual(plan.state, "submitted")

    def test_R286_a_plan_without_activities_is_not_submitted(self):
        plan = self._plan()
        plan.line_ids.unlink()
        with self.assertRefused(UserError, "names no activity yet"):
            plan.action_submit()

    def test_R286_activities_lie_in_the_year_of_the_plan(self):
        with self.assertRefused(ValidationError, "does not lie in the year"):
            self._plan(self._line(date(2028, 1, 1)))

    def test_R286_the_plan_does_not_leave_its_activities_behind(self):
        plan = self._approved()
        plan.line_ids.action_prepare()
        plan._amend("换小区")
        with self.assertRefused(ValidationError, "of another community"):
            plan.community_id = self.mall
        with self.assertRefused(ValidationError, "does not lie in the year"):
            plan.year = 2028
        with self.assertRefused(ValidationError, "four digits"):
            plan.year = 20270

    def test_R286_a_community_has_one_plan_a_year(self):
        self._plan()
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            self._plan()

    def test_R286_stewards_read_it_and_do_not_draw_it_up(self):
        plan = self._plan()
        self.assertTrue(plan.with_user(self.user_steward).line_ids[:1].name)
        with self.assertRaises(AccessError):
            plan.with_user(self.user_steward).line_ids.name = "别的"
        with self.assertRaises(AccessError):
            plan.with_user(self.user_steward).action_submit()

    def test_R286_last_year_is_proposed_a_year_later_with_its_budget(self):
        with freeze_time("2025-12-03 02:00:00"):
            self._plan(
                self._line(date(2026, 3, 12)),
                self._line(date(2026, 6, 1), "儿童节", is_free=True, budget=0),
                year=2026,
            )
        plan = self._plan(self._line(date(2027, 3, 12)))
        plan.action_propose()
        self.assertEqual(
            [
                (line.date_planned, line.name, line.budget, line.is_free)
                for line in plan.line_ids.sorted("date_planned")
            ],
            [
                (date(2027, 3, 12), "植树节", 3000, False),
                (date(2027, 6, 1), "儿童节", 0, True),
            ],
            "what is there already is not added",
        )
        plan.action_propose()
        self.assertEqual(len(plan.line_ids), 2, "nothing twice")

    def test_R286_nothing_is_proposed_where_there_was_no_plan(self):
        with self.assertRefused(UserError, "no activity plan of 2026"):
            self._plan().action_propose()

    # approved

    def test_R287_the_project_general_manager_is_asked_and_approves(self):
        plan = self._plan()
        plan.action_submit()
        [task] = self._told(plan, "activity_plan_approval")
        self.assertEqual((task.user_id, task.date_deadline), (self.user_project, date(2027, 1, 10)))
        plan.with_user(self.user_project).action_approve()
        self.assertEqual((plan.state, plan.approved_by_id), ("approved", self.user_project))
        self.assertFalse(self._told(plan, "activity_plan_approval"))

    def test_R287_nobody_approves_the_own_plan(self):
        plan = self._plan(user=self.user_project)
        self.assertEqual(plan.steward_id, self.project)
        plan.action_submit()
        self.assertFalse(plan.can_approve)
        with self.assertRefused(AccessError, "never by the person whose work it is"):
            plan.action_approve()
        self.assertEqual(
            self._told(plan, "activity_plan_approval").user_id, self.user_gm, "the role above"
        )
        plan.with_user(self.user_gm).action_approve()

    def test_R287_who_reviews_does_not_approve(self):
        plan = self._plan(user=self.user_gm, steward_id=self.gm.id)
        plan.action_submit()
        with self.assertRaises(AccessError):
            plan.with_user(self.user_supervisor).action_approve()

    def test_R287_it_is_returned_with_a_reason(self):
        plan = self._plan()
        plan.action_submit()
        plan.with_user(self.user_project)._return_to_author("预算超支")
        self.assertEqual((plan.state, plan.return_reason), ("draft", "预算超支"))
        [task] = self._told(plan, "activity_plan")
        self.assertEqual(task.user_id, self.user_supervisor)
        plan.line_ids.budget = 2000
        plan.action_submit()
        self.assertFalse(self._told(plan, "activity_plan"))

    def test_R287_submitted_and_approved_plans_stay_as_they_are(self):
        plan = self._plan()
        plan.action_submit()
        for state in ("submitted", "approved"):
            with self.subTest(state):
                self.assertEqual(plan.state, state)
                with self.assertRefused(UserError, "stays as it is"):
                    plan.line_ids.budget = 9
                with self.assertRefused(UserError, "stays as it is"):
                    plan.line_ids.unlink()
                with self.assertRefused(UserError, "stays as it is"):
                    plan.line_ids.create({**self._line(name="加一个"), "plan_id": plan.id})
                with self.assertRefused(UserError, "stays as it is"):
                    plan.requirement = "另一个要求"
                with self.assertRefused(UserError, "is kept"):
                    plan.unlink()
            if state == "submitted":
                plan.with_user(self.user_project).action_approve()

    def test_R287_the_state_is_not_typed(self):
        with self.assertRaises(AccessError):
            self._plan().state = "approved"

    def test_R287_an_approved_plan_is_amended_with_a_reason_and_approved_anew(self):
        plan = self._approved()
        plan.line_ids.action_prepare()
        prepared = plan.line_ids.prepared_ids
        action = plan.action_amend()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"reason": "增加端午活动"})
        )
        wizard.action_confirm()
        self.assertEqual((plan.state, plan.approved_by_id), ("draft", self.env["res.users"]))
        self.assertIn("增加端午活动", plan.message_ids[:1].body)
        plan.write({"line_ids": [(0, 0, self._line(date(2027, 6, 9), "端午包粽"))]})
        self.assertEqual(prepared.plan_line_id, plan.line_ids[0], "the activity keeps its line")
        with self.assertRefused(UserError, "which is kept"):
            plan.line_ids[0].unlink()
        plan.action_submit()
        plan.with_user(self.user_project).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_R287_only_an_approved_plan_is_amended_and_not_by_stewards(self):
        plan = self._plan()
        with self.assertRefused(UserError, "is not approved"):
            plan.action_amend()
        plan.action_submit()
        plan.with_user(self.user_project).action_approve()
        with self.assertRaises(AccessError):
            plan.with_user(self.user_steward)._amend("不该")

    def test_R286_R287_what_is_late_is_found(self):
        Plan = self.env["steward.activity.plan"].with_user(self.user_supervisor)
        plan = self._plan()
        for moment, submitted, late in (
            ("2027-01-05 15:00:00", False, False),
            # 00:30 of the 6th in Shanghai
            ("2027-01-05 16:30:00", False, True),
            ("2027-01-09 02:00:00", True, False),
            ("2027-01-11 02:00:00", True, True),
        ):
            with self.subTest(moment), freeze_time(moment):
                if submitted and plan.state == "draft":
                    plan.action_submit()
                plan.invalidate_recordset(["is_late"])
                self.assertEqual(plan.is_late, late)
                self.assertEqual(plan in Plan.search([("is_late", "=", True)]), late)
                self.assertEqual(plan in Plan.search([("is_late", "=", False)]), not late)
