from odoo import fields, models


class ChecklistItem(models.Model):
    """One thing to observe."""

    _name = "steward.checklist.item"
    _description = "Item of a Conduct Checklist"
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        "steward.checklist", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(related="checklist_id.kind", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What to Observe", required=True, translate=True)
    active = fields.Boolean(default=True)
