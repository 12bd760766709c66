from odoo import api, models
from odoo.exceptions import UserError


class PaymentNotice(models.Model):
    """E-mailing notices: each with its PDF in the language of the household, in the background."""

    _inherit = "steward.payment.notice"
    _mail_cron = "property_steward.ir_cron_send_payment_notices"

    def action_send(self):
        """Have these notices e-mailed in the background, in the name of whoever asks; those that
        could not be sent are tried again.

        :raise UserError: when none of the households has an address
        """
        self.check_access("write")
        self._check_issued()
        wanted = self.filtered(
            lambda notice: not notice.delivered_on and notice.mail_state in (False, "failed")
        )
        reachable = wanted.filtered("has_email")
        if not reachable:
            raise UserError(
                self.env._("None of these households has an e-mail address and waits for a notice.")
            )
        return reachable._ask_for_mails(wanted - reachable)

    @api.model
    def _cron_send_mails(self, batch_size=20):
        self._make_queued_mails(batch_size)

    def _mails(self):
        template = self.env.ref("property_steward.mail_template_payment_notice")
        return template.with_user(self.mail_user_id).send_mail_batch(self.ids)

    def _mail_sent(self, failure):
        super()._mail_sent(failure)
        if failure:
            return
        waiting = self.filtered(lambda notice: not notice.delivered_on)
        for (community, user), notices in waiting.grouped(
            lambda notice: (notice.community_id, notice.mail_user_id)
        ).items():
            notices.write(
                {
                    "channel": "email",
                    "delivered_on": community._today(),
                    "delivered_by_id": user.id,
                }
            )
