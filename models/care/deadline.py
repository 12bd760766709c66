from odoo import fields, models


class Deadline(models.Model):
    _inherit = "steward.deadline"

    is_confidential = fields.Boolean(
        string="Confidential", readonly=True, help="As the life event that it comes from."
    )
