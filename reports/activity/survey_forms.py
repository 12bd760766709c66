from base64 import b64encode

from odoo import models
from odoo.exceptions import UserError

from ...engine import qr


class ActivitySurveySheet(models.AbstractModel):
    """宾客意见调查表 (C110; R243, R294): the questions on paper, with the link for who likes to
    answer by phone."""

    _name = "report.property_steward.report_activity_survey"
    _description = "Guest Opinion Sheet"
    _inherit = "steward.form"
    _form_model = "steward.community.activity"

    def _form_values(self, docs):
        # sudo: the questions are what guests see
        surveys = {activity: activity.sudo().survey_id for activity in docs}
        for activity, survey in surveys.items():
            if not survey:
                raise UserError(
                    self.env._(
                        "%(activity)s has no survey yet: it is made when the activity is approved.",
                        activity=activity.display_name,
                    )
                )
        return {
            **super()._form_values(docs),
            "qr": {activity.id: self._code(activity.survey_url) for activity in docs},
            "questions": {
                activity.id: [self._question(question) for question in survey.question_ids]
                for activity, survey in surveys.items()
            },
        }

    def _code(self, link):
        return f"data:image/svg+xml;base64,{b64encode(qr.svg(link).encode()).decode()}"

    def _question(self, question):
        """What stands on paper: the question, boxes to tick or room to write."""
        choices = question.suggested_answer_ids.mapped("value")
        if question.question_type == "scale":
            choices = [str(value) for value in range(question.scale_min, question.scale_max + 1)]
        return {
            "title": question.title,
            "choices": [(choice, False) for choice in choices],
            "from": question.question_type == "scale" and question.scale_min_label,
            "to": question.question_type == "scale" and question.scale_max_label,
            "height": 26 if question.question_type == "text_box" else 9,
        }


class ActivitySurveyPoster(models.AbstractModel):
    """What hangs in the room: the code that opens the survey (C110)."""

    _name = "report.property_steward.report_activity_survey_poster"
    _description = "Guest Opinion Poster"
    _inherit = "report.property_steward.report_activity_survey"
