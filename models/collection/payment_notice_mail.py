from odoo import api, models
from odoo.exceptions import UserError


class PaymentNotice(models.Model):
    """E-mailing notices: each with its PDF in the language of the household, in the background."""

    _inherit = "steward.payment.notice"

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
        # sudo: nobody writes these fields by hand; the right to the notices was checked
        reachable.sudo().write(
            {
                "mail_state": "queued",
                "mail_failure": False,
                "mail_id": False,
                "mail_user_id": self.env.uid,
            }
        )
        # sudo: whoever asks may not see scheduled actions
        self.env.ref("property_steward.ir_cron_send_payment_notices").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "E-mails on their way: %(count)s; households without an address: %(others)s.",
                    count=len(reachable),
                    others=len(wanted - reachable),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_send_mails(self, batch_size=20):
        """Make the e-mails that were asked for; what cannot be made says why and is not tried
        again by itself."""
        domain = [("mail_state", "=", "queued"), ("mail_id", "=", False)]
        notices = self.search(domain, limit=batch_size)
        remaining = len(notices) if len(notices) < batch_size else self.search_count(domain)
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        for candidate in notices:
            notice = candidate.try_lock_for_update().filtered_domain(domain)
            if not notice:
                continue
            try:
                with self.env.cr.savepoint():
                    notice._make_mail()
            except UserError as error:
                notice.write({"mail_state": "failed", "mail_failure": str(error)})
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _make_mail(self):
        """The e-mail of this notice, with the rights and in the name of whoever asked for it."""
        self.ensure_one()
        template = self.env.ref("property_steward.mail_template_payment_notice")
        asked_by = self.mail_user_id
        mail = template.with_user(asked_by).send_mail_batch(self.ids)
        # sudo: as `_refuse_by_hand` says, only buttons write notices
        self.sudo().mail_id = mail.id

    def _mail_sent(self, failure):
        """What became of the e-mails of these notices.

        :param failure: why they were not sent; nothing where they were
        """
        if failure:
            self.write({"mail_state": "failed", "mail_failure": failure})
            return
        self.write({"mail_state": "sent", "mail_failure": False})
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
