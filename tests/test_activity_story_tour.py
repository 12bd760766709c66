from datetime import date, datetime

from odoo.tests import freeze_time, tagged

from .activity_plan_common import ActivityPlanCommon
from .tour_common import FrozenTours

THEME = "植树节"


@tagged("post_install", "-at_install")
class TestActivityStoryTour(ActivityPlanCommon, FrozenTours):
    """An activity from the annual plan to the evaluation in the browser: in Chinese, by the people
    concerned, from December 2026 to March 2027 with the clocks of Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the users of the demo data have plans and activities of their own
        cls.env["steward.activity.plan"].search([]).sudo().write({"state": "draft"})
        cls.env["steward.activity.plan"].search([]).unlink()
        cls.mall.active = False
        with freeze_time("2025-12-03 02:00:00"):
            cls._plan(cls._line(date(2026, 3, 12)), year=2026)
        cls.plan = cls._plan()
        cls.plan.line_ids.unlink()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.user_steward | cls.user_supervisor | cls.user_project).lang = "zh_CN"
        cls.zhang.lang = "zh_CN"

    def _tour(self, when, who, name, path="community-activities"):
        """The tour `name` of the person `who`, at "year-month-day hour:minute" in Shanghai."""
        self.touch_enabled = not who
        self.browser_size = "390x844" if self.touch_enabled else "1366x900"
        self.start_tour_at(
            self.community._to_utc(datetime.fromisoformat(when)),
            path if path.startswith("/") else f"/odoo/{path}",
            name if name.startswith("steward_activity_plan") else f"steward_activity_story_{name}",
            login=who and f"t_{who}",
        )
        self.env.invalidate_all()

    def _clocks(self, activity, *states):
        """{kind: due day in Shanghai} of the clocks of the activity in one of `states`."""
        return {
            line.kind: activity.community_id._to_local(line.due_at).strftime("%m-%d")
            for line in activity.sudo().deadline_ids
            if line.state in states
        }

    def test_R286_R298_from_the_annual_plan_to_the_approved_evaluation(self):
        """R286-R292, R294, R297-R298: planned, prepared, reviewed, approved, households invited,
        answered by link, held, asked, recorded, evaluated and filed."""
        plans = "steward-activity-plans"
        self._tour("2026-12-03 10:00", "supervisor", "steward_activity_plan_draw_up", plans)
        self._tour("2027-01-08 10:00", "project", "steward_activity_plan_approve", plans)
        lines = "steward-planned-activities"
        self._tour("2027-02-20 10:00", "steward", "steward_activity_plan_prepare", lines)
        [activity] = self.plan.line_ids.prepared_ids
        self._planned_and_approved(activity)
        self._invited(activity)
        self._held(activity)
        self._evaluated(activity)

    def _planned_and_approved(self, activity):
        """R288-R290: fifteen, ten and seven days before the twelfth of March."""
        clocks = {
            "activity_form": "02-25",
            "activity_submit": "03-02",
            "activity_approve": "03-05",
        }
        self.assertEqual(self._clocks(activity, "running"), clocks)
        self._tour("2027-02-22 10:00", "steward", "submit")
        self._tour("2027-03-01 10:00", "supervisor", "review")
        self.assertEqual(activity.reviewed_by_id, self.user_supervisor)
        self._tour("2027-03-04 10:00", "project", "approve")
        self.assertEqual(activity.approved_by_id, self.user_project)
        self.assertEqual(self._clocks(activity, "met"), clocks)
        self.assertTrue(activity.event_id)

    def _invited(self, activity):
        """R291: after the approval; the household answers by its own link."""
        self._tour("2027-03-05 10:00", "steward", "invite")
        invitation = activity.sudo().invitation_ids
        self.assertEqual(invitation.partner_id, self.zhang)
        page = f"/steward/invitation/{invitation.access_token}"
        self._tour("2027-03-06 20:00", None, "answer", page)
        self.assertEqual(
            (invitation.answer, invitation.adult_count, invitation.minor_count), ("yes", 2, 1)
        )
        self.assertEqual(activity.registration_count, 3)

    def _held(self, activity):
        """R292, R294: ready, begun, ticked who came, opinions written down."""
        self._tour("2027-03-12 08:30", "steward", "start")
        self.assertEqual(activity.state, "ongoing")
        self._tour("2027-03-12 09:30", "steward", "attend")
        self.assertEqual(activity.attended_count, 3)
        self._tour("2027-03-12 11:30", "steward", "end")
        [opinion] = activity.opinion_ids
        self.assertEqual((opinion.case_id.partner_id, opinion.state), (self.zhang, "case"))

    def _evaluated(self, activity):
        """R297-R298: recorded, evaluated, reviewed, approved and filed."""
        self._tour("2027-03-13 10:00", "steward", "record", "steward-activity-records")
        self._tour("2027-03-13 11:00", "steward", "evaluate", "steward-activity-evaluations")
        self._tour("2027-03-14 10:00", "supervisor", "review", "steward-activity-evaluations")
        self._tour("2027-03-15 10:00", "project", "approve", "steward-activity-evaluations")
        self.assertEqual(activity.evaluation_id.approved_by_id, self.user_project)
        self._tour("2027-03-16 10:00", "steward", "close")
        self.assertEqual(activity.state, "closed")
        self.assertFalse(self._clocks(activity, "running", "met_late"))
