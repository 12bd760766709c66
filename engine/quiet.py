"""Quiet hours: when a household must not be phoned or visited (R011, R012, R048, F14).

All times are naive local times of the community's time zone; minutes count from its midnight, and
intervals are half-open: a period that ends at 09:00 allows 09:00, one that begins at 21:00 forbids
it. The end of a day is minute 1440.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

import pytz

from .intervals import intersect, merge, subtract

DAY = 1440
MODES = ("phone", "door", "other")
ALL_DAY = ((0, DAY),)


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """Minutes of some weekdays (Monday is 0, None is every day) closed for some modes (None: all).

    A period that runs over midnight is two periods.
    """

    weekdays: frozenset | None
    start_minute: int
    end_minute: int
    modes: frozenset | None = None
    audience: str = "all"

    def __post_init__(self):
        if not 0 <= self.start_minute < self.end_minute <= DAY:
            raise ValueError(f"no period of a day: {self.start_minute} to {self.end_minute}")
        if self.audience not in ("all", "catering"):
            raise ValueError(f"unknown audience: {self.audience}")

    def applies(self, weekday, mode, catering):
        return (
            (self.weekdays is None or weekday in self.weekdays)
            and (self.modes is None or mode in self.modes)
            and (self.audience == "all" or catering)
        )


def forbidden_intervals(day, periods, mode, catering=False):
    """Minutes of `day` in which a contact by `mode` is forbidden."""
    return merge(
        (period.start_minute, period.end_minute)
        for period in periods
        if period.applies(day.weekday(), mode, catering)
    )


def allowed_intervals(day, periods, mode, catering=False, within=ALL_DAY):
    """Minutes of `day` that lie in `within` (such as working hours) and are not quiet."""
    forbidden = forbidden_intervals(day, periods, mode, catering)
    return intersect(merge(within), subtract(ALL_DAY, forbidden))


def is_quiet(local_dt, periods, mode, catering=False, minutes=1):
    """The first quiet period that a contact of `minutes` from `local_dt` on runs into, or None."""
    end_dt = local_dt + timedelta(minutes=minutes)
    day = local_dt.date()
    while (midnight := datetime.combine(day, time.min)) < end_dt:
        start = (local_dt - midnight) / timedelta(minutes=1)
        end = (end_dt - midnight) / timedelta(minutes=1)
        for period in periods:
            if (
                period.start_minute < end
                and start < period.end_minute
                and period.applies(day.weekday(), mode, catering)
            ):
                return period
        day += timedelta(days=1)
    return None


def previous_allowed(  # noqa: PLR0913 -- the facts of a contact, most of them with a default
    local_dt, periods, mode, catering=False, *, minutes=1, within=None, days_back=31
):
    """The latest start, not after `local_dt`, of a contact of `minutes` outside quiet time.

    F14: what falls into quiet time is proposed earlier, never later. `within` gives the minutes
    that count on a day (working hours); None means all of them. Returns None when the `days_back`
    days before leave nothing.
    """
    latest = local_dt.hour * 60 + local_dt.minute
    for back in range(days_back + 1):
        day = local_dt.date() - timedelta(days=back)
        hours = ALL_DAY if within is None else within(day)
        for start, end in reversed(allowed_intervals(day, periods, mode, catering, hours)):
            begin = min(end - minutes, latest)
            if begin >= start:
                return datetime.combine(day, time.min) + timedelta(minutes=begin)
        latest = DAY
    return None


def localize(tz_name, naive):
    """Put the time zone on a local time.

    Where the clocks are put back, a time that happens twice is the first of the two; where they are
    put forward, a time that does not happen is as much later as was left out.
    """
    zone = pytz.timezone(tz_name)
    try:
        return zone.localize(naive, is_dst=None)
    except pytz.AmbiguousTimeError:
        return zone.localize(naive, is_dst=True)
    except pytz.NonExistentTimeError:
        return zone.normalize(zone.localize(naive, is_dst=False))


def to_utc(tz_name, naive):
    """Local time → naive UTC, as Odoo stores it."""
    return localize(tz_name, naive).astimezone(pytz.utc).replace(tzinfo=None)


# a batch asks for the same moments again and again
@lru_cache(maxsize=4096)
def to_local(tz_name, naive_utc):
    """Naive UTC → naive local time."""
    return pytz.utc.localize(naive_utc).astimezone(pytz.timezone(tz_name)).replace(tzinfo=None)
