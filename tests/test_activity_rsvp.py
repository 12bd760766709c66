from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.mail.tests.common import MailCommon

from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install")
class TestActivityAnswer(MailCommon, GuestsCommon):
    """Answers of households, seats and the waiting list (R291)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls._invite()
        cls.first, cls.second, cls.third = (
            cls._invitation(partner) for partner in (cls.zhang, cls.li, cls.zhao)
        )

    def _limit(self, seats):
        self.activity.sudo().seats_max = seats
        self.activity._sync_event()

    def test_R291_one_registration_per_head_the_guests_numbered(self):
        self.first._answer(True, 2, 1)
        heads = self.first.registration_ids.sorted("id")
        self.assertEqual(heads.mapped("name"), ["张三", "张三 (2)", "张三 (3)"])
        self.assertEqual(heads.mapped("is_minor"), [False, False, True])
        self.assertEqual(heads.steward_partner_id, self.zhang)
        self.assertEqual(heads.event_id, self.activity.event_id)
        self.assertEqual((self.first.answer, self.first.headcount), ("yes", 3))
        self.assertEqual(self.first.answered_by, "resident")
        self.assertEqual(self.activity.registration_count, 3)
        self.assertEqual((self.activity.adult_count, self.activity.minor_count), (2, 1))

    def test_R291_an_answer_can_be_changed_until_the_start(self):
        self.first._answer(True, 3, 0)
        self.first._answer(True, 1, 1)
        heads = self._registered(self.first)
        self.assertEqual(sorted(heads.mapped("is_minor")), [False, True])
        self.first._answer(False)
        self.assertFalse(self._registered(self.first))
        self.assertEqual((self.first.answer, self.first.headcount), ("no", 0))
        self.first._answer(True, 1, 0)
        self.assertEqual(len(self._registered(self.first)), 1)
        # 14:00 in Shanghai
        with freeze_time("2026-03-20 06:00:00"), self.assertRefused(UserError, "has begun"):
            self.first._answer(False)

    def test_R291_a_household_comes_with_as_many_as_the_policy_allows(self):
        self.policy.activity_guests_max = 3
        for adults, minors in ((0, 0), (4, 0), (2, 2), (-1, 2)):
            with self.assertRefused(UserError, "1 to 3"):
                self.first._answer(True, adults, minors)
        self.first._answer(True, 2, 1)
        self.assertEqual(self.first.headcount, 3)

    def test_R291_who_finds_it_full_waits_and_moves_up_first_come_first_served(self):
        self._limit(3)
        self.first._answer(True, 2, 0)
        self.second._answer(True, 2, 0)
        self.assertEqual((self.second.answer, self.second.headcount), ("waiting", 2))
        self.assertFalse(self.second.registration_ids)
        with freeze_time("2026-03-03 03:00:00"):
            self.third._answer(True, 1, 0)
        self.assertEqual(self.third.answer, "yes", "one seat is left, and one is enough")
        self.assertEqual(self.activity.waiting_count, 1)
        self.second.partner_id.email = "li@example.com"
        with self.mock_mail_gateway():
            self.first._answer(False)
        self.assertEqual(self.second.answer, "yes")
        self.assertEqual(len(self._registered(self.second)), 2)
        self.assertTrue(self.second.moved_up_at)
        told = self._new_mails.filtered(lambda mail: mail.model == self.second._name)
        self.assertEqual(told.recipient_ids, self.second.partner_id)

    def test_R291_of_those_who_wait_the_first_that_fits_moves_up(self):
        self._limit(2)
        self.first._answer(True, 2, 0)
        self.second._answer(True, 2, 0)
        with freeze_time("2026-03-03 03:00:00"):
            self.third._answer(True, 1, 0)
        self.first._answer(True, 1, 0)
        self.assertEqual((self.second.answer, self.third.answer), ("waiting", "yes"))
        # nobody is pushed back
        self.third._answer(False)
        self.first._answer(False)
        self.assertEqual(self.second.answer, "yes")

    def test_R291_whoever_cannot_be_mailed_is_named_to_the_steward(self):
        self._limit(1)
        self.first._answer(True, 1, 0)
        self.second._answer(True, 1, 0)
        self.first._answer(False)
        self.assertIn("李四", self.activity.message_ids[:1].body)

    def test_R291_seats_that_a_guest_has_are_not_lost_by_asking_for_more(self):
        self._limit(3)
        self.first._answer(True, 2, 0)
        self.second._answer(True, 1, 0)
        with self.assertRefused(UserError, "stay yours"):
            self.first._answer(True, 3, 0)
        self.assertEqual(len(self._registered(self.first)), 2)

    def test_R291_more_seats_let_those_who_wait_move_up(self):
        self._limit(1)
        self.first._answer(True, 1, 0)
        self.second._answer(True, 2, 0)
        self._limit(3)
        self.assertEqual(self.second.answer, "yes")

    def test_R291_a_registration_cancelled_at_the_desk_frees_its_seat(self):
        self._limit(2)
        self.first._answer(True, 2, 0)
        self.second._answer(True, 1, 0)
        self.first.registration_ids[0].with_user(self.user_steward).action_cancel()
        self.assertEqual((self.first.answer, self.first.headcount), ("yes", 1))
        self.assertEqual(self.second.answer, "yes")
        self._registered(self.first).with_user(self.user_steward).action_cancel()
        self.assertEqual(self.first.answer, "no")

    def test_R291_staff_answer_for_a_household(self):
        wizard = self.env["steward.activity.answer"].with_user(self.user_steward2)
        wizard.create(
            {"invitation_id": self.first.id, "adult_count": 1, "minor_count": 2}
        ).action_coming()
        self.assertEqual(self.first.answered_by, "staff")
        self.assertEqual(self.first.answer_user_id, self.user_steward2)
        self.assertEqual((self.first.adult_count, self.first.minor_count), (1, 2))
        wizard.create({"invitation_id": self.first.id}).action_not_coming()
        self.assertEqual(self.first.answer, "no")

    def test_R291_the_events_app_mails_a_household_once(self):
        self.zhang.email = "zhang@example.com"
        with self.mock_mail_gateway():
            self.first._answer(True, 3, 0)
            self.second._answer(True, 2, 0)
            self.assertFalse(
                self._new_mails, "sent at once, they would end the transaction of the answer"
            )
            self.activity.event_id.event_mail_ids.filtered(
                lambda one: one.interval_type == "after_sub"
            ).execute()
        mails = self._new_mails.filtered(lambda mail: mail.model == "event.registration")
        self.assertEqual(len(mails), 1, "neither guests nor households without an address")

    def test_R291_no_answer_to_what_is_cancelled_or_planned_anew(self):
        for state, reason in (
            ("cancelled", "cancelled"),
            ("held", "over"),
            ("closed", "over"),
            ("ongoing", "begun"),
            ("draft", "planned anew"),
        ):
            self.activity.sudo().state = state
            with self.assertRefused(UserError, reason):
                self.first._answer(True, 1, 0)

    def test_R291_those_who_come_are_told_of_another_time_and_of_the_end(self):
        self.zhang.email = "zhang@example.com"
        self.first._answer(True, 1, 0)
        with self.mock_mail_gateway():
            self.activity.sudo().write(
                {"date_begin": "2026-03-21 06:00:00", "date_end": "2026-03-21 08:00:00"}
            )
            self.activity._sync_event()
        self.assertEqual(
            self.activity.event_id.date_begin, fields.Datetime.to_datetime("2026-03-21 06:00:00")
        )
        moved = self._new_mails.filtered(lambda mail: mail.model == self.first._name)
        self.assertEqual(moved.recipient_ids, self.zhang)
        with self.mock_mail_gateway():
            self.activity.with_user(self.user_steward)._cancel("台风")
        self.assertEqual(self.activity.event_id.kanban_state, "cancel")
        ended = self._new_mails.filtered(lambda mail: mail.model == self.first._name)
        self.assertEqual(ended.recipient_ids, self.zhang)

    def test_R291_what_is_planned_anew_keeps_its_guests_and_takes_no_answers(self):
        self.first._answer(True, 2, 0)
        self.activity.with_user(self.user_steward)._take_back("改期")
        self.assertEqual(self.activity.event_id.kanban_state, "blocked")
        self.assertEqual(len(self._registered(self.first)), 2)
        with self.assertRefused(UserError, "planned anew"):
            self.second._answer(True, 1, 0)
        self.activity.sudo().state = "approved"
        self.activity._sync_event()
        self.assertEqual(self.activity.event_id.kanban_state, "normal")
