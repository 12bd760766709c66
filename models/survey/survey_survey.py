from odoo import fields, models


class Survey(models.Model):
    """Questionnaires to residents: users of the Survey app see neither them nor their answers; only
    quality edits them (R303)."""

    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[("steward", "Residents")], ondelete={"steward": "set default"}
    )
