from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine.intervals import merge, subtract
from ...engine.periods import add_months, month_bounds
from ...engine.quiet import allowed_intervals
from ...engine.schedule_modes import propose_doors_first


class VisitPlanMonth(models.Model):
    """The month's proposal: a day and a time for every open visit (R011, R012, R047, R048, R238).

    Reads what the engine needs, calls it, writes what it says. What a person fixed stays; so does,
    unless asked otherwise, a proposed time that is still possible.
    """

    _inherit = "steward.visit.plan.month"

    proposed_on = fields.Date(
        string="Times Proposed",
        readonly=True,
        copy=False,
        help="Day on which times were last proposed for what had none.",
    )

    def action_propose(self):
        """Propose times for what has none, or one that is not possible any more."""
        return self._action_propose(keep=True)

    def action_propose_anew(self):
        """Propose all times again, but for those that a person fixed."""
        return self._action_propose(keep=False)

    def _action_propose(self, keep):
        self.check_access("write")
        current = self.filtered(lambda record: record._is_current())
        if not current:
            raise UserError(self.env._("The month is over: there is no time left to propose."))
        placed, left = current._propose(keep)
        if left:
            message = self.env._(
                "%(placed)s visits have a time. %(left)s have none: their remarks say why.",
                placed=placed,
                left=left,
            )
        else:
            message = self.env._("All %(placed)s open visits have a time.", placed=placed)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_calendar(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.visit_plan_calendar_action"
        )
        return dict(
            action,
            domain=[("steward_id", "=", self.steward_id.id), ("state", "=", "open")],
            context={"initial_date": fields.Date.to_string(self.month)},
        )

    def _is_current(self):
        """Whether some of the month is still to come in the community's time zone."""
        return month_bounds(self.month)[1] >= self.community_id._today()

    @api.model
    def _cron_propose(self, batch_size=20):
        """Every night, give times to what has none: new households, visits handed over, lines whose
        visitor was on leave. This month and the next one, in the community's time zone."""
        domain = self._unproposed_domain()
        months = self.search(domain, limit=batch_size)
        remaining = len(months) if len(months) < batch_size else self.search_count(domain)
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        for month in months:
            if not month.try_lock_for_update().filtered_domain(domain):
                continue
            month._propose(keep=True)
            month.proposed_on = month.community_id._today()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _unproposed_domain(self):
        def unproposed(community):
            today = community._today()
            month = month_bounds(today)[0]
            return Domain("month", "in", [month, add_months(month, 1)]) & (
                Domain("proposed_on", "=", False) | Domain("proposed_on", "<", today)
            )

        return self.env["steward.community"]._domain_by_time_zone(unproposed) & Domain(
            "line_ids", "any", [("state", "=", "open"), ("scheduled_at", "=", False)]
        )

    def _propose(self, keep=True):
        """Propose times for the open visits of these months, one visitor and month after the other.

        :param keep: leave times alone that were proposed before and are still possible
        :return: how many open visits have a time now, and how many have none
        """
        self.check_access("write")
        placed = left = 0
        # sudo: the right to change the months was checked. The visitor's other work, leave and
        # calendar take time too, wherever they are; lines are written without being fixed
        for record in self.sudo().sorted(lambda record: (record.month, record.id)):
            here, nowhere = record._propose_one(keep)
            placed += here
            left += nowhere
        return placed, left

    def _propose_one(self, keep):
        community = self.community_id
        now = community._to_local(fields.Datetime.now())
        # the next full minute: what has begun cannot be proposed any more
        now = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        first, last = month_bounds(self.month)
        first = max(first, now.date())
        # what is overdue keeps the time that it had
        lines = self.line_ids.filtered(
            lambda line: line.state == "open" and line.period_end >= first
        )
        settings = community._schedule_settings()
        quiet = community.policy_id.quiet_period_ids._intervals()
        days = community._working_days(self.steward_id, first, last, not_before=now)

        problems = dict.fromkeys(lines.filtered(lambda line: not line._possible_kinds()), "no_mode")
        fixed = self._fixed_lines(lines - self._movable(lines))
        busy = fixed + self._busy(lines, first, last)
        candidates, flexible = {}, set()
        for line in self._movable(lines).filtered(lambda line: line not in problems):
            candidate, choice = line._schedule_candidate(first, last)
            candidates[line] = candidate
            if choice:
                flexible.add(candidate.id)
        if keep:
            self._keep_times(candidates, flexible, busy, days, quiet)
        proposal, calls = propose_doors_first(
            [*busy, *candidates.values()],
            flexible,
            days,
            quiet,
            settings=settings,
            visit_minutes=round(community.policy_id.visit_hours_per_day * 60) * len(days),
        )
        self._write_times(candidates, proposal, calls, problems)
        timed = len(lines.filtered("scheduled_at"))
        return timed, len(lines) - timed

    def _movable(self, lines):
        return lines.filtered(lambda line: not (line.is_fixed and line.scheduled_at))

    def _fixed_lines(self, lines):
        return [
            line._fixed_candidate(line.scheduled_at, line.scheduled_until, self.community_id)
            for line in lines
        ]

    def _busy(self, lines, first, last):
        """The visitor's time that other work takes: planned visits of other plans and months, and
        appointments without a planned visit."""
        community = self.community_id
        start = community._day_start(first)
        end = community._day_start(last + timedelta(days=1))
        others = lines.search(
            [
                ("steward_id", "=", self.steward_id.id),
                ("state", "=", "open"),
                ("id", "not in", lines.ids),
                ("scheduled_at", "<", end),
                ("scheduled_until", ">", start),
            ]
        )
        taken = [
            other._fixed_candidate(other.scheduled_at, other.scheduled_until, community)
            for other in others
        ]
        appointments = self.env["steward.visit"].search(
            [
                ("steward_id", "=", self.steward_id.id),
                ("state", "=", "draft"),
                ("line_id", "=", False),
                ("agreed_at", ">=", start),
                ("agreed_at", "<", end),
            ]
        )
        minutes = community._schedule_settings().durations
        for visit in appointments:
            length = visit.minutes or minutes[visit.mode_id.kind]
            until = visit.agreed_at + timedelta(minutes=length)
            taken.append(
                lines._busy_candidate(
                    ("visit", visit.id), visit.unit_id, (visit.agreed_at, until), community
                )
            )
        return taken

    def _keep_times(self, candidates, flexible, busy, days, quiet):
        """Fix the proposed times that are still possible; the first of two that overlap stays."""
        community = self.community_id
        working = {day.date: day.intervals for day in days}
        taken = defaultdict(list)
        for other in busy:
            taken[other.fixed.date].append((other.fixed.start, other.fixed.end))
        for line in sorted(
            (line for line in candidates if line.scheduled_at and line.scheduled_kind),
            key=lambda line: (line.scheduled_at, line.id),
        ):
            candidate = candidates[line]
            kind = line.scheduled_kind
            if kind not in line._possible_kinds():
                continue
            slot = line._local_slot(line.scheduled_at, line.scheduled_until, community)
            open_hours = allowed_intervals(
                slot.date, quiet, kind, candidate.catering, working.get(slot.date, ())
            )
            free = subtract(open_hours, merge(taken[slot.date]))
            if candidate.start <= slot.date <= candidate.end and any(
                start <= slot.start and slot.end <= end for start, end in free
            ):
                candidates[line] = replace(candidate, mode=kind, fixed=slot)
                flexible.discard(candidate.id)
                taken[slot.date].append((slot.start, slot.end))

    def _write_times(self, candidates, proposal, calls, problems):
        community = self.community_id
        for line, problem in problems.items():
            line.write({"scheduled_at": False, "schedule_problem": problem})
        for line, candidate in candidates.items():
            if slot := proposal.assigned.get(candidate.id):
                start = datetime.combine(slot.date, time.min) + timedelta(minutes=slot.start)
                kind = "phone" if candidate.id in calls else candidate.mode
                moment = community._to_utc(start)
                if line.scheduled_at != moment or line.scheduled_kind != kind:
                    line.write({"scheduled_at": moment, "scheduled_kind": kind})
            else:
                reason = proposal.unplaced[candidate.id].value
                if line.scheduled_at or line.schedule_problem != reason:
                    line.write({"scheduled_at": False, "schedule_problem": reason})
