from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .activity_plan_common import ActivityPlanCommon
from .list_common import MANY, ListMixin


@tagged("post_install", "-at_install")
class TestActivityPlanPrepare(ListMixin, ActivityPlanCommon):
    """From the approved plan to the planning form, and outside of it (R287-R288)."""

    def _prepare(self, line, user=None):
        action = line.with_user(user or self.user_steward).action_prepare()
        return self.env[action["res_model"]].browse(action["res_id"]).with_env(line.env)

    # from the plan

    def test_R287_an_approved_line_is_prepared_with_what_the_plan_says(self):
        plan = self._approved()
        activity = self._prepare(plan.line_ids).with_user(self.user_steward)
        self.assertEqual(activity.name, "植树节")
        self.assertEqual(activity.kind_id, self._kind("culture"))
        self.assertEqual((activity.form, activity.content), ("户外活动", "业主与管家一起植树"))
        self.assertEqual(activity.steward_id, self.steward)
        # 09:00 to 11:00 in Shanghai
        self.assertEqual(activity.date_begin, datetime(2027, 3, 12, 1))
        self.assertEqual(activity.date_end, datetime(2027, 3, 12, 3))
        self.assertFalse(activity.is_off_plan)

    def test_R287_the_hours_are_those_of_the_policy_in_the_community_s_time_zone(self):
        self.policy.write({"activity_hour_from": 14.5, "activity_hour_to": 17})
        self.community.tz = "Asia/Tokyo"
        activity = self._prepare(self._approved().line_ids)
        self.assertEqual(activity.date_begin, datetime(2027, 3, 12, 5, 30))
        self.assertEqual(activity.date_end, datetime(2027, 3, 12, 8))

    def test_R287_it_is_prepared_once_and_opened_afterwards(self):
        line = self._approved().line_ids
        activity = self._prepare(line)
        self.assertTrue(line.is_prepared)
        self.assertEqual(self._prepare(line, self.user_steward2), activity)
        activity.sudo().state = "cancelled"
        self.assertFalse(line.is_prepared, "a cancelled one is prepared anew")
        self.assertNotEqual(self._prepare(line), activity)

    def test_R287_nothing_is_prepared_from_a_plan_that_is_not_approved(self):
        plan = self._plan()
        with self.assertRefused(UserError, "is not approved yet"):
            self._prepare(plan.line_ids)
        plan.action_submit()
        with self.assertRefused(UserError, "is not approved yet"):
            self._prepare(plan.line_ids)

    def test_R288_the_list_says_how_many_days_remain_until_the_form_is_due(self):
        plan = self._approved(
            self._line(date(2027, 1, 20)), self._line(date(2027, 1, 10), "腊八粥")
        )
        soon, late = plan.line_ids.sorted("date_planned", reverse=True)
        Line = self.env["steward.activity.plan.line"].with_user(self.user_steward)
        with freeze_time("2026-12-30 02:00:00"):
            self.assertEqual((soon.date_form_due, soon.form_days_left), (date(2027, 1, 5), 6))
            self.assertEqual((late.date_form_due, late.form_days_left), (date(2026, 12, 26), -4))
            self.assertEqual((soon.is_form_late, late.is_form_late), (False, True))
            mine = [("plan_id", "=", plan.id)]
            self.assertEqual(Line.search([*mine, ("is_form_late", "=", True)]), late)
            self.assertEqual(Line.search([*mine, ("is_form_late", "=", False)]), soon)
            self.assertEqual(Line.search([*mine, ("is_prepared", "=", False)]), late + soon)
            self._prepare(late)
            self.assertFalse(late.is_form_late)
            self.assertFalse(Line.search([*mine, ("is_form_late", "=", True)]))

    def test_lists_of_the_plan_are_read_as_a_set(self):
        plan = self._approved(
            *[self._line(date(2027, 1, 1 + number % 28), f"活动{number}") for number in range(MANY)]
        )
        for line in plan.line_ids[::2]:
            self._prepare(line)
        for user in (self.user_steward, self.user_supervisor):
            self.assert_rows_are_read_as_a_set("activity_plan_line_view_list", plan.line_ids, user)

    def test_lists_of_plans_are_read_as_a_set(self):
        plans = self.env["steward.activity.plan"].create(
            [
                {
                    "community_id": self.community.id,
                    "year": 2100 + number,
                    "steward_id": self.supervisor.id,
                    "line_ids": [(0, 0, self._line(date(2100 + number, 5, 1), kind="welfare"))],
                }
                for number in range(MANY)
            ]
        )
        for view in ("activity_plan_view_list", "activity_plan_view_kanban"):
            self.assert_rows_are_read_as_a_set(view, plans, self.user_supervisor)

    # the planning form needs the plan

    def test_R287_the_form_waits_while_the_plan_is_amended(self):
        plan = self._approved()
        activity = self._prepare(plan.line_ids)
        plan._amend("调整预算")
        with self.assertRefused(UserError, "waits for it"):
            activity.with_user(self.user_steward)._check_in_plan()
        plan.action_submit()
        plan.with_user(self.user_project).action_approve()
        activity.with_user(self.user_steward)._check_in_plan()

    def test_R287_the_plan_names_an_activity_once(self):
        line = self._approved().line_ids
        first = self._prepare(line).with_user(self.user_steward)
        second = first.copy({"plan_line_id": line.id})
        with self.assertRefused(UserError, "was prepared already"):
            second._check_in_plan()
        first.sudo().state = "cancelled"
        second._check_in_plan()

    # outside the plan

    def _off_plan(self, user=None, **vals):
        return self.Activity.with_user(user or self.user_steward).create(
            {
                "name": "临时消防演练",
                "kind_id": self._kind("culture").id,
                "community_id": self.community.id,
                "date_begin": datetime(2027, 2, 1, 1),
                "date_end": datetime(2027, 2, 1, 3),
                "off_plan_reason": "街道办临时要求",
                **vals,
            }
        )

    def test_R287_outside_the_plan_it_is_not_submitted_before_it_was_allowed(self):
        activity = self._off_plan()
        self.assertTrue(activity.is_off_plan)
        with self.assertRefused(UserError, "outside the annual plan"):
            activity.action_submit()
        activity.action_ask_off_plan()
        with self.assertRefused(UserError, "outside the annual plan"):
            activity.action_submit()
        [task] = self._told(activity, "activity_off_plan")
        self.assertEqual(task.user_id, self.user_project)
        activity.with_user(self.user_project).action_allow_off_plan()
        self.assertEqual(activity.off_plan_approved_by_id, self.user_project)
        self.assertFalse(self._told(activity, "activity_off_plan"))
        activity._check_in_plan()

    def test_R287_it_is_not_asked_without_saying_why(self):
        activity = self._off_plan(off_plan_reason=" ")
        with self.assertRefused(UserError, "Say why"):
            activity.action_ask_off_plan()

    def test_R287_nobody_allows_the_own_activity(self):
        activity = self._off_plan(user=self.user_project)
        activity.action_ask_off_plan()
        self.assertFalse(activity.can_allow_off_plan)
        with self.assertRefused(AccessError, "never by the person whose work it is"):
            activity.action_allow_off_plan()
        self.assertEqual(self._told(activity, "activity_off_plan").user_id, self.user_gm)
        activity.with_user(self.user_gm).action_allow_off_plan()

    def test_R287_the_reviewing_role_does_not_allow_it(self):
        activity = self._off_plan()
        activity.action_ask_off_plan()
        for user in (self.user_supervisor, self.user_manager, self.user_steward2):
            with self.subTest(user.login), self.assertRaises(AccessError):
                activity.with_user(user).action_allow_off_plan()

    def test_R287_nothing_is_allowed_that_nobody_asked_for(self):
        activity = self._off_plan()
        with self.assertRefused(UserError, "Nobody asked"):
            activity.with_user(self.user_project).action_allow_off_plan()

    def test_R287_another_activity_is_allowed_anew(self):
        for changed in (
            {"off_plan_reason": "别的理由"},
            {"kind_id": self._kind("sports").id},
        ):
            with self.subTest(changed):
                activity = self._off_plan()
                activity.action_ask_off_plan()
                activity.with_user(self.user_project).action_allow_off_plan()
                activity.write(changed)
                self.assertFalse(activity.off_plan_approved_at)
                with self.assertRefused(UserError, "outside the annual plan"):
                    activity.action_submit()

    def test_R287_who_allowed_it_is_not_typed(self):
        activity = self._off_plan()
        for name in ("off_plan_approved_by_id", "off_plan_asked_by_id"):
            with self.subTest(name), self.assertRaises(AccessError):
                activity[name] = self.user_project

    def test_R287_what_the_plan_names_needs_no_allowance(self):
        activity = self._prepare(self._approved().line_ids).with_user(self.user_steward)
        with self.assertRefused(UserError, "does not need to be allowed"):
            activity.action_ask_off_plan()
        self.assertNotIn(activity, activity.search([("is_off_plan", "=", True)]))
