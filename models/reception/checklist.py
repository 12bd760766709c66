from odoo import fields, models

KINDS = [
    ("reception", "Reception"),
    ("complaint", "Reception of a Complaint"),
    ("door_visit", "Door Visit"),
    ("repair_visit", "Repair Visit"),
    ("phone_call", "Talk on the Phone"),
]


class Checklist(models.Model):
    """Conduct (礼仪规范): how one receives, and how one appears at a door or speaks on the phone
    (R036-R037, R057-R062, R068, R075, R108), to be read, printed and ticked."""

    _name = "steward.checklist"
    _description = "Conduct Checklist"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, required=True)
    item_ids = fields.One2many("steward.checklist.item", "checklist_id", copy=True)
