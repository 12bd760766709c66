from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.periods import add_months, month_bounds, periods

PROPERTY = settings(deadline=None, database=None, derandomize=True)
DAY = timedelta(days=1)
YEARS = st.integers(2000, 2099)


class TestPeriods(BaseCase):
    def spans(self, *args, **kwargs):
        return [(period.start, period.end) for period in periods(*args, **kwargs)]

    def test_R004_a_household_has_twelve_months(self):
        months = periods("month", 1, 2024)
        self.assertEqual([period.ordinal for period in months], list(range(1, 13)))
        self.assertEqual(months[1].end, date(2024, 2, 29))

    def test_R005_R009_R010_quarters_and_pairs_of_months(self):
        quarters = self.spans("quarter", 1, 2026)
        self.assertEqual(len(quarters), 4)
        self.assertEqual(quarters[1], (date(2026, 4, 1), date(2026, 6, 30)))
        pairs = self.spans("two_months", 1, 2026)
        self.assertEqual(len(pairs), 6)
        self.assertEqual(pairs[0], (date(2026, 1, 1), date(2026, 2, 28)))

    def test_R039_three_visits_a_year_are_spread_over_it(self):
        self.assertEqual(
            self.spans("year", 3, 2026),
            [
                (date(2026, 1, 1), date(2026, 4, 30)),
                (date(2026, 5, 1), date(2026, 8, 31)),
                (date(2026, 9, 1), date(2026, 12, 31)),
            ],
        )

    def test_twice_a_month_parts_the_month_in_the_middle(self):
        halves = self.spans("month", 2, 2026)
        self.assertEqual(halves[0], (date(2026, 1, 1), date(2026, 1, 15)))
        self.assertEqual(halves[1], (date(2026, 1, 16), date(2026, 1, 31)))
        self.assertEqual(len(halves), 24)

    def test_a_start_in_the_middle_of_the_year_keeps_ordinals_and_drops_what_is_over(self):
        later = periods("quarter", 1, 2026, since=date(2026, 6, 30))
        self.assertEqual([period.ordinal for period in later], [2, 3, 4])
        self.assertEqual(later[0].start, date(2026, 4, 1))
        self.assertEqual(
            [period.ordinal for period in periods("quarter", 1, 2026, since=date(2026, 7, 1))],
            [3, 4],
        )
        self.assertEqual(
            [period.ordinal for period in periods("month", 1, 2026, until=date(2026, 2, 1))],
            [1, 2],
        )

    def test_the_fortnights_of_a_year_are_counted_from_their_anchor(self):
        rounds = periods("fortnight", 1, 2026, anchor=date(2025, 12, 29))
        self.assertEqual((rounds[0].start, rounds[0].end), (date(2025, 12, 29), date(2026, 1, 11)))
        self.assertEqual(rounds[1].start, date(2026, 1, 12))

    def test_no_impossible_rhythm(self):
        with self.assertRaises(ValueError):
            periods("month", 0, 2026)
        with self.assertRaises(ValueError):
            periods("month", 30, 2026)
        with self.assertRaises(KeyError):
            periods("moon", 1, 2026)

    def test_months_end_where_they_end(self):
        self.assertEqual(add_months(date(2026, 1, 31), 1), date(2026, 2, 28))
        self.assertEqual(add_months(date(2026, 11, 30), 3), date(2027, 2, 28))
        self.assertEqual(add_months(date(2026, 1, 15), -1), date(2025, 12, 15))
        self.assertEqual(month_bounds(date(2024, 2, 10)), (date(2024, 2, 1), date(2024, 2, 29)))

    @PROPERTY
    @given(
        st.sampled_from(["month", "two_months", "quarter", "half_year", "year"]),
        st.integers(1, 12),
        YEARS,
    )
    def test_periods_cover_the_year_without_gap_or_overlap(self, unit, times, year):
        spans = self.spans(unit, times, year)
        self.assertEqual(spans[0][0], date(year, 1, 1))
        self.assertEqual(spans[-1][1], date(year, 12, 31))
        for (_start, end), (start, _end) in zip(spans, spans[1:], strict=False):
            self.assertEqual(end + DAY, start)

    @PROPERTY
    @given(YEARS, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    def test_each_fortnight_belongs_to_exactly_one_year(self, year, anchor):
        spans = self.spans("fortnight", 1, year, anchor=anchor)
        spans += self.spans("fortnight", 1, year + 1, anchor=anchor)
        for (first, end), (start, _end) in zip(spans, spans[1:], strict=False):
            self.assertEqual((first - anchor).days % 14, 0)
            self.assertEqual((end - first).days, 13)
            self.assertEqual(end + DAY, start)
