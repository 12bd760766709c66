from odoo import fields, models


class DutyRule(models.Model):
    """Surveys that the office owes: the quarter's appraisal, the year's survey, the plan of the
    next year and the summary of the last one (R090, R184, R231, R255, R259)."""

    _inherit = "steward.duty.rule"

    kind = fields.Selection(
        selection_add=[("survey", "Survey of Residents")], ondelete={"survey": "set default"}
    )
    survey_type_id = fields.Many2one(
        "steward.survey.type",
        ondelete="restrict",
        help="The survey that is prepared for this duty.",
    )
