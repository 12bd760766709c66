from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("activity_amend", "Amend a Form That Is Kept"),
            ("activity_amend_summary", "Amend the Summary"),
        ],
        ondelete={"activity_amend": "cascade", "activity_amend_summary": "cascade"},
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "activity_amend": (
                "steward.kept.mixin",
                lambda records, reason: records._amend(reason),
            ),
            "activity_amend_summary": (
                "steward.community.activity",
                lambda records, reason: records._amend_summary(reason),
            ),
        }
