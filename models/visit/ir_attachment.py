from odoo import api, models
from odoo.exceptions import UserError

from .recording import RECORDING

CONTENT = {"raw", "datas", "db_datas", "store_fname", "name", "res_model", "res_id", "res_field"}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_not_evidence()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        self._check_not_evidence()

    def _check_not_evidence(self):
        """R056: photos, signature and papers of a recorded visit are kept as they are."""
        if self.env.context.get("steward_visit_recording") is RECORDING:
            return
        # sudo: only asks whether the visits are recorded
        papers = self.sudo().filtered(lambda paper: paper.res_model == "steward.visit")
        visits = self.env["steward.visit"].sudo().browse(papers.mapped("res_id")).exists()
        if any(visit.state == "done" for visit in visits):
            raise UserError(
                self.env._("Photos and papers of a recorded visit are evidence and are kept.")
            )
