from datetime import date, datetime

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .test_visit_plan_generate import NEW_YEAR, YEAR, PlanCommon

APPROVAL = "property_steward.mail_activity_type_plan_approval"


@tagged("post_install", "-at_install")
@freeze_time(NEW_YEAR)
class TestVisitPlanApproval(PlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NEW_YEAR):
            cls.zhang.is_key_customer = True
            cls.community.committee_established = True
            cls.env["steward.visit.plan.generator"]._generate(cls.community, YEAR)
        cls.plan = cls.Plan.search(
            [("steward_id", "=", cls.steward.id), ("community_id", "=", cls.community.id)]
        )
        cls.line = cls.Line.search(
            [("partner_id", "=", cls.zhang.id), ("plan_id", "=", cls.plan.id)], limit=1
        )

    def activities(self, plan, user=None):
        found = plan.sudo().activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(APPROVAL)
        )
        return found.filtered(lambda activity: activity.user_id == user) if user else found

    def test_R002_the_supervisor_reviews_the_stewards_plan(self):
        self.plan.with_user(self.user_steward).action_submit()
        self.assertEqual(set(self.plan.month_ids.mapped("state")), {"submitted"})
        self.assertEqual(self.activities(self.plan).user_id, self.user_supervisor)
        self.assertFalse(self.plan.with_user(self.user_steward).can_approve)
        self.assertTrue(self.plan.with_user(self.user_supervisor).can_approve)
        for user in (self.user_steward, self.user_steward2, self.user_auditor):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.plan.with_user(user).action_approve()
        self.plan.with_user(self.user_supervisor).action_approve()
        self.assertEqual(self.plan.approved_by_id, self.user_supervisor)
        self.assertEqual(self.plan.approved_at, datetime(YEAR, 1, 5, 2))
        self.assertEqual(set(self.plan.month_ids.mapped("state")), {"approved"})
        self.assertEqual(self.plan.month_ids.approved_by_id, self.user_supervisor)
        self.assertFalse(self.activities(self.plan))

    def test_R002_nobody_approves_what_is_not_submitted(self):
        with self.assertRefused(UserError, "has not been submitted"):
            self.plan.with_user(self.user_supervisor).action_approve()
        self.plan.with_user(self.user_steward).action_submit()
        with self.assertRefused(UserError, "is not a draft"):
            self.plan.with_user(self.user_steward).action_submit()

    def test_R002_a_role_above_may_approve(self):
        self.approve(self.plan, self.user_manager)
        self.assertEqual(self.plan.approved_by_id, self.user_manager)

    def test_R002_who_submits_for_another_does_not_approve(self):
        self.plan.with_user(self.user_supervisor).action_submit()
        with self.assertRaises(AccessError):
            self.plan.with_user(self.user_supervisor).action_approve()
        self.plan.with_user(self.user_manager).action_approve()

    def test_R002_the_supervisors_own_plan_goes_to_the_centre_manager(self):
        plan = self.plan_of(self.supervisor)
        plan.with_user(self.user_supervisor).action_submit()
        self.assertEqual(self.activities(plan).user_id, self.user_manager)
        with self.assertRaises(AccessError):
            plan.with_user(self.user_supervisor).action_approve()
        plan.with_user(self.user_manager).action_approve()

    def test_R002_the_managers_own_plan_goes_one_level_up(self):
        plan = self.plan_of(self.manager)
        plan.with_user(self.user_manager).action_submit()
        self.assertEqual(
            self.activities(plan).user_id, self.user_gm, "Nobody is project manager here."
        )
        for user in (self.user_manager, self.user_supervisor):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                plan.with_user(user).action_approve()
        plan.with_user(self.user_gm).action_approve()

    def test_R002_a_steward_who_also_supervises_does_not_approve_the_own_plan(self):
        self._assign(self.steward, "supervisor")
        self.plan.with_user(self.user_supervisor).action_submit()
        with self.assertRaises(AccessError):
            self.plan.with_user(self.user_steward).action_approve()

    def test_R002_a_returned_plan_says_why(self):
        self.plan.with_user(self.user_steward).action_submit()
        with self.assertRaises(AccessError):
            self.plan.with_user(self.user_steward).action_return()
        action = self.plan.with_user(self.user_supervisor).action_return()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"reason": "三月太满"})
        )
        wizard.action_confirm()
        self.assertEqual((self.plan.state, self.plan.return_reason), ("draft", "三月太满"))
        self.assertEqual(set(self.plan.month_ids.mapped("state")), {"draft"})
        self.assertIn("三月太满", self.plan.message_ids[0].body)
        self.plan.with_user(self.user_steward).action_submit()
        self.assertFalse(self.plan.return_reason)

    def test_R002_a_decision_cannot_be_written(self):
        plan = self.plan.with_user(self.user_steward)
        for vals in ({"state": "approved"}, {"approved_by_id": self.user_supervisor.id}):
            with self.subTest(vals=vals), self.assertRefused(AccessError, "buttons"):
                plan.write(vals)
            with self.subTest(vals=vals), self.assertRefused(AccessError, "buttons"):
                plan.month_ids[0].write(vals)

    def test_one_activity_for_each_approver_however_often_something_is_submitted(self):
        self.plan.with_user(self.user_steward).action_submit()
        self.plan.with_user(self.user_supervisor)._return_to_author("再看一下")
        self.plan.with_user(self.user_steward).action_submit()
        self.plan.with_user(self.user_supervisor).action_approve()
        months = self.plan.month_ids[:3]
        months._reopen("测试。")
        months.with_user(self.user_steward).action_submit()
        self.assertEqual(len(self.activities(self.plan, self.user_supervisor)), 1)
        months[:2].with_user(self.user_supervisor).action_approve()
        self.assertEqual(len(self.activities(self.plan)), 1, "One month still waits.")
        months[2].with_user(self.user_supervisor).action_approve()
        self.assertFalse(self.activities(self.plan))

    def test_F38_a_persons_change_of_an_approved_month_needs_a_new_approval(self):
        self.approve(self.plan)
        lines = self.Line.search([("plan_id", "=", self.plan.id), ("partner_id", "=", self.li.id)])
        line = lines[0]
        old, new = self.plan.month_ids.filtered(
            lambda month: month.month in (date(YEAR, 1, 1), date(YEAR, 3, 1))
        )
        line.sudo().month = date(YEAR, 1, 1)
        line.with_user(self.user_steward).month = date(YEAR, 3, 1)
        self.assertEqual(line.month_id, new)
        self.assertEqual((old.state, new.state), ("draft", "draft"))
        self.assertEqual(self.plan.state, "approved")
        self.assertIn("needs a new approval", new.message_ids[0].body)
        self.assertEqual(set((self.plan.month_ids - old - new).mapped("state")), {"approved"})
        new.with_user(self.user_steward).action_submit()
        with self.assertRaises(AccessError):
            new.with_user(self.user_steward).action_approve()
        new.with_user(self.user_supervisor).action_approve()
        self.assertEqual(new.state, "approved")

    def test_F38_adding_and_cancelling_by_hand_need_a_new_approval(self):
        self.approve(self.plan)
        added = self.Line.with_user(self.user_steward).create(
            {
                "plan_id": self.plan.id,
                "rule_id": self.line.rule_id.id,
                "partner_id": self.zhang.id,
                "month": date(YEAR, 7, 1),
            }
        )
        self.assertEqual(added.month_id.state, "draft")
        self.assertEqual((added.steward_id, added.community_id), (self.steward, self.community))
        self.assertEqual(added.period_end, date(YEAR, 7, 31))
        with self.assertRefused(AccessError, "cancelled with a reason"):
            self.line.with_user(self.user_steward).state = "cancelled"
        action = self.line.with_user(self.user_steward).action_cancel()
        self.env[action["res_model"]].with_user(self.user_steward).with_context(
            **action["context"]
        ).create({"reason": "出国"}).action_confirm()
        self.assertEqual((self.line.state, self.line.cancel_reason), ("cancelled", "出国"))
        self.assertEqual(self.line.cancelled_by_id, self.user_steward)
        self.assertEqual(self.line.month_id.state, "draft")
        self.assertIn("出国", self.line.month_id.message_ids[0].body)

    def test_F38_proposing_a_time_needs_no_approval(self):
        self.approve(self.plan)
        self.line.with_user(self.user_steward).scheduled_at = datetime(YEAR, 1, 14, 2)
        self.assertEqual(self.line.month_id.state, "approved")

    def test_a_visit_stays_in_its_period_and_its_plan(self):
        line = self.line.with_user(self.user_steward)
        with self.assertRefused(ValidationError, "cannot be planned in"):
            line.month = date(YEAR, 2, 1)
        with self.assertRefused(AccessError, "follow its plan"):
            line.steward_id = self.steward2
        with self.assertRefused(UserError, "cancelled with a reason"):
            self.line.with_user(self.user_supervisor).unlink()

    def test_R006_a_planned_visit_is_not_done_without_a_visit(self):
        line = self.line.with_user(self.user_steward)
        for vals in ({"state": "done"}, {"visit_id": 1}):
            with self.subTest(vals=vals), self.assertRefused(AccessError, "R006"):
                line.write(vals)
        with self.assertRefused(AccessError, "R006"):
            self.Line.with_user(self.user_steward).create(
                {
                    "plan_id": self.plan.id,
                    "rule_id": self.line.rule_id.id,
                    "month": date(YEAR, 7, 1),
                    "state": "done",
                }
            )

    @mute_logger("odoo.sql_db")
    def test_R006_not_even_in_the_database(self):
        with self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE steward_visit_plan_line SET state = 'done' WHERE id = %s", [self.line.id]
            )

    def test_R003_planned_done_and_overdue_by_plan_and_month(self):
        self.hold_visit(self.line, datetime(YEAR, 1, 8, 2))
        with freeze_time("2026-04-02 02:00:00"):
            plan = self.plan.with_user(self.user_supervisor)
            self.assertEqual(
                (plan.owed_count, plan.done_count, plan.late_count),
                (16, 1, 3),
                "Twelve visits and four calls; February, March and a quarter's call are overdue.",
            )
            january = plan.month_ids[0]
            self.assertEqual(january.done_count, 1)
            late = self.Line.search(plan.action_open_late()["domain"])
            self.assertEqual(len(late), plan.late_count)

    def test_the_figures_of_many_plans_take_as_many_statements_as_those_of_one(self):
        months = self.plan.month_ids.browse(self.plan.month_ids.ids)
        months[:1].mapped("late_count")

        def statements(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.mapped("late_count")
            return self.env.cr.sql_log_count - before

        self.assertEqual(statements(months), statements(months[:1]))
