"""Figures of a survey: shares, and the few causes behind most of what is complained of (R228,
R308-R309, R328-R331)."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause of a Pareto chart (排列图): `share` and `cumulative` in percent."""

    key: object
    count: int
    share: float
    cumulative: float
    is_vital: bool


def percent(part, whole, digits=1):
    """`part` of `whole` in percent, rounded half up; None of nothing."""
    if not whole:
        return None
    scale = 10**digits
    return float(Fraction(int(Fraction(200 * scale * part, whole) + 1) // 2, scale))


def pareto(counts, line=80):
    """The bars of {key: count}, most frequent first; the vital few are those that it takes to
    reach `line` percent.

    Equal counts come in the order in which they are given.
    """
    total = sum(counts.values())
    bars, up_to = [], 0
    for key, count in sorted(counts.items(), key=lambda item: -item[1]):
        if not count:
            continue
        is_vital = up_to * 100 < line * total
        up_to += count
        bars.append(Bar(key, count, percent(count, total), percent(up_to, total), is_vital))
    return bars


def share(part, whole, digits=1):
    """As `percent`, and never above 100."""
    return percent(min(part, whole), whole, digits)


def withheld(answered, total, least):
    """Keys of {group: answers} that are not shown, so that nobody learns what fewer than `least`
    answered: neither from a group, nor by taking what is shown from the `total`."""
    groups = sorted(answered, key=answered.get)
    hidden = [group for group in groups if answered[group] < least]
    # who belongs to no group is what is left over as well
    rest = total - sum(answered.values()) + sum(answered[group] for group in hidden)
    for group in groups[len(hidden) :]:
        if not 0 < rest < least:
            break
        hidden.append(group)
        rest += answered[group]
    return hidden


def weakest(rates):
    """Keys of {key: rate or None} with the lowest rate of those that have one."""
    known = [rate for rate in rates.values() if rate is not None]
    return [key for key, rate in rates.items() if known and rate == min(known)]
