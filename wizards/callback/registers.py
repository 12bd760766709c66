from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

CALLBACKS = Register(
    _lt("Callbacks"),
    "steward.callback",
    [
        "trigger",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "case_id.name",
        "assignee_id.name",
        "due_at",
        "state",
        "attempt_count",
        "done_at",
        "is_in_time",
        "result",
        "problem_persists",
        "attitude",
        "punctuality",
        "quality",
        "charge_check",
        "opinion",
        "suggestions",
    ],
    {"partner_id.phone": _lt("Phone"), "case_id.name": _lt("Matter")},
)
RECTIFICATIONS = Register(
    _lt("Rectification Notices"),
    "steward.rectification",
    [
        "number",
        "community_id.name",
        "door",
        "partner_id.name",
        "problem",
        "department_id.name",
        "found_at",
        "issued_at",
        "due_on",
        "state",
        "done_note",
        "done_at",
        "verified_at",
    ],
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "callbacks": CALLBACKS,
            "rectifications": RECTIFICATIONS,
        }
