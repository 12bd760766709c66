"""Whom to ask and when: the next time at which a household may be called, random draws that come
out the same every time, and who was present (R011-R012, R031, R197, R280, F14)."""

import hashlib
import random
from datetime import datetime, time, timedelta

from . import quiet


def next_allowed(  # noqa: PLR0913 -- the facts of a contact, most of them with a default
    local_dt, periods, mode, catering=False, *, minutes=1, within=None, days_ahead=31
):
    """The earliest start, not before `local_dt`, of a contact of `minutes` outside quiet time.

    All times are naive local ones. `within` gives the minutes that count on a day (contact hours);
    None means all of them. Returns None when the next `days_ahead` days leave nothing.
    """
    begin_dt = local_dt.replace(second=0, microsecond=0)
    if begin_dt < local_dt:
        begin_dt += timedelta(minutes=1)
    earliest = begin_dt.hour * 60 + begin_dt.minute
    for ahead in range(days_ahead + 1):
        day = begin_dt.date() + timedelta(days=ahead)
        hours = quiet.ALL_DAY if within is None else within(day)
        for start, end in quiet.allowed_intervals(day, periods, mode, catering, hours):
            begin = max(start, earliest)
            if begin + minutes <= end:
                return datetime.combine(day, time.min) + timedelta(minutes=begin)
        earliest = 0
    return None


def is_drawn(seed, share):
    """Whether the matter named `seed` is among the `share` percent that are drawn at random."""
    digest = hashlib.sha256(seed.encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 * 100 < share


def sample(seed, population, count):
    """`count` members of `population` at random, or all of them where there are fewer: the same
    ones for the same seed, in whatever order the population comes."""
    ordered = sorted(population)
    if count >= len(ordered):
        return ordered
    # which ones are checked is no secret that needs a strong generator
    return sorted(random.Random(seed).sample(ordered, count))  # noqa: S311


def missing_seats(seats):
    """Seats that stay empty when every person takes one seat only (R031: four persons).

    :param seats: dict of seat to the persons present who may take it
    :return: list of seats, as few as possible
    """
    taken = {}

    def find_place(seat, tried):
        for person in seats[seat]:
            if person in tried:
                continue
            tried.add(person)
            if person not in taken or find_place(taken[person], tried):
                taken[person] = seat
                return True
        return False

    return [seat for seat in seats if not find_place(seat, set())]
