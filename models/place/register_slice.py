"""Some rows of a register against what is known: what they would change, and changing it."""

from dataclasses import dataclass, field

from odoo.fields import Domain

from ...engine.register import (
    DOUBT,
    NEW,
    SAME,
    Held,
    Match,
    Step,
    differences,
    notes_of,
    plan_owner,
    plan_tenant,
    plan_tenant_gone,
    unit_values,
)
from .register_messages import change_text, doubt_text, problem_text
from .register_people import PeopleSeen, RegisterPeople
from .register_places import RegisterPlaces

ROLES = ("owner", "tenant")
PLANNED = {"owner": plan_owner, "tenant": plan_tenant}
# what `compare.py` wants to know about an occupancy that is open
HELD_FIELDS = (
    "is_payer",
    "handover_date",
    "decoration_from",
    "decoration_to",
    "move_in_date",
    "move_in_unknown",
    "move_out_date",
    "lease_end",
    "resident_count",
)
SUBJECT_LENGTH = 80


@dataclass
class Party:
    """The owner or the tenant of a row: who it is, and what happens to the occupancy."""

    match: Match
    step: Step
    token: object
    again: bool  # the same person stood in an earlier row of the file
    waiting: bool  # a person has to decide who it is
    partner: object  # existing contact, or none
    values: dict = field(default_factory=dict)
    children: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    made: bool = False


@dataclass
class Item:
    """A row on its way: what it says, and the records that it concerns."""

    sheet: str
    row: int
    values: dict
    problems: list
    usable: bool = True
    record: object = None
    unit: object = None
    rename: dict = field(default_factory=dict)
    parties: dict = field(default_factory=dict)
    unit_values: dict = field(default_factory=dict)
    gone: Step = field(default_factory=Step)
    promise: bool = False

    @property
    def door(self):
        parts = [self.values.get(key) for key in ("building", "entrance", "room")]
        return "-".join(part for part in parts if part)


