from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("unreachable", "Close as Not Reached"),
            ("callback_cancel", "Cancel the Callback"),
            ("notice_cancel", "Cancel the Notice"),
        ],
        ondelete={
            "unreachable": "cascade",
            "callback_cancel": "cascade",
            "notice_cancel": "cascade",
        },
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "unreachable": (
                "steward.callback",
                lambda records, reason: records._close_without("unreachable", reason),
            ),
            "callback_cancel": (
                "steward.callback",
                lambda records, reason: records._close_without("cancelled", reason),
            ),
            "notice_cancel": (
                "steward.rectification",
                lambda records, reason: records._cancel(reason),
            ),
        }
