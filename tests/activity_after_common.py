"""Activities that were held, for the tests of what follows them."""

from contextlib import contextmanager
from datetime import datetime

from odoo import Command
from odoo.tests import freeze_time

from .common import StewardCommon

# printed forms of what follows an activity
ACTIVITY_AFTER_FORMS = (
    "meeting_summary",
    "activity_record",
    "activity_evaluation",
    "activity_survey",
    "activity_survey_poster",
    "activity_file",
)

# Tuesday, 3 March 2026, 16:00 in Shanghai: the activity has just ended
ENDED = datetime(2026, 3, 3, 8)


class ActivityAfterCommon(StewardCommon):
    """王芳 is responsible; 李强 reviews, the project's general manager approves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.frozen = cls.startClassPatcher(freeze_time(ENDED))
        cls._create_person("project", "项目总经理钱总")
        cls._assign(cls.project, "project_manager")

    @contextmanager
    def _at(self, *moment):
        """UTC"""
        with freeze_time(datetime(*moment)):
            yield

    @classmethod
    def _create_activity(cls, kind="culture", state="approved", **vals):
        """An activity as the approval left it."""
        activity = (
            cls.env["steward.community.activity"]
            .with_user(cls.user_steward)
            .create(
                {
                    "name": "元宵灯会",
                    "kind_id": cls.env.ref(f"property_steward.activity_kind_{kind}").id,
                    "community_id": cls.community.id,
                    "steward_id": cls.steward.id,
                    "date_begin": datetime(2026, 3, 3, 6),
                    "date_end": datetime(2026, 3, 3, 8),
                    "place": "中心花园",
                    "objective": "一百户参加",
                    "commander_id": cls.project.id,
                    **vals,
                }
            )
        )
        if state != "draft":
            activity.sudo().write({"state": state})
            activity._after_approve()
        return activity

    @classmethod
    def _held(cls, kind="culture", **vals):
        """Ended a moment ago; readiness and tasks are the business of other tests."""
        activity = cls._create_activity(kind, state="ongoing", **vals)
        activity.action_end()
        return activity

    @classmethod
    def _fill_record(cls, activity):
        activity.record_id.course = "按计划进行，气氛热烈"
        activity.record_id.action_done()

    @classmethod
    def _submit_evaluation(cls, activity):
        evaluation = activity.evaluation_id
        evaluation.write({"result": "reached", "assessment": "到场一百二十户"})
        evaluation.action_submit()
        return evaluation

    @classmethod
    def _approve_evaluation(cls, activity):
        evaluation = cls._submit_evaluation(activity)
        evaluation.with_user(cls.user_supervisor).action_review()
        evaluation.with_user(cls.user_project).action_approve()

    @classmethod
    def _complete(cls, activity):
        """All that every activity needs to be closed."""
        checks = activity.sudo().check_ids
        checks.filtered(lambda check: check.stage in ("day", "close")).write({"is_done": True})
        cls._fill_record(activity)
        cls._approve_evaluation(activity)
        activity.no_survey_reason = "露天活动"

    @classmethod
    def _opine(cls, activity, words="希望多办亲子活动", **vals):
        activity.opinion_ids = [Command.create({"words": words, **vals})]
        return activity.opinion_ids.filtered(lambda opinion: opinion.words == words)[-1:]

    @classmethod
    def _answer(cls, held, score=None, finish=True, **texts):
        """A guest's answers by the use of the question."""
        survey = held.sudo().survey_id
        answer = survey._create_answer(check_attempts=False)
        for question in survey.question_ids:
            if question.steward_use == "satisfaction" and score is not None:
                answer._save_lines(question, score)
            elif question.steward_use in texts:
                answer._save_lines(question, texts[question.steward_use])
        if finish:
            answer._mark_done()
        return answer

    def _clock(self, activity, kind):
        return (
            self.env["steward.deadline"]
            .sudo()
            .search(
                [
                    ("res_model", "=", activity._name),
                    ("res_id", "=", activity.id),
                    ("kind", "=", kind),
                ]
            )
        )

    @classmethod
    def _attachment(cls, name="舞狮.png", user=None, raw=None):
        pixel = (
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
            b"RU5ErkJggg=="
        )
        return (
            cls.env["ir.attachment"]
            .with_user(user or cls.user_steward)
            .create({"name": name, "raw": raw} if raw else {"name": name, "datas": pixel})
        )
