import pytz

from odoo import models


class Community(models.Model):
    _inherit = "steward.community"

    def _office_hours(self, start, end):
        """When the office is open between two moments (naive UTC), without public holidays:
        sorted, disjoint pairs of naive UTC. A community that merely has its company's working
        schedule keeps the office hours of its profile (R189)."""
        self.ensure_one()
        # sudo: opening hours are public; the reasons of leaves are not read
        community = self.sudo()
        usual = community.company_id.resource_calendar_id
        own = community.resource_calendar_id - usual
        calendar = own or community.policy_id.resource_calendar_id or usual
        if not calendar:
            return []
        intervals = calendar._work_intervals_batch(
            pytz.utc.localize(start), pytz.utc.localize(end), tz=pytz.timezone(self.tz)
        )[False]
        return [
            tuple(moment.astimezone(pytz.utc).replace(tzinfo=None) for moment in interval[:2])
            for interval in intervals
        ]
