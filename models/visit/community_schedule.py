from datetime import datetime, time, timedelta

import pytz

from odoo import models

from ...engine import quiet
from ...engine.schedule import Day, Settings


class Community(models.Model):
    _inherit = "steward.community"

    def _quiet_period(self, local, kind, catering=False, minutes=1):
        """The quiet period (R011, R012, R048) that a contact of `minutes` runs into, or none.

        :param local: begin, naive, in the community's time zone
        :param kind: kind of the contact mode (door, phone, other)
        """
        self.ensure_one()
        periods = self.policy_id.quiet_period_ids
        return periods._first_hit(local, kind, catering, minutes)

    def _schedule_settings(self):
        """The policy's numbers for the month's proposal; half days part where afternoon begins."""
        self.ensure_one()
        policy = self.policy_id
        return Settings(
            durations={
                "phone": policy.phone_minutes,
                "door": policy.door_minutes,
                "other": policy.door_minutes,
            },
            bands={
                band: (round(policy[f"{band}_from"] * 60), round(policy[f"{band}_to"] * 60))
                for band in ("morning", "afternoon", "evening")
            },
            half_day_breaks=(round(policy.afternoon_from * 60),),
        )

    def _working_days(self, employee, start, end, not_before=None):
        """The days from `start` to `end` on which `employee` works here, as the engine's `Day`s.

        Hours are those of the employee's own working schedule; who merely has the company's keeps
        the hours of the service centre. Public holidays of either and the employee's time off are
        taken out.

        :param not_before: naive local time; nothing earlier is a working time any more
        """
        self.ensure_one()
        # sudo: working hours and absence are read without the reasons, to keep them free of visits
        employee = employee.sudo()
        calendars = employee.resource_calendar_id | self.sudo().resource_calendar_id
        calendar = calendars - self.company_id.sudo().resource_calendar_id
        calendar = calendar[:1] or calendars[:1]
        if not calendar:
            return []
        zone = pytz.timezone(self.tz)
        span = (
            quiet.localize(self.tz, datetime.combine(start, time.min)),
            quiet.localize(self.tz, datetime.combine(end + timedelta(days=1), time.min)),
        )
        attendance = calendar._attendance_intervals_batch(*span, tz=zone)[False]
        days = {}
        for begin, stop, _records in attendance - self._absences(employee, *span):
            if not_before:
                begin = max(begin, quiet.localize(self.tz, not_before))  # noqa: PLW2901
            if begin < stop:
                minutes = (begin.hour * 60 + begin.minute, stop.hour * 60 + stop.minute)
                days.setdefault(begin.date(), []).append(minutes)
        return [Day(date, tuple(intervals)) for date, intervals in sorted(days.items())]

    def _absences(self, employee, start, end):
        """Public holidays of the employee or the community and time off of the employee.

        :param start, end: aware datetimes
        """
        # sudo: as in `_working_days`
        employee = employee.sudo()
        calendars = employee.resource_calendar_id | self.sudo().resource_calendar_id
        resource = employee.resource_id
        return calendars._leave_intervals_batch(
            start, end, resources=resource, tz=pytz.timezone(self.tz)
        )[resource.id]

    def _is_absent(self, employee, local, minutes=1):
        """Whether `employee` has a public holiday or is away in the minutes from `local` on."""
        self.ensure_one()
        start = quiet.localize(self.tz, local)
        return bool(self._absences(employee, start, start + timedelta(minutes=minutes)))
