from odoo import models
from odoo.exceptions import UserError

from .case_life import WORK_STATES
from .case_sheet import SHEET_FIELDS, SHEET_OF


class Case(models.Model):
    """Another label on the same case (改类, R104): 报修 → 投诉 with its history."""

    _inherit = "steward.case"

    def _relabel(self, category, reason):
        """Give the cases another label: the sheet in force is closed and keeps its number, the
        other one is opened; case, clocks and history stay.

        :raise UserError: without a reason, and for what is handled already
        """
        self._check_not_respondent()
        self._check_not_department()
        self._check_state(*WORK_STATES)
        self.check_access("write")
        if not category:
            raise UserError(self.env._("Choose the label."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the label changes."))
        changed = self.filtered(lambda case: case.category != category)
        moved = changed.filtered(lambda case: SHEET_OF.get(case.category) != SHEET_OF.get(category))
        # sudo: which sheet is in force follows from the label, nobody writes it
        for name in SHEET_FIELDS:
            moved[name].sudo().write({"is_current": False, "closed_reason": reason})
            # before the next sheet of the same kind is opened
            moved[name].flush_recordset(["is_current"])
        moved._note(dict.fromkeys(SHEET_FIELDS, False))
        changed._note({"category": category})
        moved._open_sheets()
        labels = dict(self._fields["category"]._description_selection(self.env))
        changed._log_note(
            self.env._("Now labelled %(label)s: %(reason)s", label=labels[category], reason=reason)
        )
        changed.filtered("registered_at")._on_relabelled()
