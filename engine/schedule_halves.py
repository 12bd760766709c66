"""The steward's working time, cut into half days."""

from collections import defaultdict
from enum import Enum

from .intervals import intersect, merge, subtract
from .quiet import DAY, forbidden_intervals

ANY = "any"


class Reason(Enum):
    """Why a line got no slot."""

    NO_WORKING_TIME = "no_working_time"
    QUIET_HOURS = "quiet_hours"
    CAPACITY = "capacity"


class HalfDay:
    """What can be done in a half day before anything movable is placed.

    A kind is `(mode, catering)`: it decides about forbidden hours and duration. A band is the part
    of the day that a household prefers.
    """

    __slots__ = (
        "_spots",
        "date",
        "day_index",
        "fixed_load",
        "free",
        "quiet",
        "settings",
        "working",
    )

    def __init__(self, day_index, date, hours, quiet, settings):
        working, taken = hours
        self.day_index = day_index
        self.date = date
        self.working = working
        self.free = subtract(working, taken)
        self.fixed_load = sum(end - start for start, end in intersect(working, taken))
        self.quiet = quiet
        self.settings = settings
        self._spots = {}

    def spots(self, kind, band=ANY):
        """The free stretches that are open to this kind and long enough for it."""
        key = (kind, band)
        if key not in self._spots:
            spots = subtract(self.free, forbidden_intervals(self.date, self.quiet, *kind))
            if band != ANY:
                spots = intersect(spots, [self.settings.bands[band]])
            self._spots[key] = self._long_enough(spots, kind)
        return self._spots[key]

    def is_working_time(self, kind):
        return bool(self._long_enough(self.working, kind))

    def is_open(self, kind):
        """Whether it would take this kind if nothing were fixed in it."""
        forbidden = forbidden_intervals(self.date, self.quiet, *kind)
        return bool(self._long_enough(subtract(self.working, forbidden), kind))

    def _long_enough(self, stretches, kind):
        minutes = self.settings.durations[kind[0]]
        return [(start, end) for start, end in stretches if end - start >= minutes]


class HalfDays:
    """All half days of the days given, in order of time, less what is fixed."""

    def __init__(self, days, quiet, settings, fixed):
        self.settings = settings
        taken = defaultdict(list)
        for slot in fixed:
            taken[slot.date].append((slot.start, slot.end))
        cuts = (0, *settings.half_day_breaks, DAY)
        self.halves = []
        self.working_minutes = []  # of each day
        for index, day in enumerate(days):
            working = merge(day.intervals)
            busy = merge(taken[day.date])
            self.working_minutes.append(sum(end - start for start, end in working))
            for part in zip(cuts, cuts[1:], strict=False):
                if stretches := intersect(working, [part]):
                    half = HalfDay(index, day.date, (stretches, busy), quiet, settings)
                    self.halves.append(half)
        self._windows = {}
        self._choices = {}
        self._reasons = {}

    def in_window(self, start, end):
        """Indexes of the half days from the day `start` to the day `end`."""
        key = (start, end)
        if key not in self._windows:
            self._windows[key] = [
                index for index, half in enumerate(self.halves) if start <= half.date <= end
            ]
        return self._windows[key]

    def choices(self, kind, band, window):
        """How many half days have room for this kind in this band."""
        key = (kind, band, window)
        if key not in self._choices:
            indexes = self.in_window(*window)
            self._choices[key] = sum(bool(self.halves[i].spots(kind, band)) for i in indexes)
        return self._choices[key]

    def why_impossible(self, kind, window):
        """Why a line could not be placed even if it were the only one; None if it could."""
        key = (kind, window)
        if key not in self._reasons:
            self._reasons[key] = self._why_impossible(kind, window)
        return self._reasons[key]

    def _why_impossible(self, kind, window):
        halves = [self.halves[index] for index in self.in_window(*window)]
        if any(half.spots(kind) for half in halves):
            return None
        if any(half.is_open(kind) for half in halves):
            return Reason.CAPACITY  # all of it is taken by fixed slots
        if any(half.is_working_time(kind) for half in halves):
            return Reason.QUIET_HOURS
        return Reason.NO_WORKING_TIME
