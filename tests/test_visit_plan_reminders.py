from datetime import datetime

from odoo.tests import freeze_time, tagged

from .test_visit_plan_generate import NEW_YEAR, YEAR, PlanCommon

MISSING = "property_steward.mail_activity_type_plan_missing"
OVERDUE = "property_steward.mail_activity_type_plan_overdue"


@tagged("post_install", "-at_install")
class TestVisitPlanReminders(PlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.user_steward | cls.user_supervisor).lang = "en_US"

    def activities(self, xmlid, user=None):
        domain = [("activity_type_id", "=", self.env.ref(xmlid).id)]
        domain += [("user_id", "=", user.id)] if user else []
        return self.env["mail.activity"].with_context(active_test=False).search(domain)

    def remind(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_remind_missing_plans").method_direct_trigger()

    def tell(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_tell_overdue_visits").method_direct_trigger()

    def test_R001_who_has_submitted_no_plan_by_the_due_date_is_reminded_once(self):
        with freeze_time(NEW_YEAR):
            self.generate()
            self.approve(self.plan_of(self.steward2))
        with freeze_time("2026-01-30 02:00:00"):
            self.remind()
            self.assertFalse(self.activities(MISSING, self.user_steward), "It is not due yet.")
        with freeze_time("2026-01-31 02:00:00"):
            self.remind()
            self.remind()
        mine = self.activities(MISSING, self.user_steward)
        self.assertEqual(len(mine), 1)
        self.assertEqual(mine.res_id, self.plan_of(self.steward).id)
        self.assertFalse(self.activities(MISSING, self.user_steward2), "Submitted and approved.")
        with freeze_time("2026-02-01 02:00:00"):
            self.remind()
            self.assertEqual(len(self.activities(MISSING, self.user_steward)), 1)
            mine.action_feedback()
        with freeze_time("2026-02-02 02:00:00"):
            self.remind()
            self.assertEqual(len(self.activities(MISSING, self.user_steward)), 1)

    def test_R001_the_due_date_is_policy_and_by_the_communitys_clock(self):
        self.community.policy_id.write({"plan_due_month": 2, "plan_due_day": 31})
        with freeze_time(NEW_YEAR):
            self.generate()
        plan = self.plan_of(self.steward)
        self.assertEqual(str(plan.due_date), "2026-02-28")
        with freeze_time("2026-02-27 15:30:00"):
            self.remind()
            self.assertFalse(self.activities(MISSING, self.user_steward))
        with freeze_time("2026-02-27 16:30:00"):
            self.remind()
            self.assertTrue(
                self.activities(MISSING, self.user_steward), "In Shanghai it is the 28th."
            )

    def test_R001_the_missing_list(self):
        with freeze_time(NEW_YEAR):
            self.generate()
            plan = self.plan_of(self.steward)
            self.assertFalse(plan.is_late)
        with freeze_time("2026-02-01 02:00:00"):
            late = self.Plan.with_user(self.user_supervisor).search([("is_late", "=", True)])
            self.assertIn(plan, late)
            plan.invalidate_recordset(["is_late"])
            self.assertTrue(plan.is_late)
            plan.with_user(self.user_steward).action_submit()
            self.assertNotIn(plan, self.Plan.search([("is_late", "=", True)]))
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "property_steward.visit_plan_action_missing"
            )
            self.assertEqual(action["domain"], "[('state', '=', 'draft')]")

    @freeze_time("2026-02-01 02:00:00")
    def test_R001_where_nothing_is_planned_the_supervisor_is_reminded(self):
        self.remind()
        mine = self.activities(MISSING, self.user_supervisor)
        self.assertEqual(
            {(activity.res_model, activity.res_id) for activity in mine},
            {("steward.community", self.community.id), ("steward.community", self.mall.id)},
        )
        self.remind()
        self.assertEqual(len(self.activities(MISSING, self.user_supervisor)), 2)

    @freeze_time("2026-02-01 02:00:00")
    def test_R001_two_workers_remind_once(self):
        """A worker takes only what no other one has taken today."""
        days = {self.community: self.community._today()}
        self.assertEqual(self.Plan._claim_communities("plan_reminded_on", days), self.community)
        self.assertFalse(self.Plan._claim_communities("plan_reminded_on", days))

    def test_submitting_settles_the_reminder(self):
        with freeze_time(NEW_YEAR):
            self.generate()
        with freeze_time("2026-02-01 02:00:00"):
            self.remind()
            self.plan_of(self.steward).with_user(self.user_steward).action_submit()
            self.assertFalse(self.activities(MISSING, self.user_steward))

    def test_R003_steward_and_supervisor_are_told_once_a_week_what_is_overdue(self):
        with freeze_time(NEW_YEAR):
            self.generate()
        with freeze_time("2026-02-09 02:00:00"):
            self.tell()
            mine = self.activities(OVERDUE, self.user_steward)
            self.assertEqual(len(mine), 1)
            self.assertEqual(mine.summary, "Overdue visits: 1")
            his = self.activities(OVERDUE, self.user_supervisor)
            his = his.filtered(lambda activity: activity.res_model == "steward.community")
            self.assertIn("王芳", his.note)
            self.assertIn("赵敏", his.note)
        with freeze_time("2026-03-09 02:00:00"):
            self.tell()
            mine = self.activities(OVERDUE, self.user_steward)
            self.assertEqual(len(mine), 1, "The open one is brought up to date.")
            self.assertEqual(mine.summary, "Overdue visits: 2")

    def test_R238_after_the_middle_of_the_month_the_floor_is_told(self):
        """F08: an area of two households has a floor of two."""
        with freeze_time(NEW_YEAR):
            self.generate()
        with freeze_time("2026-01-12 02:00:00"):
            self.tell()
            self.assertFalse(self.activities(OVERDUE, self.user_steward))
        self.hold_visit(self.lines(self.zhang)[0], datetime(YEAR, 1, 13, 2))
        with freeze_time("2026-01-19 02:00:00"):
            self.tell()
            self.assertEqual(
                self.activities(OVERDUE, self.user_steward).summary,
                "Households visited this month: 1 of at least 2",
            )

    def test_statements_of_the_digest_do_not_grow_with_the_lines(self):
        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            self.community.plan_overdue_told_on = False
            before = self.env.cr.sql_log_count
            self.Plan._cron_tell_overdue()
            return self.env.cr.sql_log_count - before

        with freeze_time(NEW_YEAR):
            self.generate()
        with freeze_time("2026-03-09 02:00:00"):
            statements()
            few = statements()
        with freeze_time(NEW_YEAR):
            for number in range(30):
                unit = self._create_unit(self.building3, f"8{number:02}")
                self._create_household(f"住户{number}", unit, move_in_date=datetime(2025, 1, 1))
            self.generate()
        with freeze_time("2026-03-09 02:00:00"):
            self.assertLessEqual(statements(), few)
