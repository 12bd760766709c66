from odoo import api, fields, models

CHOICES = ("simple_choice", "multiple_choice")


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    steward_dimension_id = fields.Many2one(
        "steward.survey.dimension",
        string="Dimension",
        index="btree_not_null",
        ondelete="restrict",
        help="What the answers to this question say about; of a matrix, its rows name theirs.",
    )
    is_steward = fields.Boolean(string="For Residents", compute="_compute_is_steward")

    @api.depends("survey_id.survey_type")
    @api.depends_context("default_survey_type")
    def _compute_is_steward(self):
        default = self.env.context.get("default_survey_type")
        for question in self:
            question.is_steward = (question.survey_id.survey_type or default) == "steward"

    def _steward_dimensions(self):
        """What this question asks about, in its order."""
        self.ensure_one()
        if self.question_type == "matrix":
            return [row.steward_dimension_id for row in self.matrix_row_ids.filtered("value")]
        return [self.steward_dimension_id] if self.steward_dimension_id else []

    def _steward_gaps(self):
        """What this question lacks before its answers can be counted (R329-R330)."""
        self.ensure_one()
        if self.question_type == "matrix":
            return self._steward_gaps_rows() + self._steward_gaps_scale()
        scaled = self.suggested_answer_ids.filtered("steward_scale")
        if not self.steward_dimension_id:
            if self.question_type in CHOICES and scaled:
                return [
                    self.env._(
                        "Question “%(question)s”: choose the dimension that it asks about.",
                        question=self.title,
                    )
                ]
            return []
        if self.question_type != "simple_choice":
            return [
                self.env._(
                    "Question “%(question)s” has a dimension: make it a choice of one answer or a "
                    "matrix.",
                    question=self.title,
                )
            ]
        return self._steward_gaps_scale()

    def _steward_gaps_rows(self):
        return [
            self.env._(
                "Question “%(question)s”: choose the dimension of the row “%(row)s”.",
                question=self.title,
                row=row.value,
            )
            for row in self.matrix_row_ids
            if not row.steward_dimension_id
        ]

    def _steward_gaps_scale(self):
        return [
            self.env._(
                "Question “%(question)s”: say what the answer “%(answer)s” counts as.",
                question=self.title,
                answer=answer.value,
            )
            for answer in self.suggested_answer_ids
            if not answer.steward_scale
        ]


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
    steward_wants_callback = fields.Boolean(
        string="Asks for a Callback",
        help="Whoever chooses this answer wishes to be called back.",
    )
