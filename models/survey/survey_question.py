from odoo import fields, models


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    steward_dimension_id = fields.Many2one(
        "steward.survey.dimension",
        string="Dimension",
        index="btree_not_null",
        ondelete="restrict",
        help="What the answers to this question say about; of a matrix, its rows name theirs.",
    )


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    steward_dimension_id = fields.Many2one(
        "steward.survey.dimension",
        string="Dimension",
        index="btree_not_null",
        ondelete="restrict",
        help="Of a row of a matrix: what it asks about.",
    )
    steward_scale = fields.Selection(
        [("satisfied", "Satisfied"), ("unsatisfied", "Not Satisfied"), ("none", "No Opinion")],
        string="Counts as",
        help="Fairly satisfied counts as satisfied (R330); no opinion counts neither way.",
    )
