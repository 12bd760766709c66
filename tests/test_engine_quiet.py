from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.quiet import (
    DAY,
    MODES,
    QuietPeriod,
    allowed_intervals,
    forbidden_intervals,
    is_quiet,
    localize,
    previous_allowed,
    to_local,
    to_utc,
)

PROPERTY = settings(deadline=None, database=None, derandomize=True)
PHONE = frozenset(["phone"])
R011 = QuietPeriod(frozenset([0]), 0, DAY, PHONE)
R012 = [
    QuietPeriod(None, start, end, PHONE)
    for start, end in ((0, 540), (720, 840), (1050, 1140), (1260, DAY))
]
R048 = [QuietPeriod(None, *peak, None, "catering") for peak in ((660, 810), (1020, 1200))]
QUIET = [R011, *R012, *R048]
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)

quiet_periods = st.lists(
    st.builds(
        lambda weekdays, span, modes, audience: QuietPeriod(weekdays, *span, modes, audience),
        st.none() | st.frozensets(st.integers(0, 6), min_size=1),
        st.tuples(st.integers(0, DAY), st.integers(0, DAY))
        .map(sorted)
        .filter(lambda span: span[0] < span[1]),
        st.none() | st.frozensets(st.sampled_from(MODES), min_size=1),
        st.sampled_from(["all", "catering"]),
    ),
    max_size=6,
)
modes = st.sampled_from(MODES)


class TestQuietHours(BaseCase):
    def quiet_at(self, hour, minute=0, *, day=TUESDAY, mode="phone", **kwargs):
        return is_quiet(datetime.combine(day, time(hour, minute)), QUIET, mode, **kwargs)

    def test_R011_nobody_is_phoned_on_a_monday(self):
        self.assertEqual(allowed_intervals(MONDAY, QUIET, "phone"), [])
        self.assertEqual(self.quiet_at(10, day=MONDAY), R011)
        self.assertIsNone(self.quiet_at(10, day=MONDAY, mode="door"))

    def test_R012_the_phone_rests_early_at_noon_at_rush_hour_and_late(self):
        self.assertEqual(
            allowed_intervals(TUESDAY, QUIET, "phone"), [(540, 720), (840, 1050), (1140, 1260)]
        )
        for hour, minute, quiet in (
            (8, 59, True),
            (9, 0, False),
            (11, 59, False),
            (12, 0, True),
            (13, 59, True),
            (14, 0, False),
            (17, 29, False),
            (17, 30, True),
            (19, 0, False),
            (20, 59, False),
            (21, 0, True),
            (23, 59, True),
        ):
            with self.subTest(f"{hour}:{minute}"):
                self.assertEqual(bool(self.quiet_at(hour, minute)), quiet)

    def test_R012_a_call_that_runs_into_the_nap_is_quiet(self):
        self.assertIsNone(self.quiet_at(11, 50, minutes=10))
        self.assertEqual(self.quiet_at(11, 50, minutes=11), R012[1])

    def test_R011_a_call_that_runs_past_midnight_into_monday_is_quiet(self):
        sunday = datetime(2026, 5, 31, 23, 50)
        self.assertIsNone(is_quiet(sunday, [R011], "phone", minutes=10))
        self.assertEqual(is_quiet(sunday, [R011], "phone", minutes=11), R011)

    def test_R048_a_restaurant_is_left_alone_at_meal_peaks_by_any_mode(self):
        self.assertTrue(self.quiet_at(12, mode="door", catering=True))
        self.assertIsNone(self.quiet_at(12, mode="door"))
        self.assertEqual(
            allowed_intervals(MONDAY, QUIET, "other", catering=True, within=[(600, 1080)]),
            [(600, 660), (810, 1020)],
        )

    def test_F14_a_deadline_in_quiet_time_is_proposed_earlier(self):
        def proposed(*moment, **kwargs):
            return previous_allowed(datetime(2026, 6, *moment), QUIET, "phone", **kwargs)

        self.assertEqual(proposed(2, 10, 0), datetime(2026, 6, 2, 10, 0))
        self.assertEqual(proposed(2, 13, 0, minutes=10), datetime(2026, 6, 2, 11, 50))
        self.assertEqual(proposed(2, 11, 55, minutes=10), datetime(2026, 6, 2, 11, 50))
        # Monday: back to Sunday evening
        self.assertEqual(proposed(1, 15, 0, minutes=10), datetime(2026, 5, 31, 20, 50))
        # … or to Friday afternoon, if only working hours count
        self.assertEqual(
            proposed(
                1, 15, 0, minutes=10, within=lambda d: [(540, 1080)] if d.weekday() < 5 else []
            ),
            datetime(2026, 5, 29, 17, 20),
        )

    def test_F14_where_everything_is_quiet_nothing_is_proposed(self):
        always = [QuietPeriod(None, 0, DAY)]
        self.assertIsNone(previous_allowed(datetime(2026, 6, 2, 10, 0), always, "door"))

    def test_a_period_lies_within_one_day(self):
        for span in ((600, 600), (1260, 540), (-1, 10), (0, DAY + 1)):
            with self.assertRaises(ValueError):
                QuietPeriod(None, *span)
        with self.assertRaises(ValueError):
            QuietPeriod(None, 0, 10, None, "dogs")

    @PROPERTY
    @given(quiet_periods, st.dates(), modes, st.booleans())
    def test_every_minute_is_either_forbidden_or_allowed(self, periods, day, mode, catering):
        parts = forbidden_intervals(day, periods, mode, catering)
        parts += allowed_intervals(day, periods, mode, catering)
        minutes = [minute for start, end in parts for minute in range(start, end)]
        self.assertEqual(sorted(minutes), list(range(DAY)))

    @PROPERTY
    @given(quiet_periods, st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), modes)
    def test_a_moment_is_quiet_where_its_minute_is_forbidden(self, periods, moment, mode):
        moment = moment.replace(second=0, microsecond=0)
        minute = moment.hour * 60 + moment.minute
        forbidden = forbidden_intervals(moment.date(), periods, mode)
        self.assertEqual(
            bool(is_quiet(moment, periods, mode)),
            any(start <= minute < end for start, end in forbidden),
        )

    @PROPERTY
    @given(
        quiet_periods,
        st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
        modes,
        st.integers(1, 90),
    )
    def test_F14_the_proposal_is_never_later_and_never_quiet(self, periods, moment, mode, minutes):
        proposed = previous_allowed(moment, periods, mode, minutes=minutes)
        if proposed:
            self.assertLessEqual(proposed, moment)
            self.assertIsNone(is_quiet(proposed, periods, mode, minutes=minutes))


