from odoo import fields, models


class Deadline(models.Model):
    """Clocks of callbacks that only quality knows of are as confidential (R303)."""

    _inherit = "steward.deadline"

    is_quality_only = fields.Boolean(
        string="For Quality Only", readonly=True, help="As the callback that it comes from."
    )
