from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install", "access")
class TestActivityGuestRights(GuestsCommon):
    """Who sees events and guests of activities: roles of the community, and nobody else; users of
    the Events app see what is theirs as before (R291)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invite()
        cls.invitation = cls._invitation(cls.zhang)
        cls.invitation._answer(True, 1, 0)
        cls.guest = cls.invitation.registration_ids
        cls.event = cls.activity.event_id
        cls.fair = cls.env["event.event"].create(
            {
                "name": "招聘会",
                "date_begin": "2026-05-01 01:00:00",
                "date_end": "2026-05-01 09:00:00",
            }
        )
        cls.visitor = cls.env["event.registration"].create(
            {"event_id": cls.fair.id, "name": "应聘者"}
        )
        cls.user_events = new_test_user(
            cls.env, "t_events", groups="base.group_user,event.group_event_manager"
        )

    def _may(self, record, user, *operations):
        record = record.with_user(user)
        return [name for name in operations if record.has_access(name)]

    def test_R291_whoever_holds_a_role_in_the_community_receives_its_guests(self):
        for user in (self.user_steward, self.user_steward2, self.user_supervisor, self.user_gm):
            self.assertEqual(self._may(self.event, user, "read", "write", "unlink"), ["read"])
            self.assertEqual(
                self._may(self.guest, user, "read", "write", "create", "unlink"),
                ["read", "write", "create"],
            )

    def test_R291_people_of_ours_see_no_other_events(self):
        for user in (self.user_steward, self.user_supervisor, self.user_gm, self.user_auditor):
            self.assertFalse(self._may(self.fair, user, "read"))
            self.assertFalse(self._may(self.visitor, user, "read", "write"))

    def test_R291_nobody_without_a_role_sees_the_guests(self):
        for user in (self.user_nobody, self.user_department, self.user_portal, self.user_public):
            self.assertFalse(self._may(self.guest, user, "read", "write", "create"))
        self.assertEqual(self._may(self.guest, self.user_auditor, "read", "write"), ["read"])

    def test_R291_the_role_in_another_community_is_none_here(self):
        self._create_person("elsewhere", "外区管家")
        other = self.env["steward.community"].create({"name": "别处花园", "tz": "Asia/Shanghai"})
        self._assign(self.elsewhere, "steward", other)
        self.assertFalse(self._may(self.event, self.user_elsewhere, "read"))
        self.assertFalse(self._may(self.guest, self.user_elsewhere, "read", "write"))
        self.assertFalse(self._may(self.invitation, self.user_elsewhere, "read", "write"))

    def test_R291_a_user_of_the_events_app_keeps_all_events_but_sees_no_residents(self):
        rights = ("read", "write", "create", "unlink")
        self.assertEqual(self._may(self.fair, self.user_events, *rights), list(rights))
        self.assertEqual(self._may(self.visitor, self.user_events, *rights), list(rights))
        self.assertEqual(self._may(self.event, self.user_events, "read"), ["read"])
        self.assertFalse(self._may(self.guest, self.user_events, *rights))
        found = self.env["event.registration"].with_user(self.user_events).search([])
        self.assertIn(self.visitor, found)
        self.assertNotIn(self.guest, found)

    def test_R291_who_holds_a_role_and_uses_the_events_app_sees_both(self):
        self.user_steward.group_ids |= self.env.ref("event.group_event_user")
        self.assertTrue(self._may(self.fair, self.user_steward, "read"))
        self.assertTrue(self._may(self.visitor, self.user_steward, "read"))
        self.assertTrue(self._may(self.guest, self.user_steward, "read"))

    def test_R291_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "别家物业"})
        stranger = new_test_user(
            self.env,
            "t_company",
            groups="base.group_user,event.group_event_manager,"
            "property_steward.property_steward_group_general_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        for record in (self.event, self.guest, self.invitation, self.activity):
            self.assertFalse(self._may(record, stranger, "read", "write"))

    def test_R291_nobody_says_by_hand_of_which_household_a_guest_is(self):
        guests = self.env["event.registration"].with_user(self.user_steward)
        vals = {"event_id": self.event.id, "name": "冒名"}
        for name, value in (
            ("steward_partner_id", self.zhao.id),
            ("steward_invitation_id", self.invitation.id),
        ):
            with self.assertRaises(AccessError):
                guests.create({**vals, name: value})
            with self.assertRaises(AccessError):
                guests.with_context(**{f"default_{name}": value}).create(vals)
            with self.assertRaises(AccessError):
                self.guest.with_user(self.user_steward)[name] = value
        self.assertTrue(guests.create(vals))

    def test_R291_mails_of_the_events_app_name_no_resident_to_others(self):
        scheduler = self.event.event_mail_ids[:1]
        line = self.env["event.mail.registration"].create(
            {"scheduler_id": scheduler.id, "registration_id": self.guest.id}
        )
        self.assertFalse(self._may(line, self.user_events, "read", "write"))
        other = self.env["event.mail.registration"].create(
            {"scheduler_id": self.fair.event_mail_ids[:1].id, "registration_id": self.visitor.id}
        )
        self.assertEqual(self._may(other, self.user_events, "read", "write"), ["read", "write"])

    def test_R291_whoever_reads_the_activity_sees_figures_only(self):
        activity = self.activity.with_user(self.user_collector)
        self.assertEqual(activity.registration_count, 1)
        with self.assertRaises(AccessError):
            activity.invitation_ids.mapped("answer")

    def test_R290_R291_the_event_follows_the_approved_form(self):
        self.assertEqual(self.event.name, "中秋游园会")
        self.assertEqual(self.event.date_tz, "Asia/Shanghai")
        self.assertEqual(self.event.company_id, self.community.company_id)
        self.assertEqual(self.event.user_id, self.user_steward)
        self.assertFalse(self.event.address_id, "no contact is made up for the place")
        self.assertIn("中心广场", self.event.address_inline)
        self.assertTrue(self.event.event_mail_ids, "the mails of the Events app")
        self.assertFalse(self.event.seats_limited)
        hall = self.env["res.partner"].create({"name": "文化活动中心", "street": "文一路1号"})
        second = self._approved_activity("第二场", venue_id=hall.id, seats_max=50)
        self.assertEqual(second.event_id.address_id, hall)
        self.assertEqual((second.event_id.seats_limited, second.event_id.seats_max), (True, 50))
