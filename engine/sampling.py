"""Who is asked: a stratified random sample that comes out the same for the same seed (R225, R305,
R306, F06)."""

import math
import random
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .contact import sample


@dataclass(frozen=True, slots=True)
class Stratum:
    """One building and segment: `base` households count, those in `fresh` may be asked, those in
    `asked` were asked in the year and may be asked again only when nobody else is left.

    `base` is at least as many as there are in both: who cannot be asked still counts.
    """

    key: object
    base: int
    fresh: tuple
    asked: tuple = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """Members drawn, in the order of the strata; `repeated` are those asked before in the year."""

    members: tuple
    repeated: frozenset
    quotas: dict


def size(base, percent):
    """How many of `base` are asked at least: a share of a household is a whole one."""
    # a share such as 0.29 is not exact in binary: what differs by less than a millionth is the same
    return math.ceil(round(base * percent / 100, 6))


def draw(strata, wanted, seed):
    """Draw `wanted` members from `strata`, or as many as there are.

    Every stratum gets its share of the base within one, and so does every run of neighbouring
    strata, such as all segments of a building, as far as it has members; in a stratum all have the
    same chance. Who was asked in the year is asked again only when nobody else is left anywhere.

    :param strata: list of `Stratum`; neighbours in it share a building
    :param seed: whole number or text
    """
    fresh = _quotas(strata, [len(stratum.fresh) for stratum in strata], wanted, seed)
    lacking = wanted - sum(fresh)
    again = _quotas(strata, [len(stratum.asked) for stratum in strata], lacking, f"{seed} again")
    members, repeated = [], set()
    for stratum, first, second in zip(strata, fresh, again, strict=True):
        members += sample(f"{seed} {stratum.key}", stratum.fresh, first)
        twice = sample(f"{seed} {stratum.key} again", stratum.asked, second)
        members += twice
        repeated.update(twice)
    quotas = {
        stratum.key: first + second
        for stratum, first, second in zip(strata, fresh, again, strict=True)
    }
    return Sample(tuple(members), frozenset(repeated), quotas)


def _quotas(strata, room, wanted, seed):
    """How many of each stratum, in proportion to its base, at most what there is `room` for.

    What a stratum has no room for goes to the others, in proportion again.
    """
    quotas = [0] * len(strata)
    left = min(max(wanted, 0), sum(room))
    # which ones are asked is no secret that needs a strong generator
    generator = random.Random(seed)  # noqa: S311
    while left:
        weights = [
            stratum.base if free > taken else 0
            for stratum, free, taken in zip(strata, room, quotas, strict=True)
        ]
        shares = _in_proportion(weights, left, generator)
        for index, share in enumerate(shares):
            given = min(share, room[index] - quotas[index])
            quotas[index] += given
            left -= given
    return quotas


def _in_proportion(weights, wanted, generator):
    """Whole numbers in proportion to `weights`, `wanted` in all; each, and the sum of each run of
    neighbours, differs from its exact share by less than one. The start is random, so that the
    mean of every one over all seeds is its exact share."""
    total = sum(weights)
    start = generator.randrange(total)
    steps = [(wanted * up_to + start) // total for up_to in accumulate(weights, initial=0)]
    return [after - before for before, after in pairwise(steps)]
