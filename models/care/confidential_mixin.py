from odoo import models


class ConfidentialMixin(models.AbstractModel):
    """Records of a life event that may be confidential: a file goes round, so that nobody exports
    what is confidential, not even those who may read it (R022)."""

    _name = "steward.confidential.mixin"
    _description = "Record That May Be Confidential"

    def _claims(self, names, vals_list):
        """Whether a call says one of `names` itself; what the context of a remote call says counts
        like what the call says."""
        claimed = set(self.default_get(list(names))).union(*vals_list)
        return not self.env.su and not names.isdisjoint(claimed)

    def _without_confidential(self):
        """Those of these records that may go round in a file."""
        return self.filtered(lambda record: not record.is_confidential)

    def export_data(self, fields_to_export):
        known = self._without_confidential()
        return super(ConfidentialMixin, known).export_data(fields_to_export)
