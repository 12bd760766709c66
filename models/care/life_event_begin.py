import logging
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import contact
from ..deadline.office_hours import OfficeHours
from .life_event_kind import DATED

_logger = logging.getLogger(__name__)

# date of an occupancy, and the kind of event that it is
DATES = {"handover_date": "handover", "move_in_date": "move_in"}


class LifeEvent(models.Model):
    """How life events come from the register, and what each starts."""

    _inherit = "steward.life.event"

    @api.model
    def _cron_begin(self):
        """Begin the hand-overs and move-ins whose day has come (R015, R272).

        Running it twice, or on two workers, begins nothing twice: occupancies are claimed, and an
        occupancy has one event of a kind.
        """
        self._end_of_moved_out()
        # sudo: scheduled action
        Occupancy = self.env["steward.occupancy"].sudo()
        back = max(self.env["steward.policy"].search([]).mapped("care_back_days"), default=0)
        missing = Domain.OR(
            Domain("life_event_ids", "not any", [("kind_id", "=", kind.id)])
            & self.env["steward.community"]._domain_by_time_zone(
                lambda community, name=name: (
                    Domain(name, ">=", community._today() - timedelta(days=back))
                    & Domain(name, "<=", community._today())
                )
            )
            for name, kind in self._register_kinds().items()
        )
        lines = Occupancy.search(missing & Domain("state", "!=", "ended"))
        try:
            with self.env.cr.savepoint():
                # sudo: as above
                self.sudo()._begin_for(lines.try_lock_for_update())
                self.env.flush_all()
        except UniqueViolation:
            _logger.info("Another worker has begun the same hand-overs and move-ins.")

    @api.model
    def _register_kinds(self):
        """{date field of an occupancy: kind}, as far as the kinds are in use."""
        found = {
            name: self.env.ref(f"property_steward.life_event_kind_{code}", raise_if_not_found=False)
            for name, code in DATES.items()
        }
        # sudo: kinds are the same for everybody, also for those who only keep the register
        return {name: kind.sudo() for name, kind in found.items() if kind and kind.sudo().active}

    @api.model
    def _begin_for(self, lines):
        """The events of these occupancies whose dates lie within the policy's days.

        :return: the new events
        """
        kinds = self._register_kinds()
        wanted = [
            (line, kind, line[name])
            for line in lines
            for name, kind in kinds.items()
            if line[name] and line._is_recent(line[name]) and line._starts(kind)
        ]
        if not wanted:
            return self.browse()
        known = {
            (event.occupancy_id, event.kind_id)
            for event in self.search([("occupancy_id", "in", [line.id for line, __, __ in wanted])])
        }
        return self.create(
            [
                {
                    "kind_id": kind.id,
                    "date": date,
                    "partner_id": line.partner_id.id,
                    "occupancy_id": line.id,
                }
                for line, kind, date in wanted
                if (line, kind) not in known
            ]
        )

    def _begin(self):
        """The visits that the rules of the policy demand after these events, or offer; what lies
        further back than the policy says is not asked for any more."""
        # sudo: rules are the same for everybody; visits follow from them, whoever entered it
        events = self.sudo()
        dues = events._dues()
        Callback = self.env["steward.callback"].sudo()
        standins = {event: event._standin() for event in events}
        holders = Callback._holders_for(
            {(standins[key[0]], key[1:]): found[:2] for key, found in dues.items()}
        )
        callbacks = Callback.create(
            [
                Callback._values_of_care(event, standins[event], (trigger, stage), found, holders)
                for (event, trigger, stage), found in dues.items()
            ]
        )
        callbacks._propose_times()
        callbacks.filtered(lambda callback: not callback.is_optional)._start_clock()

    def _dues(self):
        """{(event, trigger, stage): (rules, due moment, start)} of what these events start."""
        rules = self.env["steward.callback.rule"].search(
            Domain("policy_id", "in", self.community_id.policy_id.ids)
            & Domain("trigger", "=like", "life_%")
        )
        by_key = rules.grouped(lambda rule: (rule.policy_id, rule.trigger))
        offices = OfficeHours(self)
        found = {}
        for event in self:
            policy, community = event.community_id.policy_id, event.community_id
            oldest = community._today() - timedelta(days=policy.care_back_days)
            for trigger, stage in event._occasions():
                start = event._started_at(trigger, stage)
                drawn = by_key.get((policy, trigger), rules.browse()).filtered(
                    lambda rule, event=event: contact.is_drawn(
                        f"life event {rule.id} {event.partner_id.id}", rule.share
                    )
                )
                if not drawn:
                    continue
                rule, due = min(
                    ((rule, offices.due(rule, community, start)) for rule in drawn),
                    key=lambda pair: (pair[1], pair[0].sequence, pair[0].id),
                )
                if community._to_local(due).date() >= oldest:
                    found[event, trigger, stage] = (rule | drawn, due, start)
        return found

    def _occasions(self):
        """(trigger, stage) of all that this event starts."""
        self.ensure_one()
        stages = self.kind_id.stage_ids or [self.env["steward.life.event.stage"]]
        triggers = self.kind_id._triggers()
        return [(trigger, stage) for trigger in triggers for stage in stages]

    def _started_at(self, trigger, stage):
        """From when the clock runs, UTC: the local midnight of the date or stage; for what only
        became known (a wedding, a misfortune), from now."""
        self.ensure_one()
        if not stage and trigger not in DATED:
            return fields.Datetime.now()
        day = self._stage_date(stage) if stage else self.date
        return self.community_id._day_start(day)

    def _standin(self):
        """A matter that stands for the event where people are chosen as for any callback."""
        self.ensure_one()
        return self.env["steward.case"].new(
            {
                "partner_id": self.partner_id.id,
                "community_id": self.community_id.id,
                "unit_id": self.unit_id.id,
                "steward_id": self.steward_id.id,
                "category": "other",
                "first_receiver_id": False,
            }
        )

    def _move(self):
        """The date was corrected: visits that nobody has begun follow it."""
        # sudo: as in `_begin`
        events = self.sudo()
        dues = events._dues()
        for event in events:
            for callback in event.callback_ids.filtered(
                lambda callback: callback.state == "open" and not callback.visit_ids
            ):
                found = dues.get((event, callback.trigger, callback.life_stage_id))
                if found:
                    callback.write(callback._times_of_care(event, found))
        opened = events.callback_ids.filtered(lambda callback: callback.state == "open")
        opened._propose_times()
        opened.filtered(lambda callback: not callback.is_optional)._start_clock()
