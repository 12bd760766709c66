from odoo import fields, models


class ContactType(models.Model):
    """Communication channel (沟通渠道) of the group guideline, 16 kinds (R264, E33)."""

    _name = "steward.contact.type"
    _description = "Communication Channel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
