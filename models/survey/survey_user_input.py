from odoo import fields, models
from odoo.exceptions import UserError


class SurveyUserInput(models.Model):
    """Answers of a resident: whether they come by link or are keyed in, they are given once, and
    the sheet knows that it is back."""

    _inherit = "survey.user_input"

    def _mark_done(self):
        """:raise UserError: for answers that were given already"""
        ours = self.filtered(lambda answer: answer.survey_id.survey_type == "steward")
        for answer in ours:
            if answer.state == "done":
                raise UserError(answer.env._("This sheet was answered already."))
        result = super()._mark_done()
        counted = ours.filtered(lambda answer: not answer.test_entry)
        if counted:
            # sudo: whoever answers, or keys in the answers, does not see the sheets
            counted.sudo()._return_sheets()
        return result

    def _return_sheets(self):
        moment = fields.Datetime.now()
        Sheet = self.env["steward.survey.sheet"]
        for keyed_by, answers in self.grouped("steward_keyed_by_id").items():
            sheets = Sheet.search([("user_input_id", "in", answers.ids)])
            sheets._note_answers(moment, keyed_by)
        for answer in self.filtered(lambda answer: answer.survey_id._is_anonymous()):
            # one more is answered; which one is not known, so it is any: of those that came back
            # on paper, if it is keyed in
            keyed_by = answer.steward_keyed_by_id
            open_states = ("drawn", "issued", "returned") if keyed_by else ("drawn", "issued")
            candidates = Sheet.search(
                [
                    ("wave_id", "=", answer.survey_id.steward_wave_id.id),
                    ("state", "in", open_states),
                    ("answered_at", "=", False),
                    ("partner_id", "=", False),
                ],
                order="returned_at, id",
                limit=1,
            )
            candidates._note_answers(moment, keyed_by)

    def _notify_new_participation_subscribers(self):
        """Nobody is told that a certain resident answered."""
        others = self.filtered(lambda answer: answer.survey_id.survey_type != "steward")
        return super(SurveyUserInput, others)._notify_new_participation_subscribers()
