from odoo import fields, models


class Community(models.Model):
    _inherit = "steward.community"

    daily_clear_on = fields.Date(
        string="Daily Clear Checked", readonly=True, copy=False, help="Last check (R247)."
    )
