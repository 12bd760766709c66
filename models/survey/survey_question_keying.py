from odoo import models

from .survey_question import CHOICES


class SurveyQuestion(models.Model):
    """A question on the screen to key in paper sheets."""

    _inherit = "survey.question"

    def _steward_keying(self):
        """What the screen shows of this question."""
        self.ensure_one()
        matrix = self.question_type == "matrix"
        chosen = matrix or self.question_type in CHOICES
        multiple = (
            self.matrix_subtype == "multiple" if matrix else self.question_type == "multiple_choice"
        )
        return {
            "id": self.id,
            "title": self.title,
            "type": self.question_type,
            "multiple": multiple,
            "options": [
                {"id": option.id, "label": option.value_label}
                for option in self.suggested_answer_ids
                if chosen
            ],
            "rows": [
                {"id": row.id, "label": row.value_label} for row in self.matrix_row_ids if matrix
            ],
        }

    def _steward_keyed(self, value):
        """Check what was keyed in. Paper leaves questions out, also mandatory ones.

        :return: pair of the value for `_save_lines` and what is wrong, if anything
        """
        self.ensure_one()
        if self.question_type == "matrix":
            return self._steward_keyed_matrix(value or {})
        if self.question_type in CHOICES:
            chosen = self._steward_ids(value)
            return chosen, self._steward_keyed_error(chosen, self.question_type == "simple_choice")
        text = str(value or "").strip()
        if not text:
            return "", None
        return text, self.validate_question(text).get(self.id)

    def _steward_keyed_matrix(self, value):
        rows = {int(row): self._steward_ids(chosen) for row, chosen in value.items()}
        rows = {row: chosen for row, chosen in rows.items() if chosen}
        if rows.keys() - set(self.matrix_row_ids.ids):
            return {}, self.env._("There is no such row.")
        errors = [
            self._steward_keyed_error(chosen, self.matrix_subtype == "simple")
            for chosen in rows.values()
        ]
        return rows, next(filter(None, errors), None)

    def _steward_ids(self, value):
        values = value if isinstance(value, list) else [value]
        return [int(one) for one in values if one]

    def _steward_keyed_error(self, chosen, single):
        if set(chosen) - set(self.suggested_answer_ids.ids):
            return self.env._("There is no such answer.")
        if single and len(chosen) > 1:
            return self.env._("Only one answer is possible.")
        return None
