from odoo import api, fields, models
from odoo.exceptions import UserError

from .survey_wave_answer import OPEN_STATES

BATCH_SIZE = 100
TEMPLATE = "property_steward.mail_template_survey_link"
REMINDER = "property_steward.mail_template_survey_reminder"


class SurveySheet(models.Model):
    """E-mailing personal links, in the language of the household and in the background; whoever did
    not answer is reminded once."""

    _inherit = "steward.survey.sheet"

    has_email = fields.Boolean(string="Has E-mail Address", compute="_compute_has_email")
    mail_state = fields.Selection(
        [("queued", "To Be Sent"), ("sent", "Sent"), ("failed", "Sending Failed")],
        string="E-mail",
        readonly=True,
    )
    mail_failure = fields.Char(string="Why Not Sent", readonly=True)
    mail_id = fields.Many2one("mail.mail", groups="base.group_system", index="btree_not_null")
    mail_user_id = fields.Many2one("res.users", string="E-mail Asked for by", readonly=True)
    reminded_at = fields.Datetime(readonly=True, help="When a second e-mail was asked for.")

    _queued_idx = models.Index("(id) WHERE mail_state = 'queued'")

    @api.depends("partner_id.email")
    def _compute_has_email(self):
        for sheet in self:
            # sudo: whether there is an address, not which
            sheet.has_email = bool(sheet.sudo().partner_id.email)

    def action_send_link(self):
        """E-mail these households their links."""
        return self.filtered(lambda sheet: sheet.mail_state in (False, "failed"))._queue_mails()

    def action_remind(self):
        """A second e-mail, once, to those who got one and did not answer.

        :raise UserError: when nobody is left to remind, and for anonymous surveys
        """
        return self.filtered(
            lambda sheet: sheet.mail_state == "sent" and not sheet.reminded_at
        )._queue_mails(reminded_at=fields.Datetime.now())

    def _queue_mails(self, **vals):
        """:raise UserError: when nobody of them can be e-mailed"""
        self.check_access("write")
        waiting = self.filtered(
            lambda sheet: (
                sheet.partner_id
                and sheet.state in ("drawn", "issued")
                and sheet.wave_id._is_answered_online()
            )
        )
        reachable = waiting.filtered("has_email")
        if not reachable:
            raise UserError(
                self.env._(
                    "None of these households has an e-mail address and waits for an e-mail; links "
                    "work from the issue to the day of return, and anonymous surveys have none."
                )
            )
        reachable._create_answers()
        # sudo: nobody writes these fields by hand; the right to the sheets was checked
        reachable.sudo().write(
            {
                "mail_state": "queued",
                "mail_failure": False,
                "mail_id": False,
                "mail_user_id": self.env.uid,
                **vals,
            }
        )
        # sudo: whoever asks may not see scheduled actions
        self.env.ref("property_steward.ir_cron_send_survey_links").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "E-mails on their way: %(count)s; households without an address: %(others)s.",
                    count=len(reachable),
                    others=len(waiting - reachable),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_send_links(self, batch_size=BATCH_SIZE):
        """Make the e-mails that were asked for; what cannot be made says why and is not tried
        again by itself."""
        domain = [("mail_state", "=", "queued"), ("mail_id", "=", False)]
        sheets = self.search(domain, limit=batch_size)
        remaining = len(sheets) if len(sheets) < batch_size else self.search_count(domain)
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        for (user, reminded), candidates in sheets.grouped(
            lambda sheet: (sheet.mail_user_id, bool(sheet.reminded_at))
        ).items():
            chosen = candidates.try_lock_for_update().filtered_domain(domain)
            template = self.env.ref(REMINDER if reminded else TEMPLATE).with_user(user)
            chosen._make_mails(template)
            if not self.env["ir.cron"]._commit_progress(len(candidates)):
                break

    def _make_mails(self, template):
        """The e-mails of these sheets with the rights of whoever asked for them; one that cannot be
        made does not stop the others."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                mails = template.send_mail_batch(self.ids)
                by_sheet = dict(zip(mails.mapped("res_id"), mails.ids, strict=True))
                for sheet in self:
                    # sudo: as in `_queue_mails`
                    sheet.sudo().mail_id = by_sheet[sheet.id]
        except UserError as error:
            if len(self) == 1:
                # sudo: as above
                self.sudo()._mail_failed(str(error))
                return
            for sheet in self:
                sheet._make_mails(template)

    def _mail_sent(self, failure):
        """What became of the e-mails of these sheets.

        :param failure: why they were not sent; nothing where they were
        """
        if failure:
            self._mail_failed(failure)
            return
        self.write({"mail_state": "sent", "mail_failure": False})
        waiting = self.filtered(
            lambda sheet: (
                sheet.way == "email" and sheet.state == "drawn" and sheet.wave_state == "issued"
            )
        )
        waiting._hand_out(fields.Datetime.now(), self.env["hr.employee"])

    def _mail_failed(self, failure):
        """A sheet that was to go out by an e-mail that did not is not handed out (R305, R328)."""
        self.write({"mail_state": "failed", "mail_failure": failure})
        self.filtered(
            lambda sheet: (
                sheet.way == "email"
                and sheet.state == "issued"
                and sheet.wave_state in OPEN_STATES
                and not sheet.reminded_at
            )
        ).write({"state": "drawn", "issued_at": False})
