from datetime import date

from odoo.tests import freeze_time, tagged

from .activity_plan_common import ActivityPlanCommon
from .list_common import ListMixin


@tagged("post_install", "-at_install")
class TestActivityPlanReminders(ListMixin, ActivityPlanCommon):
    """Who is reminded of the annual activity plan, when, and that it is once (R286-R287)."""

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_activity_plan_remind").method_direct_trigger()

    def _on(self, record):
        return self._told(record, "activity_plan", active_test=False)

    def test_R286_from_december_on_the_supervisor_is_reminded_once(self):
        with freeze_time("2026-11-30 02:00:00"):
            self._plan(self._line(date(2026, 12, 24)), year=2026)
            self._approve_all()
            self._run()
            self.assertFalse(self._on(self.community))
        for moment in ("2026-11-30 16:30:00", "2026-12-01 02:00:00", "2027-01-20 02:00:00"):
            with freeze_time(moment):
                self._run()
                [task] = self._on(self.community)
        self.assertEqual(task.user_id, self.user_supervisor)
        self.assertEqual(task.date_deadline, date(2027, 1, 5))
        self.assertIn("2027", task.summary)

    def _approve_all(self):
        plans = self.env["steward.activity.plan"].search([])
        plans.filtered(lambda plan: plan.state == "draft").write({"state": "approved"})

    def test_R286_a_draft_is_reminded_of_on_itself_until_it_is_submitted(self):
        plan = self._plan()
        self._run()
        self._run()
        [task] = self._on(plan)
        self.assertEqual(task.user_id, self.user_supervisor)
        plan.action_submit()
        self.assertFalse(self._told(plan, "activity_plan"), "settled")

    def test_R286_submitting_a_late_plan_leaves_the_reminder_of_the_next_one(self):
        self._run()
        late = self._plan(self._line(date(2026, 12, 24)), year=2026)
        late.action_submit()
        self.assertTrue(self._told(self.community, "activity_plan"))
        self._plan().action_submit()
        self.assertFalse(self._told(self.community, "activity_plan"))

    def test_R286_who_ticked_it_off_is_not_reminded_again(self):
        plan = self._plan()
        self._run()
        self._on(plan).action_feedback()
        self._run()
        self.assertEqual(len(self._on(plan)), 1)

    def test_R286_a_submitted_plan_is_not_reminded_of(self):
        plan = self._plan()
        plan.action_submit()
        self._run()
        self.assertFalse(self._on(plan))
        self.assertFalse(self._on(self.community))

    def test_R286_how_early_is_the_policy_s_number(self):
        self.policy.activity_plan_remind_days = 10
        plan = self._plan()
        plan.env["steward.activity.plan"].sudo().create(
            {"community_id": self.community.id, "year": 2026, "state": "approved"}
        )
        self._run()
        self.assertFalse(self._on(plan))
        with freeze_time("2026-12-26 02:00:00"):
            self._run()
        self.assertEqual(len(self._on(plan)), 1)

    def test_R286_the_role_above_is_reminded_where_nobody_fills_it(self):
        self.env["steward.role.assignment"].search(
            [("employee_id", "=", self.supervisor.id), ("community_id", "=", self.community.id)]
        ).unlink()
        self._run()
        self.assertEqual(self._on(self.community).user_id, self.user_manager)

    def test_R287_on_10_january_whoever_has_not_decided_is_reminded_once(self):
        plan = self._plan()
        plan.action_submit()
        self._told(plan, "activity_plan_approval").action_feedback()
        with freeze_time("2027-01-09 02:00:00"):
            self._run()
            self.assertFalse(self._told(plan, "activity_plan_approval"))
        for moment in ("2027-01-10 02:00:00", "2027-01-11 02:00:00"):
            with freeze_time(moment):
                self._run()
                [task] = self._told(plan, "activity_plan_approval")
        self.assertEqual(task.user_id, self.user_project)
        plan.with_user(self.user_project).action_approve()
        self.assertFalse(self._told(plan, "activity_plan_approval"))

    def test_R287_a_plan_that_was_returned_is_reminded_of_anew(self):
        plan = self._plan()
        plan.action_submit()
        with freeze_time("2027-01-10 02:00:00"):
            self._run()
            plan.with_user(self.user_project)._return_to_author("再改")
            plan.action_submit()
            self._run()
            deadlines = self._told(plan, "activity_plan_approval").mapped("summary")
        self.assertEqual(len(deadlines), 2, "the request, and that it is due today")

    def test_R286_R287_reminding_creates_nothing_but_activities(self):
        plan = self._plan()
        counted = ("steward.activity.plan", "steward.activity.plan.line", "mail.message")
        before = [self.env[model].search_count([]) for model in counted]
        self._run()
        self.assertEqual([self.env[model].search_count([]) for model in counted], before)
        self.assertEqual(plan.state, "draft")

    def test_R286_R287_many_communities_are_reminded_in_as_many_statements_as_few(self):
        def make(number):
            communities = self.env["steward.community"].create(
                [
                    {"name": f"小区{turn}", "kind": "residential", "tz": "Asia/Shanghai"}
                    for turn in range(number)
                ]
            )
            for community in communities:
                self._assign(self.supervisor, "supervisor", community)
                self._assign(self.project, "project_manager", community)
            for community in communities[::2]:
                self.env["steward.activity.plan"].create(
                    {
                        "community_id": community.id,
                        "year": 2026,
                        "steward_id": self.supervisor.id,
                        "state": "submitted",
                        "submitted_by_id": self.user_supervisor.id,
                    }
                )
            return communities

        def act(communities):
            # the batches in which the ORM inserts and prefetches grow with the activities
            self.env["steward.activity.plan"]._remind_authors(communities)
            self.env["steward.activity.plan"]._remind_approvers(communities)

        self.assert_done_as_a_set(make, act)
