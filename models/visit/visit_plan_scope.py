from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.tools import SQL

# Freshly filled tables have no statistics: the planner would take them for empty and loop over
# them. Its compiler costs more than it saves here.
PLANNER_ON = SQL(
    "SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB';"
)
PLANNER_OFF = SQL(
    "SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL jit TO DEFAULT; SET LOCAL work_mem TO DEFAULT;"
)


@dataclass(frozen=True)
class Scope:
    """What a generation compares: the plans of a community and year, for periods that are not over
    before `since`; `asked` is what the rules ask for, as a text.

    `households` are the only ones to compare and `units` all that these depend on, both None where
    every household is compared.
    """

    community: models.Model
    year: int
    since: date
    asked: str
    households: list | None = None
    units: list | None = None

    @property
    def few(self):
        return self.households is not None
