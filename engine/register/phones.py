"""Telephone numbers as people write them into one cell."""

import re
from dataclasses import dataclass

from .text import BLANKS, clean

_SEP = r"[ \-]?"
_PREFIX = rf"(?:(?:\+|00)?86{_SEP})?"
_MOBILE = rf"{_PREFIX}\(?1[3-9]\)?\d(?:{_SEP}\d){{8}}"
_EXTENSION = r"(?:转|-|ext\.?| )"
_LANDLINE = (
    rf"{_PREFIX}\(?0\d{{2,3}}\)?{_SEP}[2-9]\d{{2,3}}{_SEP}\d{{4}}"
    rf"(?:{_EXTENSION}{{1,2}}\d{{1,5}})?"
)
_SERVICE = rf"[48]00{_SEP}\d{{3,4}}{_SEP}\d{{3,4}}"
_LOCAL = r"[2-8]\d{6,7}"
_FOREIGN = r"\+(?!86)\d{1,3}(?:[ \-]?\d){6,12}"
_NUMBER = re.compile(
    rf"(?<![\d+])(?:(?P<mobile>{_MOBILE})|(?P<landline>{_LANDLINE})|(?P<service>{_SERVICE})"
    rf"|(?P<local>{_LOCAL}))(?!\d)|(?P<foreign>{_FOREIGN})(?!\d)",
    re.IGNORECASE,
)
_LANDLINE_PARTS = re.compile(
    r"^(?:(?:\+|00)?86)?(?P<area>0(?:10|2\d|[3-9]\d\d))(?P<number>\d{7,8})(?P<ext>x\d+)?$"
)
_LAST_GROUP = re.compile(rf"(?<=\d){_EXTENSION}+(?=\d{{1,5}}$)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s/\\、,，;；|。.:：\-()（）或和及]+")


@dataclass(frozen=True)
class PhoneCell:
    """The valid `numbers` of a cell, each once, and `rest`: what else stands there."""

    numbers: tuple[str, ...] = ()
    rest: str = ""


def _normal(kind, text):
    if kind == "landline":
        text = _LAST_GROUP.sub("x", text)
        match = _LANDLINE_PARTS.match(re.sub(r"[^\d+x]", "", text))
        if not match:
            # the last group was the number itself, not an extension
            match = _LANDLINE_PARTS.match(re.sub(r"[^\d+]", "", text))
        if not match:
            return None
        extension = f"-{match['ext'][1:]}" if match["ext"] else ""
        return f"{match['area']}-{match['number']}{extension}"
    digits = re.sub(r"\D", "", text)
    if kind == "mobile":
        return digits[-11:]
    if kind == "service":
        return digits if len(digits) == 10 else None
    return f"+{digits}" if kind == "foreign" else digits


def parse_phones(value):
    """Return the PhoneCell of a cell; never raises, loses nothing.

    Mobiles come out as 11 digits, landlines as area-number[-extension], a number abroad
    with its plus. What is no usable number (too short, "不详", "见备注") stays in `rest`.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = clean(value)
    if text in BLANKS:
        return PhoneCell()
    numbers, rest, position = [], [], 0
    for match in _NUMBER.finditer(text):
        number = _normal(match.lastgroup, match[0])
        if not number:
            continue
        rest.append(text[position : match.start()])
        position = match.end()
        if number not in numbers:
            numbers.append(number)
    rest.append(text[position:])
    words = [word for part in rest for word in _SEPARATORS.split(part)]
    return PhoneCell(tuple(numbers), " ".join(word for word in words if word not in BLANKS))


def phone_key(phone):
    """Return what two writings of a number share: its digits without the country's code."""
    digits = re.sub(r"\D", "", clean(phone))
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= 10:
            digits = digits[len(prefix) :]
            break
    return digits.lstrip("0")
