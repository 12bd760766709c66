from collections import Counter
from fractions import Fraction
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.sampling import Stratum, draw, size

PROPERTY = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
seeds = st.integers(0, 10**6)


def build(rows):
    """Strata of (households that may be asked, asked in the year, neither)."""
    strata, start = [], 0
    for key, (fresh, asked, closed) in enumerate(rows):
        ids = range(start, start + fresh + asked)
        strata.append(Stratum(key, fresh + asked + closed, tuple(ids[:fresh]), tuple(ids[fresh:])))
        start += fresh + asked
    return strata


def strata(asked=5, closed=3):
    rows = st.tuples(st.integers(0, 12), st.integers(0, asked), st.integers(0, closed))
    return st.lists(rows, min_size=1, max_size=8).map(build)


def base_of(some):
    return sum(stratum.base for stratum in some)


def chi_squared(times, cells):
    """How far `times` are from being even over `cells`."""
    expected = sum(times[cell] for cell in cells) / len(cells)
    return sum((times[cell] - expected) ** 2 / expected for cell in cells)


# what an even draw exceeds once in a thousand times, by degrees of freedom
RARE = {2: 13.8, 4: 18.5, 6: 22.5, 9: 27.9, 27: 55.5}


class TestEngineSampling(BaseCase):
    """R225, R305-R306: the sample is as large as demanded, even, random and repeatable."""

    def test_R305_a_share_of_a_household_is_a_whole_one(self):
        self.assertEqual(size(101, 15), 16)
        self.assertEqual(size(100, 15), 15)
        self.assertEqual(size(100, 29), 29)
        self.assertEqual(size(0, 30), 0)

    @PROPERTY
    @given(strata(), st.integers(0, 90), seeds)
    def test_R225_as_many_as_wanted_or_as_there_are_and_nobody_twice(self, some, wanted, seed):
        drawn = draw(some, wanted, seed)
        there = sum(len(stratum.fresh) + len(stratum.asked) for stratum in some)
        self.assertEqual(len(drawn.members), min(wanted, there))
        self.assertEqual(len(set(drawn.members)), len(drawn.members))
        self.assertEqual(sum(drawn.quotas.values()), len(drawn.members))

    @PROPERTY
    @given(strata(), st.integers(0, 90), seeds)
    def test_R225_nobody_is_asked_twice_in_a_year_while_others_are_left(self, some, wanted, seed):
        drawn = draw(some, wanted, seed)
        fresh = {member for stratum in some for member in stratum.fresh}
        self.assertEqual(drawn.repeated, set(drawn.members) - fresh)
        if drawn.repeated:
            self.assertLessEqual(fresh, set(drawn.members))

    @PROPERTY
    @given(strata(asked=0, closed=0), st.integers(0, 100), seeds)
    def test_R306_each_stratum_and_each_building_gets_its_share_within_one(
        self, some, percent, seed
    ):
        base = base_of(some)
        wanted = size(base, percent)
        quotas = draw(some, wanted, seed).quotas
        for first in range(len(some)):
            for last in range(first, len(some)):
                run = some[first : last + 1]
                exact = Fraction(wanted * base_of(run), base) if base else 0
                got = sum(quotas[stratum.key] for stratum in run)
                self.assertLess(abs(got - exact), 1)

    @PROPERTY
    @given(strata(), st.integers(0, 90), seeds)
    def test_R306_the_same_seed_draws_the_same_whatever_the_order(self, some, wanted, seed):
        shuffled = [
            Stratum(stratum.key, stratum.base, stratum.fresh[::-1], stratum.asked[::-1])
            for stratum in some
        ]
        self.assertEqual(draw(some, wanted, seed), draw(shuffled, wanted, seed))

    def test_R306_all_of_a_stratum_have_the_same_chance(self):
        some = build([(10, 0, 0), (7, 0, 0), (3, 0, 0)])
        runs = 4000
        times = Counter(member for seed in range(runs) for member in draw(some, 5, seed).members)
        # four standard deviations of a chance of one in four
        spread = 4 * (runs * 0.25 * 0.75) ** 0.5
        for member in range(20):
            self.assertAlmostEqual(times[member], runs / 4, delta=spread)

    def test_R306_the_eligible_of_a_stratum_have_an_equal_chance_whatever_its_past(self):
        """Chi-squared over fixed seeds; also among those who are asked again."""
        some = build([(10, 5, 3), (7, 0, 9), (3, 5, 0)])
        for wanted, part in ((6, "fresh"), (24, "asked")):
            times = Counter(
                member for seed in range(3000) for member in draw(some, wanted, seed).members
            )
            for stratum in some:
                cells = getattr(stratum, part)
                if cells:
                    with self.subTest(wanted=wanted, stratum=stratum.key):
                        self.assertLess(chi_squared(times, cells), RARE[len(cells) - 1])

    def test_R306_neighbours_are_no_likelier_together_than_any_two(self):
        some = build([(8, 0, 0), (30, 0, 0)])
        times = Counter()
        for seed in range(4000):
            drawn = [member for member in draw(some, 10, seed).members if member < 8]
            times.update(combinations(sorted(drawn), 2))
        pairs = list(combinations(range(8), 2))
        self.assertLess(chi_squared(times, pairs), RARE[len(pairs) - 1])

    def test_R306_no_stratum_is_favoured_in_the_long_run(self):
        """The mean over the seeds is the exact share, also of strata below one sheet."""
        some = build([(1, 0, 0), (2, 0, 0), (5, 0, 0), (12, 0, 0)])
        runs, total = 4000, Counter()
        for seed in range(runs):
            total.update(draw(some, 3, seed).quotas)
        for stratum in some:
            chance = 3 * stratum.base / 20
            spread = 4 * (runs * (chance % 1) * (1 - chance % 1)) ** 0.5
            self.assertAlmostEqual(total[stratum.key], runs * chance, delta=spread)

    def test_R306_another_seed_draws_others(self):
        some = build([(40, 0, 0), (40, 0, 0)])
        self.assertGreater(len({draw(some, 8, seed).members for seed in range(20)}), 15)

    def test_R225_who_cannot_be_asked_still_counts_and_gives_way_to_neighbours(self):
        some = build([(2, 0, 18), (20, 0, 0)])
        drawn = draw(some, size(base_of(some), 20), 1)
        self.assertEqual(drawn.quotas, {0: 2, 1: 6})
