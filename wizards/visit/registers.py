from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

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
    through="line_ids",
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "visits": VISITS,
            "planned_visits": PLANNED_VISITS,
            "problem_summary": PROBLEM_SUMMARY,
        }
