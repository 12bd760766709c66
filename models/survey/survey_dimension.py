from odoo import fields, models
from odoo.exceptions import UserError


class SurveyDimension(models.Model):
    """What residents judge (E18-E19, R329): the same in every questionnaire, so that waves can be
    compared."""

    _name = "steward.survey.dimension"
    _description = "Dimension of Satisfaction"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_overall = fields.Boolean(string="Overall", help="The judgement of everything (R329).")
    department_id = fields.Many2one("hr.department", help="Answers for it.")

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a dimension must be unique.")

    def write(self, vals):
        """:raise UserError: where closed surveys would say something else than they did"""
        if {"name", "code", "is_overall"} & vals.keys() and not self.env.su:
            self._check_not_judged()
        return super().write(vals)

    def _check_not_judged(self):
        # sudo: surveys of communities that the writer does not see count as well
        results = self.env["steward.survey.result"].sudo()
        judged = results.search(
            [("dimension_id", "in", self.ids), ("wave_id.state", "=", "closed")], limit=1
        )
        if judged:
            raise UserError(
                self.env._(
                    "“%(dimension)s” was judged in closed surveys and stays what it is: archive "
                    "it, and make another one.",
                    dimension=judged.dimension_id.name,
                )
            )
