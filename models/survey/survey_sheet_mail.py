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
    _mail_cron = "property_steward.ir_cron_send_survey_links"

    reminded_at = fields.Datetime(
        readonly=True, help="When a second e-mail was asked for, or it was reminded otherwise."
    )

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
        return reachable._ask_for_mails(waiting - reachable, **vals)

    @api.model
    def _cron_send_links(self, batch_size=BATCH_SIZE):
        self._make_queued_mails(batch_size)

    def _mail_batches(self):
        """Who asked, and for which e-mail."""
        return self.grouped(lambda sheet: (sheet.mail_user_id, bool(sheet.reminded_at))).values()

    def _mails(self):
        template = self.env.ref(REMINDER if self[0].reminded_at else TEMPLATE)
        return template.with_user(self.mail_user_id).send_mail_batch(self.ids)

    def _mail_sent(self, failure):
        """A sheet that was to go out by an e-mail is handed out with it, and is not where it failed
        (R305, R328)."""
        super()._mail_sent(failure)
        mailed = self.filtered(lambda sheet: sheet.way == "email")
        if failure:
            mailed.filtered(
                lambda sheet: (
                    sheet.state == "issued"
                    and sheet.wave_state in OPEN_STATES
                    and not sheet.reminded_at
                )
            ).write({"state": "drawn", "issued_at": False})
            return
        waiting = mailed.filtered(
            lambda sheet: sheet.state == "drawn" and sheet.wave_state == "issued"
        )
        waiting._hand_out(fields.Datetime.now(), self.env["hr.employee"])
