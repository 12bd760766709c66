from odoo import models


class EventMail(models.Model):
    _inherit = "event.mail"

    def _send_mail(self, registrations):
        """Guests of an activity are told once per household, and few have an address: the others
        are no failures."""
        if self.event_id.steward_activity_ids:
            registrations = registrations.filtered("email")
            if not registrations:
                return None
        return super()._send_mail(registrations)
