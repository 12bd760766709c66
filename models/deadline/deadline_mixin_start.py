from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...engine import clock
from .deadline_mixin import OPEN

# kinds that answer the resident, which the cap bounds (R084)
CAPPED = ("answer", "promised")
SEARCH_DAYS = 31
MOST_DAYS = 366 * 3


class DeadlineMixin(models.AbstractModel):
    """How clocks start: by the rules of an event, or with a due moment that somebody set."""

    _inherit = "steward.deadline.mixin"

    def _deadline_start(self, trigger, at=None):
        """Start the clocks that the rules of `trigger` demand and that do not run yet. What a
        receipt demands is demanded once: met, it does not start again with another label.

        :param at: moment, or {record: moment}; default: `_deadline_start_field` of the record,
            which may lie before it was typed
        :return: the new deadlines
        """
        starts = self._deadline_moments(at, default=self._deadline_start_field)
        records = self.browse(starts)
        # sudo: rules are the same for everybody
        rules = (
            self.env["steward.deadline.rule"]
            .sudo()
            .search([("res_model", "=", self._name), ("trigger", "=", trigger)])
        )
        if not rules or not records:
            return self.env["steward.deadline"]
        communities = records._deadline_community()
        offices = _Offices(records)
        states = (*OPEN, "met", "met_late") if trigger == "received" else OPEN
        # sudo: whether a clock runs does not depend on who asks
        known = (
            self.env["steward.deadline"]
            .sudo()
            .search_fetch(
                records._deadline_domain(set(rules.mapped("kind")), states), ["res_id", "kind"]
            )
        )
        running = {(deadline.res_id, deadline.kind) for deadline in known}
        best = {}
        for rule in rules:
            concerned = records.filtered(
                lambda record, rule=rule: (
                    (record.id, rule.kind) not in running
                    and rule.policy_id in (communities[record].policy_id, rule.policy_id.browse())
                )
            )
            for record in rule._matching(concerned):
                start = starts[record.id]
                due = offices.due(rule, communities[record], start)
                key = record.id, rule.kind
                if key not in best or due < best[key]["due_at"]:
                    best[key] = dict(rule._applied(), started_at=start, due_at=due)
        return records._deadline_create(best)

    def _deadline_set(self, kind, due, start=None, rule=None, pausable=False):
        """Start a clock with an explicit due moment: a promise to a resident, a callback.

        A clock of that kind that runs with another due moment is cancelled, and stays as evidence.

        :param due: moment, or {record: moment}
        :param start: moment, or {record: moment}; default: now
        :param rule: the `steward.deadline.rule` that the moment comes from
        :raise UserError: for a promise later than the latest reply to the resident (R084)
        """
        dues = self._deadline_moments(due)
        starts = self._deadline_moments(start)
        records = self.browse(dues)
        if kind == "promised":
            records._deadline_check_cap(dues)
        same = set()
        others = set()
        for deadline in records._deadline_open().filtered(lambda d: d.kind == kind):
            (same if deadline.due_at == dues[deadline.res_id] else others).add(deadline.res_id)
        records.browse(others)._deadline_cancel([kind])
        applied = rule.sudo()._applied() if rule else {"kind": kind}
        applied = {**applied, "kind": kind, "pausable": pausable or applied.get("pausable", False)}
        return records._deadline_create(
            {
                (record.id, kind): dict(
                    applied, started_at=starts[record.id], due_at=dues[record.id]
                )
                for record in records
                if record.id not in same
            }
        )

    def _deadline_open(self):
        # sudo: whether a clock runs does not depend on who asks
        return self.env["steward.deadline"].sudo().search(self._deadline_domain())

    def _deadline_check_cap(self, dues):
        """A cap that has passed binds no more: the resident still gets a time to count on."""
        now = fields.Datetime.now()
        caps = self._deadline_open().filtered(lambda d: d.kind == "cap" and d.due_at > now)
        for cap in caps:
            if dues[cap.res_id] > cap.due_at:
                record = self.browse(cap.res_id)
                community = self.browse(cap.res_id)._deadline_community()[record]
                raise UserError(
                    self.env._(
                        "“%(record)s” must be answered by %(cap)s at the latest: "
                        "%(promised)s cannot be promised.",
                        record=record.display_name,
                        cap=_spoken(community, cap.due_at),
                        promised=_spoken(community, dues[cap.res_id]),
                    )
                )

    def _deadline_create(self, wanted):
        """Rows for `wanted`, {(id, kind): values}."""
        if not wanted:
            return self.env["steward.deadline"]
        facts = self.browse({res_id for res_id, _kind in wanted})._deadline_facts()
        caps = {d.res_id: d.due_at for d in self._deadline_open() if d.kind == "cap"}
        caps |= {res_id: vals["due_at"] for (res_id, kind), vals in wanted.items() if kind == "cap"}
        Level = self.env["steward.deadline.level"].sudo()
        ladder = Level._ladders()
        Community = self.env["steward.community"]
        now = fields.Datetime.now()
        rows = []
        for (res_id, kind), vals in wanted.items():
            policy = Community.browse(facts[res_id]["community_id"]).policy_id
            level, moment = ladder(policy, kind)._next(vals["started_at"], vals["due_at"], now=now)
            rows.append(
                {
                    **vals,
                    **facts[res_id],
                    "res_model": self._name,
                    "res_id": res_id,
                    "cap_at": caps.get(res_id) if kind in CAPPED else False,
                    "next_level_id": level.id,
                    "next_alert_at": moment,
                }
            )
        # sudo: deadlines follow from the rules; nobody may write them by hand
        deadlines = self.env["steward.deadline"].sudo().create(rows).sudo(False)
        self.browse(facts)._deadline_refresh()
        return deadlines


class _Offices:
    """Due moments of a batch; opening hours are asked once per calendar and time zone."""

    def __init__(self, records):
        self.env = records.env
        self.hours = {}

    def due(self, rule, community, start):
        policy = community.policy_id
        ticking = rule._clock(policy)
        if not ticking.needs_office:
            return clock.due(ticking, start, community.tz)
        days = SEARCH_DAYS
        while days <= MOST_DAYS:
            found = clock.due(ticking, start, community.tz, self._open(community, start, days))
            if found:
                return found
            days *= 2
        raise UserError(
            self.env._(
                "The office hours of %(community)s leave no time for the rule %(rule)s: check the "
                "working schedule.",
                community=community.name,
                rule=rule.name,
            )
        )

    def _open(self, community, start, days):
        key = community.resource_calendar_id.id, community.tz
        known = self.hours.get(key)
        end = start + timedelta(days=days)
        if not known or start < known[0] or end > known[1]:
            begin = min(start, known[0]) if known else start
            # a batch is received within days: what is asked for reaches for all of it
            end = max(end + timedelta(days=days), known[1] if known else end)
            self.hours[key] = known = (begin, end, community._office_hours(begin, end))
        return known[2]


def _spoken(community, moment):
    return community._to_local(moment).strftime("%Y-%m-%d %H:%M")
