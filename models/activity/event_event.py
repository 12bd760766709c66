from odoo import fields, models


class Event(models.Model):
    _inherit = "event.event"

    steward_activity_ids = fields.One2many("steward.community.activity", "event_id")

    def _compute_address_inline(self):
        """An activity takes place where its form says, which is rarely a contact."""
        result = super()._compute_address_inline()
        for event in self:
            # sudo: as the original; the place stands on posters
            activity = event.sudo().steward_activity_ids[:1]
            if activity and not event.address_id:
                event.address_inline = activity._place_line()
        return result
