from datetime import datetime, time

from odoo import fields, models

from ...engine import contact, quiet


class Community(models.Model):
    _inherit = "steward.community"

    def _collection_slot(self, kind, catering, day):
        """When a household may be called on for its fees, on the local `day` or the nearest one
        before it: a moment in UTC, never in the past (R011-R012, F14)."""
        self.ensure_one()
        policy = self.policy_id
        minutes = policy.phone_minutes if kind == "phone" else policy.door_minutes
        hours = [(round(policy.morning_from * 60), round(policy.evening_to * 60))]
        facts = {"minutes": minutes, "within": lambda _day: hours}
        periods = policy.quiet_period_ids._intervals()
        now = self._to_local(fields.Datetime.now())
        begin = max(datetime.combine(day, time.min), now)
        found = contact.next_allowed(begin, periods, kind, catering, days_ahead=0, **facts)
        if not found:
            found = quiet.previous_allowed(begin, periods, kind, catering, **facts)
        if not found or found < now:
            found = contact.next_allowed(now, periods, kind, catering, **facts)
        return found and self._to_utc(found)
