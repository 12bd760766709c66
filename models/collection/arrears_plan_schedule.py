from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta

from odoo import fields, models

from ...engine.intervals import merge, subtract
from ...engine.periods import month_bounds
from ...engine.quiet import allowed_intervals, is_quiet
from ...engine.schedule import Line, propose


class CollectionPlan(models.Model):
    """A day and a time for every household of an arrears plan (R011, R012, R014, R048, R271).

    First the month's planned visit to the household, so that one visit serves both (借机拜访); else
    a half day in which the steward is in the building anyway, else the next time that is free. By
    the day on which the step is due where that is possible, else in the rest of the month.
    """

    _inherit = "steward.collection.plan"

    def _propose(self):
        self.ensure_one()
        community = self.community_id
        now = community._to_local(fields.Datetime.now())
        # the next full minute: what has begun cannot be proposed any more
        now = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        first, last = month_bounds(self.month)
        first = max(first, now.date())
        lines = self.line_ids.filtered(lambda line: not line.is_settled)
        if first > last:
            # what was proposed stands as it was
            return
        quiet = community.policy_id.quiet_period_ids._intervals()
        days = community._working_days(self.steward_id, first, last, not_before=now)
        planned, busy = self._taken(lines, first, last)
        proposed, open_lines = {}, {}
        for line in lines:
            waits = line.action_id.period_start
            if waits and waits > last:
                proposed[line] = self._no_time("promise")
            elif line.is_fixed and line.scheduled_at and not line._is_over(now):
                busy.append(line._candidate(first, last, fixed=True))
            else:
                begin = max(first, waits) if waits else first
                shared = line._shared(planned.get(line.partner_id, ()), begin, now, quiet)
                if shared:
                    proposed[line] = self._slot_values(
                        shared.scheduled_at, line._talk_kind(shared), shared
                    )
                else:
                    open_lines[line] = line._candidate(begin, last)
        busy += self._kept(open_lines, busy, days, quiet, proposed)
        self._place(open_lines, busy, days, quiet, proposed)
        for line, values in proposed.items():
            current = line._convert_to_write({name: line[name] for name in values})
            changed = {name: value for name, value in values.items() if current[name] != value}
            if changed:
                line.write(changed)

    def _taken(self, lines, first, last):
        """({household: planned visits of the month, earliest first}, the steward's time that other
        work takes as the engine's lines)."""
        community = self.community_id
        start = community._day_start(first)
        end = community._day_start(last + timedelta(days=1))
        Visit, PlanLine = self.env["steward.visit"], self.env["steward.visit.plan.line"]
        span = [
            ("steward_id", "=", self.steward_id.id),
            ("scheduled_at", "<", end),
            ("scheduled_until", ">", start),
        ]
        visits = PlanLine.search([*span, ("state", "=", "open")], order="scheduled_at, id")
        busy = [
            visit._fixed_candidate(visit.scheduled_at, visit.scheduled_until, community)
            for visit in visits
        ]
        others = lines.search([*span, ("plan_id", "!=", self.id), ("shared_line_id", "=", False)])
        busy += [
            PlanLine._busy_candidate(
                ("chase", other.id),
                other.unit_id,
                (other.scheduled_at, other.scheduled_until),
                community,
            )
            for other in others
        ]
        minutes = community._schedule_settings().durations
        for visit in Visit.search(
            [
                ("steward_id", "=", self.steward_id.id),
                ("state", "=", "draft"),
                ("line_id", "=", False),
                ("agreed_at", ">=", start),
                ("agreed_at", "<", end),
            ]
        ):
            length = visit.minutes or minutes[visit.mode_id.kind]
            until = visit.agreed_at + timedelta(minutes=length)
            busy.append(
                PlanLine._busy_candidate(
                    ("visit", visit.id), visit.unit_id, (visit.agreed_at, until), community
                )
            )
        here = visits.filtered(lambda visit: visit.community_id == community and visit.partner_id)
        return here.grouped("partner_id"), busy

    def _kept(self, open_lines, busy, days, quiet, proposed):
        """Fix the times that were proposed before and are still possible; the first of two that
        overlap stays."""
        working = {day.date: day.intervals for day in days}
        taken = defaultdict(list)
        for other in busy:
            taken[other.fixed.date].append((other.fixed.start, other.fixed.end))
        kept = []
        for line in sorted(
            (line for line in open_lines if line.scheduled_at),
            key=lambda line: (line.scheduled_at, line.id),
        ):
            candidate = open_lines[line]
            if line.shared_line_id or line.scheduled_kind != candidate.effective_mode:
                continue
            slot = line._slot()
            hours = allowed_intervals(slot.date, quiet, *candidate.kind, working.get(slot.date, ()))
            free = subtract(hours, merge(taken[slot.date]))
            if candidate.start <= slot.date <= candidate.end and any(
                start <= slot.start and slot.end <= end for start, end in free
            ):
                kept.append(replace(candidate, fixed=slot))
                taken[slot.date].append((slot.start, slot.end))
                proposed[line] = self._slot_values(line.scheduled_at, line.scheduled_kind)
                del open_lines[line]
        return kept

    def _place(self, open_lines, busy, days, quiet, proposed):
        """Let the engine place the others: by the day on which the step is due, then those for
        whom there is no time by then in the rest of the month."""
        settings = self.community_id._schedule_settings()
        left = dict(open_lines)
        for until_due in (True, False):
            if not left:
                return
            candidates = [
                replace(candidate, end=line._due(candidate)) if until_due else candidate
                for line, candidate in left.items()
            ]
            result = propose([*busy, *candidates], days, quiet, settings=settings)
            for line, candidate in list(left.items()):
                slot = result.assigned.get(candidate.id)
                if slot:
                    begin = datetime.combine(slot.date, time.min) + timedelta(minutes=slot.start)
                    moment = self.community_id._to_utc(begin)
                    proposed[line] = self._slot_values(moment, candidate.effective_mode)
                    busy.append(replace(candidate, fixed=slot))
                    del left[line]
                elif not until_due:
                    proposed[line] = self._no_time(result.unplaced[candidate.id].value)

    def _slot_values(self, moment, kind, shared=None):
        return {
            "scheduled_at": moment,
            "scheduled_kind": kind,
            "shared_line_id": shared.id if shared else False,
            "is_fixed": False,
            "problem": False,
        }

    def _no_time(self, problem):
        return {
            "scheduled_at": False,
            "scheduled_kind": False,
            "shared_line_id": False,
            "is_fixed": False,
            "problem": problem,
        }


