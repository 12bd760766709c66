from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .publication_approval import APPROVE, POST, RETURNED


class Publication(models.Model):
    """Posting (R249), and what follows for the survey, the plan and the duty of which it speaks
    (R087, R311-R313, R321)."""

    _inherit = "steward.publication"

    @api.depends("state", "community_id", "kind")
    @api.depends_context("uid")
    def _compute_can_post(self):
        for publication in self:
            publication.can_post = publication._is_ready() and publication._holds_posting_role()

    def _is_ready(self):
        """Agreed to, or of a kind that needs nobody's agreement (F26, R312)."""
        self.ensure_one()
        if self.state == "approved":
            return True
        return self.state in ("draft", "submitted") and not self.needs_approval

    def _holds_posting_role(self):
        self.ensure_one()
        return bool(self._posting_role()._held_by(self.env.user, self.community_id))

    def action_post(self):
        """Note that it hangs: where and when is kept (R249).

        :raise UserError: before it was agreed to (R312), without a place, and while it is not
            complete
        :raise AccessError: for whoever is not a supervisor there or above
        """
        self.check_access("read")
        for publication in self:
            publication._check_may_post()
        self._check_complete()
        self._give_codes()
        now = fields.Datetime.now()
        days_up = {row.kind: row.days_up for row in self._kinds()}
        for publication in self:
            today = publication.community_id._today()
            days = days_up[publication.kind]
            # sudo: what is posted is noted here only; role and text were checked
            publication.sudo().write(
                {
                    "state": "posted",
                    "posted_at": now,
                    "posted_on": today,
                    "posted_by_id": self.env.uid,
                    "date_take_down": publication.date_take_down
                    or (days and today + timedelta(days=days)),
                }
            )
        self._done_with([APPROVE, POST, RETURNED])
        self._after_post()

    def _give_codes(self):
        """R249: the code, as soon as it may be posted, so that the paper that is hung has it."""
        prefixes = {row.kind: row.prefix for row in self._kinds()}
        fresh = self.filtered(lambda publication: not publication.number)
        for kind, publications in fresh.grouped("kind").items():
            keys = [(one.community_id.id, one.community_id._today().year) for one in publications]
            numbers = self.env["steward.number"]._take(prefixes[kind], keys)
            for publication, number in zip(publications, numbers, strict=True):
                # sudo: given here only
                publication.sudo().number = number

    def _after_submit(self):
        result = super()._after_submit()
        self.filtered(lambda publication: not publication.needs_approval)._give_codes()
        return result

    def _after_approve(self):
        result = super()._after_approve()
        self._give_codes()
        return result

    def _is_proof(self):
        """What is printed now is not for the board yet (R312)."""
        self.ensure_one()
        return self.state == "draft" or (self.state == "submitted" and not self._is_ready())

    def _check_may_post(self):
        self.ensure_one()
        if not self._is_ready():
            raise UserError(
                self.env._(
                    "%(publication)s is posted once, after the %(role)s has agreed.",
                    publication=self.display_name,
                    role=self._approval_role().name,
                )
                if self.needs_approval
                else self.env._(
                    "%(publication)s has been posted already.", publication=self.display_name
                )
            )
        if not self._holds_posting_role():
            raise AccessError(
                self.env._(
                    "%(publication)s is posted by the supervisor of %(community)s.",
                    publication=self.display_name,
                    community=self.community_id.name,
                )
            )
        if not (self.place or "").strip():
            raise UserError(
                self.env._("Say where %(publication)s hangs.", publication=self.display_name)
            )

    def _after_post(self):
        """Hook: what follows from posting."""
        self.line_ids._continue()
        # sudo: the older paper goes with the new one, whoever posted it
        self.sudo().replaces_id._replaced()
        self.line_ids._promised()
        # sudo: clocks, plans and duties follow from posting, which was checked
        records = self.sudo()
        records.filtered(lambda one: one.kind == "letter")._meet_letter_clock()
        for plan in records.plan_id.filtered(lambda plan: not plan.date_published):
            plan.date_published = plan.community_id._today()
        records.filtered(lambda one: one.kind == "response")._settle_duties()

    def _settle_duties(self):
        """R321: the duty of the month is done with the posted notice as its evidence."""
        if not self:
            return
        duties = self.env["steward.duty"].search(
            Domain("kind", "=", "response")
            & Domain("state", "=", "draft")
            & Domain("community_id", "in", self.community_id.ids)
            & Domain("period_start", "in", self.mapped("month"))
        )
        for duty in duties:
            answered = self.filtered(
                lambda one, duty=duty: (
                    one.community_id == duty.community_id and one.month == duty.period_start
                )
            )
            if answered:
                duty.evidence = answered[0].display_name
                duty.action_submit()

    def action_replace(self):
        """Another draft of the same text, which replaces this one when it is posted."""
        self.ensure_one()
        if self.state != "posted":
            raise UserError(
                self.env._("%(publication)s does not hang.", publication=self.display_name)
            )
        other = self.copy({"replaces_id": self.id, "name": self.name})
        # sudo: what is behind a promise stays behind it, whoever sees it
        for old, new in zip(self.sudo().line_ids, other.sudo().line_ids, strict=True):
            new.case_ids = old.case_ids
            new.plan_line_id = old.plan_line_id
            new.replaces_line_id = old
        return other._action_open()

    def _action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
