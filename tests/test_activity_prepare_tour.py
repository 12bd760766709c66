from odoo.tests import tagged

from .activity_common import NOW, ActivityCommon
from .tour_common import FrozenTours


@tagged("post_install", "-at_install")
class TestActivityPrepareTour(ActivityCommon, FrozenTours):
    def _go(self, activity, tour, who):
        self.start_tour_at(
            NOW,
            f"/odoo/action-property_steward.community_activity_action/{activity.id}",
            tour,
            login=f"t_{who}",
        )

    def test_R288_R290_from_the_planning_form_to_the_approval_and_back(self):
        """R288, R289, R290, R292: each on the own screen; the engineer ticks the own task."""
        self._create_person("engineer", "电工小马")
        activity = self._plan()
        task = activity.task_ids.filtered(lambda each: each.duty == "power")
        task.employee_id = self.engineer
        self._go(activity, "steward_activity_prepare", "steward")
        ticked = activity.ready_check_ids.filtered("done_by_id")
        self.assertEqual(ticked.mapped("code"), ["schedule", "partners"])
        self.assertEqual(ticked.done_by_id, self.user_steward)
        self._go(activity, "steward_activity_review", "supervisor")
        self._go(activity, "steward_activity_approve", "gm")
        self.assertEqual(activity.approved_by_id, self.user_gm)
        self.start_tour_at(
            NOW, "/odoo/activity-tasks", "steward_activity_my_task", login="t_engineer"
        )
        self.assertEqual(task.done_by_id, self.user_engineer)
        self._go(activity, "steward_activity_take_back", "steward")
        self.assertEqual(activity.return_reason, "台风")
