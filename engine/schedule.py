"""The month's proposal: a day and a time for each visit that a steward owes.

Hard (never broken): quiet hours (R011, R012, R048), the steward's working time, the line's own
window, one conversation at a time. Then, in this order: the household's preferred time, one
building per half day, an even load over the working days, who waited longest first. When time is
short, those who waited longest are placed. Times are minutes of the community's local day.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median_low

from .intervals import merge, subtract
from .quiet import DAY
from .schedule_halves import ANY, HalfDays, Reason
from .schedule_share import share_half_days


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    date: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which the steward works; holidays and leave are taken out by the caller."""

    date: date
    intervals: tuple


@dataclass(slots=True)
class Line:
    """A visit that is owed.

    `start` and `end` are the first and the last day on which it counts. `building` is also the key
    by which buildings are sorted. `fixed` is a slot that a person chose: it is kept as it is, even
    in a forbidden hour, and takes its time from the others.
    """

    id: Hashable
    building: Hashable
    door_key: str
    mode: str
    start: date
    end: date
    catering: bool = False
    preferred: str = ANY
    last_contact: date | None = None
    no_phone: bool = False
    fixed: Slot | None = None

    @property
    def effective_mode(self):
        """Who does not want to be phoned is visited at the door."""
        return "door" if self.no_phone and self.mode == "phone" else self.mode

    @property
    def kind(self):
        return (self.effective_mode, self.catering)

    @property
    def window(self):
        return (self.start, self.end)

    @property
    def waiting_key(self):
        """Smallest for the household that waited longest; never contacted is longest."""
        contacted = self.last_contact.toordinal() if self.last_contact else 0
        return (contacted, self.door_key, self.id)


@dataclass(frozen=True, slots=True)
class Settings:
    """Policy: minutes of a conversation by mode, bands of the day by name, where half days part."""

    durations: dict = field(default_factory=lambda: {"phone": 10, "door": 20, "other": 30})
    bands: dict = field(
        default_factory=lambda: {
            "morning": (0, 780),
            "afternoon": (780, 1080),
            "evening": (1080, DAY),
        }
    )
    half_day_breaks: tuple = (780,)


@dataclass(slots=True)
class Proposal:
    """Line id → slot, and line id → reason; every line is in exactly one of the two."""

    assigned: dict
    unplaced: dict


def propose(lines, days, quiet, *, settings=None):
    """Propose a slot for each line; the order of the input makes no difference.

    :param lines: `Line`s of one steward, with unique ids
    :param days: the steward's working `Day`s
    :param quiet: `QuietPeriod`s of the community
    :raises ValueError: two lines with one id, or two days with one date
    """
    lines = list(lines)
    days = sorted(days, key=lambda day: day.date)
    if len({line.id for line in lines}) < len(lines):
        raise ValueError("two lines have the same id")
    if len({day.date for day in days}) < len(days):
        raise ValueError("a day is given twice")
    fixed = [line for line in lines if line.fixed]
    half_days = HalfDays(days, tuple(quiet), settings or Settings(), [line.fixed for line in fixed])
    movable, unplaced = [], {}
    for line in lines:
        if line.fixed:
            continue
        if reason := half_days.why_impossible(line.kind, line.window):
            unplaced[line.id] = reason
        else:
            movable.append(line)

    def choosy(line):
        """Preferences first, then those with the fewest half days to choose from."""
        choices = half_days.choices(line.kind, line.preferred, line.window)
        return (line.preferred == ANY, choices, line.waiting_key)

    best = _Round(half_days, movable, fixed).place(sorted(movable, key=choosy))
    if best.failed:
        # Not all fit: those who waited longest are let in, whatever they prefer. Only then are
        # their preferences looked after, unless that pushes one of them out again.
        patient = _Round(half_days, movable, fixed)
        patient.place(sorted(movable, key=lambda line: line.waiting_key))
        rejected = {line.id for line in patient.failed}
        admitted = [line for line in movable if line.id not in rejected]
        again = _Round(half_days, admitted, fixed).place(sorted(admitted, key=choosy))
        best = patient if again.failed else again.place(patient.failed)
        unplaced.update((line.id, Reason.CAPACITY) for line in best.failed)
    return Proposal({line.id: line.fixed for line in fixed} | best.slots(), unplaced)


