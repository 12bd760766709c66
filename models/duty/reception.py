from odoo import fields, models


class Reception(models.Model):
    """Letters of the contact box (R185) are receptions."""

    _inherit = "steward.reception"

    box_opening_id = fields.Many2one(
        "steward.contact.box.opening",
        string="Found in the Contact Box",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
