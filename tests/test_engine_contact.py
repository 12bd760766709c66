from datetime import datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.contact import (
    is_drawn,
    missing_seats,
    next_allowed,
    sample,
)
from odoo.addons.property_steward.engine.quiet import DAY, MODES, QuietPeriod, is_quiet

PROPERTY = settings(deadline=None, database=None, derandomize=True)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
PERIODS = st.lists(
    st.builds(
        lambda weekdays, span, modes: QuietPeriod(weekdays, *span, modes),
        st.none() | st.frozensets(st.integers(0, 6), min_size=1),
        st.tuples(st.integers(0, DAY), st.integers(0, DAY))
        .map(sorted)
        .filter(lambda span: span[0] < span[1]),
        st.none() | st.frozensets(st.sampled_from(MODES), min_size=1),
    ),
    max_size=5,
)


class TestContact(BaseCase):
    """When a household may be called again, random draws, seats (R011-R012, R031, R197, R280)."""

    @PROPERTY
    @given(MOMENTS, PERIODS, st.sampled_from(MODES), st.integers(1, 60))
    def test_F14_the_next_time_is_never_quiet_nor_before(self, moment, periods, mode, minutes):
        found = next_allowed(moment, periods, mode, minutes=minutes)
        if found is not None:
            self.assertGreaterEqual(found, moment)
            self.assertIsNone(is_quiet(found, periods, mode, minutes=minutes))
            self.assertEqual(found.second, 0)

    @PROPERTY
    @given(MOMENTS, PERIODS, st.sampled_from(MODES))
    def test_F14_no_earlier_hour_of_the_same_day_was_free(self, moment, periods, mode):
        found = next_allowed(moment, periods, mode)
        later = moment.replace(second=0) + timedelta(minutes=1)
        while found is not None and later < found and later.date() == moment.date():
            self.assertIsNotNone(is_quiet(later, periods, mode))
            later += timedelta(minutes=37)

    def test_R012_hours_of_contact_bound_the_day(self):
        def office(_day):
            return [(8 * 60 + 30, 21 * 60)]

        late = datetime(2026, 3, 3, 20, 55)
        self.assertEqual(
            next_allowed(late, [], "phone", minutes=10, within=office),
            datetime(2026, 3, 4, 8, 30),
        )
        self.assertIsNone(next_allowed(late, [], "phone", within=lambda _day: [], days_ahead=3))

    @PROPERTY
    @given(st.text(max_size=20), st.floats(0, 100), st.floats(0, 100))
    def test_R280_who_is_drawn_at_a_share_is_drawn_at_every_larger_one(self, seed, one, other):
        self.assertLessEqual(is_drawn(seed, min(one, other)), is_drawn(seed, max(one, other)))
        self.assertTrue(is_drawn(seed, 100))
        self.assertFalse(is_drawn(seed, 0))

    def test_R280_the_share_is_met_over_many(self):
        drawn = sum(is_drawn(f"callback 7 {case}", 30) for case in range(5000))
        self.assertAlmostEqual(drawn / 5000, 0.3, delta=0.03)

    @PROPERTY
    @given(st.text(max_size=10), st.sets(st.integers(0, 500), max_size=40), st.integers(0, 50))
    def test_R197_a_sample_has_its_size_and_comes_out_the_same(self, seed, population, count):
        drawn = sample(seed, population, count)
        self.assertEqual(len(drawn), min(count, len(population)))
        self.assertLessEqual(set(drawn), population)
        self.assertEqual(sample(seed, sorted(population, reverse=True), count), drawn)

    @PROPERTY
    @given(st.dictionaries(st.integers(0, 3), st.sets(st.integers(0, 3)), min_size=1, max_size=4))
    def test_R031_as_few_seats_as_possible_stay_empty(self, seats):
        people = [*range(4), *(None for _ in seats)]
        best = max(
            sum(person in seats[seat] for seat, person in zip(seats, order, strict=False))
            for order in set(permutations(people, len(seats)))
        )
        self.assertEqual(len(missing_seats(seats)), len(seats) - best)

    def test_R031_every_seat_is_taken_by_another_person(self):
        self.assertEqual(missing_seats({"manager": ["a"], "chief": ["a"]}), ["chief"])
        self.assertEqual(missing_seats({"manager": ["a", "b"], "chief": ["a"]}), [])
        self.assertEqual(missing_seats({"manager": []}), ["manager"])
        self.assertEqual(missing_seats({}), [])
