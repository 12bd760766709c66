from odoo import models
from odoo.tools import SQL


class SurveyWave(models.Model):
    """Statements that count the answers of waves, whatever the number of sheets (R309, R329)."""

    _inherit = "steward.survey.wave"

    def _answers_query(self):
        """Done answers of the waves with the place of their household; trials do not count."""
        for model in ("survey.user_input", "survey.user_input.line", "steward.survey.sheet"):
            self.env[model].flush_model()
        for model in ("survey.question", "survey.question.answer", "steward.survey.type"):
            self.env[model].flush_model()
        self.flush_model()
        return SQL(
            """
            SELECT i.id, w.id AS wave_id, s.id AS sheet_id, s.partner_id, s.building_id,
                   s.segment_id, i.end_datetime
              FROM steward_survey_wave w
              JOIN steward_survey_type t ON t.id = w.type_id
              JOIN survey_user_input i ON i.survey_id = w.survey_id
              LEFT JOIN steward_survey_sheet s ON s.user_input_id = i.id AND s.wave_id = w.id
             WHERE w.id IN %(waves)s AND i.state = 'done' AND i.test_entry IS NOT TRUE
               AND (s.id IS NOT NULL OR t.is_anonymous)
            """,
            waves=tuple(self.ids) or (0,),
        )

    def _judgements_query(self):
        """One judgement per answered question, or row of a matrix, that has a dimension and a
        scale; who ticks something bad among several is not satisfied."""
        return SQL(
            """
            SELECT i.id, i.wave_id, i.partner_id, i.building_id, i.segment_id, q.id AS question_id,
                   COALESCE(r.steward_dimension_id, q.steward_dimension_id) AS dimension_id,
                   bool_or(a.steward_scale = 'unsatisfied') AS is_bad,
                   bool_or(a.steward_scale = 'satisfied') AS is_good
              FROM (%(answers)s) i
              JOIN survey_user_input_line l ON l.user_input_id = i.id
              JOIN survey_question q ON q.id = l.question_id
              JOIN survey_question_answer a ON a.id = l.suggested_answer_id
              LEFT JOIN survey_question_answer r ON r.id = l.matrix_row_id
             WHERE l.skipped IS NOT TRUE AND a.steward_scale IS NOT NULL
               AND COALESCE(r.steward_dimension_id, q.steward_dimension_id) IS NOT NULL
             GROUP BY 1, 2, 3, 4, 5, 6, 7
            """,
            answers=self._answers_query(),
        )

    def _count_query(self):
        return SQL(
            """
            WITH j AS MATERIALIZED (%(judgements)s)
            SELECT wave_id, dimension_id,
                   CASE WHEN grouping(building_id) = 0 THEN 'building'
                        WHEN grouping(segment_id) = 0 THEN 'segment'
                        ELSE 'all' END AS scope,
                   building_id, segment_id,
                   count(*) FILTER (WHERE is_good AND NOT is_bad),
                   count(*) FILTER (WHERE is_bad),
                   count(*) FILTER (WHERE NOT is_good AND NOT is_bad)
              FROM j
             GROUP BY GROUPING SETS ((wave_id, dimension_id),
                                     (wave_id, dimension_id, building_id),
                                     (wave_id, dimension_id, segment_id))
            HAVING (grouping(building_id) = 1 OR building_id IS NOT NULL)
               AND (grouping(segment_id) = 1 OR segment_id IS NOT NULL)
             ORDER BY wave_id, dimension_id, scope, building_id, segment_id
            """,
            judgements=self._judgements_query(),
        )

    def _unsatisfied_query(self, dimension):
        return SQL(
            """
            SELECT j.partner_id, min(s.unit_id)
              FROM (%(judgements)s) j
              JOIN steward_survey_sheet s ON s.user_input_id = j.id
             WHERE j.dimension_id = %(dimension)s AND j.is_bad AND j.partner_id IS NOT NULL
             GROUP BY 1
             ORDER BY 1
            """,
            judgements=self._judgements_query(),
            dimension=dimension.id,
        )
