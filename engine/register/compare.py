"""What a row of a register asks to be done to a dwelling that is known already.

A blank cell never erases anything; nothing here is guessed that the register does not say,
except where the docstring says how.
"""

import datetime
import re
from dataclasses import dataclass, field

from .states import DECORATING, EMPTY, LET, LIVED_IN, NOT_MOVED_IN

DAY = datetime.timedelta(days=1)
PARTIES = ("owner", "tenant")

_UNIT_TYPES = (
    ("villa", re.compile(r"别墅|联排|独栋|排屋|叠墅")),
    ("shop", re.compile(r"商铺|店铺|店面|门面|底商|铺|商业")),
    ("office", re.compile(r"写字|办公|商务")),
    ("apartment", re.compile(r"住宅|洋房|公寓|高层|多层|平层")),
)
_TENANT_FIELDS = ("tenant", "tenant_phone", "lease", "lease_start", "lease_end", "brand", "trade")
_UNIT_FIELDS = {
    "layout": "layout",
    "area_built": "building_area",
    "area_usable": "usable_area",
    "land_share": "land_share",
    "ancillary": "ancillary",
}


@dataclass(frozen=True, slots=True)
class Held:
    """An occupancy that is open now."""

    date_from: datetime.date
    values: dict = field(default_factory=dict)


@dataclass(slots=True)
class Step:
    """What to do with the occupancy of one role in one unit.

    `close` ends the present one with (last day, manner), `open` begins another, `write`
    completes the present one.
    """

    close: tuple | None = None
    open: dict | None = None
    write: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.close or self.open or self.write)


def differences(known, wanted):
    """Return the wanted values that say something else than what is known."""
    return {
        key: value
        for key, value in wanted.items()
        if value not in (None, "") and (value or False) != (known.get(key) or False)
    }


def unit_values(values):
    """Return the description of the dwelling, in the fields of a unit."""
    wanted = {theirs: values[ours] for ours, theirs in _UNIT_FIELDS.items() if ours in values}
    kind = values.get("unit_kind", "")
    unit_type = next((key for key, pattern in _UNIT_TYPES if pattern.search(kind)), None)
    if values.get("is_shop") or "anchor" in values or "trade" in values:
        unit_type = "office" if unit_type == "office" else "shop"
    if unit_type:
        wanted["unit_type"] = unit_type
    if unit_type == "shop":
        wanted["shop_class"] = "anchor" if values.get("anchor") else "other"
    if values.get("catering"):
        wanted["is_catering"] = True
    if kind and "layout" not in wanted:
        wanted["layout"] = kind
    places = [values[key] for key in ("garage", "parking") if values.get(key)]
    if places:
        wanted["garage"] = "; ".join(places)
    return wanted


def _first_day(days, fallback):
    return next((day for day in days if day), fallback)


def tenancy_begins(values, as_of):
    """The lease begins the tenancy; without one, the day for which the register holds."""
    return _first_day([values.get("lease_start")], as_of)


def _is_let(values):
    return bool(values.get("tenant")) or values.get("state") == LET


def _owner_dates(values, known, begins, as_of):
    """Hand-over, decoration, moving in and out as far as the register tells them."""
    return {
        "handover_date": values.get("handover_date"),
        **_decoration(values, known, begins, as_of),
        **_moving(values, known, as_of),
    }


def _decoration(values, known, begins, as_of):
    """ "装修中" without a day began with the ownership; another state ends it."""
    start, end = values.get("decoration_start"), values.get("decoration_end")
    state, since = values.get("state"), start or known.get("decoration_from")
    if state == DECORATING:
        start = start or (None if since else values.get("handover_date") or begins)
    elif state and since and since <= as_of and not known.get("decoration_to"):
        end = end or as_of
    return {"decoration_from": start, "decoration_to": end}


def _moving(values, known, as_of):
    """ "入住" without a readable day is moving in on an unknown one; "空置" after somebody lived
    there is moving out by the day for which the register holds; an owner who lets moved out
    the day before the lease."""
    state, moved_in = values.get("state"), values.get("move_in_date")
    lease = values.get("lease_start")
    if moved_in and lease and _is_let(values) and moved_in >= lease:
        moved_in = None  # the tenant's day
    lived, left = moved_in or known.get("move_in_date"), known.get("move_out_date")
    unknown, out = False if moved_in else None, None
    if _is_let(values):
        begun = tenancy_begins(values, as_of)
        was_here = known.get("move_in_unknown") or (lived and lived < begun)
        out = begun - DAY if was_here and not left else None
    elif state == LIVED_IN:
        unknown, out = not lived, False
    elif state in (EMPTY, NOT_MOVED_IN) and not left:
        was_here = known.get("move_in_unknown") or (lived and lived <= as_of)
        out = as_of if was_here else None
    return {"move_in_date": moved_in, "move_in_unknown": unknown, "move_out_date": out}


