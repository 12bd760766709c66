from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install")
class TestInvitation(GuestsCommon):
    """Before a cultural event households may be invited at the door (R020)."""

    def _invite_at_door(self, user=None, partners=None, activity=None, **vals):
        self._invite(
            partners or self.zhang,
            user=user or self.user_steward,
            activity=activity,
            channel="door",
            **vals,
        )
        return self.env["steward.callback"].search(
            [("activity_id", "=", (activity or self.activity).id)]
        )

    def test_R020_a_household_is_offered_an_invitation_at_the_door_before_the_event(self):
        callback = self._invite_at_door()
        self.assertEqual(callback.partner_id, self.zhang)
        self.assertEqual(callback.trigger, "invitation")
        self.assertEqual(callback.assignee_id, self.steward)
        self.assertEqual(callback.mode_ids.mapped("kind"), ["door"])
        self.assertTrue(callback.is_optional)
        self.assertEqual(callback.invited_to, "中秋游园会")
        # the 20th begins at 16:00 UTC of the 19th
        self.assertEqual(callback.due_at, datetime(2026, 3, 19, 16))
        self.assertLess(callback.scheduled_at, callback.due_at)
        self.assertFalse(callback.deadline_ids.filtered(lambda one: one.state == "running"))

    def test_R020_the_notice_or_letter_goes_along(self):
        letter = self.env["ir.attachment"].with_user(self.user_steward)
        letter = letter.create({"name": "邀请函.pdf", "raw": b"%PDF-1.4"})
        callback = self._invite_at_door(attachment_ids=[Command.set(letter.ids)])
        visit = self._call_on(callback, needs="全家参加")
        self.assertEqual(visit.callback_invitation_ids.name, "邀请函.pdf")
        visit.action_done()
        self.assertEqual(
            visit.purpose_ids, self.env.ref("property_steward.visit_purpose_invitation")
        )
        self.assertEqual(callback.state, "done")
        shown = callback.with_user(self.user_supervisor).invitation_ids
        self.assertEqual(shown.raw, b"%PDF-1.4")
        invitation = self._invitation(self.zhang)
        self.assertEqual((invitation.state, invitation.sent_by_id), ("sent", self.user_steward))

    def test_R020_the_visit_also_fulfils_the_visit_of_the_month(self):
        line = self._create_line(self.zhang)
        visit = self._call_on(self._invite_at_door())
        visit.fulfil_line_ids = line
        visit.action_done()
        self.assertEqual(line.state, "done")

    def test_R020_whoever_does_not_wish_it_declines_in_one_tap_and_is_not_asked_again(self):
        callback = self._invite_at_door()
        callback.with_user(self.user_steward).action_decline()
        self.assertEqual(callback.state, "cancelled")
        self.assertEqual(self._invite_at_door(), callback)
        self.assertEqual(self._invitation(self.zhang).state, "failed")

    def test_R020_nobody_is_invited_twice(self):
        first = self._invite_at_door(partners=self.zhang)
        both = self._invite_at_door(partners=self.zhang | self.li)
        self.assertEqual(len(both), 2)
        self.assertIn(first, both)

    def test_R020_an_activity_that_takes_place_again_is_another_one(self):
        first = self._invite_at_door()
        again = self._invite_at_door(activity=self._approved_activity())
        self.assertEqual(again.partner_id, self.zhang)
        self.assertNotEqual(again, first)
        self.assertEqual(self._invite_at_door(), first)

    def test_R020_nobody_gives_out_a_letter_that_is_not_theirs_to_read(self):
        Attachment = self.env["ir.attachment"]
        secret = Attachment.create({"name": "工资.pdf", "raw": b"%PDF-1.4"})
        with self.assertRaises(AccessError):
            self._invite_at_door(attachment_ids=[Command.set(secret.ids)])
        self.assertEqual(Attachment.search_count([("name", "=", secret.name)]), 1)

    def test_R020_both_visits_of_merged_contacts_stay_on_record(self):
        double = self._create_household(
            "张三", self.unit_102, "138-0000-1111", move_in_date="2024-01-01"
        )
        both = self._invite_at_door(partners=self.zhang | double)
        self.user_accountant.group_ids |= self.env.ref("base.group_partner_manager")
        (self.zhang | double).email = "zhang@example.com"
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.user_accountant)
        wizard._merge((self.zhang | double).ids, self.zhang.with_user(self.user_accountant))
        self.env.invalidate_all()
        self.assertEqual(len(both.exists()), 2)
        self.assertEqual(both.partner_id, self.zhang)
        self.assertEqual(len(self.activity.invitation_ids), 1)

    def test_R020_who_is_to_be_invited_to_what_is_cancelled_is_left_in_peace(self):
        callback = self._invite_at_door()
        self.activity.with_user(self.user_steward)._cancel("台风")
        self.assertEqual((callback.state, callback.closed_reason), ("cancelled", "台风"))
        invitation = self._invitation(self.zhang)
        self.assertEqual((invitation.state, invitation.failure), ("failed", "台风"))

    def test_R020_an_activity_on_another_day_is_told_before_that_day(self):
        callback = self._invite_at_door()
        self.activity.write(
            {"date_begin": datetime(2026, 3, 13, 6), "date_end": datetime(2026, 3, 13, 8)}
        )
        self.activity._sync_event()
        self.assertEqual(callback.due_at, datetime(2026, 3, 12, 16))
        self.assertEqual(str(callback.invited_on), "2026-03-13")
        self.assertLess(callback.scheduled_at, callback.due_at)

    def test_R020_invitations_from_before_activities_were_planned_here_still_show(self):
        Callback = self.env["steward.callback"]
        old = Callback._create_for_households(
            "invitation", self.community, self.zhang, datetime(2026, 3, 3, 2)
        )
        old.sudo().write({"invited_to": "元宵灯会", "invited_on": "2026-03-10"})
        self.assertIn("元宵灯会", old.with_user(self.user_steward).display_name)

    def test_R020_all_who_live_in_the_own_area(self):
        self._invite(user=self.user_steward, channel="door")
        callbacks = self.env["steward.callback"].search([("activity_id", "=", self.activity.id)])
        mine = self.env["steward.occupancy"].with_user(self.user_steward)
        living = mine.search(
            [("community_id", "=", self.community.id), ("state", "=", "moved_in")]
        ).partner_id
        self.assertTrue(living)
        self.assertEqual(callbacks.partner_id, living)
        self.assertNotIn(self.zhao, callbacks.partner_id)

    def test_R020_another_stewards_household_and_the_same_day_are_refused(self):
        with self.assertRefused(UserError, "looked after"):
            self._invite_at_door(partners=self.zhao)
        today = self._approved_activity(
            "今天", date_begin=datetime(2026, 3, 3, 6), date_end=datetime(2026, 3, 3, 8)
        )
        with self.assertRefused(UserError, "after today"):
            self._invite_at_door(activity=today)
        with self.assertRaises(AccessError):
            self._invite_at_door(user=self.user_nobody)

    def test_R020_R291_nobody_is_invited_to_what_is_not_approved(self):
        with self.assertRefused(UserError, "not approved"):
            self._invite_at_door(activity=self._planned_activity("未批准"))

    def test_R020_statements_do_not_grow_with_the_households(self):
        households = self.env["res.partner"]
        for number in range(12):
            unit = self._create_unit(self.building3, f"30{number}")
            households |= self._create_household(f"邀{number}", unit, move_in_date="2025-01-01")
        counts = []
        for name, some in (
            ("热身", households[:2]),
            ("元宵", households[:2]),
            ("端午", households),
        ):
            activity = self._approved_activity(name)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self._invite_at_door(partners=some, activity=activity)), len(some))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 5)
