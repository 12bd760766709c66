from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .publication_approval import APPROVE, POST, RETURNED

TAKE_DOWN = "property_steward.mail_activity_type_publication_take_down"


class Publication(models.Model):
    """Posting, taking down and archiving (R249); what follows for the survey, the plan and the
    duty of which it speaks (R087, R311-R313, R321)."""

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
        """Note that it hangs: its code is given, where and when is kept (R249).

        :raise UserError: before it was agreed to (R312), without a place, and while it is not
            complete
        :raise AccessError: for whoever is not a supervisor there or above
        """
        self.check_access("read")
        for publication in self:
            publication._check_may_post()
        self._check_complete()
        now = fields.Datetime.now()
        days = {row.kind: row for row in self._kinds()}
        for kind, publications in self.grouped("kind").items():
            today = {publication: publication.community_id._today() for publication in publications}
            numbers = self.env["steward.number"]._take(
                days[kind].prefix,
                [(publication.community_id.id, today[publication].year) for publication in today],
            )
            for publication, number in zip(publications, numbers, strict=True):
                # sudo: what is posted is noted here only; role and text were checked
                publication.sudo().write(
                    {
                        "state": "posted",
                        "number": number,
                        "posted_at": now,
                        "posted_on": today[publication],
                        "posted_by_id": self.env.uid,
                        "date_take_down": publication.date_take_down
                        or (
                            days[kind].days_up
                            and today[publication] + timedelta(days=days[kind].days_up)
                        ),
                    }
                )
        self._done_with([APPROVE, POST, RETURNED])
        self._after_post()

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
        # sudo: the older paper goes with the new one, whoever posted it
        self.sudo().replaces_id._replaced()
        self.line_ids._promised()
        # sudo: clocks, plans and duties follow from posting, which was checked
        records = self.sudo()
        records.filtered(lambda one: one.kind == "letter")._meet_letter_clock()
        for plan in records.plan_id.filtered(lambda plan: not plan.date_published):
            plan.date_published = plan.community_id._today()
        records.filtered(lambda one: one.kind == "response")._settle_duties()

    def _meet_letter_clock(self):
        """R311, R313: the letter is out; statistics and letter go to quality within some days."""
        for publication in self.filtered("wave_id"):
            wave, moment = publication.wave_id, publication.posted_at
            wave._deadline_meet(["survey_letter"], at=moment)
            days = wave.type_id.quality_days
            if days:
                wave._deadline_set("survey_quality", wave._days_on(moment, days), start=moment)

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

    def action_take_down(self):
        """It does not hang any more, nor is it on the page."""
        self.check_access("write")
        for publication in self:
            if publication.state != "posted":
                raise UserError(
                    publication.env._(
                        "%(publication)s does not hang.", publication=publication.display_name
                    )
                )
        self._take_down()

    def _take_down(self):
        for publication in self:
            # sudo: noted here only; write access was checked
            publication.sudo().write(
                {
                    "state": "taken_down",
                    "taken_down_on": publication.community_id._today(),
                    "taken_down_by_id": self.env.uid,
                }
            )
        self._done_with([TAKE_DOWN])

    def _replaced(self):
        """What hangs is taken down, and its promises go on in the one that replaces it."""
        self.filtered(lambda publication: publication.state == "posted")._take_down()
        self.line_ids._superseded()

    def action_file(self):
        """The paper that was taken down goes into the archive (R249)."""
        self.check_access("write")
        for publication in self:
            if publication.state != "taken_down":
                raise UserError(
                    publication.env._(
                        "%(publication)s is taken down before it is archived.",
                        publication=publication.display_name,
                    )
                )
            # sudo: noted here only; write access was checked
            publication.sudo().write(
                {"state": "archived", "archived_on": publication.community_id._today()}
            )

    def action_to_quality(self):
        """R313: statistics and letter were submitted to quality."""
        self.check_access("write")
        for publication in self:
            if publication.kind != "letter" or not publication.posted_at:
                raise UserError(
                    publication.env._(
                        "%(publication)s is no open letter that was posted.",
                        publication=publication.display_name,
                    )
                )
        fresh = self.filtered(lambda publication: not publication.to_quality_at)
        now = fields.Datetime.now()
        # sudo: noted here only; write access was checked
        fresh.sudo().write({"to_quality_at": now, "to_quality_by_id": self.env.uid})
        # sudo: the clock follows from it
        fresh.sudo().wave_id._deadline_meet(["survey_quality"])

    def action_replace(self):
        """Another draft of the same text, which replaces this one when it is posted."""
        self.ensure_one()
        if self.state != "posted":
            raise UserError(
                self.env._("%(publication)s does not hang.", publication=self.display_name)
            )
        other = self.copy({"replaces_id": self.id, "name": self.name})
        # sudo: the cases behind a promise stay behind it, whoever sees them
        for old, new in zip(self.sudo().line_ids, other.sudo().line_ids, strict=True):
            new.case_ids = old.case_ids
        return other._action_open()

    def _action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    # reminder

    @api.model
    def _take_down_domain(self):
        return Domain("state", "=", "posted") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_take_down", "<=", community._today())
        )

    @api.model
    def _cron_remind(self):
        """What is due to be taken down, told once to who posted and who drafted it; promises that
        are late, told once to the supervisors."""
        due = self.search(self._take_down_domain() & Domain("reminded", "=", False))
        self._give(
            [
                (publication, user, TAKE_DOWN)
                for publication in due._claim_reminder()
                for user in publication.posted_by_id | publication.steward_id.user_id
            ]
        )
        self.env["steward.publication.line"]._remind_late()