def _payer(values, role):
    """Tell whether this role pays, or None if the register does not say."""
    payer, name = values.get("payer"), values.get("payer_name")
    if name and not payer:
        payer = next((party for party in PARTIES if name in values.get(party, ())), None)
    return None if payer is None else payer == role


def plan_owner(values, held, same_person, as_of, earliest=None):
    """Return the Step for the owner of the row; without an owner nothing is done.

    Another owner than the one known is a transfer: it counts from the day of the transfer
    that the register names, else from the day for which the register holds.
    :param held: Held, the present ownership
    :param earliest: the first day that the unit's history leaves free
    """
    if not values.get("owner"):
        return Step()
    extra = {"is_payer": _payer(values, "owner")}
    if not values.get("tenant"):
        extra["resident_count"] = values.get("residents")
    if held and same_person:
        wanted = {**_owner_dates(values, held.values, held.date_from, as_of), **extra}
        return Step(write=differences(held.values, wanted))
    days = [values.get(key) for key in ("owner_since", "handover_date", "move_in_date")]
    close, manner = None, "new"
    if held:
        days = [day for day in days[:2] if day and day > held.date_from]
        earliest, manner = held.date_from + DAY, "resale"
    begins = _not_before(_first_day(days, as_of), earliest)
    moved_in = values.get("move_in_date")
    if held:
        close = (begins - DAY, "sold")
        if moved_in and moved_in < begins:  # the day of who lived there before
            values = {**values, "move_in_date": None}
    wanted = {**_owner_dates(values, {}, begins, as_of), **extra}
    return Step(close=close, open=_said(wanted, date_from=begins, manner_from=manner))


def plan_tenant(values, held, same_person, as_of, earliest=None):
    """Return the Step for the tenant whom the row names: the lease begins or goes on."""
    if not values.get("tenant"):
        return Step()
    wanted = {
        "lease_end": values.get("lease_end"),
        "is_payer": _payer(values, "tenant"),
        "resident_count": values.get("residents"),
    }
    if held and same_person:
        return Step(write=differences(held.values, wanted))
    begins, close = tenancy_begins(values, as_of), None
    if held:
        begins = _not_before(begins, held.date_from + DAY)
        close = (_last_day(held, begins - DAY), "lease_end")
    begins = _not_before(begins, earliest)
    lease, moved_in = values.get("lease_start"), values.get("move_in_date")
    wanted["move_in_date"] = moved_in if moved_in and lease and moved_in >= lease else lease
    wanted["move_in_unknown"] = not wanted["move_in_date"]
    return Step(close=close, open=_said(wanted, date_from=begins, manner_from="lease"))


def plan_tenant_gone(values, held, as_of):
    """Return the Step for a known tenant whom a register with a column for tenants leaves out:
    gone, if it says that the dwelling is used in another way."""
    if values.get("tenant") or values.get("state") in (None, LET):
        return Step()
    return Step(close=(_last_day(held, as_of), "lease_end"))


def _last_day(held, last):
    """A lease ends as agreed, at the latest on `last`, but not before it began."""
    return max(min(held.values.get("lease_end") or last, last), held.date_from)


def _not_before(day, earliest):
    return max(day, earliest) if earliest else day


def _said(wanted, **always):
    return {key: value for key, value in wanted.items() if value not in (None, "", False)} | always


def notes_of(values, problems, party):
    """Return the lines that the household's note keeps: remarks, and cells left unread.

    :param problems: dicts with "field", "heading" and "text"
    """
    lines = []
    if party == _main_party(values):
        lines = [values[key] for key in ("remark", "decoration") if values.get(key)]
        lines.extend(values.get("asides", ()))
        payer = values.get("payer_name")
        if payer and _payer(values, party) is None:
            lines.append(payer)
    if party == "tenant" and values.get("brand", "") not in ("", *values.get("tenant", ())):
        lines.append(values["brand"])
    for problem in problems:
        if problem["text"] and problem["heading"] and _party_of(problem, values) == party:
            lines.append(f"{problem['heading']}: {problem['text']}")
    return lines


def _main_party(values):
    return "owner" if values.get("owner") else "tenant"


def _party_of(problem, values):
    party = "tenant" if problem["field"] in _TENANT_FIELDS else "owner"
    return party if values.get(party) else _main_party(values)
