from odoo import models

OWN_REPORTS = "property_steward."


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Printing residents' data takes them out of the system as an export does (R118)."""
        result = super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        report = self._get_report(report_ref)
        if report.report_name.startswith(OWN_REPORTS):
            count = len(res_ids) if isinstance(res_ids, list | tuple) else 1
            self.env["steward.export.log"]._log("pdf", report.model, count, report.name)
        return result
