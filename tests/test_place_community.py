from datetime import date, datetime

from odoo.tests import freeze_time, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestCommunity(StewardCommon):
    """Days are those of the community's time zone."""

    def test_a_day_begins_and_ends_by_the_clock_of_the_community(self):
        day = date(2026, 3, 10)
        self.assertEqual(self.community._day_start(day), datetime(2026, 3, 9, 16))
        self.assertEqual(self.community._day_end(day), datetime(2026, 3, 10, 15, 59, 59))
        with freeze_time("2026-03-09 17:00:00"):
            self.assertEqual(self.community._tomorrow_start(), datetime(2026, 3, 10, 16))

    def test_a_day_may_have_23_hours(self):
        self.community.tz = "Europe/Berlin"
        self.assertEqual(self.community._day_start(date(2026, 3, 29)), datetime(2026, 3, 28, 23))
        self.assertEqual(self.community._day_start(date(2026, 3, 30)), datetime(2026, 3, 29, 22))
