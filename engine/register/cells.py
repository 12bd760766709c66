"""Parse one cell according to the field of its column."""

from . import headings
from .dates import parse_date, parse_period
from .names import parse_names
from .numbers import parse_area, parse_count
from .phones import parse_phones
from .states import parse_payer, parse_segments, parse_state, parse_yes
from .text import BLANKS, FORMULA_ERRORS, clean


def _names(values, key, value):
    cell = parse_names(value)
    values.setdefault(key, []).extend(name for name in cell.names if name not in values[key])
    if cell.rest:
        values.setdefault("asides", []).append(cell.rest)


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
    else:
        values["payer_name"] = clean(value)


def _segment(values, key, value):
    # "是" under 重点关注 needs its heading; the reader passes heading and cell together
    values.setdefault(key, []).extend(sorted(parse_segments(value)))


def _text(values, key, value):
    text = clean(value)
    if headings.FIELD_BY_KEY[key].many and values.get(key):
        text = f"{values[key]}; {text}"
    values[key] = text


def _yes(values, key, value):
    values[key] = parse_yes(value)


def _secret(values, key, value):
    """Identity numbers are nobody's business here (R118): the cell is not even kept."""


def _simple(parser, code):
    def parse(values, key, value):
        parsed = parser(value)
        if parsed is None:
            return code
        values[key] = parsed
        return None

    return parse


_PARSERS = {
    headings.DATE: _simple(parse_date, "bad_date"),
    headings.AREA: _simple(parse_area, "bad_area"),
    headings.COUNT: _simple(parse_count, "bad_number"),
    headings.NAMES: _names,
    headings.PHONE: _phones,
    headings.PERIOD: _period,
    headings.STATE: _state,
    headings.PAYER: _payer,
    headings.SEGMENT: _segment,
    headings.YES: _yes,
    headings.SECRET: _secret,
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
    return _PARSERS[headings.FIELD_BY_KEY[key].kind](values, key, value)
