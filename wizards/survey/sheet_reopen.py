from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[("sheet_reopen", "Open an Answered Sheet Again")],
        ondelete={"sheet_reopen": "cascade"},
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "sheet_reopen": (
                "steward.survey.sheet",
                lambda sheets, reason: sheets._reopen(reason),
            ),
        }
