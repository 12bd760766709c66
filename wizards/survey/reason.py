from odoo import api, fields, models

METHODS = [
    ("survey_redraw", "Draw the Sample Again"),
    ("survey_issue", "Issue at Another Time"),
    ("survey_close", "Close with Fewer Sheets Back"),
    ("survey_cancel", "Cancel the Survey"),
    ("survey_no_letter", "No Open Letter"),
    ("survey_attempt", "Attempt to Reach the Household"),
    ("survey_unreachable", "Household Not Reached"),
    ("survey_undo", "Undo the Mark"),
    ("publication_take_back", "Put the Publication Back into Draft"),
]


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=METHODS, ondelete={code: "cascade" for code, _label in METHODS}
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "survey_redraw": (
                "steward.survey.wave",
                lambda waves, reason: waves._redraw(reason),
            ),
            "survey_issue": ("steward.survey.wave", lambda waves, reason: waves._issue(reason)),
            "survey_close": ("steward.survey.wave", lambda waves, reason: waves._close(reason)),
            "survey_cancel": ("steward.survey.wave", lambda waves, reason: waves._cancel(reason)),
            "survey_no_letter": (
                "steward.survey.wave",
                lambda waves, reason: waves._waive_letter(reason),
            ),
            "survey_attempt": (
                "steward.survey.sheet",
                lambda sheets, reason: sheets._note_attempt(reason),
            ),
            "survey_unreachable": (
                "steward.survey.sheet",
                lambda sheets, reason: sheets._not_reach(reason),
            ),
            "survey_undo": ("steward.survey.sheet", lambda sheets, reason: sheets._undo(reason)),
            "publication_take_back": (
                "steward.publication",
                lambda publications, reason: publications._take_back(reason),
            ),
        }
