from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

RECEPTIONS = Register(
    _lt("Receptions"),
    "steward.reception",
    [
        "received_at",
        "community_id.name",
        "channel",
        "business",
        "kind",
        "caller_name",
        "caller_phone",
        "door",
        "partner_id.name",
        "text",
        "document_no",
        "receiver_id.name",
        "answered_on_spot",
        "answer",
        "promised_at",
        "case_ids.name",
        "state",
    ],
)
OPINIONS = Register(
    _lt("Opinions"),
    "steward.case",
    [
        "received_on",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "category",
        "topic_id.name",
        "name",
        "words",
        "steward_id.name",
        "department_id.name",
        "state",
        "date_due",
        "is_overdue",
        "answered_on_spot",
        "answer",
        "is_valid",
        "reported_at",
        "fed_back_on",
        "progress_contact_on",
        "closing_contact_on",
        "closed_at",
    ],
    {
        "partner_id.phone": _lt("Phone"),
    },
)
COMPLAINTS = Register(
    _lt("Complaints"),
    "steward.complaint",
    [
        "number",
        "received_at",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "channel",
        "document_no",
        "name",
        "words",
        "cause",
        "severity",
        "validity",
        "first_receiver_id.name",
        "handler_id.name",
        "department_id.name",
        "investigation",
        "answer",
        "state",
        "next_due_at",
        "is_overdue",
        "replied_at",
        "satisfaction_result",
        "reopen_count",
        "closed_at",
    ],
    {"partner_id.phone": _lt("Phone")},
)
REPAIRS = Register(
    _lt("Repairs"),
    "steward.repair",
    [
        "number",
        "kind",
        "repair_class",
        "received_at",
        "community_id.name",
        "contact_name",
        "contact_phone",
        "address",
        "content",
        "appointed_at",
        "dispatched_at",
        "department_id.name",
        "worker_id.name",
        "done_at",
        "work_done",
        "material",
        "charge_amount",
        "leak_responsibility",
        "state",
        "is_overdue",
    ],
)
SERVICES = Register(
    _lt("Services"),
    "steward.service.request",
    [
        "number",
        "kind",
        "received_at",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "product_id.name",
        "words",
        "price",
        "agreed_at",
        "worker_id.name",
        "delivered_at",
        "state",
        "satisfaction_result",
    ],
    {"partner_id.phone": _lt("Phone")},
)
SERVICE_CATALOGUE = Register(
    _lt("Paid and Convenience Services"),
    "product.template",
    [
        "steward_service_kind",
        "name",
        "steward_promise",
        "list_price",
        "currency_id.name",
        "uom_id.name",
    ],
    {"name": _lt("Service"), "list_price": _lt("Price")},
    needs="is_steward_service",
)
LOST_PROPERTY = Register(
    _lt("Lost and Found"),
    "steward.lost.property",
    [
        "happened_on",
        "community_id.name",
        "direction",
        "kind",
        "name",
        "description",
        "place",
        "reporter_name",
        "reporter_phone",
        "state",
        "claimant_name",
        "claimant_phone",
        "handed_out_at",
    ],
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "receptions": RECEPTIONS,
            "opinions": OPINIONS,
            "complaints": COMPLAINTS,
            "repairs": REPAIRS,
            "services": SERVICES,
            "service_catalogue": SERVICE_CATALOGUE,
            "lost_property": LOST_PROPERTY,
        }
