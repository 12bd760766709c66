from odoo import fields, models


class Visit(models.Model):
    """The rules of conduct at a door or on the phone, ticked during the visit (R036-R037,
    R058-R062)."""

    _inherit = "steward.visit"

    checklist_item_ids = fields.Many2many(
        "steward.checklist.item",
        string="Conduct",
        copy=False,
        help="What was observed of the rules of a visit (R036-R037, R058-R062).",
    )
    preferred_language = fields.Char(related="partner_id.preferred_language")
