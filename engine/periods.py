"""Periods in which a visit is owed: months, quarters, n times a year, fortnights."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
FORTNIGHT = timedelta(days=14)
# any Monday will do: rounds that nobody anchored must not begin anew with every year
DEFAULT_ANCHOR = date(2024, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both days belong to the period.

    `ordinal` counts from 1 within the year and is the same whenever in the year one asks, so that
    it can stand in a unique key ("the second of three visits of 2026").
    """

    start: date
    end: date
    ordinal: int


def add_months(day, months):
    """The same day `months` later; the last day of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_bounds(day):
    """First and last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def periods(  # noqa: PLR0913 -- a rhythm, a year, and what limits it
    unit, times, year, *, since=None, until=None, anchor=None
):
    """The periods of `year` in which a visit is owed `times` times per `unit`.

    Several times per unit are spread evenly over it: three a year are January to April, May to
    August, September to December (R039); twice a month is 1–15 and 16–end. A fortnight belongs to
    the year in which it ends and is counted from `anchor`. Periods over before `since` or beginning
    after `until` are left out; those that remain keep their full length and their ordinal.
    """
    if times < 1:
        raise ValueError(f"times must be positive, not {times}")
    if unit == "fortnight":
        units = _fortnights(year, anchor or DEFAULT_ANCHOR)
    else:
        step = MONTHS[unit]
        starts = [date(year, month, 1) for month in range(1, 13, step)]
        units = [(start, add_months(start, step) - timedelta(days=1)) for start in starts]
    spans = [span for start, end in units for span in spread(start, end, times, unit)]
    return [
        Period(start, end, ordinal)
        for ordinal, (start, end) in enumerate(spans, start=1)
        if (since is None or end >= since) and (until is None or start <= until)
    ]


def _fortnights(year, anchor):
    first = date(year, 1, 1)
    start = anchor + (first - anchor) // FORTNIGHT * FORTNIGHT
    while (end := start + FORTNIGHT - timedelta(days=1)).year == year:
        yield start, end
        start += FORTNIGHT


def spread(start, end, times, unit):
    """Cut a unit into `times` parts: by whole months where it has as many, else by days."""
    months = MONTHS.get(unit, 0)
    if times <= months:
        cuts = [add_months(start, months * part // times) for part in range(times)]
    else:
        days = (end - start).days + 1
        if times > days:
            raise ValueError(f"{times} periods do not fit into {days} days")
        cuts = [start + timedelta(days=days * part // times) for part in range(times)]
    ends = [cut - timedelta(days=1) for cut in cuts[1:]] + [end]
    return zip(cuts, ends, strict=True)
