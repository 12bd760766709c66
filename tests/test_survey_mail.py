from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MockEmail

from .survey_answer_common import SurveyAnswerCommon


@tagged("post_install", "-at_install")
class TestSurveyMails(SurveyAnswerCommon, MockEmail):
    """Personal links by e-mail, in the household's language; one reminder."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.zhang.write({"email": "zhang@example.com", "lang": "zh_CN"})

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_send_survey_links").method_direct_trigger()
        self.env.invalidate_all()

    def _send(self, wave):
        """The mail queue sends what was made; the e-mails of the wave's sheets."""
        with self.mock_mail_gateway():
            self._run_cron()
            mails = wave.sheet_ids.sudo().mail_id
            mails.send()
            self.env.invalidate_all()
            return list(self._mails)

    def test_who_has_an_address_gets_the_own_link_in_the_own_language(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        template = self.env.ref("property_steward.mail_template_survey_link")
        template.with_context(lang="zh_CN").subject = "请您评价"
        url = sheet.with_user(self.user_steward).answer_url
        action = wave.action_send_links()
        self.assertIn("1; households without an address: 1", action["params"]["message"])
        self.assertEqual(sheet.mail_state, "queued")
        (mail,) = self._send(wave)
        self.assertIn("zhang@example.com", mail["email_to"][0])
        self.assertEqual(mail["subject"], "请您评价")
        self.assertIn(url, mail["body"])
        self.assertEqual(sheet.mail_state, "sent")
        self.assertFalse(self._sheet(wave, self.zhao).mail_state)

    def test_the_link_does_not_stay_with_the_sheet_for_others_to_read(self):
        wave = self._wave()
        wave.action_send_links()
        with self.mock_mail_gateway(mail_unlink_sent=True):
            self._run_cron()
            wave.sheet_ids.sudo().mail_id.send()
        self.assertEqual(self._sheet(wave).mail_state, "sent")
        messages = self.env["mail.message"].search(
            [("model", "=", "steward.survey.sheet"), ("res_id", "in", wave.sheet_ids.ids)]
        )
        self.assertFalse(messages)

    def test_links_go_out_with_the_issue_where_the_way_is_by_e_mail(self):
        wave = self._wave(way="email")
        self.assertEqual(self._sheet(wave).mail_state, "queued")
        self.assertFalse(self._sheet(wave, self.zhao).mail_state)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_an_e_mail_that_failed_says_why_and_can_be_sent_again(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        wave.action_send_links()
        with (
            patch.object(
                self.registry["ir.mail_server"], "send_email", side_effect=OSError("没有这个信箱")
            ),
            self.mock_mail_gateway(),
        ):
            self._run_cron()
            with patch.object(
                self.registry["ir.mail_server"], "send_email", side_effect=OSError("没有这个信箱")
            ):
                sheet.sudo().mail_id.send()
        self.env.invalidate_all()
        self.assertEqual(sheet.mail_state, "failed")
        self.assertIn("没有这个信箱", sheet.mail_failure)
        self.assertEqual(wave.mail_failed_count, 1)
        sheet.with_user(self.user_steward).action_send_link()
        self.assertEqual((sheet.mail_state, sheet.mail_failure), ("queued", False))
        self._send(wave)
        self.assertEqual(sheet.mail_state, "sent")

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_R305_an_e_mail_that_failed_handed_nothing_out(self):
        wave = self._wave(way="email")
        sheet = self._sheet(wave)
        self.assertEqual((sheet.state, sheet.mail_state), ("issued", "queued"))
        sheet.sudo()._mail_sent("没有这个信箱")
        self.assertEqual((sheet.state, sheet.issued_at), ("drawn", False))
        sheet.with_user(self.user_steward).action_send_link()
        self._send(wave)
        self.assertEqual((sheet.state, sheet.mail_state), ("issued", "sent"))
        self.assertTrue(sheet.issued_at)
        # the link is there, even if the reminder was lost
        sheet.with_user(self.user_steward).action_remind()
        sheet.sudo()._mail_sent("信箱已满")
        self.assertEqual((sheet.state, sheet.mail_state), ("issued", "failed"))

    def test_an_e_mail_that_could_not_be_made_does_not_stop_the_others(self):
        self.zhao.email = "zhao@example.com"
        wave = self._wave()
        wave.action_send_links()
        Template = self.registry["mail.template"]
        send, broken = Template.send_mail_batch, self._sheet(wave)

        def refuse(template, res_ids, **kwargs):
            if broken.id in res_ids:
                raise UserError(wave.name)
            return send(template, res_ids, **kwargs)

        with patch.object(Template, "send_mail_batch", refuse), self.mock_mail_gateway():
            self._run_cron()
        self.assertEqual(broken.mail_state, "failed")
        self.assertTrue(self._sheet(wave, self.zhao).sudo().mail_id)

    def test_e_mails_are_made_in_batches_and_each_once(self):
        self.zhao.email = "zhao@example.com"
        wave = self._wave()
        wave.action_send_links()
        Sheet = self.registry["steward.survey.sheet"]
        cron = Sheet._cron_send_links
        with (
            patch.object(Sheet, "_cron_send_links", lambda self: cron(self, batch_size=1)),
            self.mock_mail_gateway(),
        ):
            self._run_cron()
            self._run_cron()
        mails = self.env["mail.mail"].search([("model", "=", "steward.survey.sheet")])
        self.assertEqual(sorted(mails.mapped("res_id")), sorted(wave.sheet_ids.ids))

    def test_who_did_not_answer_is_reminded_once(self):
        self.zhao.email = "zhao@example.com"
        wave = self._wave()
        with self.assertRefused(UserError, "None of these households"):
            wave.action_remind()
        wave.action_send_links()
        self._send(wave)
        self._key_in(self._sheet(wave, self.zhao), user=self.user_steward2)
        template = self.env.ref("property_steward.mail_template_survey_reminder")
        template.with_context(lang="zh_CN").subject = "还差您的意见"
        wave.action_remind()
        (mail,) = self._send(wave)
        self.assertEqual(mail["subject"], "还差您的意见")
        self.assertIn("zhang@example.com", mail["email_to"][0])
        self.assertTrue(self._sheet(wave).reminded_at)
        with self.assertRefused(UserError, "None of these households"):
            wave.action_remind()

    def test_who_answered_meanwhile_gets_no_e_mail(self):
        wave = self._wave()
        wave.action_send_links()
        self._key_in(self._sheet(wave))
        self.assertFalse(self._send(wave))
        self.assertFalse(self._sheet(wave).mail_state)

    def test_no_links_after_the_day_of_return(self):
        wave = self._wave()
        day = fields.Date.add(self.community._today(), days=-1)
        wave.sudo().write({"date_issue": day, "date_return": day})
        with self.assertRefused(UserError, "from the issue to the day of return"):
            wave.action_send_links()

    def test_the_text_for_wechat_is_in_the_language_of_the_household(self):
        sheet = self._sheet(self._wave()).with_user(self.user_steward)
        self.assertIn(sheet.answer_url, sheet.share_text)
        self.assertIn("张三", sheet.share_text)
        self.assertIn("翠湖花园物业服务中心", sheet.share_text)

    def test_only_who_may_write_the_sheets_sends_their_links(self):
        wave = self._wave()
        with self.assertRaises(AccessError):
            wave.with_user(self.user_auditor).action_send_links()
        with self.assertRaises(AccessError):
            self._sheet(wave).with_user(self.user_collector).action_send_link()
