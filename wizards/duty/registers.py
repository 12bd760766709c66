from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

MESSAGE_SLIPS = Register(
    _lt("Message Slips"),
    "steward.message.slip",
    [
        "called_at",
        "caller_name",
        "caller_company",
        "callback_number",
        "message",
        "addressee_id.name",
        "taken_by_id.name",
        "due_at",
        "replied_at",
        "reply",
    ],
)
INCIDENTS = Register(
    _lt("Major Events"),
    "steward.incident",
    [
        "number",
        "happened_at",
        "community_id.name",
        "kind",
        "name",
        "place",
        "description",
        "measures",
        "notified_at",
        "result",
        "state",
        "closed_at",
    ],
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "message_slips": MESSAGE_SLIPS,
            "incidents": INCIDENTS,
        }