class TestLocalTime(BaseCase):
    def test_shanghai_is_eight_hours_ahead(self):
        self.assertEqual(
            to_utc("Asia/Shanghai", datetime(2026, 6, 2, 7, 30)), datetime(2026, 6, 1, 23, 30)
        )
        self.assertEqual(
            to_local("Asia/Shanghai", datetime(2026, 6, 1, 23, 30)), datetime(2026, 6, 2, 7, 30)
        )

    def test_an_hour_that_is_left_out_is_an_hour_later(self):
        moment = localize("Europe/Berlin", datetime(2026, 3, 29, 2, 30))
        self.assertEqual(moment.replace(tzinfo=None), datetime(2026, 3, 29, 3, 30))
        self.assertEqual(moment.utcoffset(), timedelta(hours=2))

    def test_of_an_hour_that_comes_twice_the_first_is_meant(self):
        moment = localize("Europe/Berlin", datetime(2026, 10, 25, 2, 30))
        self.assertEqual(moment.utcoffset(), timedelta(hours=2))

    @PROPERTY
    @given(
        st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]),
        st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    )
    def test_what_is_stored_is_shown_again(self, tz_name, utc):
        local = to_local(tz_name, utc)
        difference = utc - to_utc(tz_name, local)
        # in the hour that comes twice, the first is stored
        self.assertIn(difference, (timedelta(0), timedelta(hours=1)))
        self.assertEqual(to_local(tz_name, to_utc(tz_name, local)), local)
