from odoo import api, models
from odoo.exceptions import UserError


class SheetWizard(models.AbstractModel):
    """Dialog over the repairs or services from which it was opened."""

    _name = "steward.sheet.wizard"
    _description = "Dialog of a Sheet"

    @api.model
    def _sheets(self):
        """:raise UserError: where the context names other records"""
        # the context comes from the browser: no other model's methods are called with it
        model = self.env.context.get("active_model")
        if model not in ("steward.repair", "steward.service.request"):
            raise UserError(self.env._("Open this from repairs or services."))
        ids = self.env.context.get("active_ids") or [self.env.context.get("active_id")]
        return self.env[model].browse(ids).exists()
