from odoo import models


class ConductReport(models.AbstractModel):
    """Rules of conduct on a sheet to tick, for the desk or the bag (R057-R062, R108)."""

    _name = "report.property_steward.report_conduct"
    _description = "Conduct Checklist"
    _inherit = "steward.form"
    _form_model = "steward.checklist"

    def _form_values(self, docs):
        return {
            # the letterhead of whoever prints it
            "community": self.env["steward.reception"]._own_community(),
        }
