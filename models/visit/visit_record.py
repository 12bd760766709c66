from odoo import api, fields, models
from odoo.exceptions import UserError

from .recording import RECORDING

# modes that are not an appearance at somebody's door: no appointment is asked for
UNANNOUNCED = ("opportunistic", "wechat", "forum")


class Visit(models.Model):
    """Recording a visit: what must be there, which obligations it fulfils, what follows."""

    _inherit = "steward.visit"

    @api.depends("start", "mode_id", "community_id", "unit_id")
    def _compute_quiet_period_id(self):
        for visit in self:
            visit.quiet_period_id = visit._quiet_period()

    @api.depends("mode_id", "community_id")
    def _compute_needs_appointment(self):
        for visit in self:
            visit.needs_appointment = (
                visit.community_id.policy_id.appointment_required
                and bool(visit.mode_id)
                and visit.mode_id.kind != "phone"
                and visit.mode_id.code not in UNANNOUNCED
            )

    @api.depends("partner_id", "community_id", "mode_id", "start", "steward_id", "line_id", "state")
    def _compute_candidate_line_ids(self):
        """Open planned visits that this conversation could fulfil; one search for all visits."""
        drafts = self.filtered(lambda visit: visit.state == "draft")
        lines = self.env["steward.visit.plan.line"].search(
            [("state", "=", "open"), ("partner_id", "in", drafts.partner_id.ids)]
        )
        by_household = lines.grouped(lambda line: (line.partner_id, line.community_id))
        holds = {}
        for visit in self:
            if visit not in drafts:
                visit.candidate_line_ids = False
                continue
            key = (visit.partner_id._origin, visit.community_id._origin)
            visit.candidate_line_ids = visit._acceptable_lines(
                by_household.get(key, lines.browse()), holds
            )

    @api.depends("partner_id", "community_id", "mode_id", "line_id")
    def _compute_fulfil_line_ids(self):
        """All that fit are proposed; the person unticks what shall stay open (R014)."""
        for visit in self:
            if visit.state == "draft":
                visit.fulfil_line_ids = visit.candidate_line_ids
            else:
                visit.fulfil_line_ids = visit.fulfil_line_ids

    @api.depends("line_id", "mode_id")
    def _compute_unfit_note(self):
        for visit in self:
            line = visit.line_id
            unfit = bool(line and visit.mode_id) and not line._accepts(visit.mode_id)
            visit.unfit_note = unfit and visit.env._(
                "“%(rule)s” is not fulfilled by this mode. It accepts: %(modes)s.",
                rule=line.rule_id.name,
                modes=", ".join(line._accepted_modes().mapped("name")),
            )

    def action_done(self, outcome="done"):
        """Record the visit with its outcome (R006, R013).

        :raise UserError: says what is missing
        """
        problems = [problem for visit in self for problem in visit._problems(outcome)]
        if problems:
            raise UserError("\n".join(problems))
        self._record(outcome)
        return True

    def action_nobody_home(self):
        return self.action_done("nobody_home")

    def action_no_answer(self):
        return self.action_done("no_answer")

    def action_busy(self):
        return self.action_done("busy")

    def action_refused(self):
        return self.action_done("refused")

    def action_cancel(self):
        """An appointment or a visit under way is called off; its planned visit stays open."""
        recorded = self.filtered(lambda visit: visit.state == "done")
        if recorded:
            raise UserError(
                self.env._(
                    "%(visit)s is recorded and cannot be cancelled.",
                    visit=recorded[:1].display_name,
                )
            )
        self.with_context(steward_visit_recording=RECORDING).write({"state": "cancelled"})
        # sudo: frees the time that the appointment held; the visit's rights were checked
        lines = self.line_id.sudo().filtered(lambda line: line.state == "open")
        lines.write({"is_fixed": False})

    def _quiet_period(self):
        """The quiet period of the community in which the visit begins, if any (R011, R012, R048);
        inbound calls and modes that disturb nobody have none (F14)."""
        self.ensure_one()
        periods = self.community_id.policy_id.quiet_period_ids
        if not (self.start and self.mode_id and self.community_id):
            return periods.browse()
        return self.community_id._quiet_period(
            self.community_id._to_local(self.start), self.mode_id.kind, self.unit_id.is_catering
        )

    def _acceptable_lines(self, lines, holds):
        """Those of the household's open `lines` that this conversation may fulfil (R014, F29).

        The planned visit itself, also when it is overdue; and, where the policy and the rules
        allow it, one of every other rule whose period covers the day. What a higher role owes
        in person is not done by a lower one.

        :param holds: cache of who holds which role, shared by a batch of visits
        """
        self.ensure_one()
        planned = self.line_id._origin.filtered(
            lambda line: line.state == "open" and self.mode_id and line._accepts(self.mode_id)
        )
        if not (self.start and self.community_id and self.mode_id):
            return planned
        if not self.community_id.policy_id.borrowed_visits:
            return planned
        day = self.community_id._to_local(self.start).date()
        accepted = planned
        for line in lines.sorted("period_end"):
            if (
                line.rule_id not in (accepted | self.line_id._origin).rule_id
                and line.rule_id.accepts_borrowed
                and line.period_start <= day <= line.period_end
                and line._accepts(self.mode_id)
                and self._is_owed_by_visitor(line, holds)
            ):
                accepted |= line
        return accepted

    def _is_owed_by_visitor(self, line, holds):
        if line.steward_id == self.steward_id:
            return True
        # sudo: a person's login is only used to look up the person's roles
        user = self.steward_id.sudo().user_id
        key = (user, line.rule_id.role_id, line.community_id)
        if key not in holds:
            holds[key] = bool(user and key[1]._held_by(user, line.community_id))
        return holds[key]

    def _problems(self, outcome):
        """What keeps this visit from being recorded with `outcome`: sentences, most of them one
        that the visitor can act upon at once."""
        self.ensure_one()
        if self.state != "draft":
            return [self.env._("%(visit)s is not under way any more.", visit=self.display_name)]
        problems = self._problems_of_time()
        if outcome == "busy" and not (self.next_at and self.next_at > self.start):
            problems.append(
                self.env._("Enter the time that was agreed instead; it must be a later one.")
            )
        if outcome == "done":
            problems += self._problems_of_content()
        return problems

    def _problems_of_time(self):
        problems = []
        if self.start > fields.Datetime.now() and self.start != self.agreed_at:
            problems.append(self.env._("The start lies in the future: enter when you talked."))
        quiet = self.quiet_period_id
        if quiet and not (self.quiet_reason or "").strip():
            problems.append(
                self.env._(
                    "%(time)s is a quiet hour (%(period)s): give the reason for disturbing.",
                    time=self.community_id._to_local(self.start).strftime("%H:%M"),
                    period=quiet.name,
                )
            )
        return problems

    def _said(self):
        """Texts in which the visitor wrote down what was said."""
        return [self.needs, self.information, self.questions]

    def _problems_of_content(self):
        """R006, R013, R047, R049, R061, R156: what a conversation that was held must say."""
        problems = []
        if not any((text or "").strip() for text in self._said()) and not self.case_ids:
            problems.append(self.env._("Write down what was said."))
        if not self.consent:
            problems.append(self.env._("Tick that the household agreed to talk."))
        if self.mode_id.code == "opportunistic" and not (self.occasion or "").strip():
            problems.append(self.env._("Say on which occasion you talked."))
        if self.needs_appointment and not (
            (self.agreed_at and self.agreed_at <= self.start) or self.no_appointment_reason
        ):
            problems.append(
                self.env._(
                    "Enter the time that was agreed by phone before the visit, or why there is "
                    "none."
                )
            )
        signed = self.satisfaction and self.signature
        if self.needs_signature and not signed and not self.no_signature_reason:
            problems.append(
                self.env._("Ask for satisfaction and signature, or say why it is not signed.")
            )
        return problems

    def _record(self, outcome, accepted=None):
        """Record checked visits; a number of statements that does not grow with them.

        :param accepted: dict of visit to the planned visits that it fulfils, where the person
            did not tick them on the form
        """
        now = fields.Datetime.now()
        visits = self.with_context(steward_visit_recording=RECORDING)
        accepted = accepted or {
            visit: visit.fulfil_line_ids & visit.candidate_line_ids for visit in visits
        }
        # an appointment that took place before its time
        visits.filtered(lambda visit: visit.start > now).write({"start": now})
        visits.write({"state": "done", "outcome": outcome})
        lines = visits.line_id
        if outcome == "done":
            lines |= visits._fulfil(accepted)
            visits._touch_households()
        if outcome in ("done", "busy"):
            visits._cancel_other_drafts(lines)
        visits.case_ids._settle_from_visit()
        if outcome == "busy":
            visits._make_appointments()

    def _fulfil(self, accepted):
        """Mark the accepted planned visits as done, and note the occasion (R006, R014).

        :param accepted: dict of visit to lines
        """
        lines = self.env["steward.visit.plan.line"].union(*accepted.values())
        lines.check_access("write")
        for visit, fitting in accepted.items():
            # two visits of one household in one batch: the first one fulfils
            visit_lines = fitting.filtered(lambda line: line.state == "open")
            # sudo: access was checked for all lines at once
            visit_lines.sudo()._fulfil(visit)
            borrowed = visit_lines - visit.line_id
            if borrowed and not visit.occasion:
                origin = visit.line_id.rule_id.name or ", ".join(visit.purpose_ids.mapped("name"))
                visit.occasion = origin or visit.mode_id.name
        return lines

    def _touch_households(self):
        """Note the day of the conversation, in the community's time zone, on the household."""
        days = {}
        for visit in self:
            day = visit.community_id._to_local(visit.start).date()
            days[visit.partner_id] = max(day, days.get(visit.partner_id, day))
        for partner, day in days.items():
            # sudo: the field is nobody's to write; whoever may record a visit may move its date
            household = partner.sudo()
            if not household.last_contact_date or household.last_contact_date < day:
                household.last_contact_date = day

    def _cancel_other_drafts(self, lines):
        """Appointments of planned visits that are done, or agreed anew, fall away."""
        drafts = self.search(
            [("line_id", "in", lines.ids), ("state", "=", "draft"), ("id", "not in", self.ids)]
        )
        if drafts:
            drafts.action_cancel()