class CollectionPlanLine(models.Model):
    _inherit = "steward.collection.plan.line"

    def _talk_kind(self, shared=None):
        """Door or phone: papers are handed over at the door, and who wants no calls, or has no
        phone, is visited. A planned visit keeps its own kind."""
        self.ensure_one()
        if shared:
            return shared.scheduled_kind
        partner = self.partner_id
        by_phone = self.kind == "phone" and partner.phone and not partner.no_phone_calls
        return "phone" if by_phone else "door"

    def _is_over(self, now):
        return self.community_id._to_local(self.scheduled_at) < now

    def _slot(self):
        return self.shared_line_id._local_slot(
            self.scheduled_at, self.scheduled_until, self.community_id
        )

    def _candidate(self, first, last, fixed=False):
        """This household as the engine knows it, for the days from `first` to `last`."""
        self.ensure_one()
        unit, partner, building = self.unit_id, self.partner_id, self.building_id
        if building:
            place = (building.community_id.id, building.sort_key or "", building.id)
        else:
            place = (self.community_id.id, "", -partner.id)
        return Line(
            id=("chase", self.id),
            building=place,
            door_key=unit.door_key or "",
            mode=self._talk_kind(),
            start=first,
            end=last,
            catering=unit.is_catering,
            preferred=partner.contact_time or "any",
            last_contact=partner.last_contact_date or None,
            fixed=self._slot() if fixed else None,
        )

    def _due(self, candidate):
        """Last day for the step: the one on which it is due, as far as that is still to come."""
        due = self.action_id.period_end
        return min(candidate.end, due) if due and due >= candidate.start else candidate.end

    def _shared(self, planned, begin, now, quiet):
        """The first of the `planned` visits to this household that serves the step as well: a visit
        at the door serves every step, a call only a call; none in a quiet hour."""
        kind = self._talk_kind()
        for visit in planned:
            local = self.community_id._to_local(visit.scheduled_at)
            minutes = (visit.scheduled_until - visit.scheduled_at) / timedelta(minutes=1)
            if local < now or local.date() < begin:
                continue
            if visit.scheduled_kind not in ("door", kind):
                continue
            if is_quiet(local, quiet, visit.scheduled_kind, self.unit_id.is_catering, minutes):
                continue
            return visit
        return None
