from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("collection_give_up", "Give Up Chasing"),
            ("collection_error", "Opened in Error"),
            ("promise_cancel", "Cancel the Promise"),
        ],
        ondelete={
            "collection_give_up": "cascade",
            "collection_error": "cascade",
            "promise_cancel": "cascade",
        },
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "collection_give_up": (
                "steward.collection",
                lambda records, reason: records._close_by_hand("given_up", reason),
            ),
            "collection_error": (
                "steward.collection",
                lambda records, reason: records._close_by_hand("error", reason),
            ),
            "promise_cancel": (
                "steward.payment.promise",
                lambda records, reason: records._cancel(reason),
            ),
        }
