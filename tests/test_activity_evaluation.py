from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .activity_after_common import ActivityAfterCommon
from .forms_print import FormsPrint


@tagged("post_install", "-at_install")
class TestActivityEvaluation(FormsPrint, ActivityAfterCommon):
    """Evaluation of an activity (C109, R298) and the activity file (C111)."""

    def setUp(self):
        super().setUp()
        self.activity = self._held()
        self.evaluation = self.activity.evaluation_id

    def test_R298_steward_fills_in_manager_reviews_general_manager_approves(self):
        evaluation = self._submit_evaluation(self.activity)
        self.assertEqual(evaluation.submitted_by_id, self.user_steward)
        with self.assertRaises(UserError):
            evaluation.with_user(self.user_project).action_approve()
        evaluation.with_user(self.user_supervisor).action_review()
        with self.assertRaises(AccessError):
            evaluation.with_user(self.user_supervisor).action_approve()
        evaluation.with_user(self.user_project).action_approve()
        self.assertEqual(evaluation.state, "approved")
        self.assertEqual(evaluation.reviewed_by_id, self.user_supervisor)
        self.assertEqual(evaluation.approved_by_id, self.user_project)

    def _told(self):
        """Whom the open activities of the evaluation ask."""
        return self.evaluation.sudo().activity_ids.user_id

    def test_R298_whose_turn_it_is_hears_of_it(self):
        evaluation = self._submit_evaluation(self.activity)
        self.assertEqual(self._told(), self.user_supervisor)
        evaluation.with_user(self.user_supervisor).action_review()
        self.assertEqual(self._told(), self.user_project)
        evaluation.with_user(self.user_project)._return_to_author("写具体些")
        self.assertEqual(self._told(), self.user_steward)
        evaluation.action_submit()
        evaluation.with_user(self.user_supervisor).action_review()
        evaluation.with_user(self.user_project).action_approve()
        self.assertFalse(self._told())

    def test_R298_author_does_not_decide(self):
        evaluation = self.evaluation.with_user(self.user_supervisor)
        evaluation.write({"steward_id": self.supervisor.id})
        evaluation.write({"result": "reached", "assessment": "好"})
        evaluation.action_submit()
        with self.assertRaises(AccessError):
            evaluation.action_review()
        with self.assertRefused(UserError, "amend it with a reason"):
            evaluation.steward_id = self.steward

    def test_R298_evaluation_says_whether_the_aim_was_reached(self):
        with self.assertRefused(UserError, "expected aim"):
            self.evaluation.action_submit()
        self.evaluation.write({"result": "partly", "assessment": "只来了六十户"})
        with self.assertRefused(UserError, "what to do better"):
            self.evaluation.action_submit()
        self.evaluation.improvements = "提前一周通知"
        self.evaluation.action_submit()

    def test_R298_evaluation_is_due_seven_days_after_by_the_policy(self):
        clock = self._clock(self.activity, "activity_evaluation")
        self.assertEqual(clock.due_at, datetime(2026, 3, 10, 15, 59, 59))
        self._submit_evaluation(self.activity)
        self.assertEqual(clock.state, "running")

    def test_R298_approved_evaluation_meets_its_clock(self):
        self._approve_evaluation(self.activity)
        self.assertEqual(self._clock(self.activity, "activity_evaluation").state, "met")

    def test_R298_activity_closes_only_with_its_evaluation_approved(self):
        self._fill_record(self.activity)
        self.activity.no_survey_reason = "露天活动"
        self._submit_evaluation(self.activity)
        with self.assertRefused(UserError, "R298"):
            self.activity.action_close()

    def test_R298_activities_without_evaluation_are_listed(self):
        """R298 (P): held, and not approved yet."""
        evaluated = self._held(name="义诊")
        self._approve_evaluation(evaluated)
        planned = self._create_activity(name="未办")
        action = self.env.ref("property_steward.community_activity_action_not_evaluated")
        found = self.env["steward.community.activity"].search(
            [
                ("state", "=", "held"),
                ("evaluation_id.state", "!=", "approved"),
                ("community_id", "=", self.community.id),
            ]
        )
        self.assertIn("evaluation_id.state", action.domain)
        self.assertIn(self.activity, found)
        self.assertFalse(found & (evaluated | planned))

    def test_R298_figures_are_those_of_the_submission(self):
        self._answer(self.activity, 4)
        self._answer(self.activity, 5)
        self.activity.record_id.walk_in_count = 40
        evaluation = self._submit_evaluation(self.activity)
        self.assertEqual(
            (evaluation.participant_count, evaluation.answer_count, evaluation.satisfaction),
            (40, 2, 4.5),
        )
        self._answer(self.activity, 1)
        self.assertEqual(evaluation.answer_count, 2)
        with self.assertRaises(AccessError):
            evaluation.participant_count = 400

    def test_R298_returned_evaluation_is_worked_on_again(self):
        evaluation = self._submit_evaluation(self.activity)
        evaluation.with_user(self.user_supervisor)._return_to_author("写具体些")
        evaluation.assessment = "到场一百二十户，满意度 4.6"
        self.assertEqual(evaluation.return_reason, "写具体些")

    def test_R299_amended_evaluation_is_decided_again(self):
        self._approve_evaluation(self.activity)
        self.evaluation.with_user(self.user_supervisor)._amend("数字有误")
        self.assertEqual(self.evaluation.state, "draft")
        self.assertFalse(self.evaluation.approved_by_id)
        self.assertIn("到场一百二十户", self.activity.amendment_ids.text)

    def test_R299_submitted_evaluation_is_returned_not_amended(self):
        self._submit_evaluation(self.activity)
        with self.assertRefused(UserError, "not approved yet"):
            self.evaluation.with_user(self.user_supervisor)._amend("数字有误")

    # forms

    def test_R299_forms_carry_code_and_permanent_keeping(self):
        """C108, C109: HSJY04-GJ-B55 and B56."""
        self._fill_record(self.activity)
        self._approve_evaluation(self.activity)
        for name, form, code in (
            ("activity_record", self.activity.record_id, "HSJY04-GJ-B55"),
            ("activity_evaluation", self.evaluation, "HSJY04-GJ-B56"),
        ):
            text = self._text(self._html(name, form))
            self.assertIn(code, text)
            self.assertIn("元宵灯会", text)
            self.assertIn(self.activity.number, text)
            self.assertIn("permanently" if "permanently" in text else "永久", text)

    def test_R297_photos_are_printed_on_the_record(self):
        self.activity.record_id.photo_ids = self._attachment()
        html = self._html("activity_record", self.activity.record_id)
        self.assertIn('class="ps_photo"', html)
        self.assertIn("舞狮.png", html)

    def test_R298_activity_file_is_one_document_with_all_forms(self):
        """C111"""
        self.activity.record_id.photo_ids = self._attachment()
        self._complete(self.activity)
        self.evaluation.with_user(self.user_supervisor)._amend("数字有误")
        html = self._html("activity_file", self.activity)
        self.assertEqual(html.count('<div class="ps_form"'), 4)
        for text in (
            "HSJY04-GJ-B54",
            "HSJY04-GJ-B55",
            "HSJY04-GJ-B56",
            "舞狮.png",
            "数字有误",
            "露天活动",
        ):
            self.assertIn(text, html)
        self.assertGreaterEqual(len(self._pdf("activity_file", self.activity).pages), 4)
