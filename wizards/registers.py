"""The registers that come as XLSX: which columns, in which order.

A column is the path of a field; its heading is the field's label unless one is given, its type
that of the field. Columns that the user may not read are left out.
"""

from dataclasses import dataclass, field

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


@dataclass(frozen=True)
class Register:
    """`columns` are paths of fields; `headings` those that are not the field's label."""

    title: object
    model: str
    columns: list
    headings: dict = field(default_factory=dict)


VISITS = Register(
    _lt("Visits"),
    "steward.visit",
    [
        "start",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "steward_id.name",
        "participant_ids.employee_id.name",
        "mode_id.name",
        "type_id.name",
        "purpose_ids.name",
        "outcome",
        "state",
        "minutes",
        "needs",
        "information",
        "questions",
        "case_ids.name",
        "satisfaction",
        "signed_by",
        "no_signature_reason",
        "next_at",
    ],
    {
        "partner_id.phone": _lt("Phone"),
        "participant_ids.employee_id.name": _lt("Accompanied by"),
        "case_ids.name": _lt("Opinions"),
    },
)
PLANNED_VISITS = Register(
    _lt("Planned Visits"),
    "steward.visit.plan.line",
    [
        "month",
        "period_start",
        "period_end",
        "community_id.name",
        "door",
        "partner_id.name",
        "partner_id.phone",
        "rule_id.name",
        "rule_id.mode_ids.name",
        "steward_id.name",
        "scheduled_at",
        "schedule_note",
        "state",
        "is_late",
        "visit_id.start",
        "visit_id.outcome",
    ],
    {
        "period_end": _lt("Due"),
        "partner_id.phone": _lt("Phone"),
        "rule_id.name": _lt("Visit Rule"),
        "rule_id.mode_ids.name": _lt("Modes Accepted"),
        "visit_id.start": _lt("Visited at"),
        "visit_id.outcome": _lt("Result"),
    },
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
HOUSEHOLDS = Register(
    _lt("Households"),
    "res.partner",
    [
        "household_community_id.name",
        "household_door",
        "name",
        "phone",
        "email",
        "household_state",
        "handover_date",
        "move_in_date",
        "household_unit_id.building_area",
        "segment",
        "segment_tag_ids.name",
        "is_key_customer",
        "preferred_language",
        "contact_time",
        "no_phone_calls",
        "wishes",
        "household_steward_id.name",
        "last_contact_date",
    ],
)
KEY_CUSTOMERS = Register(
    _lt("Key Customers"),
    "res.partner",
    [
        "household_community_id.name",
        "household_door",
        "name",
        "phone",
        "segment",
        "key_customer_reason",
        "preferred_language",
        "contact_time",
        "no_phone_calls",
        "wishes",
        "household_steward_id.name",
        "last_contact_date",
    ],
)
PROBLEM_SUMMARY = Register(
    _lt("Problem Summary"),
    "steward.visit.summary.line",
    [
        "community_id.name",
        "summary_id.date_from",
        "summary_id.date_to",
        "door",
        "partner_id.name",
        "topic_id.name",
        "problem",
        "department_id.name",
        "case_state",
        "feedback",
        "conclusion",
    ],
)
REGISTERS = {
    "visits": VISITS,
    "planned_visits": PLANNED_VISITS,
    "opinions": OPINIONS,
    "households": HOUSEHOLDS,
    "key_customers": KEY_CUSTOMERS,
    "problem_summary": PROBLEM_SUMMARY,
}
