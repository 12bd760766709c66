from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """A payment notice knows whether its e-mail went out (R151)."""
        notices = self.filtered(lambda mail: mail.model == "steward.payment.notice")
        if notices:
            # sudo: the mail queue notes what became of its e-mails
            found = (
                self.env["steward.payment.notice"].sudo().search([("mail_id", "in", notices.ids)])
            )
            found._mail_sent((failure_reason or failure_type) if failure_type else False)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
