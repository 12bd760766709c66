"""Household registers as property offices keep them in Excel, read without a database.

`open_book` → `plan_book` (headings recognised, to be corrected by a person) → `read_rows`.
"""

from .book import BookError, open_book
from .compare import (
    Held,
    Step,
    differences,
    notes_of,
    plan_owner,
    plan_tenant,
    plan_tenant_gone,
    unit_values,
)
from .dates import parse_date, parse_period
from .doors import (
    Door,
    building_code,
    building_key,
    entrance_code,
    parse_door,
    place_key,
)
from .headings import FIELD_KEYS, recognise, recognise_all
from .matching import DOUBT, NEW, SAME, Known, Match, match_person, name_key, phone_keys
from .names import is_company, parse_names
from .phones import parse_phones, phone_key
from .reader import guess_as_of, guess_community, plan_book, read_rows
from .rows import (
    ERROR,
    INFO,
    SEVERITIES,
    WARNING,
    Column,
    Problem,
    Row,
    SheetPlan,
    Summary,
    from_json,
    to_json,
)
from .states import STATES, parse_segments, parse_state