class _Round:
    """One attempt to place a set of lines, one after the other."""

    def __init__(self, half_days, lines, fixed):
        self.half_days = half_days
        self.halves = half_days.halves
        self.durations = half_days.settings.durations
        self.free = [half.free for half in self.halves]
        self.load = [half.fixed_load for half in self.halves]
        self.day_load = [0] * len(half_days.working_minutes)
        for half in self.halves:
            self.day_load[half.day_index] += half.fixed_load
        self.placed = [{} for _ in self.halves]  # line id → (line, start, end)
        self.full = [set() for _ in self.halves]  # kinds and bands for which there is no gap
        self._share(lines, fixed)

    def _share(self, lines, fixed):
        """Give half days to buildings: `owners` by plan, `guests` where there is no other way."""
        demand, kinds, members = defaultdict(int), defaultdict(int), defaultdict(list)
        for line in lines:
            minutes = self.durations[line.effective_mode]
            demand[line.building] += minutes
            kinds[line.kind] += minutes
            members[line.building].append(line)
        total = sum(demand.values())
        worth = [
            sum(
                need / total * sum(end - start for start, end in half.spots(kind))
                for kind, need in sorted(kinds.items())
            )
            for half in self.halves
        ]

        def turn(building):
            """Buildings whose windows come first, then those that waited longest."""
            middle = median_low(
                sum(day.toordinal() for day in line.window) for line in members[building]
            )
            return middle, fmean(line.waiting_key[0] for line in members[building]), building

        self.guests = [set() for _ in self.halves]
        held = {}
        for line in sorted(fixed, key=lambda line: (line.fixed, line.waiting_key)):
            for index in self.half_days.in_window(line.fixed.date, line.fixed.date):
                start, end = self.halves[index].working[0][0], self.halves[index].working[-1][1]
                if start < line.fixed.end and line.fixed.start < end:
                    held.setdefault(index, line.building)
                    self.guests[index].add(line.building)
        owners = share_half_days(worth, demand, sorted(demand, key=turn), held)
        self.owners = [owners.get(index, set()) for index in range(len(self.halves))]
        self.own = defaultdict(list)
        for index, buildings in sorted(owners.items()):
            for building in buildings:
                self.own[building].append(index)
        self.unowned = [index for index, buildings in enumerate(self.owners) if not buildings]

    def place(self, lines):
        """Place what can be placed; the others are in `failed`, in the order given."""
        failed = self._try_all(lines, lambda line: self._place(line) or self._make_room(line))
        # making room for one may have left a gap for another that had failed before
        self.failed = self._try_all(failed, self._place)
        return self

    @staticmethod
    def _try_all(lines, attempt):
        """Those for which the attempt fails; it is not repeated for lines of the same kind."""
        failed, hopeless = [], set()
        for line in lines:
            key = (line.kind, line.window)
            if key in hopeless or not attempt(line):
                hopeless.add(key)
                failed.append(line)
        return failed

    def _place(self, line):
        """Put the line into the best free place; say whether there was one."""
        window = self.half_days.in_window(*line.window)
        mine = [
            index
            for index in (*self.own[line.building], *self.unowned)
            if window[0] <= index <= window[-1]
        ]
        bands = (ANY,) if line.preferred == ANY else (line.preferred, ANY)
        # the first of the two is what the second would find too, but looks at few half days only
        return any(
            self._place_in(indexes, line, band) for band in bands for indexes in (mine, window)
        )

    def _place_in(self, indexes, line, band):
        key = (line.kind, band)
        candidates = [index for index in indexes if key not in self.full[index]]
        while candidates:
            best = min(candidates, key=lambda index: self._merit(index, line.building))
            start = self._gap(best, line.kind, band)
            if start is not None:
                self._occupy(best, line, start)
                return True
            self.full[best].add(key)
            candidates.remove(best)
        return False

    def _merit(self, index, building):
        """Smallest for the best half day: first whose it is, then how full its day is."""
        if building in self.owners[index] or not self.owners[index]:
            stranger = 0
        else:
            stranger = 1 if building in self.guests[index] else 2
        day = self.halves[index].day_index
        share = self.day_load[day] / self.half_days.working_minutes[day]
        return (stranger, share, self.load[index], index)

    def _gap(self, index, kind, band):
        """The first minute at which a conversation of this kind fits in, or None."""
        minutes = self.durations[kind[0]]
        if spots := self.halves[index].spots(kind, band):
            for free_start, free_end in self.free[index]:
                for spot_start, spot_end in spots:
                    start = max(free_start, spot_start)
                    if min(free_end, spot_end) - start >= minutes:
                        return start
        return None

    def _occupy(self, index, line, start):
        end = start + self.durations[line.effective_mode]
        self.free[index] = subtract(self.free[index], [(start, end)])
        self.placed[index][line.id] = (line, start, end)
        self._count(index, end - start)
        if not self.owners[index]:
            self.owners[index].add(line.building)
            self.own[line.building].append(index)
            self.unowned.remove(index)
        elif line.building not in self.owners[index]:
            self.guests[index].add(line.building)

    def _release(self, index, start, end):
        self.free[index] = merge([*self.free[index], (start, end)])
        self._count(index, start - end)
        self.full[index].clear()

    def _count(self, index, minutes):
        self.load[index] += minutes
        self.day_load[self.halves[index].day_index] += minutes

    def _make_room(self, line):
        """Move one placed line that has another place to go out of this one's way."""
        minutes = self.durations[line.effective_mode]
        stuck = set()
        for index in self.half_days.in_window(*line.window):
            spots = self.halves[index].spots(line.kind)
            for other, start, end in list(self.placed[index].values()):
                key = (other.kind, other.window)
                if key in stuck or end - start < minutes:
                    continue
                if not any(first <= start and start + minutes <= last for first, last in spots):
                    continue
                del self.placed[index][other.id]
                if self._place(other):
                    self._release(index, start, end)
                    self._occupy(index, line, start)
                    return True
                self.placed[index][other.id] = (other, start, end)
                stuck.add(key)
        return False

    def slots(self):
        """Line id → slot.

        Lines that can stand in for each other are dealt out anew: who waited longest gets the
        earliest half day, and within a half day one goes from door to door.
        """
        alike = defaultdict(list)
        for index, placed in enumerate(self.placed):
            for line, start, end in placed.values():
                key = (line.building, line.kind, line.window, line.preferred)
                alike[key].append((index, start, end, line))
        walks = defaultdict(list)
        for (_building, kind, _window, preferred), entries in alike.items():
            waiting = sorted((entry[3] for entry in entries), key=lambda line: line.waiting_key)
            for (index, start, end, _line), line in zip(entries, waiting, strict=True):
                walks[index, kind, preferred].append((start, end, line))
        result = {}
        for (index, _kind, _preferred), entries in walks.items():
            doors = sorted(
                (entry[2] for entry in entries),
                key=lambda line: (line.building, line.door_key, line.id),
            )
            for (start, end), line in zip(sorted(e[:2] for e in entries), doors, strict=True):
                result[line.id] = Slot(self.halves[index].date, start, end)
        return result
