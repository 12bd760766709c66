from odoo import models
from odoo.exceptions import UserError


class PaymentNoticeBatch(models.Model):
    """Issuing payment notices (R151): made, given out, printed, mailed, looked at."""

    _inherit = "steward.payment.notice.batch"

    def action_prepare(self):
        """Make the notices, or make them again, with what is owed now."""
        self.check_access("write")
        self._check_draft()
        self._build()

    def action_issue(self):
        """R151: the notices go out as they stand now, and stay so.

        :raise UserError: when nobody owes anything
        """
        self.check_access("write")
        self._check_draft()
        self._build()
        for batch in self:
            if not batch.notice_ids:
                raise UserError(
                    batch.env._(
                        "%(issue)s: nobody owes anything that falls due by %(day)s.",
                        issue=batch.display_name,
                        day=batch._horizon(),
                    )
                )
            # sudo: written by this step only
            batch.sudo().write(
                {
                    "state": "issued",
                    "date_issued": batch.community_id._today(),
                    "issued_by_id": self.env.uid,
                }
            )
        self._close_reminders()

    def action_reopen(self):
        """Take an issue back as long as no notice of it reached anybody.

        :raise UserError: when one did
        """
        self.check_access("write")
        for batch in self:
            gone = batch.notice_ids.filtered(
                lambda notice: notice.delivered_on or notice.mail_state in ("queued", "sent")
            )
            if gone:
                raise UserError(
                    batch.env._(
                        "%(issue)s: notices delivered or on their way: %(count)s. They stay as "
                        "they are.",
                        issue=batch.display_name,
                        count=len(gone),
                    )
                )
        # sudo: written by this step only
        self.sudo().write({"state": "draft", "date_issued": False, "issued_by_id": False})

    def action_print(self):
        notices = self.notice_ids
        if not notices:
            raise UserError(self.env._("Make the notices first."))
        return self.env.ref("property_steward.report_payment_notice_action").report_action(
            notices, config=False
        )

    def action_send(self):
        """E-mail the notices that are not delivered yet to the households that have an address."""
        return self.notice_ids.filtered(lambda notice: not notice.delivered_on).action_send()

    def action_open_notices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.payment_notice_action"
        )
        return dict(action, domain=[("batch_id", "=", self.id)], context={})

    def action_open_fees(self):
        """R252: how much is asked for of each kind of fee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.payment_notice_line_action"
        )
        return dict(action, domain=[("notice_id.batch_id", "=", self.id)])

    def action_open_failed(self):
        action = self.action_open_notices()
        action["domain"] += [("mail_state", "=", "failed")]
        return action
