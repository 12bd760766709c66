from odoo import fields, models


class Visit(models.Model):
    """The rules of conduct at a door, ticked during the visit (R058-R062)."""

    _inherit = "steward.visit"

    checklist_item_ids = fields.Many2many(
        "steward.checklist.item",
        string="Conduct",
        copy=False,
        help="What was observed of the rules of a visit at the door (R058-R062).",
    )
