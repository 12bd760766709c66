from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .notice_common import NoticeCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-05 02:00:00")
class TestPaymentNoticeMail(MailCommon, NoticeCommon):
    """R151: the notice by e-mail; it counts as delivered when the mail server took it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.zhang.write({"email": "zhang@example.org", "lang": "zh_CN"})
        cls.zhao.write({"email": "zhao@example.org", "lang": "en_US"})

    def _make_mails(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_send_payment_notices").method_direct_trigger()

    def _send_mails(self, batch):
        """What the mail queue does."""
        self.env.invalidate_all()
        batch.sudo().notice_ids.mail_id.send()

    def test_R151_who_has_an_address_gets_the_notice_in_the_own_language_with_its_pdf(self):
        batch = self._issued()
        action = batch.action_send()
        self.assertIn("2", action["params"]["message"])
        notice = self._notice(batch, self.zhang)
        self.assertEqual(notice.mail_state, "queued")
        self.assertFalse(self._notice(batch, self.li).mail_state)
        with self.mock_mail_gateway():
            self._make_mails()
            mail = notice.sudo().mail_id
            self.assertTrue(mail)
            self.assertFalse(notice.delivered_on, "it is not sent yet")
            self._send_mails(batch)
        self.assertEqual(mail.recipient_ids, self.zhang)
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertIn("3-2-1204", mail.attachment_ids.name)
        self.assertIn("500.00", mail.body_html)
        self.assertEqual(notice.mail_state, "sent")
        self.assertEqual((notice.channel, notice.delivered_on), ("email", date(2026, 3, 5)))
        self.assertEqual(notice.delivered_by_id, self.user_collector)
        logged = self.env["steward.export.log"].search([("kind", "=", "pdf")], limit=2)
        self.assertEqual(logged.user_id, self.user_collector)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_an_e_mail_that_failed_says_why_and_can_be_sent_again(self):
        batch = self._issued(partner_ids=self.zhang.ids)
        batch.action_send()
        notice = batch.notice_ids
        with self.mock_mail_gateway():
            self._make_mails()
            with patch.object(
                self.registry["ir.mail_server"], "send_email", side_effect=OSError("没有这个信箱")
            ):
                self._send_mails(batch)
        self.assertEqual((notice.mail_state, notice.delivered_on), ("failed", False))
        self.assertIn("没有这个信箱", notice.mail_failure)
        self.assertEqual(batch.failed_count, 1)
        notice.action_send()
        with self.mock_mail_gateway():
            self._make_mails()
            self._send_mails(batch)
        self.assertEqual((notice.mail_state, notice.mail_failure), ("sent", False))

    def test_an_e_mail_that_could_not_be_made_does_not_stop_the_others(self):
        batch = self._issued()
        batch.action_send()
        Notice = self.registry["steward.payment.notice"]
        make, reason = Notice._mails, "没有这个信箱"

        def broken(notice):
            if notice.partner_id == self.zhang:
                raise UserError(reason)
            return make(notice)

        with self.mock_mail_gateway(), patch.object(Notice, "_mails", broken):
            self._make_mails()
        self.env.invalidate_all()
        self.assertEqual(self._notice(batch, self.zhang).mail_state, "failed")
        self.assertTrue(self._notice(batch, self.zhao).sudo().mail_id)

    def test_what_was_delivered_on_paper_is_not_mailed_and_nothing_is_mailed_twice(self):
        batch = self._issued()
        self._notice(batch, self.zhao).action_deliver_box()
        batch.action_send()
        self.assertFalse(self._notice(batch, self.zhao).mail_state)
        with self.mock_mail_gateway():
            self._make_mails()
            self._make_mails()
        found = self.env["mail.mail"].search(
            [("model", "=", "steward.payment.notice"), ("res_id", "in", batch.notice_ids.ids)]
        )
        self.assertEqual(len(found), 1)
        with self.assertRefused(UserError, "None of these households"):
            batch.action_send()
