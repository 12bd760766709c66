from odoo import models
from odoo.fields import Domain


class DutyDocument(models.Model):
    """Figures of a summary, counted from the register of cases."""

    _inherit = "steward.duty.document"

    def _build(self):
        """Count anew; what people wrote on the lines stays."""

    def _case_domain(self):
        """Cases received on the days of the period; complaints only where it is about them."""
        self.ensure_one()
        domain = (
            Domain("community_id", "=", self.community_id.id)
            & Domain("received_on", ">=", self.date_from)
            & Domain("received_on", "<=", self.date_to)
        )
        if self.kind != "opinion_month":
            domain &= Domain("category", "=", "complaint")
        return domain
