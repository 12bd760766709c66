from odoo import api, models
from odoo.tools import LazyTranslate

from ..register import Register

_lt = LazyTranslate(__name__)

PUBLICATIONS = Register(
    _lt("Publications"),
    "steward.publication",
    [
        "number",
        "kind",
        "name",
        "paper",
        "community_id.name",
        "steward_id.name",
        "date",
        "approved_by_id.name",
        "approved_at",
        "place",
        "posted_at",
        "posted_by_id.name",
        "date_take_down",
        "taken_down_on",
        "taken_down_by_id.name",
        "archived_on",
        "archive_place",
        "state",
        "line_count",
        "open_count",
    ],
    {"approved_by_id.name": _lt("Agreed by"), "approved_at": _lt("Agreed at")},
)
PROMISES = Register(
    _lt("Published Promises"),
    "steward.publication.line",
    [
        "publication_id.number",
        "publication_id.name",
        "community_id.name",
        "opinion",
        "measure",
        "completion_text",
        "department_id.name",
        "responsible_id.name",
        "progress",
        "is_late",
        "done_at",
        "done_note",
        "verified_on",
        "reopen_count",
    ],
    {"publication_id.name": _lt("Publication")},
)
SURVEY_RESULTS = Register(
    _lt("Survey Results"),
    "steward.survey.result",
    [
        "date",
        "community_id.name",
        "type_id.name",
        "wave_id.name",
        "wave_state",
        "scope",
        "building_id.name",
        "segment_id.name",
        "dimension_id.name",
        "answered_count",
        "satisfied_count",
        "unsatisfied_count",
        "none_count",
        "rate",
        "is_small",
        "is_weakest",
        "previous_rate",
        "improvement",
        "improved_at",
    ],
    # where nobody judged, or it is not said, there is no zero
    needed={
        "satisfied_count": "is_shown",
        "unsatisfied_count": "is_shown",
        "none_count": "is_shown",
        "rate": "judged_count",
        "previous_rate": "previous_id",
    },
)
SURVEY_SHEETS = Register(
    _lt("Survey Sheets"),
    "steward.survey.sheet",
    [
        "number",
        "wave_id.name",
        "community_id.name",
        "building_id.name",
        "door",
        "partner_id.name",
        "segment_id.name",
        "is_repeat",
        "steward_id.name",
        "way",
        "issuer_id.name",
        "issued_at",
        "date_return",
        "collector_id.name",
        "returned_at",
        "attempt_count",
        "unreachable_reason",
        "state",
    ],
    {"wave_id.name": _lt("Survey Wave")},
)


class RegisterExport(models.TransientModel):
    _inherit = "steward.register.export"

    @api.model
    def _registers(self):
        return super()._registers() | {
            "publications": PUBLICATIONS,
            "promises": PROMISES,
            "survey_results": SURVEY_RESULTS,
            "survey_sheets": SURVEY_SHEETS,
        }
