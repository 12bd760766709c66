from functools import cache

from odoo import fields, models
from odoo.exceptions import UserError

from .deadline_mixin import OPEN
from .office_hours import OfficeHours

# kinds that answer the resident, which the cap bounds (R084)
CAPPED = ("answer", "promised")


class DeadlineMixin(models.AbstractModel):
    """How clocks start: by the rules of an event, or with a due moment that somebody set."""

    _inherit = "steward.deadline.mixin"

    def _deadline_start(self, trigger, at=None, promised=None):
        """Start the clocks that the rules of `trigger` demand and that do not run yet. What a
        receipt demands is demanded once: met, it does not start again with another label.

        :param at: moment, or {record: moment}; default: now, for what is received the
            `_deadline_start_field` of the record, which may lie before it was typed
        :param promised: {record: moment} that was promised at the same time
        :return: the new deadlines
        :raise UserError: for a promise later than the latest reply to the resident (R084)
        """
        field = self._deadline_start_field if trigger == "received" else None
        starts = self._deadline_moments(at, default=field)
        records = self.browse(starts)
        if not records:
            return self.env["steward.deadline"]
        # sudo: rules are the same for everybody
        rules = self.env["steward.deadline.rule"].sudo()._started_by(self._name, trigger)
        if not rules and not promised:
            return self.env["steward.deadline"]
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
        best = records._deadline_strictest(rules, starts, running)
        now = fields.Datetime.now()
        for record, due in (promised or {}).items():
            best[record.id, "promised"] = {"kind": "promised", "started_at": now, "due_at": due}
        return records._deadline_create(best)

    def _deadline_strictest(self, rules, starts, running):
        """{(id, kind): values} of what `rules` grant these records, of each kind the clock that is
        due first.

        :param starts: {id: moment}
        :param running: (id, kind) of the clocks that run already
        """
        communities = self._deadline_community()
        by_policy = self.grouped(lambda record: communities[record].policy_id)
        offices = OfficeHours(self)
        best = {}
        for rule in rules:
            kind, applied = rule.kind, rule._applied()
            for policy, records in by_policy.items():
                if not rule._applies_in(policy):
                    continue
                ticking = rule._clock(policy)
                waiting = self.browse(id_ for id_ in records.ids if (id_, kind) not in running)
                for record in rule._matching(waiting):
                    start = starts[record.id]
                    due = offices.due_of(ticking, communities[record], start)
                    key = record.id, kind
                    if key not in best or due < best[key]["due_at"]:
                        best[key] = {**applied, "started_at": start, "due_at": due}
        return best

    def _deadline_set(self, kind, due, start=None, rule=None, pausable=False):
        """Start a clock with an explicit due moment: a promise to a resident, a callback.

        A clock of that kind that runs with another due moment is cancelled, and stays as evidence.

        :param due: moment, or {record: moment}
        :param start: moment, or {record: moment}; default: now
        :param rule: the `steward.deadline.rule` that the moment comes from
        :return: the clocks of that kind that run now
        :raise UserError: for a promise later than the latest reply to the resident (R084)
        """
        dues = self._deadline_moments(due)
        if not dues:
            return self.env["steward.deadline"]
        starts = self._deadline_moments(start)
        records = self.browse(dues)
        known = records._deadline_open().filtered(lambda d: d.kind == kind)
        kept = known.filtered(lambda d: d.due_at == dues[d.res_id])
        same = set(kept.mapped("res_id"))
        records.browse((known - kept).mapped("res_id"))._deadline_cancel([kind])
        # sudo: rules are the same for everybody
        applied = rule.sudo()._applied() if rule else {"kind": kind}
        applied = {**applied, "kind": kind, "pausable": pausable or applied.get("pausable", False)}
        return kept.sudo(False) | records._deadline_create(
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

    def _deadline_check_cap(self, wanted, caps):
        """A cap that has passed binds no more: the resident still gets a time to count on."""
        now = fields.Datetime.now()
        for (res_id, kind), vals in wanted.items():
            cap = kind == "promised" and caps.get(res_id)
            if cap and now < cap < vals["due_at"]:
                record = self.browse(res_id)
                community = record._deadline_community()[record]
                raise UserError(
                    self.env._(
                        "“%(record)s” must be answered by %(cap)s at the latest: "
                        "%(promised)s cannot be promised.",
                        record=record.display_name,
                        cap=_spoken(community, cap),
                        promised=_spoken(community, vals["due_at"]),
                    )
                )

    def _deadline_create(self, wanted):
        """Rows for `wanted`, {(id, kind): values}."""
        if not wanted:
            return self.env["steward.deadline"]
        facts = self.browse({res_id for res_id, _kind in wanted})._deadline_facts()
        # sudo: as in `_deadline_open`
        running = self.env["steward.deadline"].sudo().search(self._deadline_domain(["cap"]))
        caps = {deadline.res_id: deadline.due_at for deadline in running}
        caps |= {res_id: vals["due_at"] for (res_id, kind), vals in wanted.items() if kind == "cap"}
        self._deadline_check_cap(wanted, caps)
        first_level = self._deadline_first_levels()
        rows = []
        for (res_id, kind), vals in wanted.items():
            level_id, moment = first_level(
                facts[res_id]["community_id"], kind, vals["started_at"], vals["due_at"]
            )
            rows.append(
                {
                    **vals,
                    **facts[res_id],
                    "res_model": self._name,
                    "res_id": res_id,
                    "cap_at": kind in CAPPED and caps.get(res_id),
                    "next_level_id": level_id,
                    "next_alert_at": moment,
                }
            )
        deadlines = self.env["steward.deadline"]._insert(rows)
        self.browse(facts)._deadline_refresh()
        return deadlines

    def _deadline_first_levels(self):
        """Function of (community id, kind, start, due) that gives the id of the first level to
        alert and when; what a batch has in common is looked up once."""
        # sudo: levels are the same for everybody
        ladder = self.env["steward.deadline.level"].sudo()._ladders()
        Community = self.env["steward.community"]
        now = fields.Datetime.now()

        @cache
        def first_level(community_id, kind, start, due):
            policy = Community.browse(community_id).policy_id
            level, moment = ladder(policy, kind)._next(start, due, now=now)
            return level.id, moment

        return first_level


def _spoken(community, moment):
    return community._to_local(moment).strftime("%Y-%m-%d %H:%M")
