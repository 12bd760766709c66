from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Notices, invitations and sheets know whether their e-mail went out (R151, R291)."""
        failure = (failure_reason or failure_type) if failure_type else False
        for model, mails in self.filtered("model").grouped("model").items():
            Model = self.env.get(model)
            if isinstance(Model, self.env.registry["steward.mail.queue.mixin"]):
                # sudo: the mail queue notes what became of its e-mails
                Model.sudo().search([("mail_id", "in", mails.ids)])._mail_sent(failure)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
