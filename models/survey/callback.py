from odoo import fields, models

from .callback_rule import SURVEY_TRIGGERS


class Callback(models.Model):
    """Callbacks to those who were not satisfied with something that was improved (R090), and what
    else surveys lead to."""

    _inherit = "steward.callback"

    trigger = fields.Selection(
        selection_add=SURVEY_TRIGGERS,
        ondelete={code: "cascade" for code, _label in SURVEY_TRIGGERS},
    )
    survey_result_id = fields.Many2one(
        "steward.survey.result",
        string="Judged Badly",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    improvement = fields.Text(related="survey_result_id.improvement", string="What Was Improved")
