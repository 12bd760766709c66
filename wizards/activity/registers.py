from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

ACTIVITY_PLAN = Register(
    _lt("Annual Activity Plan"),
    "steward.activity.plan.line",
    [
        "community_id.name",
        "plan_id.year",
        "date_planned",
        "name",
        "form",
        "content",
        "budget",
        "currency_id.name",
        "kind_id.name",
        "state",
        "is_prepared",
    ],
    {"kind_id.name": _lt("Kind")},
)
ACTIVITY_ATTENDANCE = Register(
    _lt("Attendance List"),
    "event.registration",
    [
        "steward_activity_id.number",
        "steward_activity_id.name",
        "steward_door",
        "steward_partner_id.name",
        "name",
        "phone",
        "is_minor",
        "state",
        "date_closed",
    ],
    {
        "steward_activity_id.name": _lt("Activity"),
        "steward_partner_id.name": _lt("Household"),
        "name": _lt("Guest"),
        "phone": _lt("Phone"),
        "date_closed": _lt("Came at"),
    },
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "activity_plan": ACTIVITY_PLAN,
            "activity_attendance": ACTIVITY_ATTENDANCE,
        }

    def _local(self, record, moment):
        """Guests have the community of their activity."""
        if record._name == "event.registration":
            record = record.steward_activity_id
        return super()._local(record, moment)
