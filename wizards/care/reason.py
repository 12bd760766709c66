from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("callback_decline", "Not Taken Up"),
            ("life_event_cancel", "Cancel the Life Event"),
        ],
        ondelete={
            "callback_decline": "cascade",
            "life_event_cancel": "cascade",
        },
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "callback_decline": (
                "steward.callback",
                lambda records, reason: records._decline(reason),
            ),
            "life_event_cancel": (
                "steward.life.event",
                lambda records, reason: records._cancel(reason),
            ),
        }
