"""Clocks: when a promise falls due (R016, R029-R030, R078, R084, R189-R193, F03, F12, F14, F32).

Moments are naive UTC, as Odoo stores them; days, cut-off and noon are those of the community's time
zone. Where daylight saving moves the clocks, hours stay hours and days keep their time of day.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from . import quiet
from .periods import add_months

KINDS = ("hours", "days", "months", "end_of_day", "working_days", "working_hours")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a rule grants.

    hours: clock hours, around the clock (R191). days: calendar days, to the same time of day
    (R084). months: the end of the same day so many calendar months later, of the last day of that
    month where it has no such day (R016). end_of_day: the end of the day that many days later; with
    0, of the same day, and noon of the next day where the start is after the cut-off hour (R078,
    F32). working_days: closing time of that many working days later. working_hours: hours while the
    office is open (R189).
    """

    kind: str
    amount: float = 0.0
    cutoff: float = 24.0
    noon: float = 12.0

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"unknown clock: {self.kind}")
        if self.amount < 0:
            raise ValueError(f"a clock cannot run backwards: {self.amount}")

    @property
    def needs_office(self):
        return self.kind.startswith("working_")


def due(clock, start, tz, intervals=()):
    """The moment at which `clock`, started at `start`, is due.

    :param intervals: when the office is open, sorted and disjoint (start, end) in naive UTC, for
        working days and hours
    :return: None where the intervals do not reach far enough
    """
    if clock.kind == "hours":
        return start + timedelta(hours=clock.amount)
    if clock.kind == "working_hours":
        return _working_hours(clock.amount, start, intervals)
    local = quiet.to_local(tz, start)
    if clock.kind == "days":
        # a time of day that comes twice on the last day is the second: never less than granted
        return max(quiet.to_utc(tz, local + timedelta(days=clock.amount)), start)
    if clock.kind == "working_days":
        return _working_days(clock.amount, start, tz, intervals)
    if clock.kind == "months":
        day = add_months(local.date(), int(clock.amount))
    elif not clock.amount and _hour(local) > clock.cutoff:
        return quiet.to_utc(tz, at_hour(local.date() + timedelta(days=1), clock.noon))
    else:
        day = local.date() + timedelta(days=int(clock.amount))
    return end_of_day(day, tz)


def end_of_day(day, tz):
    """Last second of the local `day`."""
    return quiet.to_utc(tz, datetime.combine(day + timedelta(days=1), time.min)) - SECOND


def at_hour(day, hour):
    """Naive local time of `hour` (13.5 is half past one) on `day`."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))


def shift(moment, paused_from, paused_to):
    """`moment` moved by exactly the time of a pause."""
    return moment + max(paused_to - paused_from, timedelta())


def propose_before(  # noqa: PLR0913 -- the facts of a contact, most of them with a default
    moment, tz, periods, mode, catering=False, *, minutes=1, within=None
):
    """The latest moment, not after `moment`, at which a contact of `minutes` by `mode` disturbs
    nobody (F14: earlier, never later). `moment` itself where the quiet hours leave nothing."""
    local = quiet.to_local(tz, moment)
    while True:
        found = quiet.previous_allowed(
            local, periods, mode, catering, minutes=minutes, within=within
        )
        if found is None:
            return moment
        proposed = quiet.to_utc(tz, found)
        # a time of day that daylight saving leaves out is none: look before it
        if quiet.to_local(tz, proposed) == found:
            return min(proposed, moment)
        local = found - timedelta(minutes=1)


def _hour(local):
    return (local - datetime.combine(local.date(), time.min)) / timedelta(hours=1)


def _working_hours(hours, start, intervals):
    left = timedelta(hours=hours)
    for begin, end in intervals[bisect_right(intervals, start, key=lambda pair: pair[1]) :]:
        begin = max(begin, start)  # noqa: PLW2901 -- the office was open before the start
        if end - begin >= left:
            return begin + left
        left -= end - begin
    return None


def _working_days(days, start, tz, intervals):
    """Closing time of the last of these days; 0 days: of the first one that is not over yet."""
    today = quiet.to_local(tz, start).date()
    closing = {}
    for _begin, end in intervals[bisect_right(intervals, start, key=lambda pair: pair[1]) :]:
        # an office that closes at midnight closes on the day before
        day = quiet.to_local(tz, end - SECOND).date()
        if days and day <= today:
            continue
        if day not in closing and len(closing) == max(days, 1):
            break
        closing[day] = end
    else:
        if len(closing) < max(days, 1):
            return None
    return closing[max(closing)]
