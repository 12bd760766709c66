from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

ARREARS = Register(
    _lt("Arrears"),
    "steward.arrears",
    [
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "oldest_due",
        "days_late",
        "overdue",
        "age_30",
        "age_90",
        "age_180",
        "age_365",
        "age_older",
        "not_due",
        "credit",
        "balance",
        "currency_id.name",
        "last_contact_date",
        "cause_id.name",
        "promised_for",
        "steward_id.name",
    ],
    {"partner_id.phone": _lt("Phone")},
)
PAYMENT_NOTICES = Register(
    _lt("Payment Notices"),
    "steward.payment.notice",
    [
        "month",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "steward_id.name",
        "amount_arrears",
        "oldest_due",
        "amount_current",
        "amount_credit",
        "amount_total",
        "date_issued",
        "date_due",
        "channel",
        "delivered_on",
        "delivered_by_id.name",
        "mail_state",
        "mail_failure",
    ],
    {"partner_id.phone": _lt("Phone")},
)
ARREARS_PLAN = Register(
    _lt("Arrears Plan"),
    "steward.collection.plan.line",
    [
        "month",
        "community_id.name",
        "steward_id.name",
        "door",
        "partner_id.name",
        "phone",
        "overdue",
        "overdue_now",
        "oldest_due",
        "cause_id.name",
        "kind",
        "measure",
        "scheduled_at",
        "scheduled_kind",
        "shared_line_id.rule_id.name",
        "problem",
        "target_amount",
        "is_settled",
        "state",
    ],
    {"shared_line_id.rule_id.name": _lt("Together with")},
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "arrears": ARREARS,
            "payment_notices": PAYMENT_NOTICES,
            "arrears_plan": ARREARS_PLAN,
        }
