from odoo import models
from odoo.http import request

RESIDENT_MODELS = "steward."


class Base(models.AbstractModel):
    """Odoo's own export of lists (XLSX, CSV), noted where it takes out residents' data (R118).

    On `base`, so that no model of ours, present or future, can be forgotten.
    """

    _inherit = "base"

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        exported = self
        if self._name == "res.partner":
            exported = self.filtered("is_household")
        elif not self._name.startswith(RESIDENT_MODELS):
            return result
        if exported:
            is_csv = request and request.httprequest.path.endswith("/csv")
            self.env["steward.export.log"]._log(
                "csv" if is_csv else "xlsx",
                self._name,
                len(exported),
                ", ".join(fields_to_export),
            )
        return result
