from odoo import fields, models


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
