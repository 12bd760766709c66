from odoo import api, fields, models
from odoo.exceptions import UserError


class MailQueueMixin(models.AbstractModel):
    """Records that are e-mailed to their households, each its own: asked for with a button, made in
    the background with the rights of whoever asked, and told by the mail queue what became of it.

    How a record shows that is its model's: `_queued_domain`, `_queued_vals`, `_mail_sent`.
    """

    _name = "steward.mail.queue.mixin"
    _description = "E-mailed in the Background"
    # XML id of the scheduled action that makes the e-mails
    _mail_cron = None

    mail_id = fields.Many2one("mail.mail", groups="base.group_system", index="btree_not_null")

    @api.model
    def _queued_domain(self):
        """The records whose e-mail was asked for."""
        raise NotImplementedError

    def _queued_vals(self):
        """What is written when the current user asks for the e-mails of these records."""
        raise NotImplementedError

    def _mails(self):
        """The e-mails of these records, one each, with the rights of whoever asked for them.

        :raise UserError: when one cannot be made; shown on the record
        """
        raise NotImplementedError

    def _mail_sent(self, failure):
        """What became of the e-mails of these records.

        :param failure: why they were not sent; nothing where they were
        """
        raise NotImplementedError

    def _mail_batches(self):
        """Sets of these records of which the e-mails are made at once."""
        return list(self)

    def _ask_for_mails(self, lacking, **vals):
        """Have the e-mails of these records made; the caller has checked the right to them.

        :param lacking: those that were meant as well and have no address
        :param vals: what else to write
        """
        # sudo: nobody writes these fields by hand; the right to the records was checked
        self.sudo().write({"mail_id": False, **self._queued_vals(), **vals})
        # sudo: whoever asks may not see scheduled actions
        self.env.ref(self._mail_cron).sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "E-mails on their way: %(count)s; households without an address: %(others)s.",
                    count=len(self),
                    others=len(lacking),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _make_queued_mails(self, batch_size):
        """Make the e-mails that were asked for; what cannot be made says why and is not tried
        again by itself."""
        domain = [*self._queued_domain(), ("mail_id", "=", False)]
        queued = self.search(domain, limit=batch_size)
        remaining = len(queued) if len(queued) < batch_size else self.search_count(domain)
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        for candidates in queued._mail_batches():
            candidates.try_lock_for_update().filtered_domain(domain)._make_mails()
            if not self.env["ir.cron"]._commit_progress(len(candidates)):
                break

    def _make_mails(self):
        """One that cannot be made does not stop the others."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                mails = self._mails()
                by_record = dict(zip(mails.mapped("res_id"), mails.ids, strict=True))
                for record in self:
                    # sudo: as in `_ask_for_mails`
                    record.sudo().mail_id = by_record[record.id]
        except UserError as error:
            if len(self) == 1:
                # sudo: as above
                self.sudo()._mail_sent(str(error))
                return
            for record in self:
                record._make_mails()
