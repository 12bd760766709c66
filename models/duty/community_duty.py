from odoo import api, fields, models


class Community(models.Model):
    _inherit = "steward.community"

    daily_clear_on = fields.Date(
        string="Daily Clear Checked", readonly=True, copy=False, help="Last check (R247)."
    )

    @api.model
    def _only_one(self):
        """The only community there is, if there is only one."""
        communities = self.search([], limit=2)
        return communities if len(communities) == 1 else communities.browse()
