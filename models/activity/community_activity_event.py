from odoo import models


class CommunityActivity(models.Model):
    """The event of Odoo's Events app that registers the guests."""

    _inherit = "steward.community.activity"

    def _sync_event(self):
        """Make the events of approved activities, or bring them up to date (R290-R291)."""
        for activity in self:
            # sudo: the event follows from the approved form; stewards have no rights of their own
            # in the Events app
            event = activity.sudo().event_id
            if event:
                event.write(activity._event_values())
            else:
                activity.sudo().event_id = event.create(activity._event_values())

    def _event_values(self):
        self.ensure_one()
        # sudo: who is responsible follows from the approved form; only the login is read
        user = self.steward_id.sudo().user_id
        return {
            "name": self.name,
            "date_begin": self.date_begin,
            "date_end": self.date_end,
            "date_tz": self.community_id.tz,
            "company_id": self.company_id.id,
            "user_id": user.id,
            "seats_limited": bool(self.seats_max),
            "seats_max": self.seats_max,
        }
