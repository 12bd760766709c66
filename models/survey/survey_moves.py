from odoo import models

OWNERS = {"survey_type", "survey_id", "question_id", "matrix_question_id", "user_input_id"}


def _check_moved(records, vals):
    """Rules look at a record before it is written: whoever hands a question or an answer over to a
    questionnaire to residents, or takes one away, must have the right to it afterwards too (R303).
    """
    if not records.env.su and OWNERS & vals.keys():
        records.check_access("write")


class Survey(models.Model):
    _inherit = "survey.survey"

    def write(self, vals):
        result = super().write(vals)
        _check_moved(self, vals)
        return result


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def write(self, vals):
        result = super().write(vals)
        _check_moved(self, vals)
        return result


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    def write(self, vals):
        result = super().write(vals)
        _check_moved(self, vals)
        return result


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    def write(self, vals):
        result = super().write(vals)
        _check_moved(self, vals)
        return result


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def write(self, vals):
        result = super().write(vals)
        _check_moved(self, vals)
        return result
