from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .reception_common import ReceptionCommon

MAIL = """Return-Path: <{sender}>
To: {to}
From: {name} <{sender}>
Subject: {subject}
Date: Mon, 09 Mar 2026 22:30:00 +0800
Message-ID: <{message_id}@mail.example.com>
{headers}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>{body}</p><script>alert(1)</script>
--b
Content-Type: text/plain; name="photo.txt"
Content-Disposition: attachment; filename="photo.txt"

A picture of the lamp
--b--
"""


@tagged("post_install", "-at_install", "mail_gateway")
class TestMail(MailCommon, ReceptionCommon):
    """R102: an e-mail to the community becomes a reception, which somebody takes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.community.alias_name = "cuihu"
        cls.community.alias_domain_id = cls.mail_alias_domain
        cls.zhang.email = "zhang@example.org"

    @mute_logger("odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail")
    def _send(self, message_id="m1", headers="", **vals):
        values = {
            "sender": "zhang@example.org",
            "name": "张三",
            "to": self.community.alias_email,
            "subject": "路灯",
            "body": "三号楼前的路灯不亮",
            **vals,
        }
        known = self.env["steward.reception"].search([])
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(
                False, MAIL.format(message_id=message_id, headers=headers, **values)
            )
        return self.env["steward.reception"].search([]) - known

    def test_R102_an_e_mail_becomes_a_reception_of_the_community(self):
        reception = self._send()
        self.assertEqual(reception.community_id, self.community)
        self.assertEqual((reception.channel, reception.state), ("email", "new"))
        self.assertEqual(reception.partner_id, self.zhang)
        self.assertEqual(reception.unit_id, self.unit_1204)
        self.assertEqual(reception.text, "路灯\n三号楼前的路灯不亮")
        self.assertEqual(reception.caller_email, "zhang@example.org")
        self.assertFalse(reception.receiver_id)

    def test_the_clocks_begin_when_it_was_sent_not_when_it_was_fetched(self):
        self.assertEqual(self._send().received_at, datetime(2026, 3, 9, 14, 30))

    def test_what_it_says_is_kept_without_what_could_run(self):
        message = self._send().message_ids
        self.assertIn("三号楼前的路灯不亮", message.body)
        self.assertNotIn("script", message.body)
        self.assertEqual(message.attachment_ids.name, "photo.txt")

    def test_a_family_member_s_address_is_the_household_s(self):
        self.env["res.partner"].create(
            {"name": "张太太", "parent_id": self.zhang.id, "email": "wife@example.org"}
        )
        self.assertEqual(self._send(sender="wife@example.org").partner_id, self.zhang)

    def test_an_unknown_sender_is_received_all_the_same(self):
        reception = self._send(sender="who@example.org", name="路人")
        self.assertFalse(reception.partner_id)
        self.assertEqual(reception.caller_name, "路人")
        self.assertEqual(reception.community_id, self.community)

    def test_an_address_of_two_households_is_left_to_whoever_takes_it(self):
        self.li.email = self.zhang.email
        self.assertFalse(self._send().partner_id)

    def test_until_somebody_takes_it_the_duty_supervisor_answers_for_it(self):
        reception = self._send()
        self.assertEqual(reception.responsible_id, self.supervisor)
        self.assertEqual(reception.activity_ids.user_id, self.user_supervisor)
        taker = reception.with_user(self.user_steward)
        taker.action_take()
        self.assertEqual(reception.receiver_id, self.steward)
        self.assertEqual(reception.responsible_id, self.steward)
        self.assertFalse(reception.activity_ids)

    def test_without_a_supervisor_the_role_above_answers_for_it(self):
        role = self.env.ref("property_steward.role_supervisor")
        self.community.assignment_ids.filtered(lambda line: line.role_id == role).unlink()
        self.assertEqual(self._send().responsible_id, self.manager)

    def test_R076_what_the_mail_said_stays_before_anything_came_of_it(self):
        reception = self._send()
        reception.with_user(self.user_steward).action_take()
        with self.assertRefused(UserError, "on record"):
            reception.with_user(self.user_steward).text = "没说什么"

    def test_only_one_takes_it(self):
        reception = self._send()
        reception.with_user(self.user_steward).action_take()
        with self.assertRefused(UserError, self.steward.name):
            reception.with_user(self.user_supervisor).action_take()

    def test_R066_the_taker_is_the_first_receiver_of_what_comes_of_it(self):
        reception = self._send()
        reception.with_user(self.user_steward).action_take()
        reception.with_user(self.user_steward).write({"case_ids": [(0, 0, {"category": "repair"})]})
        case = reception.case_ids
        self.assertEqual(case.first_receiver_id, self.steward)
        self.assertEqual(case.received_at, datetime(2026, 3, 9, 14, 30))
        self.assertEqual(case.words, reception.text)

    def test_late_is_what_nobody_took_on_the_day(self):
        reception = self._send()
        self.assertTrue(reception.is_late, "received on the evening of the day before")
        with freeze_time("2026-03-09 15:00:00"):
            reception.invalidate_recordset(["is_late"])
            self.assertFalse(reception.is_late)

    def test_a_reply_stays_with_its_reception(self):
        reception = self._send()
        headers = f"In-Reply-To: {reception.message_ids[-1:].message_id}\n"
        self.assertFalse(self._send(message_id="m2", headers=headers, body="还是不亮"))
        self.assertEqual(len(reception.message_ids), 2)

    def test_the_same_e_mail_fetched_twice_is_one_reception(self):
        self._send()
        self.assertFalse(self._send())

    def test_a_returned_e_mail_is_no_reception(self):
        self.assertFalse(self._send(sender="MAILER-DAEMON@example.org"))

    def test_an_automatic_answer_is_no_reception(self):
        """R102: nobody waits for an answer to it; what was refused stands in the log."""
        for number, header in enumerate(
            (
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated; owner-email=x@example.org",
                "X-Autoreply: yes",
                "X-Autorespond: vacation",
                "Precedence: auto_reply",
                "Precedence: bulk",
            )
        ):
            with (
                self.subTest(header),
                self.assertLogs(
                    "odoo.addons.property_steward.models.reception.reception_mail"
                ) as logs,
            ):
                self.assertFalse(self._send(message_id=f"a{number}", headers=f"{header}\n"))
            self.assertIn(f"a{number}@mail.example.com", logs.output[0])

    def test_R102_what_somebody_wrote_is_received_whatever_its_headers(self):
        """R102: no resident's mail is lost to a header that does not say that nobody wrote it."""
        for number, header in enumerate(
            (
                "Auto-Submitted: no",
                "X-Autoreply: no",
                "Precedence: list",
                "Precedence: first-class",
                "X-Auto-Response-Suppress: All",
                "X-Mailer: autoreply",
            )
        ):
            with self.subTest(header):
                self.assertTrue(self._send(message_id=f"w{number}", headers=f"{header}\n"))

    def test_an_absence_note_on_our_answer_stays_with_the_reception(self):
        reception = self._send()
        headers = (
            f"In-Reply-To: {reception.message_ids[-1:].message_id}\nAuto-Submitted: auto-replied\n"
        )
        self.assertFalse(self._send(message_id="m2", headers=headers, body="我在休假"))
        self.assertIn("我在休假", "".join(reception.message_ids.mapped("body")))

    def test_R190_what_the_box_holds_waits_to_be_taken_too(self):
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_steward)
            .create(
                {
                    "channel": "box",
                    "state": "new",
                    "community_id": self.community.id,
                    "text": "建议增设停车位",
                    "partner_id": self.zhang.id,
                }
            )
        )
        self.assertFalse(reception.receiver_id)
        self.assertEqual(reception.responsible_id, self.supervisor)
        reception.with_user(self.user_supervisor).action_take()
        self.assertEqual(reception.receiver_id, self.supervisor)
