from odoo import fields, models


class Event(models.Model):
    _inherit = "event.event"

    steward_activity_ids = fields.One2many("steward.community.activity", "event_id")
