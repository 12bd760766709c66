from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install")
class TestActivityInvitation(GuestsCommon):
    """Households are invited as a set, only after approval, nobody twice (R291)."""

    def _living(self, user):
        occupancies = self.env["steward.occupancy"].with_user(user)
        domain = [("community_id", "=", self.community.id), ("state", "=", "moved_in")]
        return occupancies.search(domain).partner_id

    def test_R291_all_who_live_in_the_community_are_invited_by_the_supervisor(self):
        invited = self._invite()
        self.assertEqual(invited.partner_id, self._living(self.user_supervisor))
        self.assertIn(self.zhao, invited.partner_id)
        invitation = self._invitation(self.zhang)
        self.assertEqual(
            (invitation.door, invitation.building_id, invitation.steward_id),
            ("3-2-1204", self.building3, self.steward),
        )
        self.assertEqual(
            (invitation.state, invitation.answer, invitation.channel), ("to_send", "none", "letter")
        )
        self.assertEqual(self.activity.invitation_count, len(invited))

    def test_R291_a_steward_invites_the_own_area_only(self):
        invited = self._invite(user=self.user_steward)
        self.assertIn(self.zhang, invited.partner_id)
        self.assertNotIn(self.zhao, invited.partner_id)
        with self.assertRefused(UserError, "looked after"):
            self._invite(self.zhao, user=self.user_steward)

    def test_R291_nobody_is_invited_before_the_approval(self):
        for state in ("draft", "submitted", "reviewed"):
            planned = self._planned_activity(f"未批{state}")
            planned.state = state
            with self.assertRefused(UserError, "not approved"):
                planned.with_user(self.user_steward).action_invite()
            with self.assertRefused(UserError, "not approved"):
                self._invite(activity=planned)
            with self.assertRefused(UserError, "not approved"):
                self.env["steward.activity.invitation"]._invite(planned, [], "letter")
            with self.assertRefused(ValidationError, "not approved"):
                self.env["steward.activity.invitation"].create(
                    {"activity_id": planned.id, "partner_id": self.zhang.id}
                )
            self.assertFalse(planned.invitation_count)

    def test_R291_nobody_is_invited_to_what_has_begun(self):
        self.activity.sudo().date_begin = "2026-03-03 01:00:00"
        with self.assertRefused(UserError, "has begun"):
            self._invite()

    def test_R291_nobody_is_invited_twice(self):
        first = self._invite(self.zhang)
        both = self._invite(self.zhang | self.li)
        self.assertEqual(len(both), 2)
        self.assertIn(first, both)
        wizard = self.env["steward.invitation"].with_user(self.user_supervisor)
        wizard = wizard.create({"activity_id": self.activity.id})
        self.assertEqual(wizard.known_count, 2)
        self.assertEqual(wizard.count, len(self._living(self.user_supervisor)) - 2)

    def test_R291_who_wants_no_invitations_gets_none(self):
        self.zhang.with_user(self.user_steward).no_activity_invitations = True
        wizard = self.env["steward.invitation"].with_user(self.user_steward)
        wizard = wizard.create({"activity_id": self.activity.id})
        self.assertEqual(wizard.unwilling_count, 1)
        self.assertNotIn(self.zhang, self._invite().partner_id)
        with self.assertRefused(UserError, "want no invitations"):
            self._invite(self.zhang, user=self.user_steward)

    def test_R291_who_changed_their_mind_meanwhile_gets_no_letter(self):
        invitation = self._invite(self.zhang | self.li)
        self.zhang.no_activity_invitations = True
        action = self.activity.with_user(self.user_supervisor).action_print_letters()
        self.assertEqual(action["context"]["active_ids"], self._invitation(self.li).ids)
        invitation.with_user(self.user_supervisor).action_sent()
        self.assertEqual(self._invitation(self.zhang).state, "to_send")
        self.assertEqual(self._invitation(self.li).state, "sent")

    def test_R291_by_building_by_tag_by_capacity(self):
        tag = self.env["steward.segment.tag"].search([], limit=1)
        self.zhao.segment_tag_ids = tag
        invited = self._invite(segment_tag_ids=[Command.set(tag.ids)])
        self.assertEqual(invited.partner_id, self.zhao)
        second = self._approved_activity("亲子活动")
        self._invite(activity=second, building_ids=[Command.set(self.building3.ids)])
        self.assertEqual(
            second.invitation_ids.building_id, self.building3, "only those of the building"
        )
        # an owner who does not live there is asked to an owners' meeting
        absent = self._create_household("外地业主", self.unit_102)
        third = self._approved_activity("业主大会")
        self._invite(activity=third, capacity="owner")
        self.assertIn(absent, third.invitation_ids.partner_id)
        self.assertNotIn(absent, self._living(self.user_supervisor))

    def test_R291_the_form_counts_before_anybody_is_invited(self):
        action = self.activity.with_user(self.user_supervisor).action_invite()
        Wizard = self.env["steward.invitation"].with_user(self.user_supervisor)
        form = Form(
            Wizard.with_context(**action["context"]), "property_steward.invitation_view_form"
        )
        self.assertEqual(form.count, len(self._living(self.user_supervisor)))
        form.building_ids.add(self.building10)
        self.assertLess(form.count, len(self._living(self.user_supervisor)))
        form.save()
        self.assertFalse(self.activity.invitation_count)

    def test_R291_one_household_with_two_units_is_invited_once(self):
        self._occupy(self.zhang, self.unit_102, move_in_date="2024-01-01")
        self.assertEqual(len(self._invite(self.zhang)), 1)

    def test_R291_links_are_long_and_all_different(self):
        invited = self._invite()
        tokens = invited.mapped("access_token")
        self.assertEqual(len(set(tokens)), len(invited))
        # 32 bytes in base64
        self.assertTrue(all(len(token) >= 43 for token in tokens))
        with self.assertRaises(AccessError):
            invited.with_user(self.user_steward).mapped("access_token")

    def test_R291_nobody_writes_invitations_by_hand(self):
        invitation = self._invite(self.zhang).with_user(self.user_supervisor)
        with self.assertRaises(AccessError):
            invitation.answer = "yes"
        with self.assertRaises(AccessError):
            invitation.create({"activity_id": self.activity.id, "partner_id": self.li.id})
        with self.assertRaises(AccessError):
            invitation.unlink()

    def test_R291_who_has_no_role_here_neither_invites_nor_sees(self):
        for user in (self.user_nobody, self.user_collector, self.user_department):
            with self.assertRaises(AccessError):
                self._invite(user=user)
        invitation = self._invite(self.zhang)
        for user in (self.user_nobody, self.user_collector, self.user_portal, self.user_public):
            with self.assertRaises(AccessError):
                invitation.with_user(user).read(["answer"])
        self.assertFalse(invitation.with_user(self.user_auditor).link)
        self.assertTrue(invitation.with_user(self.user_steward2).link)

    def test_R291_what_did_not_go_out_can_be_withdrawn(self):
        invited = self._invite(self.zhang | self.li).with_user(self.user_supervisor)
        invited[0].action_sent()
        with self.assertRefused(UserError, "is kept"):
            invited.action_withdraw()
        invited[1].action_withdraw()
        self.assertEqual(self.activity.invitation_count, 1)

    def test_R291_statements_do_not_grow_with_the_households(self):
        households = self.env["res.partner"]
        for number in range(12):
            unit = self._create_unit(self.building3, f"30{number}")
            households |= self._create_household(f"邀{number}", unit, move_in_date="2025-01-01")
        counts = []
        for name, some in (("热身", households[:2]), ("二", households[:2]), ("三", households)):
            activity = self._approved_activity(name)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            domain = [("state", "=", "moved_in"), ("partner_id", "in", some.ids)]
            invited = self.env["steward.activity.invitation"]._invite(activity, domain, "letter")
            self.assertEqual(len(invited), len(some))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[1])

    def test_R015_merged_contacts_keep_the_invitation_that_was_answered(self):
        double = self._create_household("张三", self.unit_102, move_in_date="2024-01-01")
        self._invite(self.zhang | double)
        answered = self._invitation(double)
        answered._answer(True, 2, 0)
        other = self._approved_activity("第二场")
        self._invite(double, activity=other)
        self.user_accountant.group_ids |= self.env.ref("base.group_partner_manager")
        (self.zhang | double).email = "zhang@example.com"
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.user_accountant)
        wizard._merge((self.zhang | double).ids, self.zhang.with_user(self.user_accountant))
        self.env.invalidate_all()
        kept = self._invitation(self.zhang)
        self.assertEqual(kept, answered)
        self.assertEqual((kept.answer, kept.headcount), ("yes", 2))
        self.assertEqual(kept.registration_ids.steward_partner_id, self.zhang)
        self.assertEqual(self._invitation(self.zhang, other).channel, "letter")
