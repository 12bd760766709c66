from odoo import models
from odoo.exceptions import UserError

KEPT = ("steward.activity.record", "steward.activity.evaluation")
# an activity that may still be changed, or that never took place
LOOSE = ("draft", "submitted", "reviewed")


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _check_not_evidence(self):
        """R299: what belongs to planning, record and evaluation forms is kept with them, whoever
        would delete it."""
        result = super()._check_not_evidence()
        # sudo: only asks whether the forms are done
        by_model = self.sudo().grouped("res_model")
        for model in KEPT:
            papers = by_model.get(model, self.browse())
            forms = self.env[model].sudo().browse(papers.mapped("res_id"))
            if any(form._is_kept() for form in forms.exists()):
                self._refuse_kept()
        papers = by_model.get("steward.community.activity", self.browse())
        activities = self.env["steward.community.activity"].sudo().browse(papers.mapped("res_id"))
        if any(activity.state not in LOOSE for activity in activities.exists()):
            self._refuse_kept()
        return result

    def _refuse_kept(self):
        raise UserError(
            self.env._("What belongs to the forms of an activity is kept permanently with them.")
        )
