from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """An invitation knows whether its e-mail went out (R291)."""
        letters = self.filtered(lambda mail: mail.model == "steward.activity.invitation")
        if letters:
            # sudo: the mail queue notes what became of its e-mails
            found = (
                self.env["steward.activity.invitation"]
                .sudo()
                .search([("mail_id", "in", letters.ids), ("is_queued", "=", True)])
            )
            found._mail_sent((failure_reason or failure_type) if failure_type else False)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
