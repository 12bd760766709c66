"""Recurring duties of the office: in which period they fall, by which day, over which days."""

from dataclasses import dataclass
from datetime import date, timedelta

from .periods import MONTHS, add_months, month_bounds, spread

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a duty is owed and when it is due.

    `due_day` counts from 1: the weekday (Monday is 1) where the unit is a week, otherwise the day
    of the unit's last month, its last day where it is shorter. With `due_after` it counts the days
    after the period's end. `span` says which days the figures of its document cover: the `period`
    itself, from the day after the last due day (`cut_off`, 26th to 25th), or the period up to the
    due day (`to_due`).
    """

    unit: str
    times: int = 1
    due_day: int = 31
    due_after: bool = False
    span: str = "period"
    remind_days: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """One duty owed; `ordinal` counts from 1 within the unit. All days belong to their spans."""

    ordinal: int
    start: date
    end: date
    due: date
    remind: date
    figures_from: date
    figures_to: date


def unit_bounds(unit, day):
    """First and last day of the week, month, quarter, half-year or year in which `day` lies."""
    if unit == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + WEEK - timedelta(days=1)
    step = MONTHS[unit]
    start = date(day.year, (day.month - 1) // step * step + 1, 1)
    return start, add_months(start, step) - timedelta(days=1)


def turns(rhythm, day):
    """The turns of the unit in which `day` lies, spread evenly over it."""
    start, end = unit_bounds(rhythm.unit, day)
    parts = spread(start, end, rhythm.times, rhythm.unit)
    return [
        _turn(rhythm, ordinal, part_start, part_end)
        for ordinal, (part_start, part_end) in enumerate(parts, start=1)
    ]


def turns_since(rhythm, since, today):
    """The turns of the current unit and of the one before that end on `since` or later.

    The unit before is looked at again, because the server may have been down while it began.
    """
    start, _end = unit_bounds(rhythm.unit, today)
    before = turns(rhythm, start - timedelta(days=1))
    return [turn for turn in before + turns(rhythm, today) if turn.end >= since]


def _turn(rhythm, ordinal, start, end):
    due = _due(rhythm, start, end)
    figures_from, figures_to = start, end
    if rhythm.span == "to_due":
        figures_to = min(due, end)
    elif rhythm.span == "cut_off":
        last_due = _due(rhythm, *_previous(rhythm.unit, start))
        figures_from, figures_to = last_due + timedelta(days=1), due
    return Turn(
        ordinal,
        start,
        end,
        due,
        due - timedelta(days=rhythm.remind_days),
        figures_from,
        figures_to,
    )


def _previous(unit, start):
    return unit_bounds(unit, start - timedelta(days=1))


def _due(rhythm, start, end):
    if rhythm.due_after:
        return end + timedelta(days=rhythm.due_day)
    if rhythm.times > 1:
        # several a period: each by the end of its own part
        return end
    if rhythm.unit == "week":
        return start + timedelta(days=min(rhythm.due_day, 7) - 1)
    first, last = month_bounds(end)
    return min(first + timedelta(days=rhythm.due_day - 1), last)
