from calendar import monthrange
from datetime import date, datetime, time, timedelta

import pytz
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..engine import clock, quiet
from ..engine.clock import Clock

SHANGHAI = "Asia/Shanghai"
# clocks change at 2:00, at midnight, by half an hour, not at all
ZONES = [SHANGHAI, "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "America/New_York"]
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)

zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
spans = st.integers(0, 40 * 86400).map(lambda seconds: timedelta(seconds=seconds))
PROPERTY = settings(deadline=None, database=None, derandomize=True)


def utc(*local, tz=SHANGHAI):
    return quiet.to_utc(tz, datetime(*local))


def local(moment, tz=SHANGHAI):
    return quiet.to_local(tz, moment)


def office(start, days, tz=SHANGHAI, closed=()):
    """Hours of R189 around `start`: 8:30 to 18:00, at the weekend 9:00 to 17:00."""
    first = local(start, tz).date() - timedelta(days=1)
    opened = []
    for day in (first + timedelta(days=n) for n in range(days + 2)):
        if day not in closed:
            hours = (8.5, 18) if day.weekday() < 5 else (9, 17)
            opened.append(tuple(quiet.to_utc(tz, clock.at_hour(day, hour)) for hour in hours))
    return opened


@tagged("post_install", "-at_install")
class TestEngineClock(BaseCase):
    # hours and days

    def test_R029_hours_run_around_the_clock(self):
        """R191: nights and holidays count."""
        start = utc(2026, 9, 30, 23, 30)
        self.assertEqual(clock.due(Clock("hours", 24), start, SHANGHAI), start + 24 * HOUR)

    @PROPERTY
    @given(moments, st.floats(0, 2000), zones)
    def test_R029_hours_are_hours_in_every_zone(self, start, hours, tz):
        self.assertEqual(
            clock.due(Clock("hours", hours), start, tz), start + timedelta(hours=hours)
        )

    def test_R084_a_week_ends_at_the_same_time_of_day(self):
        self.assertEqual(
            local(clock.due(Clock("days", 7), utc(2026, 2, 25, 10), SHANGHAI)),
            datetime(2026, 3, 4, 10),
        )

    def test_R084_a_week_over_the_change_of_clocks_keeps_the_time_of_day(self):
        start = utc(2026, 3, 25, 10, tz="Europe/Berlin")
        due = clock.due(Clock("days", 7), start, "Europe/Berlin")
        self.assertEqual(local(due, "Europe/Berlin"), datetime(2026, 4, 1, 10))
        self.assertEqual(due - start, 7 * 24 * HOUR - HOUR)

    # calendar months

    def test_R016_three_months_later_is_the_same_day(self):
        due = clock.due(Clock("months", 3), utc(2026, 1, 15, 10), SHANGHAI)
        self.assertEqual(local(due), datetime(2026, 4, 15, 23, 59, 59))

    def test_R016_where_there_is_no_such_day_it_is_the_last_of_the_month(self):
        for start, last in (
            ((2026, 11, 30), date(2027, 2, 28)),
            ((2027, 11, 29), date(2028, 2, 29)),
            ((2026, 1, 31), date(2026, 4, 30)),
        ):
            due = clock.due(Clock("months", 3), utc(*start), SHANGHAI)
            self.assertEqual(local(due).date(), last)

    @PROPERTY
    @given(moments, st.integers(0, 60), zones)
    def test_R016_months_end_on_the_same_day_or_the_last_one(self, start, months, tz):
        begun = local(start, tz).date()
        due = local(clock.due(Clock("months", months), start, tz), tz)
        elapsed = 12 * (due.year - begun.year) + due.month - begun.month
        self.assertEqual(elapsed, months)
        self.assertEqual(due.day, min(begun.day, monthrange(due.year, due.month)[1]))
        # the day is over with the next second, whatever the clocks do that night
        self.assertEqual(
            local(quiet.to_utc(tz, due) + SECOND, tz).date(), due.date() + timedelta(days=1)
        )

    @PROPERTY
    @given(moments, spans, st.integers(0, 60), zones)
    def test_R016_what_began_later_is_never_due_earlier(self, start, later, months, tz):
        clock_of = Clock("months", months)
        self.assertLessEqual(clock.due(clock_of, start, tz), clock.due(clock_of, start + later, tz))

    @PROPERTY
    @given(moments, st.integers(0, 60), st.integers(0, 60), zones)
    def test_R016_more_months_are_never_due_earlier(self, start, some, more, tz):
        self.assertLessEqual(
            clock.due(Clock("months", some), start, tz),
            clock.due(Clock("months", some + more), start, tz),
        )

    @PROPERTY
    @given(moments, st.integers(0, 60), zones)
    def test_R084_days_keep_the_time_of_day_unless_it_does_not_exist(self, start, days, tz):
        due = clock.due(Clock("days", days), start, tz)
        expected = local(start, tz) + timedelta(days=days)
        if local(quiet.to_utc(tz, expected), tz) == expected:
            self.assertEqual(local(due, tz), expected)
        else:
            self.assertLessEqual(abs(local(due, tz) - expected), HOUR)
        self.assertLessEqual(abs(due - start - timedelta(days=days)), HOUR)
        self.assertGreaterEqual(due, start)

    # the same day

    def test_R078_the_same_day_ends_with_the_day(self):
        due = clock.due(Clock("end_of_day", cutoff=17), utc(2026, 3, 4, 9), SHANGHAI)
        self.assertEqual(local(due), datetime(2026, 3, 4, 23, 59, 59))

    def test_F32_at_the_cutoff_hour_it_is_still_today(self):
        today = Clock("end_of_day", cutoff=17, noon=12)
        self.assertEqual(
            local(clock.due(today, utc(2026, 3, 31, 17), SHANGHAI)),
            datetime(2026, 3, 31, 23, 59, 59),
        )

    def test_F32_after_the_cutoff_hour_noon_of_the_next_day(self):
        today = Clock("end_of_day", cutoff=17, noon=12)
        self.assertEqual(
            local(clock.due(today, utc(2026, 3, 31, 17, 0, 1), SHANGHAI)),
            datetime(2026, 4, 1, 12),
        )

    def test_F32_cutoff_and_noon_are_numbers_of_the_policy(self):
        today = Clock("end_of_day", cutoff=15.5, noon=10.25)
        self.assertEqual(
            local(clock.due(today, utc(2028, 2, 28, 16), SHANGHAI)), datetime(2028, 2, 29, 10, 15)
        )

    def test_R194_within_two_days_ends_with_the_second_day_whatever_the_hour(self):
        two_days = Clock("end_of_day", 2, cutoff=17)
        self.assertEqual(
            local(clock.due(two_days, utc(2026, 12, 30, 22), SHANGHAI)),
            datetime(2027, 1, 1, 23, 59, 59),
        )

    @PROPERTY
    @given(moments, st.integers(0, 40), st.floats(0, 24), st.floats(0, 24), zones)
    def test_F32_the_end_of_a_day_lies_on_that_day(self, start, days, cutoff, noon, tz):
        due = clock.due(Clock("end_of_day", days, cutoff=cutoff, noon=noon), start, tz)
        day = local(start, tz).date() + timedelta(days=days)
        after_cutoff = not days and local(start, tz) > clock.at_hour(day, cutoff) + HOUR / 60
        if after_cutoff:
            self.assertEqual(local(due, tz).date(), day + timedelta(days=1))
        if days:
            self.assertEqual(local(due, tz).date(), day)
            self.assertEqual(local(due + SECOND, tz).date(), day + timedelta(days=1))
        self.assertGreaterEqual(due, start)

    @PROPERTY
    @given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), zones)
    def test_the_end_of_a_day_is_its_last_second_even_where_midnight_comes_twice(self, day, tz):
        end = clock.end_of_day(day, tz)
        self.assertEqual(local(end, tz), datetime.combine(day, time(23, 59, 59)))
        self.assertGreater(local(end + SECOND, tz).date(), day)

    # working time

    def test_R189_working_hours_run_while_the_office_is_open(self):
        """Friday 17:00, four hours: one on Friday, three on Saturday from 9:00."""
        start = utc(2026, 3, 6, 17)
        due = clock.due(Clock("working_hours", 4), start, SHANGHAI, office(start, 5))
        self.assertEqual(local(due), datetime(2026, 3, 7, 12))

    def test_R189_what_is_received_at_night_starts_in_the_morning(self):
        start = utc(2026, 3, 3, 22)
        due = clock.due(Clock("working_hours", 2), start, SHANGHAI, office(start, 5))
        self.assertEqual(local(due), datetime(2026, 3, 4, 10, 30))

    def test_R189_a_working_day_ends_at_closing_time_and_holidays_do_not_count(self):
        start = utc(2026, 9, 30, 10)
        holidays = [date(2026, 10, day) for day in range(1, 8)]
        opened = office(start, 20, closed=holidays)
        due = clock.due(Clock("working_days", 2), start, SHANGHAI, opened)
        self.assertEqual(local(due), datetime(2026, 10, 9, 18))

    def test_R189_within_the_working_day_is_the_next_closing_time(self):
        start = utc(2026, 3, 4, 19)
        due = clock.due(Clock("working_days", 0), start, SHANGHAI, office(start, 5))
        self.assertEqual(local(due), datetime(2026, 3, 5, 18))

    def test_where_the_hours_do_not_reach_there_is_no_due_moment(self):
        start = utc(2026, 3, 4, 10)
        self.assertIsNone(clock.due(Clock("working_hours", 90), start, SHANGHAI, office(start, 3)))
        self.assertIsNone(clock.due(Clock("working_days", 9), start, SHANGHAI, office(start, 3)))
        self.assertIsNone(clock.due(Clock("working_hours", 1), start, SHANGHAI))

    @PROPERTY
    @given(moments, st.integers(1, 200), zones)
    def test_R189_exactly_the_working_hours_lie_between_start_and_due(self, start, hours, tz):
        opened = office(start, 40, tz)
        due = clock.due(Clock("working_hours", hours), start, tz, opened)
        worked = sum(
            (max(min(end, due) - max(begin, start), timedelta()) for begin, end in opened),
            timedelta(),
        )
        self.assertEqual(worked, hours * HOUR)
        self.assertTrue(any(begin < due <= end for begin, end in opened))

    @PROPERTY
    @given(moments, st.integers(1, 30), zones, st.sets(st.integers(0, 30), max_size=8))
    def test_R189_exactly_the_working_days_lie_between_start_and_due(
        self, start, days, tz, holidays
    ):
        today = local(start, tz).date()
        closed = {today + timedelta(days=number) for number in holidays}
        opened = office(start, 80, tz, closed)
        due = clock.due(Clock("working_days", days), start, tz, opened)
        after = [local(end, tz).date() for _begin, end in opened if local(end, tz).date() > today]
        self.assertEqual(local(due, tz).date(), after[days - 1])
        self.assertIn(due, [end for _begin, end in opened])

    # pauses

    @PROPERTY
    @given(moments, st.lists(st.tuples(spans, spans), max_size=6))
    def test_F03_pauses_move_by_exactly_the_time_paused(self, due, pauses):
        moved, now = due, due - timedelta(days=300)
        paused = timedelta()
        for before, length in pauses:
            now += before
            moved = clock.shift(moved, now, now + length)
            now += length
            paused += length
        self.assertEqual(moved - due, paused)

    def test_a_pause_that_ends_before_it_began_moves_nothing(self):
        due = utc(2026, 3, 4, 10)
        self.assertEqual(clock.shift(due, due, due - HOUR), due)

    # quiet hours

    QUIET = (
        quiet.QuietPeriod(frozenset([0]), 0, 1440, frozenset(["phone"])),
        quiet.QuietPeriod(None, 0, 540, frozenset(["phone"])),
        quiet.QuietPeriod(None, 720, 840, frozenset(["phone"])),
        quiet.QuietPeriod(None, 1260, 1440, frozenset(["phone"])),
    )

    def test_F14_a_deadline_in_quiet_hours_is_proposed_earlier(self):
        """Monday, when nobody is phoned: Sunday, before nine in the evening."""
        proposed = clock.propose_before(
            utc(2026, 3, 9, 10), SHANGHAI, self.QUIET, "phone", minutes=10
        )
        self.assertEqual(local(proposed), datetime(2026, 3, 8, 20, 50))

    def test_F14_a_deadline_outside_of_quiet_hours_stays(self):
        due = utc(2026, 3, 4, 10)
        self.assertEqual(clock.propose_before(due, SHANGHAI, self.QUIET, "phone"), due)
        monday = utc(2026, 3, 9, 10)
        self.assertEqual(clock.propose_before(monday, SHANGHAI, self.QUIET, "door"), monday)

    def test_F14_where_quiet_hours_leave_nothing_the_deadline_stays(self):
        always = (quiet.QuietPeriod(None, 0, 1440),)
        due = utc(2026, 3, 4, 10)
        self.assertEqual(clock.propose_before(due, SHANGHAI, always, "phone"), due)

    @PROPERTY
    @given(
        moments,
        zones,
        st.lists(
            st.tuples(
                st.none() | st.frozensets(st.integers(0, 6), min_size=1, max_size=4),
                st.tuples(st.integers(0, 1440), st.integers(0, 1440))
                .filter(lambda pair: pair[0] != pair[1])
                .map(sorted),
            ),
            max_size=5,
        ),
        st.sampled_from([1, 10, 45]),
    )
    def test_F14_never_later_than_the_deadline_and_never_in_quiet_hours(
        self, due, tz, closed, minutes
    ):
        periods = [quiet.QuietPeriod(weekdays, *hours) for weekdays, hours in closed]
        proposed = clock.propose_before(due, tz, periods, "phone", minutes=minutes)
        self.assertLessEqual(proposed, due)
        if proposed != due:
            self.assertIsNone(
                quiet.is_quiet(local(proposed, tz), periods, "phone", minutes=minutes)
            )

    # what is no clock

    def test_a_clock_is_of_a_known_kind_and_runs_forward(self):
        with self.assertRaises(ValueError):
            Clock("moons", 1)
        with self.assertRaises(ValueError):
            Clock("hours", -1)

    def test_every_zone_of_these_tests_exists(self):
        self.assertLessEqual(set(ZONES), pytz.all_timezones_set)
