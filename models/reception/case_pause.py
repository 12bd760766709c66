from odoo import models
from odoo.exceptions import UserError


class Case(models.Model):
    """Clocks that stand still while somebody else is waited for: the resident, rain, municipal
    works. The latest reply never does (R084)."""

    _inherit = "steward.case"

    def _pause(self, reason, text=None):
        """:raise UserError: without a reason, and where no running clock may pause"""
        self._check_not_respondent()
        self.check_access("write")
        if not reason:
            raise UserError(self.env._("Say what is waited for."))
        paused = self._deadline_pause(reason, text)
        # sudo: only which of the cases are concerned
        silent = self - self.browse(paused.sudo().mapped("res_id"))
        if silent:
            raise UserError(
                self.env._(
                    "No clock of “%(case)s” may pause: what runs is due whoever is waited for.",
                    case=silent[0].name,
                )
            )
        labels = dict(
            self.env["steward.deadline.pause"]._fields["reason"]._description_selection(self.env)
        )
        self._log_note(
            self.env._(
                "Clocks paused: %(reason)s. %(text)s", reason=labels[reason], text=text or ""
            )
        )

    def action_resume(self):
        """The clocks go on, due later by exactly the time paused."""
        self._check_not_respondent()
        self.check_access("write")
        resumed = self._deadline_resume()
        # sudo: only which of the cases are concerned
        self.browse(resumed.sudo().mapped("res_id"))._log_note(self.env._("Clocks run again."))
