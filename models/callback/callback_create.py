from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import clock, contact
from ..deadline.office_hours import OfficeHours

# who is wanted, where several rules match: the more demanding comes first
ASSIGNEE_ORDER = (
    *("roles", "leader", "dedicated", "quality"),
    *("order_taker", "first_receiver", "steward"),
)


class Callback(models.Model):
    """How callbacks come into being: as a set, by the rules of the policy (F01, F02, F10, F33)."""

    _inherit = "steward.callback"

    @api.model
    def _create_for(self, trigger, cases):
        """The callbacks that the rules of `trigger` demand after `cases`, which are settled.

        Running it twice makes nothing twice. The number of statements does not grow with them.
        """
        return self._create_by_triggers({case: {trigger} for case in cases})

    @api.model
    def _create_for_households(self, trigger, community, partners, started_at):
        """As `_create_for`, where households are to be called without a case of their own.

        :param partners: households, or {household: the door in question, if one is known}
        """
        units = partners if isinstance(partners, dict) else {}
        Case = self.env["steward.case"]
        return self._create_for(
            trigger,
            Case.union(
                *(
                    Case.new(
                        {
                            "partner_id": partner.id,
                            "community_id": community.id,
                            **({"unit_id": units[partner].id} if units.get(partner) else {}),
                            "category": "other",
                            "first_receiver_id": False,
                            "handled_at": started_at,
                        }
                    )
                    for partner in partners
                )
            ),
        )

    @api.model
    def _create_by_triggers(self, triggers, more=None):
        """:param triggers: {case: set of triggers that fit it}; the strictest rule wins (F01)
        :param more: {case: values of its callback that do not follow from the rules}
        :return: the new callbacks
        """
        cases = self.env["steward.case"].union(*triggers)
        # sudo: rules are the same for everybody; callbacks follow from them, whoever settled it
        matches = self.sudo()._matching_rules(triggers)
        known = self._open_keys(cases)
        offices = OfficeHours(cases)
        starts = cases._callback_started_at()
        rained = self._rain_days(cases, starts)
        wanted = {}
        for (case, awaits_rain), rules in matches.items():
            if (case._origin.id, awaits_rain) not in known:
                wanted[case, awaits_rain] = self._strictest(case, rules, starts[case], offices)
        holders = self._holders_for(wanted)
        vals_list = []
        for (case, awaits_rain), (rules, due) in wanted.items():
            vals = self._values_by_rules(case, rules, starts[case], holders)
            rain_day = rained.get(case) if awaits_rain else None
            if awaits_rain and not rain_day:
                vals["state"] = "waiting"
            else:
                vals |= {
                    "due_at": self._due_after_rain(rules[:1], rain_day, offices)
                    if rain_day
                    else due,
                    "rain_day_id": rain_day and rain_day.id,
                }
            vals_list.append(vals | (more or {}).get(case, {}))
        # sudo: as above; a department that settles a matter reads no household
        callbacks = self.sudo().create(vals_list)
        callbacks._propose_times()
        callbacks._start_clock()
        return callbacks.sudo(False)

    def _matching_rules(self, triggers):
        """{(case, whether it waits for rain): rules}, without what was not drawn (R280, F33)."""
        policies = {case: case.community_id.policy_id for case in triggers}
        rules = self.env["steward.callback.rule"].search(
            Domain("policy_id", "in", {policy.id for policy in policies.values()})
            & Domain("trigger", "in", set().union(*triggers.values()))
        )
        by_key = rules.grouped(lambda rule: (rule.policy_id, rule.trigger))
        matches = {}
        for case, codes in triggers.items():
            for code in sorted(codes):
                for rule in by_key.get((policies[case], code), rules.browse()):
                    seed = f"callback {rule.id} {case._origin.id or case.partner_id.id}"
                    if contact.is_drawn(seed, rule.share):
                        key = case, rule.awaits_rain
                        matches[key] = matches.get(key, rules.browse()) | rule
        return matches

    def _open_keys(self, cases):
        """(case, whether it waits for rain) that are already to be called back."""
        # sudo: whether a callback is due does not depend on who asks
        found = self.sudo().search_fetch(
            [("case_id", "in", cases.ids), ("state", "in", ("open", "waiting"))]
            + [("trigger", "!=", "manual")],
            ["case_id", "trigger"],
        )
        return {(callback.case_id.id, callback.trigger == "repair_leak_rain") for callback in found}

    def _strictest(self, case, rules, started_at, offices):
        """(rules with the one that is due first in front, its due moment)."""
        dues = {rule: offices.due(rule, case.community_id, started_at) for rule in rules}
        ordered = rules.sorted(lambda rule: (dues[rule], rule.sequence, rule.id))
        return ordered, dues[ordered[0]]

    def _values_by_rules(self, case, rules, started_at, holders):
        wanted = min(rules.mapped("assignee"), key=ASSIGNEE_ORDER.index)
        people = rules.filtered(lambda rule: rule.assignee == wanted)
        differs = any(rules.mapped("differs_from_handler"))
        return {
            "case_id": case._origin.id,
            "partner_id": case.partner_id.id,
            "unit_id": case.unit_id.id,
            "community_id": case.community_id.id,
            "steward_id": (case.steward_id or case.unit_id.steward_id).id,
            "trigger": rules[0].trigger,
            "rule_id": rules[0].id,
            "rule_ref": ", ".join(dict.fromkeys(filter(None, rules.mapped("rule_ref")))),
            "assignee_rule": wanted,
            "differs_from_handler": differs,
            "assignee_id": self._assignee(case, wanted, people.role_ids, differs, holders).id,
            "mode_ids": [fields.Command.set(self._common_modes(rules).ids)],
            "role_ids": [fields.Command.set(rules._joint_roles().ids)],
            # one that may disturb is enough: the strictest deadline stays what it is
            "quiet_binding": all(rules.mapped("quiet_binding")),
            "started_at": started_at,
        }

    def _common_modes(self, rules):
        """Modes that all rules accept; where they have none in common, those at the door."""
        modes = rules[0].mode_ids
        for rule in rules[1:]:
            if rule.mode_ids:
                modes = modes & rule.mode_ids if modes else rule.mode_ids
        if not modes and any(rules.mapped("mode_ids")):
            modes = rules.mode_ids.filtered(lambda mode: mode.kind == "door") or rules.mode_ids
        return modes

    # proposed time

    def _propose_times(self):
        """Propose when to call: the latest time before it is due at which nobody is disturbed;
        never later than due (F14), never in the past."""
        now = fields.Datetime.now()
        moments = {}
        for callback in self.filtered(lambda callback: callback.state == "open"):
            proposed = callback._quiet_before(callback.due_at)
            if proposed < now:
                proposed = callback._allowed_from(now)
            moments[callback] = proposed
        for moment, callbacks in self._grouped_by_value(moments).items():
            # sudo: the proposal follows from the rules
            callbacks.sudo().write({"scheduled_at": moment})

    def _grouped_by_value(self, values):
        groups = {}
        for callback, value in values.items():
            groups[value] = groups.get(value, self.browse()) | callback
        return groups

    def _quiet_before(self, moment):
        self.ensure_one()
        community, kind, minutes = self._contact_facts()
        return clock.propose_before(
            moment,
            community.tz,
            community.policy_id.quiet_period_ids._intervals(),
            kind,
            self.unit_id.is_catering,
            minutes=minutes,
            within=self._contact_hours,
        )

    def _allowed_from(self, moment):
        """The first time from `moment` on, and before it is due, that disturbs nobody; `moment`
        itself where there is none: then a reason is asked for (F14)."""
        self.ensure_one()
        community, kind, minutes = self._contact_facts()
        local = contact.next_allowed(
            community._to_local(moment),
            community.policy_id.quiet_period_ids._intervals(),
            kind,
            self.unit_id.is_catering,
            minutes=minutes,
            within=self._contact_hours,
        )
        found = local and community._to_utc(local)
        if not found or (moment < self.due_at < found):
            return moment
        return found

    def _contact_facts(self):
        """Community, kind of the mode by which one would call, minutes that it takes."""
        policy = self.community_id.policy_id
        kinds = set(self.mode_ids.mapped("kind")) or {"door", "phone", "other"}
        # sudo: whether the household wants no calls; the first receiver may have no role
        partner = self.partner_id.sudo()
        callable_ = "phone" in kinds and not partner.no_phone_calls
        if callable_ and (partner.phone or kinds == {"phone"}):
            return self.community_id, "phone", policy.phone_minutes
        kind = "door" if "door" in kinds else next(iter(kinds))
        return self.community_id, kind, policy.door_minutes

    def _contact_hours(self, _day):
        """Minutes of a day in which residents are called on."""
        policy = self.community_id.policy_id
        return [(round(policy.morning_from * 60), round(policy.evening_to * 60))]

    # rain

    def _rain_days(self, cases, starts):
        """{case: first rainy day after it was settled}, where one is known already (R019)."""
        if not cases:
            return {}
        first = min(starts[case] for case in cases) - timedelta(days=1)
        days = self.env["steward.rain.day"].search(
            [("community_id", "in", cases.community_id.ids), ("date", ">=", first.date())],
            order="date",
        )
        by_community = days.grouped("community_id")
        found = {}
        for case in cases:
            settled = case.community_id._to_local(starts[case]).date()
            later = by_community.get(case.community_id, days.browse()).filtered(
                lambda day, settled=settled: day.date > settled
            )
            if later:
                found[case] = later[0]
        return found

    def _due_after_rain(self, rule, rain_day, offices):
        """By the rule's clock, from the rainy day; from today where the rain was noted later."""
        community = rain_day.community_id
        day = max(rain_day.date, community._today())
        return offices.due(rule, community, community._day_start(day))

    def _release(self, rain_day):
        """It rained after the repair: these callbacks are due next (R019)."""
        offices = OfficeHours(self)
        for rule, callbacks in self.grouped("rule_id").items():
            due = self._due_after_rain(rule, rain_day, offices)
            # sudo: whoever notes the rain releases what waited for it
            callbacks.sudo().write({"state": "open", "due_at": due, "rain_day_id": rain_day.id})
        self._propose_times()
        self._start_clock()
