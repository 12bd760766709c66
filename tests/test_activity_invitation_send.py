from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from ..models.activity import activity_invitation_send
from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install")
class TestActivityInvitationSend(MailCommon, GuestsCommon):
    """Letters, posters, e-mails and messages (R291, C004)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("zh_CN", "en_US"):
            cls.env["res.lang"]._activate_lang(code)
        cls.zhang.write({"email": "zhang@example.org", "lang": "zh_CN"})
        cls.zhao.write({"email": "zhao@example.org", "lang": "en_US"})
        cls.activity.poster_text = "<p>猜灯谜</p>"

    def _make_mails(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_steward.ir_cron_send_activity_invitations"
            ).method_direct_trigger()

    def _render(self, report, records, user=None):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(user or self.user_supervisor)
            ._render_qweb_html(f"property_steward.{report}", records.ids)
        )
        return html.decode()

    def test_C004_one_letter_per_household_with_its_own_code_and_link(self):
        invited = self._invite(self.zhang | self.zhao)
        text = self._render("report_activity_letter", invited)
        self.assertEqual(text.count("data:image/svg+xml;base64"), 2)
        for invitation in invited:
            self.assertIn(invitation.access_token, text)
        for words in ("张三", "3-2-1204", "14:00–16:00", "中心广场", "猜灯谜"):
            self.assertIn(words, text)

    def test_C004_whoever_only_reads_gets_no_link(self):
        invited = self._invite(self.zhang)
        text = self._render("report_activity_letter", invited, self.user_auditor)
        self.assertNotIn(invited.access_token, text)
        self.assertNotIn("data:image/svg+xml;base64", text)

    def test_C004_letters_are_printed_so_many_at_a_time_by_their_doors(self):
        invited = self._invite(self.zhang | self.li | self.zhao)
        activity = self.activity.with_user(self.user_supervisor)
        with (
            patch.object(activity_invitation_send, "LETTERS_AT_ONCE", 2),
            patch(
                "odoo.addons.property_steward.models.activity.community_activity_guest_actions"
                ".LETTERS_AT_ONCE",
                2,
            ),
        ):
            first = activity.action_print_letters()["context"]["active_ids"]
            second = activity.action_print_letters()["context"]["active_ids"]
            with self.assertRefused(UserError, "All letters are printed"):
                activity.action_print_letters()
        by_door = invited.sorted("door_key").ids
        self.assertEqual((first, second), (by_door[:2], by_door[2:]))
        self.assertTrue(all(invited.mapped("printed_at")))

    def test_C004_the_poster_is_for_everybody(self):
        self._invite(self.zhang)
        text = self._render("report_activity_poster", self.activity)
        for words in ("中秋游园会", "14:00–16:00", "中心广场", "猜灯谜", "0571-88990000"):
            self.assertIn(words, text)
        self.assertNotIn("张三", text)

    def test_R291_an_e_mail_in_the_households_language_with_its_link(self):
        invited = self._invite(self.zhang | self.zhao | self.li, channel="email")
        action = self.activity.with_user(self.user_supervisor).action_send_mails()
        self.assertIn("2", action["params"]["message"])
        lacking = self._invitation(self.li)
        self.assertEqual(lacking.state, "failed")
        self.assertIn("no e-mail address", lacking.failure)
        self.assertEqual(self.activity.failed_count, 1)
        with self.mock_mail_gateway(mail_unlink_sent=True):
            self._make_mails()
            self.env.invalidate_all()
            mails = invited.sudo().mail_id
            self.assertEqual(len(mails), 2)
            letter = self._invitation(self.zhang)
            mail = letter.sudo().mail_id
            self.assertEqual(mail.recipient_ids, self.zhang)
            self.assertIn(letter.access_token, mail.body_html)
            self.assertIn("2026年3月20日", mail.body_html)
            self.assertIn("March 20, 2026", self._invitation(self.zhao).sudo().mail_id.body_html)
            mails.send()
        self.assertFalse(
            self.env["mail.message"].search_count(
                [("model", "=", letter._name), ("res_id", "in", invited.ids)]
            ),
            "the link is the household's: nobody reads it in a message here",
        )
        self.assertEqual((letter.state, letter.sent_by_id), ("sent", self.user_supervisor))
        self.assertTrue(letter.sent_at)
        with self.assertRefused(UserError, "no invitation to be sent"):
            self.activity.with_user(self.user_supervisor).action_send_mails()

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_R291_an_e_mail_that_failed_says_why_and_can_be_sent_again(self):
        letter = self._invite(self.zhang, channel="email")
        letter.with_user(self.user_supervisor).action_send_mail()
        with self.mock_mail_gateway():
            self._make_mails()
            self.env.invalidate_all()
            with patch.object(
                self.registry["ir.mail_server"], "send_email", side_effect=OSError("没有这个信箱")
            ):
                letter.sudo().mail_id.send()
        self.assertEqual(letter.state, "failed")
        self.assertIn("没有这个信箱", letter.failure)
        letter.with_user(self.user_supervisor).action_send_mail()
        with self.mock_mail_gateway():
            self._make_mails()
            self.env.invalidate_all()
            letter.sudo().mail_id.send()
        self.assertEqual((letter.state, letter.failure), ("sent", False))
        with self.assertRefused(UserError, "sent by e-mail"):
            letter.with_user(self.user_supervisor).action_not_sent()

    def test_R291_no_e_mail_leaves_for_what_was_cancelled_meanwhile(self):
        letter = self._invite(self.zhang, channel="email")
        letter.with_user(self.user_supervisor).action_send_mail()
        self.activity.state = "cancelled"
        with self.mock_mail_gateway():
            self._make_mails()
        self.env.invalidate_all()
        self.assertFalse(letter.sudo().mail_id)
        self.assertEqual(letter.state, "failed")

    def test_R291_a_message_to_copy_in_the_households_language(self):
        letter = self._invite(self.zhang, channel="wechat").with_user(self.user_steward)
        self.assertIn("2026年3月20日", letter.message_text)
        self.assertIn("张三", letter.message_text)
        self.assertIn(letter.sudo().access_token, letter.message_text)
        letter.action_sent()
        self.assertEqual((letter.state, letter.sent_by_id), ("sent", self.user_steward))
        letter.action_not_sent()
        self.assertEqual(letter.state, "to_send")
