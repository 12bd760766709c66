"""Dates and periods in the writings that occur in Chinese registers. Year first, always."""

import calendar
import datetime
import re

from .text import clean

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Excel counts days from here (the 1900 leap-year error is behind us from March 1900 on)
_SERIAL_ZERO = datetime.date(1899, 12, 30)
# 1954 to 2119: the whole numbers that can only be dates in Excel's count
_SERIALS = range(20000, 80001)
_TWO_DIGIT_YEARS_FROM = 70  # "69" is 2069, "70" is 1970

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = re.compile(r"([1-9]?)十([1-9]?)")
_TIME = re.compile(r"[ T]*\d{1,2}[:时]\d{1,2}([:分]\d{1,2}秒?(\.\d+)?)?分?Z?$")
_SEPARATED = re.compile(
    r"^(?P<y>\d{4}|\d{2})\s*[年./\-,、]\s*(?P<m>\d{1,2})"
    r"(?:\s*[月./\-,、]\s*(?P<d>\d{1,2})\s*[日号]?|\s*月?)\s*\.?$"
)
_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SIX = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
_DATE_IN_PERIOD = re.compile(
    r"(?<!\d)(?:\d{4}\s*[年./\-]\s*\d{1,2}(?:\s*[月./\-]\s*\d{1,2}(?!\d)\s*[日号]?|\s*月|(?!\d))"
    r"|\d{8}(?!\d))"
)
_PERIOD_SEPARATORS = ("至", "到", "~", "--", "—", "–", "-")


def _date(year, month, day):
    year = int(year)
    if year < 100:
        year += 1900 if year >= _TWO_DIGIT_YEARS_FROM else 2000
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime.date(year, int(month), int(day))
    except ValueError:
        return None


def _from_number(number):
    """Read 20240301, Excel's serial, and 2024.3; 2024.1 may be January or October: None."""
    if float(number).is_integer():
        number = int(number)
        if number in _SERIALS:
            return _SERIAL_ZERO + datetime.timedelta(days=number)
        return _from_digits(str(number))
    if _SERIALS.start <= number < _SERIALS.stop:  # a day with a time of day
        return _SERIAL_ZERO + datetime.timedelta(days=int(number))
    text = repr(float(number))
    if re.fullmatch(r"\d{4}\.(?:[2-9]|0[1-9]|1[12])", text):
        return parse_date(text)
    return None


def _from_digits(digits):
    if match := _EIGHT.match(digits):
        return _date(*match.groups())
    if match := _SIX.match(digits):
        year_month_day = _date(*match.groups())
        year_month = _date(digits[:4], digits[4:], 1)
        # 201203 is March 2012 or 3 December 2020: nobody can know
        return None if year_month_day and year_month else year_month or year_month_day
    if digits.isdigit() and len(digits) == 5 and int(digits) in _SERIALS:
        return _SERIAL_ZERO + datetime.timedelta(days=int(digits))
    return None


def _tens(match):
    tens, ones = match.groups()
    return f"{tens or 1}{ones or 0}"


def parse_date(value):
    """Return the date that a cell names, or None if it names none that exists.

    A month without a day ("2024年3月") is its first day; a year alone is not a date.
    """
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value if FIRST_YEAR <= value.year <= LAST_YEAR else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return _from_number(value)
        except (OverflowError, ValueError):  # nan, inf
            return None
    return _from_text(_arabic(clean(value)))


def _arabic(text):
    return text if text.isascii() else _TENS.sub(_tens, text.translate(_NUMERALS))


def _from_text(text):
    text = _TIME.sub("", text).strip()
    if text.isascii() and text.isdigit():
        return _from_digits(text)
    match = _SEPARATED.match(text)
    if not match or not match["y"].isascii():
        return None
    return _date(match["y"], match["m"], match["d"] or 1)


def _names_a_day(text):
    text = text.strip()
    return bool(re.search(r"\d[月./\-]\s*\d{1,2}\s*[日号]?$", text)) and (
        len(re.findall(r"\d+", text)) >= 3
    )


def _end_date(text):
    """Read the end of a period: a month without a day ends on its last day."""
    end = parse_date(text)
    if end and not re.fullmatch(r"\d{8}|\d{5}", text.strip()) and not _names_a_day(text):
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return end


def _split_period(text):
    for separator in _PERIOD_SEPARATORS:
        if text.count(separator) == 1:
            first, second = text.split(separator)
            start, end = parse_date(first), _end_date(second)
            if start and end:
                return start, end
            # "2025.3.1-12.31": the second half takes the year of the first
            end = _end_date(f"{start.year}.{second.strip()}") if start else None
            if end and end >= start:
                return start, end
    found = _DATE_IN_PERIOD.findall(text)
    if len(found) == 2:
        return parse_date(found[0]), _end_date(found[1])
    return None, None


def parse_period(value):
    """Return (start, end) of "2025.3.1-2026.2.28" in its usual writings.

    "2025.3.1起" has no end, "至2026.2.28" no start; (None, None) if it is not a period.
    """
    text = _arabic(clean(value))
    start, end = _split_period(text)
    if start and end:
        return start, end
    if match := re.fullmatch(r"(?:自|从)?(.+?)(?:起|开始|至今|-|~|—)", text):
        return parse_date(match[1]), None
    if match := re.fullmatch(r"(?:至|到|-|~|—)(.+?)(?:止|到期)?", text):
        return None, _end_date(match[1])
    if match := re.fullmatch(r"(.+?)(?:止|到期)", text):
        return None, _end_date(match[1])
    return None, None


def find_month(text):
    """Return the last day of the month that a title names ("截至2026年10月"), or None."""
    match = re.search(r"(\d{4})\s*[年./\-]\s*(\d{1,2})(?:\s*[月./\-]\s*(\d{1,2}))?", clean(text))
    if not match:
        return None
    if match[3]:
        return _date(*match.groups())
    first = _date(match[1], match[2], 1)
    return first and first.replace(day=calendar.monthrange(first.year, first.month)[1])
