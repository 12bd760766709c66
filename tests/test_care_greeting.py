from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .care_common import CareCommon
from .forms_print import FormsPrint


@tagged("post_install", "-at_install")
class TestCareGreeting(FormsPrint, CareCommon):
    """R272-R273: on the hand-over day the steward gives the card and sends the message."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.steward.write(
            {
                "steward_work_number": "016",
                "steward_short_name": "小王",
                "steward_wechat": "wangfang-016",
                "mobile_phone": "13900010016",
            }
        )
        cls.li.write({"email": "li@example.com", "lang": "zh_CN"})
        line = cls._occupancy(cls.li)
        line.handover_date = cls.TODAY
        cls.event = line.life_event_ids.with_user(cls.user_steward)

    def test_R273_the_message_has_its_eight_variables(self):
        text = self.event.greeting_text
        for variable in (
            "李",
            "王芳",
            "016",
            "小王",
            "13900010016",
            "wangfang-016",
            "0571-88990000",
            "2026",
        ):
            self.assertIn(variable, text)

    def test_R273_the_household_is_addressed_in_its_language(self):
        chinese = self.env["steward.life.event"].with_context(lang="zh_CN")
        self.assertEqual(self.event.salutation, chinese._addressed("李四"))

    def test_R273_how_the_household_is_addressed(self):
        event = self.env["steward.life.event"]
        for name, family in (("李四", "李"), ("欧阳娜娜", "欧阳"), ("诸葛亮", "诸葛")):
            self.assertIn(family, event._addressed(name))
            self.assertNotIn(name, event._addressed(name))
        for whole in ("杭州明日科技有限公司", "John Smith", "张三、李四"):
            self.assertEqual(event._addressed(whole), whole)

    def test_R272_not_sent_is_seen_and_late_the_next_day(self):
        Event = self.env["steward.life.event"]
        self.assertEqual(self.event.greeting_state, "to_send")
        self.assertFalse(self.event.is_greeting_late)
        self.assertIn(self.event, Event.search([("greeting_state", "=", "to_send")]))
        with freeze_time("2026-03-03 16:30:00"):
            self.event.invalidate_recordset()
            self.assertTrue(self.event.is_greeting_late)

    def test_R272_sent_by_e_mail(self):
        self.event.action_send_email()
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", self.event.sudo().greeting_message_id.id)]
        )
        self.assertEqual(mail.recipient_ids, self.li)
        self.assertIn("小王", mail.body_html)
        self.assertEqual(
            (self.event.greeting_mode, self.event.greeting_state), ("email", "sending")
        )
        self.assertEqual(self.event.greeting_user_id, self.user_steward)
        mail.state = "sent"
        self.event.invalidate_recordset()
        self.assertEqual(self.event.greeting_state, "sent")
        self.assertIn(
            self.event, self.env["steward.life.event"].search([("greeting_state", "=", "sent")])
        )

    def test_R272_a_mail_that_failed_is_not_sent(self):
        self.event.action_send_email()
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", self.event.sudo().greeting_message_id.id)]
        )
        mail.write({"state": "exception", "failure_reason": "no such mailbox"})
        self.event.invalidate_recordset()
        self.assertEqual(self.event.greeting_state, "failed")
        self.assertEqual(self.event.greeting_failure, "no such mailbox")
        Event = self.env["steward.life.event"]
        self.assertIn(self.event, Event.search([("greeting_state", "in", ["to_send", "failed"])]))
        self.assertNotIn(self.event, Event.search([("greeting_state", "=", "sent")]))
        self.assertFalse(self.event.is_greeting_late, "the day is not over")
        with freeze_time("2026-03-03 16:30:00"):
            self.event.invalidate_recordset()
            self.assertTrue(self.event.is_greeting_late)

    def test_R272_a_hand_over_that_was_none_has_no_message(self):
        self.event.with_user(self.user_supervisor)._cancel("没有收房")
        with self.assertRaisesRegex(UserError, "has no message"):
            self.event.action_card_given()
        self.assertFalse(self.event.greeting_at)

    def test_R272_without_an_address_the_card_is_given(self):
        self.li.email = False
        with self.assertRefused(UserError, "李四"):
            self.event.action_send_email()
        self.event.action_card_given()
        self.assertEqual((self.event.greeting_mode, self.event.greeting_state), ("card", "sent"))

    def test_R272_sms_only_where_the_gateway_is(self):
        has_gateway = "sms.sms" in self.env
        self.assertEqual(self.event.can_sms, has_gateway)
        if has_gateway:
            self.event.action_send_sms()
            sms = self.env["sms.sms"].sudo().search([("partner_id", "=", self.li.id)])
            self.assertIn("小王", sms.body)
            self.assertEqual(self.event.greeting_mode, "sms")
        else:
            with self.assertRaises(UserError):
                self.event.action_send_sms()

    def test_R272_no_sms_without_a_telephone(self):
        self.li.phone = False
        self.assertFalse(self.event.can_sms)
        with self.assertRefused(UserError, "李四"):
            self.event.action_send_sms()

    def test_R273_the_card_is_printed(self):
        action = self.event.action_print_card()
        self.assertEqual(action["report_name"], "property_steward.report_steward_card")
        text = self._text(self._html("steward_card", self.event))
        for word in ("C099", "016", "小王", "wangfang-016", "0571-88990000"):
            self.assertIn(word, text)

    def test_R272_the_message_is_late_until_it_is_sent_and_then_the_event_ends(self):
        card = self.event.callback_ids
        self._call_on(card).action_done()
        self.assertEqual(self.event.state, "open", "the message was not sent")
        self.event.action_wechat_sent()
        self.assertEqual(self.event.state, "done")

    def test_R272_a_kind_without_a_message_asks_for_none(self):
        event = self._create_event("wedding", date=date(2026, 3, 3))
        self.assertFalse(event.greeting_state)
        with self.assertRaises(UserError):
            event.action_card_given()
