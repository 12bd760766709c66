from odoo import fields, models
from odoo.exceptions import UserError


class SurveySheet(models.Model):
    """Handing out, collecting, and not reaching (R226, R305, R328, C083): many sheets at once."""

    _inherit = "steward.survey.sheet"

    # hand out

    def action_hand_out(self):
        """Note that these sheets were handed out, now and by the current user."""
        self._check_wave_state(["issued"])
        self._hand_out(fields.Datetime.now(), self._acting())
        self._drop_visits(self.env._("The sheet was handed out otherwise."))

    def _hand_out(self, moment, employee, way=None):
        """:param way: default: the sheet's, else the wave's
        :raise UserError: for a sheet that is out already
        """
        for sheet in self:
            if sheet.state not in ("drawn", "unreachable"):
                raise UserError(
                    self.env._("%(sheet)s is handed out already.", sheet=sheet.display_name)
                )
        # sudo: states are closed to everything but these actions
        sheets = self.sudo()
        sheets.write({"state": "issued", "issued_at": moment, "unreachable_reason": False})
        if employee:
            sheets.write({"issuer_id": employee.id})
        if way:
            sheets.write({"way": way})
        for wave, waiting in (
            sheets.filtered(lambda sheet: not sheet.way).grouped("wave_id").items()
        ):
            waiting.write({"way": wave.way})
        self.wave_id._check_handed_out()

    # collect

    def action_return(self):
        """Note that these sheets are back, now and collected by the current user."""
        self._check_wave_state(["issued", "collected"])
        self._return(fields.Datetime.now(), self._acting())

    def _return(self, moment, collector=None):
        """These sheets are back, on paper or answered online; those that are, stay as they are."""
        # sudo: states are closed to everything but these actions
        sheets = self.sudo().filtered(lambda sheet: sheet.state != "returned")
        sheets.write({"state": "returned", "returned_at": moment, "unreachable_reason": False})
        sheets.filtered(lambda sheet: not sheet.issued_at).write({"issued_at": moment})
        if collector:
            sheets.write({"collector_id": collector.id})
        sheets._drop_visits(self.env._("The sheet is back already."))
        sheets.wave_id._check_handed_out()

    # not reached

    def action_attempt(self):
        """Note an attempt to reach the household, and what came of it."""
        self._check_wave_state(["issued"])
        return self.env["steward.reason.wizard"]._ask(self, "survey_attempt")

    def _note_attempt(self, what):
        self._check_wave_state(["issued"])
        now = fields.Datetime.now()
        for sheet in self:
            moment = sheet.community_id._to_local(now).strftime("%Y-%m-%d %H:%M")
            line = f"{moment} {self.env.user.name}: {what}"
            # sudo: attempts are noted here only
            sheet.sudo().write(
                {
                    "attempt_count": sheet.attempt_count + 1,
                    "attempts": "\n".join(filter(None, (sheet.attempts, line))),
                }
            )

    def action_not_reached(self):
        """The household could not be reached: says why; it stays in the denominator (R305)."""
        self._check_wave_state(["issued", "collected"])
        return self.env["steward.reason.wizard"]._ask(self, "survey_unreachable")

    def _not_reach(self, reason):
        """:raise UserError: for a sheet that is back"""
        self._check_wave_state(["issued", "collected"])
        for sheet in self:
            if sheet.state == "returned":
                raise UserError(self.env._("%(sheet)s is back.", sheet=sheet.display_name))
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "unreachable", "unreachable_reason": reason})
        self._drop_visits(reason)
        self.wave_id._check_handed_out()

    # correct

    def action_undo(self):
        """Take back what was marked by mistake: says why."""
        self._check_undoable()
        return self.env["steward.reason.wizard"]._ask(self, "survey_undo")

    def _undo(self, reason):
        self._check_undoable()
        for wave, sheets in self.grouped("wave_id").items():
            names = ", ".join(sheets.mapped("display_name"))
            # sudo: states are closed to everything but these actions
            back = sheets.sudo().filtered(lambda sheet: sheet.state == "returned")
            back.write({"state": "issued", "returned_at": False})
            (sheets.sudo() - back).write(
                {"state": "drawn", "issued_at": False, "unreachable_reason": False}
            )
            # sudo: whoever may change the sheets has it noted on their wave
            wave.sudo().message_post(
                author_id=self.env.user.partner_id.id,
                body=self.env._("Taken back: %(sheets)s. %(reason)s", sheets=names, reason=reason),
            )

    def _check_undoable(self):
        self._check_wave_state(["issued", "collected"])
        for sheet in self:
            # sudo: only whether there are answers is asked, not which
            # of anonymous sheets only the moment is known
            whole = sheet.sudo()
            if sheet.state == "drawn" or whole.answered_at or whole.user_input_id.state == "done":
                raise UserError(
                    self.env._(
                        "%(sheet)s was answered, or nothing was marked: there is nothing to take "
                        "back.",
                        sheet=sheet.display_name,
                    )
                )

    def _check_wave_state(self, states):
        """:raise UserError: for sheets of a wave that is not under way"""
        self.check_access("write")
        for wave in self.wave_id:
            wave._check_state(
                states,
                self.env._(
                    "%(wave)s is not under way: its sheets stay as they are.",
                    wave=wave.display_name,
                ),
            )

    def _acting(self):
        return self.env.user.employee_id
