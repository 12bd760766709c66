from datetime import date, datetime

from odoo.tests import freeze_time, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestCommunity(StewardCommon):
    """Days are those of the community's time zone; who stands above whom is found at once."""

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

    def test_R002_who_stands_above_is_found_however_high_it_goes(self):
        """R002: the next one above that somebody else fills, in as many statements as the next."""
        role = self.env.ref("property_steward.role_supervisor")

        def users(but=None):
            self.env.flush_all()
            self.env.invalidate_all()
            role._and_above().mapped("name")
            before = self.cr.sql_log_count
            found = self.community._users_upwards(role, but)
            return found, self.cr.sql_log_count - before

        next_above, few = users()
        self.assertEqual(next_above, self.user_supervisor)
        self.assertEqual(users(self.user_supervisor)[0], self.user_manager)
        between = self.env.ref("property_steward.role_centre_manager") + role
        self.community.assignment_ids.filtered(lambda held: held.role_id in between).unlink()
        highest, many = users()
        self.assertEqual(highest, self.user_gm)
        self.assertEqual(many, few)
        self.assertFalse(users(self.user_gm)[0])
