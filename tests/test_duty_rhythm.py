from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..engine.duties import Rhythm, turns, turns_since, unit_bounds

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
UNITS = st.sampled_from(["week", "month", "quarter", "half_year", "year"])


@tagged("post_install", "-at_install")
class TestRhythm(BaseCase):
    """When duties of the office fall due, without a database."""

    def test_R115_monthly_summary_is_due_on_the_25th_and_reminded_from_the_20th(self):
        rhythm = Rhythm("month", due_day=25, remind_days=5, span="cut_off")
        [turn] = turns(rhythm, date(2026, 3, 3))
        self.assertEqual((turn.start, turn.end), (date(2026, 3, 1), date(2026, 3, 31)))
        self.assertEqual((turn.remind, turn.due), (date(2026, 3, 20), date(2026, 3, 25)))

    def test_R115_F39_statistics_from_the_26th_to_the_25th_or_of_the_month_to_date(self):
        day = date(2026, 1, 10)
        [cut_off] = turns(Rhythm("month", due_day=25, span="cut_off"), day)
        self.assertEqual(cut_off.figures_from, date(2025, 12, 26))
        self.assertEqual(cut_off.figures_to, date(2026, 1, 25))
        [to_date] = turns(Rhythm("month", due_day=25, span="to_due"), day)
        self.assertEqual(to_date.figures_from, date(2026, 1, 1))
        self.assertEqual(to_date.figures_to, date(2026, 1, 25))

    def test_R199_week_ends_on_sunday(self):
        [turn] = turns(Rhythm("week", due_day=7), date(2026, 3, 3))
        self.assertEqual((turn.start, turn.due), (date(2026, 3, 2), date(2026, 3, 8)))

    def test_R085_quarterly_analysis_is_due_after_the_quarter(self):
        [turn] = turns(Rhythm("quarter", due_day=10, due_after=True), date(2026, 2, 1))
        self.assertEqual((turn.end, turn.due), (date(2026, 3, 31), date(2026, 4, 10)))

    def test_R301_month_ends_on_its_last_day(self):
        [turn] = turns(Rhythm("month", due_day=31), date(2026, 2, 1))
        self.assertEqual(turn.due, date(2026, 2, 28))

    def test_R197_four_checks_a_month_are_spread_over_it(self):
        found = turns(Rhythm("month", times=4), date(2026, 3, 3))
        self.assertEqual([turn.ordinal for turn in found], [1, 2, 3, 4])
        self.assertEqual(
            [turn.due for turn in found],
            [date(2026, 3, 7), date(2026, 3, 15), date(2026, 3, 23), date(2026, 3, 31)],
        )

    def test_what_began_while_the_server_was_down_is_looked_at_again(self):
        rhythm = Rhythm("month", due_day=25)
        since_long = turns_since(rhythm, date(2020, 1, 1), date(2026, 3, 3))
        self.assertEqual([turn.start for turn in since_long], [date(2026, 2, 1), date(2026, 3, 1)])
        new = turns_since(rhythm, date(2026, 3, 2), date(2026, 3, 3))
        self.assertEqual([turn.start for turn in new], [date(2026, 3, 1)])

    @given(day=DAYS, unit=UNITS, times=st.integers(1, 7), due_day=st.integers(1, 31))
    @settings(max_examples=200, deadline=None)
    def test_turns_cover_their_unit_without_gap_and_are_due_in_it(self, day, unit, times, due_day):
        start, end = unit_bounds(unit, day)
        self.assertTrue(start <= day <= end)
        found = turns(Rhythm(unit, times=times, due_day=due_day), day)
        self.assertEqual(len(found), times)
        self.assertEqual((found[0].start, found[-1].end), (start, end))
        for before, after in zip(found, found[1:], strict=False):
            self.assertEqual((after.start - before.end).days, 1)
        for turn in found:
            self.assertTrue(turn.start <= turn.due <= turn.end or times == 1)
            self.assertTrue(start <= turn.due <= end)

    @given(day=DAYS, unit=UNITS, due_day=st.integers(1, 28))
    @settings(max_examples=200, deadline=None)
    def test_figures_from_cut_off_to_cut_off_meet_without_gap_or_overlap(self, day, unit, due_day):
        rhythm = Rhythm(unit, due_day=due_day, span="cut_off")
        [turn] = turns(rhythm, day)
        start, _end = unit_bounds(unit, day)
        [last] = turns(rhythm, date.fromordinal(start.toordinal() - 1))
        self.assertEqual((turn.figures_from - last.figures_to).days, 1)
