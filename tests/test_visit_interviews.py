from odoo.tests import freeze_time, tagged

from .test_visit_plan_generate import NEW_YEAR, YEAR, PlanCommon

MISSING = "property_steward.mail_activity_type_plan_missing"
OVERDUE = "property_steward.mail_activity_type_plan_overdue"


@tagged("post_install", "-at_install")
class TestVisitInterviews(PlanCommon):
    """Customers are interviewed periodically by plan. Inspections, surveys and the answers to
    what they bring up belong to rooms of their own."""

    def reminded(self, xmlid, user):
        return self.env["mail.activity"].search_count(
            [("activity_type_id", "=", self.env.ref(xmlid).id), ("user_id", "=", user.id)]
        )

    def remind(self):
        self.env.flush_all()
        for name in ("ir_cron_remind_missing_plans", "ir_cron_tell_overdue_visits"):
            with self.enter_registry_test_mode():
                self.env.ref(f"property_steward.{name}").method_direct_trigger()

    @freeze_time(NEW_YEAR)
    def test_R255_every_period_of_the_year_has_its_interview_in_the_plan(self):
        """R255 in part: customer interviews periodically by plan. Whoever lives there every
        month, an absent owner every quarter, and no period is left out."""
        self.generate()
        self.approve(self.plan_of(self.steward))
        plan = self.plan_of(self.steward)
        residents = self.lines(self.zhang, plan_id=plan.id)
        self.assertEqual([line.period_end.month for line in residents], list(range(1, 13)))
        owners = self.lines(self.li, plan_id=plan.id)
        self.assertEqual([line.period_end.month for line in owners], [3, 6, 9, 12])
        self.assertEqual(
            (residents | owners).month_id, plan.month_ids, "Every month's plan asks for some."
        )
        self.assertEqual({month.month.year for month in plan.month_ids}, {YEAR})

    def test_R255_where_there_is_no_plan_its_steward_and_supervisor_are_reminded(self):
        """R255 in part: customer interviews periodically by plan."""
        with freeze_time("2026-02-01 02:00:00"):
            self.remind()
            self.assertTrue(self.reminded(MISSING, self.user_supervisor), "Nothing is planned.")
            self.generate()
        with freeze_time("2026-02-02 02:00:00"):
            self.remind()
            self.assertTrue(self.reminded(MISSING, self.user_steward), "It is not submitted.")

    def test_R255_an_interview_that_was_not_held_in_its_period_is_told(self):
        """R255 in part: customer interviews periodically by plan."""
        self.community.policy_id.monthly_floor = 0
        with freeze_time(NEW_YEAR):
            self.generate()
        with freeze_time("2026-01-26 02:00:00"):
            self.remind()
            self.assertFalse(self.reminded(OVERDUE, self.user_steward), "January is not over.")
        with freeze_time("2026-02-02 02:00:00"):
            self.hold_visit(self.lines(self.zhao)[0])
            self.remind()
            self.assertEqual(len(self.lines(self.zhang).filtered("is_late")), 1)
            self.assertTrue(self.reminded(OVERDUE, self.user_steward))
            self.assertFalse(self.reminded(OVERDUE, self.user_steward2), "All held.")