class RegisterSlice:
    """A set of rows, looked up in a bounded number of statements.

    :param seen: PeopleSeen of the rows before
    """

    def __init__(self, job, items, seen=None):
        self.job = job
        self.env = job.env
        self.items = items
        self.seen = seen or PeopleSeen()
        self.places = RegisterPlaces(job, items)
        for item in items:
            item.unit = self.places.unit(item)
        units = self.env["steward.unit"].union(*(item.unit for item in items if item.unit))
        self.lines, self.earliest = self._load_lines(units)
        self.promises = self._load_promises(units)
        self.people = RegisterPeople(job, items, self._occupants())
        self.stewards = job._stewards()
        for item in items:
            if item.usable:
                self._resolve(item)

    def _occupants(self):
        return self.env["res.partner"].union(*(line.partner_id for line in self.lines.values()))

    def _load_lines(self, units):
        """Return the open occupancies by (unit, role), and the first free day after closed ones."""
        Occupancy = self.env["steward.occupancy"]
        domain = Domain("unit_id", "in", units.ids) & Domain("role", "in", ROLES)
        lines = Occupancy.search(domain & Domain("date_to", "=", False))
        ended = Occupancy._read_group(
            domain & Domain("date_to", "!=", False), ["unit_id", "role"], ["date_to:max"]
        )
        return (
            {(line.unit_id.id, line.role): line for line in lines},
            {(unit.id, role): self.job._day_after(last) for unit, role, last in ended},
        )

    def _load_promises(self, units):
        found = self.env["steward.case"].search_fetch(
            [("unit_id", "in", units.ids), ("origin", "=", "import")], ["unit_id", "words"]
        )
        return {(case.unit_id.id, case.words) for case in found}

    # looking

    def _line(self, item, role):
        empty = self.env["steward.occupancy"]
        return self.lines.get((item.unit.id, role), empty) if item.unit else empty

    def _resolve(self, item):
        for role in ROLES:
            line = self._line(item, role)
            if item.values.get(role):
                item.parties[role] = self._resolve_party(item, role, line)
            elif line and role == "tenant" and "tenant" in self.job._field_keys():
                item.gone = plan_tenant_gone(item.values, self._held(line), self.job.as_of)
            elif line and role == "owner":
                self._warn(item, "owner_missing", line.partner_id.name)
        item.unit_values = self._unit_values(item)
        promise = item.values.get("promise")
        unit_id = item.unit.id if item.unit else 0
        item.promise = bool(promise) and (unit_id, promise) not in self.promises

    def _warn(self, item, code, text):
        problem = {"code": code, "column": "", "heading": "", "field": "", "text": text}
        if problem not in item.problems:
            item.problems.append(problem)

    def _held(self, line):
        return Held(line.date_from, {name: line[name] for name in HELD_FIELDS}) if line else None

    def _resolve_party(self, item, role, line):
        values = item.values
        match = self.people.match(item, role, line.partner_id)
        decision = item.record and item.record[f"{role}_decision"]
        waiting = match.verdict == DOUBT and not decision
        if match.verdict == DOUBT and decision == "same":
            item.rename[role] = match.reason == "renamed"
            match = Match(SAME, match.known, match.reason)
        elif match.verdict == DOUBT and decision == "other":
            match = Match(NEW)
        token, again = self.seen.token(values[role], values.get(f"{role}_phone", ()))
        partner = self.env["res.partner"]
        if match.verdict == SAME:
            partner = partner.browse(match.known.id)
        same = bool(line) and partner == line.partner_id
        earliest = self.earliest.get((item.unit.id, role)) if item.unit else None
        skipped = waiting or decision == "skip"
        step = Step()
        if not skipped:
            held = self._held(line)
            step = PLANNED[role](values, held, same, self.job.as_of, earliest)
        party = Party(match, step, token, again, waiting, partner)
        if not skipped:
            party.values, party.children = self.people.contact_values(item, role, partner)
            known = (line.note or "").splitlines() if same else []
            party.notes = [
                note for note in notes_of(values, item.problems, role) if note not in known
            ]
        return party

    def _unit_values(self, item):
        values = unit_values(item.values)
        if not item.parties:
            lines = notes_of(item.values, item.problems, "tenant")
            known = (item.unit.note or "").splitlines() if item.unit else []
            new = [line for line in lines if line not in known]
            if new:
                values["note"] = "\n".join(known + new)
        unit = item.unit or self.env["steward.unit"]
        known = {name: unit[name] for name in values}
        wanted = differences(known, values)
        steward = self.stewards.get(item.values.get("steward"))
        if steward and unit.steward_id != steward:
            wanted["steward_id"] = steward
        return wanted

    # showing

    def preview(self):
        """Return the values of the staged rows: what each would do, in words."""
        return [self._preview(item) for item in self.items]

    def _preview(self, item):
        env = self.env
        doubts = [
            doubt_text(env, party.match, item.values[role], role, item.door)
            for role, party in item.parties.items()
            if party.waiting
        ]
        texts = [problem_text(env, item.sheet, item.row, problem) for problem in item.problems]
        changes = self._changes(item) if item.unit else []
        vals = {
            "door": item.door,
            "action": self._action(item, doubts, changes),
            "problems": "\n".join(texts),
            "doubts": "\n".join(doubts),
            "changes": "\n".join(changes),
            "unit_plan": self._unit_plan(item),
        }
        for role, party in item.parties.items():
            person = "again" if party.again and party.match.verdict == NEW else party.match.verdict
            vals[f"{role}_person"] = person
            vals[f"{role}_changed"] = bool(
                party.partner and (party.step or party.values or party.children or party.notes)
            )
            vals[f"{role}_candidate_id"] = party.match.known.id if party.waiting else False
            vals[f"{role}_partner_id"] = party.partner.id
        return vals

    def _unit_plan(self, item):
        if not item.usable:
            return False
        if not item.unit:
            return "create"
        return "update" if item.unit_values else "keep"

    def _action(self, item, doubts, changes):
        if not item.usable:
            return "skip"
        if doubts:
            return "decide"
        if not item.unit:
            return "create"
        opens = any(party.step.open for party in item.parties.values())
        if changes:
            return "update"
        return "match" if opens else "unchanged"

    def _changes(self, item):
        """Return "Label: old → new" for everything that a row would change."""
        unit = item.unit
        changes = [change_text(unit, name, value) for name, value in item.unit_values.items()]
        for role, party in item.parties.items():
            if not party.waiting:
                changes.extend(self._party_changes(item, role, party))
        if item.gone:
            line = self._line(item, "tenant")
            changes.append(self._name_change(unit, "tenant", line.partner_id.name, ""))
            changes.append(change_text(line, "date_to", item.gone.close[0]))
        if item.promise:
            promise = self.env._("Open promise: %(promise)s", promise=item.values["promise"])
            changes.append(promise)
        return changes

    def _name_change(self, unit, role, old, new):
        name = "owner_id" if role == "owner" else "resident_id"
        label = unit._fields[name]._description_string(self.env)
        if role == "tenant":
            line = self.env["steward.occupancy"]
            label = dict(line._fields["role"]._description_selection(self.env))["tenant"]
        return f"{label}: {old or '–'} → {new or '–'}"

    def _party_changes(self, item, role, party):
        line, changes = self._line(item, role), []
        if party.step.open:
            names = "、".join(item.values[role])
            changes.append(self._name_change(item.unit, role, line.partner_id.name, names))
            empty = self.env["steward.occupancy"]
            changes += [change_text(empty, *pair) for pair in party.step.open.items()]
        changes += [change_text(line, *pair) for pair in party.step.write.items()]
        if party.partner:
            changes += [change_text(party.partner, *pair) for pair in party.values.items()]
        for child in party.children if party.partner else ():
            changes.append(
                self.env._(
                    "Further contact: %(name)s", name=f"{child['name']} {child['phone'] or ''}"
                )
            )
        changes += [self.env._("Note: %(note)s", note=note) for note in party.notes]
        return changes
