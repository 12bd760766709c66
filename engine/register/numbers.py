"""Areas and counts."""

import re

from .text import clean

_NUMBER = re.compile(
    r"^约?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*"
    r"(?:m2|m²|㎡|平方米|平米|平方|平|人|口|位|个)?左?右?$",
    re.IGNORECASE,
)
LARGEST_AREA = 100_000  # m²: beyond it a slip of the keyboard, not a flat


def parse_number(value):
    """Return a number that is not negative, or None."""
    match = _NUMBER.match(clean(value))
    return float(match["number"].replace(",", "")) if match else None


def parse_area(value):
    """Return m² rounded to two digits, or None if the cell holds no possible area."""
    area = parse_number(value)
    return round(area, 2) if area is not None and area <= LARGEST_AREA else None


def parse_count(value):
    """Return a whole number of persons, or None."""
    number = parse_number(value)
    return int(number) if number is not None and number == int(number) and number < 100 else None
