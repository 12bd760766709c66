from odoo.tests import tagged

from .activity_guests_common import GuestsCommon
from .tour_common import FrozenTours

# 14:30 in Shanghai
THE_DAY = "2026-03-20 06:30:00"


@tagged("post_install", "-at_install")
class TestActivityGuestsTour(GuestsCommon, FrozenTours):
    """The entrance on the day of the activity, in the browser (R294)."""

    def test_R294_the_letter_is_scanned_and_the_desk_receives_the_others(self):
        self._invite(self.zhang)
        invitation = self._invitation(self.zhang)
        invitation._answer(True, 1, 1)
        self.activity.state = "ongoing"
        self.start_tour_at(
            THE_DAY,
            f"/steward/invitation/{invitation.access_token}",
            "steward_activity_guests_scan",
            login="t_steward2",
        )
        self.env.invalidate_all()
        self.assertEqual(invitation.attended_count, 2)
        self.start_tour_at(
            THE_DAY,
            f"/odoo/steward.community.activity/{self.activity.id}",
            "steward_activity_guests_desk",
            login="t_steward2",
        )
        self.env.invalidate_all()
        self.assertEqual(self.activity.attended_count, 3)
