from odoo import fields, models

SURVEY_TRIGGERS = [
    ("survey_improved", "Judged Badly in a Survey and Improved"),
    ("survey_wish", "Wished on a Survey Sheet"),
]


class CallbackRule(models.Model):
    """Rules of surveys: who was not satisfied is called back after the improvement (R090), and who
    wishes it on the sheet at once (R303)."""

    _inherit = "steward.callback.rule"

    trigger = fields.Selection(
        selection_add=SURVEY_TRIGGERS,
        ondelete={code: "cascade" for code, _label in SURVEY_TRIGGERS},
    )
