from odoo import models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def write(self, vals):
        """Moving the appointment in the calendar moves the agreed time of the visit."""
        result = super().write(vals)
        if "start" in vals:
            events = self.filtered(lambda event: event.res_model == "steward.visit")
            for visit in self.env["steward.visit"].search(
                [("event_id", "in", events.ids), ("state", "=", "draft")]
            ):
                if visit.agreed_at and visit.agreed_at != visit.event_id.start:
                    visit.write({"agreed_at": visit.event_id.start, "start": visit.event_id.start})
        return result

    def _get_activity_excluded_models(self):
        """An appointment is in the calendar: no second reminder as an activity."""
        return [*super()._get_activity_excluded_models(), "steward.visit"]
