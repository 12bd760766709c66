from datetime import date

from odoo.tests import freeze_time, tagged

from .activity_plan_common import THIRD_OF_DECEMBER, ActivityPlanCommon
from .tour_common import FrozenTours


@tagged("post_install", "-at_install")
class TestActivityPlanTour(ActivityPlanCommon, FrozenTours):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the users of the demo data have plans of their own
        cls.env["steward.activity.plan"].search([]).sudo().write({"state": "draft"})
        cls.env["steward.activity.plan"].search([]).unlink()
        cls.mall.active = False
        with freeze_time("2025-12-03 02:00:00"):
            cls._plan(
                cls._line(date(2026, 3, 12)),
                cls._line(date(2026, 5, 4), "义诊", "welfare"),
                year=2026,
            )
        cls.plan = cls._plan()
        cls.plan.line_ids.unlink()

    def _go(self, path, tour, who):
        self.start_tour_at(THIRD_OF_DECEMBER, f"/odoo/{path}", tour, login=f"t_{who}")

    def test_R286_R287_from_last_year_s_plan_to_the_planning_form_and_the_overview(self):
        plans = "steward-activity-plans"
        self._go(plans, "steward_activity_plan_draw_up", "supervisor")
        self._go(plans, "steward_activity_plan_approve", "project")
        self.assertEqual(self.plan.approved_by_id, self.user_project)
        self._go("steward-planned-activities", "steward_activity_plan_prepare", "steward")
        [activity] = self.plan.line_ids.prepared_ids
        self.assertEqual(activity.steward_id, self.steward)
        self._go("activity-overview", "steward_activity_overview", "steward")
