"""The registers that come as XLSX: which columns, in which order.

A column is the path of a field; its heading is the field's label unless one is given, its type
that of the field. Columns that the user may not read are left out.
"""

from dataclasses import dataclass

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


@dataclass(frozen=True)
class Register:
    title: object
    model: str
    columns: tuple


VISITS = Register(
    _lt("Visits"),
    "steward.visit",
    (
        "start",
        "community_id.name",
        "door",
        "partner_id.name",
        ("partner_id.phone", _lt("Phone")),
        "steward_id.name",
        ("participant_ids.employee_id.name", _lt("Accompanied by")),
        "mode_id.name",
        "type_id.name",
        "purpose_ids.name",
        "outcome",
        "state",
        "minutes",
        "needs",
        "information",
        "questions",
        ("case_ids.name", _lt("Opinions")),
        "satisfaction",
        "signed_by",
        "no_signature_reason",
        "next_at",
    ),
)
PLANNED_VISITS = Register(
    _lt("Planned Visits"),
    "steward.visit.plan.line",
    (
        "month",
        "period_start",
        ("period_end", _lt("Due")),
        "community_id.name",
        "door",
        "partner_id.name",
        ("partner_id.phone", _lt("Phone")),
        ("rule_id.name", _lt("Visit Rule")),
        ("rule_id.mode_ids.name", _lt("Modes Accepted")),
        "steward_id.name",
        "scheduled_at",
        "schedule_note",
        "state",
        "is_late",
        ("visit_id.start", _lt("Visited at")),
        ("visit_id.outcome", _lt("Result")),
    ),
)
OPINIONS = Register(
    _lt("Opinions"),
    "steward.case",
    (
        "received_on",
        "community_id.name",
        "door",
        "partner_id.name",
        ("partner_id.phone", _lt("Phone")),
        "category",
        "topic_id.name",
        "name",
        "words",
        "steward_id.name",
        "department_id.name",
        "state",
        "date_due",
        "is_late",
        "answered_on_spot",
        "answer",
        "is_valid",
        "reported_at",
        "fed_back_on",
        "progress_contact_on",
        "closing_contact_on",
        "closed_at",
    ),
)
HOUSEHOLDS = Register(
    _lt("Households"),
    "res.partner",
    (
        "household_community_id.name",
        "household_door",
        "name",
        "phone",
        "email",
        "household_state",
        "handover_date",
        "move_in_date",
        ("household_unit_id.building_area", None),
        "segment",
        "segment_tag_ids.name",
        "is_key_customer",
        "preferred_language",
        "contact_time",
        "no_phone_calls",
        "wishes",
        "household_steward_id.name",
        "last_contact_date",
    ),
)
KEY_CUSTOMERS = Register(
    _lt("Key Customers"),
    "res.partner",
    (
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
    ),
)
PROBLEM_SUMMARY = Register(
    _lt("Problem Summary"),
    "steward.visit.summary.line",
    (
        "community_id.name",
        ("summary_id.date_from", None),
        ("summary_id.date_to", None),
        "door",
        "partner_id.name",
        "topic_id.name",
        "problem",
        "department_id.name",
        "case_state",
        "feedback",
        "conclusion",
    ),
)
REGISTERS = {
    "visits": VISITS,
    "planned_visits": PLANNED_VISITS,
    "opinions": OPINIONS,
    "households": HOUSEHOLDS,
    "key_customers": KEY_CUSTOMERS,
    "problem_summary": PROBLEM_SUMMARY,
}


def column(entry):
    """(path, heading or None) of an entry of `columns`."""
    return entry if isinstance(entry, tuple) else (entry, None)
