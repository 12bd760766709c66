"""Parse one cell according to the field of its column."""

from . import headings
from .dates import parse_date, parse_period
from .names import parse_names
from .numbers import parse_area, parse_count
from .phones import parse_phones
from .states import parse_payer, parse_segments, parse_state, parse_yes
from .text import BLANKS, FORMULA_ERRORS, clean

_SIMPLE = {
    headings.DATE: (parse_date, "bad_date"),
    headings.AREA: (parse_area, "bad_area"),
    headings.COUNT: (parse_count, "bad_number"),
}


def _names(values, key, value):
    cell = parse_names(value)
    values.setdefault(key, []).extend(
        name for name in cell.names if name not in values[key]
    )
    if cell.rest:
        values.setdefault("asides", []).append(cell.rest)
    return None


def _phones(values, key, value):
    cell = parse_phones(value)
    phones = values.setdefault(key, [])
    phones.extend(number for number in cell.numbers if number not in phones)
    if not cell.rest:
        return None
    if cell.numbers and not any(character.isdigit() for character in cell.rest):
        # "13800000000(父亲)": a good number and a word beside it
        values.setdefault("asides", []).append(clean(value))
        return None
    return "bad_phone"


def _period(values, key, value):
    start, end = parse_period(value)
    if start:
        values["lease_start"] = start
    if end:
        values["lease_end"] = end
    return None if start or end else "bad_period"


def _state(values, key, value):
    state = parse_state(value)
    if key == "decoration":
        # "装修中" is a state of use, a date its beginning; "精装" only describes the dwelling
        if state == "decorating":
            values["state"] = state
        elif start := parse_date(value):
            values["decoration_start"] = start
        else:
            values[key] = clean(value)
        return None
    if state and values.get("state") != "decorating":
        values["state"] = state
    return None if state else "bad_state"


def _payer(values, key, value):
    if payer := parse_payer(value):
        values[key] = payer
        return None
    values["payer_name"] = clean(value)
    return None


def _segment(values, key, value):
    # "是" under 重点关注 needs its heading; the reader passes heading and cell together
    values.setdefault(key, []).extend(sorted(parse_segments(value)))
    return None


def _text(values, key, value):
    text = clean(value)
    if headings.FIELD_BY_KEY[key].many and values.get(key):
        text = f"{values[key]}; {text}"
    values[key] = text
    return None


_PARSERS = {
    headings.NAMES: _names,
    headings.PHONE: _phones,
    headings.PERIOD: _period,
    headings.STATE: _state,
    headings.PAYER: _payer,
    headings.SEGMENT: _segment,
    headings.TEXT: _text,
    headings.DOOR: _text,
}


def parse_cell(values, key, value):
    """Put what a cell says into `values` and return the code of its problem, or None."""
    text = clean(value)
    if text in BLANKS:
        return None
    if text.upper() in FORMULA_ERRORS:
        return "formula_error"
    kind = headings.FIELD_BY_KEY[key].kind
    if kind == headings.SECRET:
        return None
    if kind == headings.YES:
        values[key] = parse_yes(value)
        return None
    if kind in _SIMPLE:
        parser, code = _SIMPLE[kind]
        parsed = parser(value)
        if parsed is None:
            return code
        values[key] = parsed
        return None
    return _PARSERS[kind](values, key, value)
