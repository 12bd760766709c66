import re

from odoo import api, models
from odoo.exceptions import UserError

from .survey_wave_answer import OPEN_STATES

# the code that is scanned holds the number of the record
SCANNED = re.compile(r"[?&]sheet=(\d+)")


class SurveySheet(models.Model):
    """Paper sheets keyed in by staff: who may write a sheet sees its questions, never the answers
    that are there already, and saves them once."""

    _inherit = "steward.survey.sheet"

    @api.model
    def keying_open(self, code, wave_id=False):
        """Questions of the sheet with this number or scanned code; of an anonymous wave, of any.

        :raise UserError: when there is none, or it cannot be keyed in
        """
        wave = self.env["steward.survey.wave"].browse(wave_id or ()).exists()
        wave.check_access("read")
        if wave.type_id.is_anonymous:
            self.check_access("write")
            wave._check_open_for_answers()
            return self._keying_values(wave, self.browse())
        sheet = self._keying_find((code or "").strip(), wave)
        sheet._check_keying()
        return self._keying_values(sheet.wave_id, sheet)

    @api.model
    def _keying_find(self, code, wave):
        scanned = SCANNED.search(code)
        domain = [("id", "=", int(scanned[1]))] if scanned else [("number", "=ilike", code)]
        if wave and not scanned:
            domain += [("wave_id", "=", wave.id)]
        found = code and self.search(domain)
        if not found:
            raise UserError(self.env._("There is no sheet “%(code)s” here.", code=code))
        running = found.filtered(lambda sheet: sheet.wave_id.state in OPEN_STATES)
        if len(running or found) > 1:
            raise UserError(
                self.env._(
                    "Several surveys have a sheet “%(code)s”: begin with the button of the survey.",
                    code=code,
                )
            )
        return running or found

    def _check_keying(self):
        """:raise UserError: for a sheet that takes no answers, or not any more"""
        self.ensure_one()
        self.check_access("write")
        self.wave_id._check_open_for_answers()
        if self.answered_at:
            raise UserError(
                self.env._(
                    "Sheet %(number)s is answered already (%(way)s, %(moment)s), and a sheet is "
                    "answered once. Quality can open it again.",
                    number=self.number or "",
                    way=dict(self._fields["return_way"]._description_selection(self.env)).get(
                        self.return_way, ""
                    ),
                    moment=self.community_id._to_local(self.answered_at).strftime("%Y-%m-%d %H:%M"),
                )
            )

    @api.model
    def _keying_values(self, wave, sheet):
        # sudo: which door the sheet on the desk belongs to; the right to the sheet was checked
        household = "" if sheet.is_confidential else sheet.sudo().unit_id.door or ""
        return {
            "sheet_id": sheet.id,
            "wave_id": wave.id,
            "wave": wave.display_name,
            "number": sheet.number or "",
            "household": household,
            # sudo: only quality reads questionnaires; what is asked is no secret
            "questions": [
                question._steward_keying() for question in wave.sudo().survey_id.question_ids
            ],
        }

    @api.model
    def keying_save(self, sheet_id, wave_id, answers):
        """Save the answers of a paper sheet; it is back then.

        :param answers: {question: option, options, {row: option} or text}, keys as in JSON
        :return: {"errors": {question: message}} where something is wrong, else what was saved
        :raise UserError: for a sheet that takes no answers, or not any more
        """
        sheet = self.browse(sheet_id or ()).exists()
        wave = sheet.wave_id or self.env["steward.survey.wave"].browse(wave_id).exists()
        if sheet:
            # nobody keys in the same sheet meanwhile, and no link saves it
            sheet.lock_for_update()
            sheet.invalidate_recordset()
            sheet._check_keying()
        else:
            self.check_access("write")
            wave.check_access("read")
            wave._check_open_for_answers()
            if not wave.type_id.is_anonymous:
                raise UserError(self.env._("Choose a sheet by its number first."))
        # sudo: only quality reads questionnaires and answers; the right to the sheet was checked
        questions = wave.sudo().survey_id.question_ids
        given, errors = {}, {}
        for question in questions:
            value, error = question._steward_keyed(answers.get(str(question.id)))
            given[question] = value
            if error:
                errors[question.id] = error
        if errors:
            return {"errors": errors}
        if not any(given.values()):
            raise UserError(
                self.env._("Nothing is keyed in: an empty sheet is not an answered one.")
            )
        self._keying_write(wave, sheet, given)
        return {"errors": {}, "number": sheet.number or ""}

    @api.model
    def _keying_write(self, wave, sheet, given):
        # sudo: as above
        if sheet:
            sheet.sudo()._create_answers()
            answer = sheet.sudo().user_input_id
        else:
            answer = wave.sudo().survey_id._create_answer(check_attempts=False).sudo()
        if answer.state == "new":
            answer._mark_in_progress()
        answer.steward_keyed_by_id = self.env.uid
        # what was begun by link gives way to the paper
        answer.user_input_line_ids.unlink()
        for question, value in given.items():
            answer._save_lines(question, value)
        answer._mark_done()
