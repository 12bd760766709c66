"""What a cell says, before anybody asks what it means."""

import datetime
import re
import unicodedata

# what people type where they have nothing to say; such a cell is empty, not wrong
BLANKS = frozenset(
    {"", "-", "--", "---", "—", "——", "/", "//", "\\", "*", ".", "无", "暂无", "没有"}
)
# what Excel shows where a formula failed
FORMULA_ERRORS = frozenset(
    {
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#GETTING_DATA",
    }
)

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")


def clean(value):
    """Return the text of a cell: half-width, no invisible characters, single spaces.

    A whole number that Excel keeps as 101.0 is "101"; a date is written year first.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = unicodedata.normalize("NFKC", str(value))
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def is_blank(value):
    return clean(value) in BLANKS


def raw_text(value):
    """Return what a person would read in the cell, to be quoted unchanged in a problem."""
    if isinstance(value, str):
        return value.strip()
    return clean(value)
