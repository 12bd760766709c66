from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("activity_take_back", "Take Back into Planning"),
            ("activity_cancel", "Cancel the Activity"),
        ],
        ondelete={"activity_take_back": "cascade", "activity_cancel": "cascade"},
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "activity_take_back": (
                "steward.community.activity",
                lambda records, reason: records._take_back(reason),
            ),
            "activity_cancel": (
                "steward.community.activity",
                lambda records, reason: records._cancel(reason),
            ),
        }
