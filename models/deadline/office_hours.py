from datetime import timedelta

from odoo.exceptions import UserError

from ...engine import clock

SEARCH_DAYS = 31
MOST_DAYS = 366 * 3


class OfficeHours:
    """Due moments for a batch: opening hours are asked for once per calendar and time zone."""

    def __init__(self, records):
        self.env = records.env
        self.hours = {}

    def due(self, rule, community, start):
        """When the clock of `rule`, started at `start`, is due in `community`.

        :param rule: a record with a `_clock(policy)` that gives the engine's `Clock`
        """
        return self.due_of(rule._clock(community.policy_id), community, start)

    def due_of(self, ticking, community, start):
        """When `ticking`, a `Clock` of the engine, is due.

        :raise UserError: where the office is never open long enough
        """
        if not ticking.needs_office:
            return clock.due(ticking, start, community.tz)
        days = SEARCH_DAYS
        while days <= MOST_DAYS:
            found = clock.due(ticking, start, community.tz, self._open(community, start, days))
            if found:
                return found
            days *= 2
        raise UserError(
            self.env._(
                "The office hours of %(community)s leave no time for a deadline of %(amount)g: "
                "check the working schedule.",
                community=community.name,
                amount=ticking.amount,
            )
        )

    def _open(self, community, start, days):
        key = (
            community.company_id,
            community.resource_calendar_id,
            community.policy_id,
            community.tz,
        )
        known = self.hours.get(key)
        end = start + timedelta(days=days)
        if not known or start < known[0] or end > known[1]:
            begin = min(start, known[0]) if known else start
            # a batch is received within days: what is asked for reaches for all of it
            end = max(end + timedelta(days=days), known[1] if known else end)
            self.hours[key] = known = (begin, end, community._office_hours(begin, end))
        return known[2]
