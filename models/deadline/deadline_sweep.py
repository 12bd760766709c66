from odoo import api, models


class DeadlineSweep(models.Model):
    """The sweep: warns before, alerts at, escalates after."""

    _inherit = "steward.deadline"

    @api.model
    def _cron_sweep(self, batch_size=1000):
        """One batch after the other until nothing is due."""
