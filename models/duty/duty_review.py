from odoo import fields, models
from odoo.exceptions import UserError

DUE = "property_steward.mail_activity_type_duty"
REVIEW = "property_steward.mail_activity_type_duty_review"


class Duty(models.Model):
    """Evidence of a duty, and its review by the role that its rule names (R115)."""

    _inherit = "steward.duty"

    def action_submit(self):
        """Done, with evidence; goes to review where its rule names a reviewer.

        :raise UserError: without any evidence
        """
        for duty in self:
            duty._check_evidence()
        return super().action_submit()

    def _approval_author(self):
        return self.employee_id

    def _approval_role(self):
        return self.review_role_id

    def _check_evidence(self):
        self.ensure_one()
        if self.has_document:
            if not self.document_ids:
                raise UserError(
                    self.env._(
                        "%(duty)s has no document yet: make it first.", duty=self.display_name
                    )
                )
            self.document_ids._check_complete()
        elif not (
            self.evidence or self.attachment_ids or self.spot_check_ids or self._callback_checks()
        ):
            raise UserError(
                self.env._(
                    "Say what was done for %(duty)s, or attach the proof.", duty=self.display_name
                )
            )

    def _callback_checks(self):
        """R197: callbacks of the period that were checked at random are the evidence."""
        self.ensure_one()
        Check = self.env["steward.callback.check"]
        if self.kind != "spot_check":
            return Check
        # sudo: only whether there are any is asked
        return Check.sudo().search(
            [
                ("community_id", "=", self.community_id.id),
                ("month", ">=", self.period_start.replace(day=1)),
                ("month", "<=", self.period_end),
                ("state", "=", "done"),
            ]
        )

    def _after_submit(self):
        # sudo: documents are frozen with the duty, whose right to submit was checked
        self.document_ids.sudo()._freeze()
        for duty in self:
            if duty.review_role_id:
                duty._tell_reviewers()
        unreviewed = self.filtered(lambda duty: not duty.review_role_id)
        # sudo: the state is closed to everything but these actions
        unreviewed.sudo().write({"state": "approved", "done_at": fields.Datetime.now()})
        self.activity_feedback([DUE])

    def _after_approve(self):
        # sudo: as above
        self.sudo().done_at = fields.Datetime.now()
        self.activity_feedback([REVIEW])

    def _after_return(self, reason):
        # sudo: documents can be worked on again; the right to return was checked
        self.document_ids.sudo()._unfreeze()
        self.activity_unlink([REVIEW])
        for duty in self:
            if duty.user_id:
                duty._schedule(
                    DUE,
                    duty.user_id,
                    duty.with_context(lang=duty.user_id.lang).env._(
                        "Returned: %(reason)s", reason=reason
                    ),
                    duty.date_due,
                )

    def _tell_reviewers(self):
        self.ensure_one()
        for user in self._approvers():
            self._schedule(
                REVIEW,
                user,
                self.with_context(lang=user.lang).env._("Review: %(duty)s", duty=self.display_name),
                self.community_id._today(),
            )

    def _schedule(self, xmlid, user, summary, date):
        # sudo: whoever acts need not see the activities of others
        self.sudo().activity_schedule(xmlid, date_deadline=date, user_id=user.id, summary=summary)
