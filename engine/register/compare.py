"""What a row of a register asks to be done to a dwelling that is known already.

A blank cell never erases anything; nothing here is guessed that the register does not say,
except where the docstring says how.
"""

import datetime
import re
from dataclasses import dataclass, field

from .states import DECORATING, EMPTY, LET, LIVED_IN, NOT_MOVED_IN

DAY = datetime.timedelta(days=1)

_UNIT_TYPES = (
    ("villa", re.compile(r"别墅|联排|独栋|排屋|叠墅")),
    ("shop", re.compile(r"商铺|店铺|店面|门面|底商|铺|商业")),
    ("office", re.compile(r"写字|办公|商务")),
    ("apartment", re.compile(r"住宅|洋房|公寓|高层|多层|平层")),
)
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
    """Hand-over, decoration, moving in and out as far as the register tells them.

    "装修中" without a day began with the ownership; "空置" after somebody lived there means
    moved out by the day for which the register holds; an owner who lets moved out the day
    before the lease.
    """
    state = values.get("state")
    wanted = {
        "handover_date": values.get("handover_date"),
        "decoration_from": values.get("decoration_start"),
        "decoration_to": values.get("decoration_end"),
    }
    moved_in = values.get("move_in_date")
    lease = values.get("lease_start")
    if moved_in and _is_let(values) and lease and moved_in >= lease:
        moved_in = None  # the tenant's day
    wanted["move_in_date"] = moved_in
    lived = moved_in or known.get("move_in_date")
    if moved_in:
        wanted["move_in_unknown"] = False
    if state == DECORATING and not wanted["decoration_from"] and not known.get("decoration_from"):
        wanted["decoration_from"] = values.get("handover_date") or begins
    if state in (EMPTY, NOT_MOVED_IN, LIVED_IN, LET):
        if known.get("decoration_from") and not known.get("decoration_to"):
            wanted["decoration_to"] = wanted["decoration_to"] or as_of
    if state == LIVED_IN and not _is_let(values):
        wanted["move_in_unknown"] = not lived
        if known.get("move_out_date"):
            wanted["move_out_date"] = False
    elif _is_let(values):
        begun = tenancy_begins(values, as_of)
        if lived and lived < begun and not known.get("move_out_date"):
            wanted["move_out_date"] = begun - DAY
    elif state in (EMPTY, NOT_MOVED_IN) and not known.get("move_out_date"):
        if (lived and lived <= as_of) or known.get("move_in_unknown"):
            wanted["move_out_date"] = as_of
    return wanted


def _payer(values, role):
    payer = values.get("payer")
    names = values.get(role) or ()
    if not payer and values.get("payer_name"):
        payer = role if values["payer_name"] in names else None
        if payer is None and values["payer_name"] not in (
            *values.get("owner", ()),
            *values.get("tenant", ()),
        ):
            return None
    return None if not payer and not values.get("payer_name") else payer == role


def plan_owner(values, held, same_person, as_of):
    """Return the Step for the owner of the row; without an owner nothing is done.

    Another owner than the one known is a transfer: it counts from the day of the transfer
    that the register names, else from the day for which the register holds.
    """
    if not values.get("owner"):
        return Step()
    known = held.values if held and same_person else {}
    begins = _first_day(
        [values.get(key) for key in ("owner_since", "handover_date", "move_in_date")], as_of
    )
    extra = {"is_payer": _payer(values, "owner")}
    if not values.get("tenant"):
        extra["resident_count"] = values.get("residents")
    if held and same_person:
        wanted = {**_owner_dates(values, known, held.date_from, as_of), **extra}
        return Step(write=differences(known, wanted))
    if not held:
        wanted = {**_owner_dates(values, {}, begins, as_of), **extra}
        return Step(open=_said(wanted, date_from=begins, manner_from="new"))
    days = [values.get("owner_since"), values.get("handover_date")]
    begins = max(
        _first_day([day for day in days if day and day > held.date_from], as_of),
        held.date_from + DAY,
    )
    moved_in = values.get("move_in_date")
    stale = moved_in and moved_in < begins
    fresh = {**values, "move_in_date": None} if stale else values
    wanted = {**_owner_dates(fresh, {}, begins, as_of), **extra}
    return Step(
        close=(begins - DAY, "sold"),
        open=_said(wanted, date_from=begins, manner_from="resale"),
    )


def plan_tenant(values, held, same_person, as_of, *, has_column):
    """Return the Step for the tenant: a lease begins, goes on, or has ended.

    A dwelling that the register no longer calls let has no tenant any more, if the register
    has a column for tenants at all.
    """
    if not values.get("tenant"):
        gone = held and has_column and values.get("state") not in (None, LET)
        if not gone:
            return Step()
        last = min(held.values.get("lease_end") or as_of, as_of)
        return Step(close=(max(last, held.date_from), "lease_end"))
    wanted = {
        "lease_end": values.get("lease_end"),
        "is_payer": _payer(values, "tenant"),
        "resident_count": values.get("residents"),
    }
    if held and same_person:
        return Step(write=differences(held.values, wanted))
    begins = tenancy_begins(values, as_of)
    close = None
    if held:
        begins = max(begins, held.date_from + DAY)
        last = min(held.values.get("lease_end") or begins - DAY, begins - DAY)
        close = (max(last, held.date_from), "lease_end")
    lease = values.get("lease_start")
    moved_in = values.get("move_in_date")
    wanted["move_in_date"] = moved_in if moved_in and lease and moved_in >= lease else lease
    wanted["move_in_unknown"] = not wanted["move_in_date"]
    return Step(close=close, open=_said(wanted, date_from=begins, manner_from="lease"))


def _said(wanted, **always):
    return {key: value for key, value in wanted.items() if value not in (None, "", False)} | always


def notes_of(row_values, problems, party):
    """Return the lines that the household's note keeps: remarks, and cells left unread."""
    lines = []
    if party == "owner" or not row_values.get("owner"):
        lines.extend(
            line
            for key in ("remark", "decoration")
            if (line := row_values.get(key))
        )
        lines.extend(row_values.get("asides", ()))
        if row_values.get("payer_name") and not any(
            row_values["payer_name"] in row_values.get(key, ()) for key in ("owner", "tenant")
        ):
            lines.append(row_values["payer_name"])
    for problem in problems:
        if problem["text"] and problem["heading"] and _party_of(problem, row_values) == party:
            lines.append(f"{problem['heading']}: {problem['text']}")
    return lines


def _party_of(problem, values):
    tenants = ("tenant", "tenant_phone", "lease", "lease_start", "lease_end", "brand", "trade")
    party = "tenant" if problem["field"] in tenants else "owner"
    return party if values.get(party) else ("owner" if values.get("owner") else "tenant")
