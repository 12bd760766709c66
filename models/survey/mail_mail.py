from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """A sheet knows whether its link went out."""
        links = self.filtered(lambda mail: mail.model == "steward.survey.sheet")
        if links:
            # sudo: the mail queue notes what became of its e-mails
            found = self.env["steward.survey.sheet"].sudo().search([("mail_id", "in", links.ids)])
            found._mail_sent((failure_reason or failure_type) if failure_type else False)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
