from odoo import fields, models

SURVEY_TRIGGERS = [("survey_improved", "Judged Badly in a Survey and Improved")]


class CallbackRule(models.Model):
    """Rule of surveys: who was not satisfied is called back after the improvement (R090)."""

    _inherit = "steward.callback.rule"

    trigger = fields.Selection(
        selection_add=SURVEY_TRIGGERS,
        ondelete={code: "cascade" for code, _label in SURVEY_TRIGGERS},
    )
