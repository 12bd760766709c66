from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import models

from ...engine import clock
from .office_hours import OfficeHours


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

    def _clock_due(self, kind, amount, start):
        """When a clock of `kind` (see the engine's `Clock`) that starts at `start` is due here."""
        self.ensure_one()
        policy = self.policy_id
        ticking = clock.Clock(kind, amount, cutoff=policy.cutoff_hour, noon=policy.cutoff_due_hour)
        return OfficeHours(self).due_of(ticking, self, start)

    def _propose_before(self, due, mode, catering=False, *, minutes=1, in_office=False):
        """The latest moment, not after `due`, at which residents may be contacted: a deadline in
        quiet hours is met earlier, never later (F14).

        :param mode: 'phone', 'door' or 'other'
        :param in_office: only while the office is open
        """
        self.ensure_one()
        return clock.propose_before(
            due,
            self.tz,
            self.policy_id.quiet_period_ids._intervals(),
            mode,
            catering,
            minutes=minutes,
            within=self._office_minutes(due).__getitem__ if in_office else None,
        )

    def _office_minutes(self, until):
        """{local day: minutes of it in which the office is open}, for a month up to `until`."""
        opened = defaultdict(list)
        for begin, end in self._office_hours(until - timedelta(days=31), until):
            local = self._to_local(begin)
            start = local.hour * 60 + local.minute
            length = round((end - begin) / timedelta(minutes=1))
            opened[local.date()].append((start, start + length))
        return opened
