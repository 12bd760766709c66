from odoo import fields, models


class Case(models.Model):
    """Matters that came up because somebody does not pay (R168)."""

    _inherit = "steward.case"

    origin = fields.Selection(
        selection_add=[("collection", "Fee Collection")], ondelete={"collection": "set manual"}
    )
