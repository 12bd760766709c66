"""What reading a register yields."""

import datetime
from dataclasses import dataclass, field

# how much a problem matters: the household comes without the value (WARNING), the row
# cannot be imported at all (ERROR), or a person only ought to know (INFO)
INFO, WARNING, ERROR = "info", "warning", "error"
SEVERITIES = {
    "bad_date": WARNING,
    "bad_period": WARNING,
    "lease_reversed": WARNING,
    "bad_phone": WARNING,
    "no_phone": INFO,
    "bad_area": WARNING,
    "bad_number": WARNING,
    "bad_state": WARNING,
    "bad_payer": WARNING,
    "bad_door": ERROR,
    "no_door": ERROR,
    "no_community": ERROR,
    "formula_error": WARNING,
    "owner_of_unsold": INFO,
    "let_without_tenant": INFO,
    "duplicate": INFO,
    "door_twice": WARNING,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell (or a row, without `column`) that does not say what its column asks for."""

    sheet: str
    row: int
    code: str
    column: str = ""  # "K", as Excel shows it
    heading: str = ""
    field: str = ""
    text: str = ""  # what is in the cell, unchanged

    @property
    def severity(self):
        return SEVERITIES[self.code]


_DAYS = (
    "handover_date",
    "move_in_date",
    "decoration_start",
    "decoration_end",
    "owner_since",
    "lease_start",
    "lease_end",
    "last_visit",
    "promise_date",
)


def to_json(values):
    """Return values of a Row as JSON can hold them."""
    return {key: value.isoformat() if key in _DAYS else value for key, value in values.items()}


def from_json(values):
    """Return what `to_json` was given."""
    return {
        key: datetime.date.fromisoformat(value) if key in _DAYS else value
        for key, value in values.items()
    }


@dataclass(slots=True)
class Row:
    """One dwelling of a register with the people in it.

    `values` holds parsed values by field key (dates as dates, names and phones as lists);
    what could not be read is in `problems`, never lost with the row.
    `duplicate_of` is (sheet, row) of the same door and people, read before.
    """

    sheet: str
    row: int
    values: dict = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    duplicate_of: tuple[str, int] | None = None

    @property
    def has_household(self):
        """A dwelling without owner or tenant is a dwelling only (未售, 未收房)."""
        return bool(self.values.get("owner") or self.values.get("tenant"))

    @property
    def usable(self):
        return not any(problem.severity == ERROR for problem in self.problems)


@dataclass(slots=True)
class Column:
    """A column of a sheet: where it stands, what it is called, what it was taken for."""

    index: int  # 0 is A
    heading: str
    key: str  # heading, numbered where it repeats: the same column in every sheet
    field: str | None
    samples: list[str] = field(default_factory=list)

    @property
    def letter(self):
        letters, number = "", self.index + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(slots=True)
class SheetPlan:
    """How a sheet is read: its heading row (or none: the sheet is no register)."""

    name: str
    titles: list[str] = field(default_factory=list)
    header_row: int = 0  # the last row of the heading, 1 is the first of the sheet
    columns: list[Column] = field(default_factory=list)

    @property
    def is_register(self):
        return bool(self.header_row)


@dataclass(slots=True)
class Summary:
    """Counts over the rows read, each dwelling once."""

    rows: int = 0
    units: int = 0
    households: int = 0
    tenants: int = 0
    joint_owners: int = 0
    two_phones: int = 0
    duplicates: int = 0
    key_concern: int = 0
    communities: set = field(default_factory=set)
    buildings: set = field(default_factory=set)
    stewards: set = field(default_factory=set)
    states: dict = field(default_factory=dict)
    problems: dict = field(default_factory=dict)

    def add(self, row):
        self.rows += 1
        if row.duplicate_of:
            self.duplicates += 1
            return
        values = row.values
        if row.usable:
            self.units += 1
            self.communities.add(values.get("community", ""))
            self.buildings.add((values.get("community", ""), values.get("building", "")))
        for problem in row.problems:
            self.problems[problem.code] = self.problems.get(problem.code, 0) + 1
        if values.get("steward"):
            self.stewards.add(values["steward"])
        state = values.get("state")
        self.states[state] = self.states.get(state, 0) + 1
        self.households += bool(values.get("owner"))
        self.tenants += bool(values.get("tenant"))
        self.joint_owners += len(values.get("owner", ())) > 1
        self.two_phones += len(values.get("owner_phone", ())) > 1
        self.key_concern += "key_concern" in values.get("segment", ())
