"""Whose turn it is, where one household out of several is owed a visit per period (R008)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household that may be chosen while `since` to `until` lasts; `last` is its last contact."""

    key: int
    last: date | None
    since: date
    until: date

    def eligible(self, day):
        return self.since <= day <= self.until


def rotate(slots, candidates):
    """Choose a candidate for every slot: whoever waited longest, ties by key.

    A slot is (day, key or None): one that is taken by an eligible candidate stays as it is, so that
    running again changes nothing. Being chosen counts as a contact on the slot's day. Returns a
    list of keys, None where nobody is eligible.
    """
    last = {candidate.key: candidate.last or date.min for candidate in candidates}
    by_key = {}
    for candidate in candidates:
        by_key.setdefault(candidate.key, []).append(candidate)
    kept = {}
    for day, key in slots:
        if any(candidate.eligible(day) for candidate in by_key.get(key, ())):
            kept[day] = key
            last[key] = max(last[key], day)
    chosen = []
    for day, _key in slots:
        key = kept.get(day)
        if key is None:
            able = {candidate.key for candidate in candidates if candidate.eligible(day)}
            key = min(able, key=lambda one: (last[one], one), default=None)
            if key is not None:
                last[key] = day
        chosen.append(key)
    return chosen
