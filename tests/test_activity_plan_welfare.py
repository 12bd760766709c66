from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.modules.migration import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .activity_plan_common import ActivityPlanCommon
from .list_common import ListMixin


@tagged("post_install", "-at_install")
class TestActivityPlanWelfare(ListMixin, ActivityPlanCommon):
    """R188: a public-welfare activity in each half-year; R088, R302: contests and forums."""

    # on the plan

    def test_R188_the_plan_warns_of_a_half_year_without_public_welfare(self):
        plan = self._plan(self._line(date(2027, 6, 30), "义诊", "welfare"))
        self.assertEqual((plan.welfare_first_half, plan.welfare_second_half), (1, 0))
        self.assertEqual(plan.welfare_lacking, "second")
        plan.write({"line_ids": [(0, 0, self._line(date(2027, 7, 1), "助学", "welfare"))]})
        self.assertEqual((plan.welfare_first_half, plan.welfare_second_half), (1, 1))
        self.assertFalse(plan.welfare_lacking)
        self.policy.activity_welfare_per_half = 2
        self.assertEqual(plan.welfare_lacking, "both", "the policy's number")

    def test_R188_only_public_welfare_counts(self):
        plan = self._plan()
        self.assertEqual(plan.welfare_first_half, 0)
        self._kind("culture").is_public_welfare = True
        self.assertEqual(plan.welfare_first_half, 1)

    def test_R188_held_counts_in_the_half_year_of_the_community_s_calendar(self):
        # 00:30 of 1 July in Shanghai
        self._held(datetime(2027, 6, 30, 16, 30))
        self._held(datetime(2027, 6, 30, 15, 30)).state = "closed"
        self._held(datetime(2027, 5, 1, 2)).state = "cancelled"
        self._held(datetime(2027, 5, 1, 2)).state = "approved"
        self._held(datetime(2027, 5, 1, 2), "culture")
        self._held(datetime(2027, 5, 1, 2), community_id=self.mall.id)
        plan = self._plan()
        self.assertEqual((plan.welfare_held_first_half, plan.welfare_held_second_half), (1, 1))
        self.assertFalse(plan.welfare_lacking)

    def test_R188_of_a_half_year_that_is_over_only_what_was_held_counts(self):
        plan = self._plan(
            self._line(date(2027, 6, 1), "义诊", "welfare"),
            self._line(date(2027, 9, 1), "助学", "welfare"),
        )
        self.assertFalse(plan.welfare_lacking)
        with freeze_time("2027-07-01 02:00:00"):
            plan.invalidate_recordset(["welfare_lacking"])
            self.assertEqual(plan.welfare_lacking, "first")

    # the duty of the office

    def _duty(self, kind="welfare", rule=None, **vals):
        rule = rule or self.env.ref(f"property_steward.duty_rule_residential_{kind}")
        return self.env["steward.duty"].create(
            {
                "rule_id": rule.id,
                "kind": rule.kind,
                "community_id": self.community.id,
                "employee_id": self.supervisor.id,
                "period_start": date(2027, 1, 1),
                "period_end": date(2027, 6, 30),
                "date_due": date(2027, 6, 30),
                "date_remind": date(2027, 5, 1),
                **vals,
            }
        )

    def test_R188_the_half_yearly_duty_is_due_on_30_june_and_31_december(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE steward_duty_rule SET create_date = '2026-01-01';"
            "UPDATE steward_community SET create_date = '2026-01-01'"
        )
        self.env.invalidate_all()
        duties = self.env["steward.duty"]._generate(self.community + self.mall)
        welfare = duties.filtered(lambda duty: duty.kind == "welfare")
        for community in self.community + self.mall:
            mine = welfare.filtered(lambda duty, at=community: duty.community_id == at)
            self.assertEqual(
                sorted(mine.mapped("date_due")), [date(2026, 6, 30), date(2026, 12, 31)]
            )
        self.assertEqual(welfare.employee_id, self.manager)

    def test_R188_a_firm_s_own_profile_gets_the_duty_with_the_update(self):
        own = self.policy.copy({"name": "本公司"})
        welfare = [("policy_id", "=", own.id), ("kind", "=", "welfare")]
        Rule = self.env["steward.duty.rule"]
        self.assertEqual(Rule.search_count(welfare), 1)
        Rule.search(welfare).unlink()
        path = file_path("property_steward/migrations/19.0.1.2.0/post-activity_duty.py")
        for _time in range(2):
            load_script(path, "post_activity_duty").migrate(self.cr, "19.0.1.1.0")
        self.assertEqual(Rule.search_count(welfare), 1)

    def _hold(self, day, kind="welfare", **vals):
        """It takes place and is over, as the steward says."""
        activity = self._held(day, kind, **vals)
        activity.state = "ongoing"
        activity.with_user(self.user_steward).action_end()
        return activity

    def test_R188_the_duty_closes_by_itself_when_one_was_held(self):
        duty, next_one = (
            self._duty(),
            self._duty(period_start=date(2027, 7, 1), period_end=date(2027, 12, 31)),
        )
        self.env["steward.duty"].search([("kind", "=", "welfare")])._claim_reminder()
        # 00:30 of 1 January in Shanghai
        activity = self._hold(datetime(2026, 12, 31, 16, 30))
        self.assertEqual((duty.state, next_one.state), ("approved", "draft"))
        self.assertIn(activity.number, duty.evidence)
        self.assertTrue(duty.done_at)

    def test_R188_the_duty_waits_for_as_many_as_the_policy_asks_for(self):
        self.policy.activity_welfare_per_half = 2
        duty = self._duty()
        self._hold(datetime(2027, 2, 1, 2))
        self.assertEqual(
            (duty.state, duty.activities_held, duty.activities_required), ("draft", 1, 2)
        )
        self._hold(datetime(2027, 3, 1, 2))
        self.assertEqual(duty.state, "approved")

    def test_R188_only_what_fits_closes_it(self):
        duty = self._duty()
        self._hold(datetime(2027, 2, 1, 2), "culture")
        self._hold(datetime(2027, 7, 1, 2))
        self._hold(datetime(2027, 2, 1, 2), community_id=self.mall.id)
        self.assertEqual(duty.state, "draft")
        with self.assertRefused(UserError, "Say what was done"):
            duty.with_user(self.user_supervisor).action_submit()

    def test_R188_what_was_held_before_the_duty_was_made_counts_too(self):
        self._held(datetime(2027, 2, 1, 2))
        duty = self._duty(date_remind=date(2026, 12, 1))
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_duty_remind").method_direct_trigger()
        self.assertEqual(duty.state, "approved")
        self.assertFalse(self._told(duty, "duty", active_test=False), "nobody is reminded")

    def test_R115_a_duty_that_is_reviewed_is_submitted_by_a_person(self):
        duty = self._duty(review_role_id=self.env.ref("property_steward.role_centre_manager").id)
        self._hold(datetime(2027, 2, 1, 2))
        self.assertEqual(duty.state, "draft")
        duty.with_user(self.user_supervisor).action_submit()
        self.assertEqual(duty.state, "submitted", "what was held is the evidence")

    def test_R302_a_forum_that_was_held_closes_its_duty(self):
        duty = self._duty("forum")
        self._hold(datetime(2027, 2, 1, 2), "forum")
        self.assertEqual(duty.state, "approved")

    def test_R088_a_contest_or_a_commendation_that_was_held_closes_its_duty(self):
        for kind in ("contest", "commendation"):
            with self.subTest(kind):
                duty = self._duty(
                    "contest",
                    period_start=date(2027, 1, 1 + len(kind)),
                    period_end=date(2027, 12, 31),
                )
                self._hold(datetime(2027, 10, 1, 2), kind)
                self.assertEqual(duty.state, "approved")

    def test_R188_the_duty_prepares_the_planned_activity(self):
        duty = self._duty().with_user(self.user_supervisor)
        plan = self._approved(
            self._line(),
            self._line(date(2027, 5, 4), "义诊", "welfare"),
            self._line(date(2027, 8, 4), "助学", "welfare"),
        )
        action = duty.action_prepare_activity()
        activity = self.Activity.browse(action["res_id"])
        self.assertEqual(activity.plan_line_id, plan.line_ids[1])
        self.assertEqual(duty.community_activity_ids, activity.with_env(duty.env))

    def test_R302_without_a_planned_one_it_opens_a_new_form_of_the_fitting_kind(self):
        for duty_kind, kind in (("forum", "forum"), ("contest", "contest"), ("welfare", "welfare")):
            with self.subTest(duty_kind):
                duty = self._duty(duty_kind).with_user(self.user_supervisor)
                context = duty.action_prepare_activity()["context"]
                activity = self.Activity.with_user(self.user_supervisor).with_context(**context)
                form = activity.new({})
                self.assertEqual(form.kind_id, self._kind(kind))
                self.assertEqual(form.community_id, self.community)
                self.assertEqual(form.date_begin, datetime(2027, 6, 30, 1))

    def test_R302_other_duties_offer_none(self):
        duty = self._duty(
            rule=self.env.ref("property_steward.duty_rule_residential_callback_month")
        )
        self.assertFalse(duty.is_by_activity)
        with self.assertRefused(UserError, "not done by an activity"):
            duty.action_prepare_activity()

    def test_R188_duties_count_their_activities_as_a_set(self):
        def make(number):
            for turn in range(number):
                self._held(datetime(2027, 1 + turn % 6, 3, 2))
            return self.env["steward.duty"].union(
                *(self._duty(ordinal=turn + 1) for turn in range(number))
            )

        def act(duties):
            self.assertEqual(duties.mapped("activities_held"), [len(duties)] * len(duties))

        self.assert_done_as_a_set(make, act)
