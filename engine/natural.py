"""Doors as people write them: their parts, and the order in which one walks along them."""

import re
import unicodedata
from typing import NamedTuple

PAD = 8
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_CHINESE_DIGITS |= {"〇": 0, "两": 2, "兩": 2}
_BUILDING_SUFFIX = "[栋棟幢座楼樓]"
_ENTRANCE_SUFFIX = "单元|單元|门|門|梯"
# "3号楼", "3#楼" → "3楼"
_DOUBLE_SUFFIX = re.compile(f"[号號#](?={_BUILDING_SUFFIX})")
_NUMBER_SUFFIX = re.compile("(?:室|房|号|號|户|戶)$")
_CHINESE_NUMBER = re.compile(
    f"[零〇一二两兩三四五六七八九十百]+(?={_BUILDING_SUFFIX}|{_ENTRANCE_SUFFIX}|[期区區号號室])"
)
# dashes, slashes, blanks and the like that stand between the parts
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ー~_/\\·•]+")
_WITH_ENTRANCE = re.compile(f"^(.*?)([0-9A-Z]+)(?:{_ENTRANCE_SUFFIX})-*(.*)$")
# 号 ends a building only where a door follows ("12号301"); at the very end it belongs to the door,
# and "5号院" is a compound of several buildings
_WITH_BUILDING = re.compile(f"^(.+?)(?:{_BUILDING_SUFFIX}|[号號#](?=[^院]))-*(.*)$")
_BUILDING_END = re.compile(f"(?:{_BUILDING_SUFFIX}|[号號#])$")
_FLOOR = re.compile("^[0-9]+[层層楼樓F]-*(?=[0-9])")
_DIGITS = re.compile("[0-9]+")


class Door(NamedTuple):
    """The parts of a door; a part that the text does not name is None."""

    building: str | None
    entrance: str | None
    number: str | None


def _chinese_number(match):
    """ "十二" → "12", "二十" → "20", "一百零三" → "103"."""
    total = digit = 0
    for char in match.group():
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _CHINESE_DIGITS[char]
    return str(total + digit)


def _clean(text):
    text = unicodedata.normalize("NFKC", text or "").upper().replace("号#", "号")
    text = _DOUBLE_SUFFIX.sub("", _CHINESE_NUMBER.sub(_chinese_number, text))
    return _SEPARATORS.sub("-", text).strip("-")


def split_door(text):
    """Split a door into building, entrance (单元) and number.

    Understood are "3-2-1204", "3-1204", "3栋2单元1204室", "3号楼2-1204", "3#-2-1204", "12号301室",
    "三栋二单元1204", with full-width digits and any kind of dash. Two parts without a word are
    building and number; of more than three, the first ones are the building ("1-3-2-1204" is phase
    1, building 3).
    """
    clean = _clean(text)
    building = entrance = None
    if match := _WITH_ENTRANCE.match(clean):
        building, entrance, rest = match.groups()
    elif match := _WITH_BUILDING.match(clean):
        building, rest = match.groups()
        if "-" in (rest := rest.replace("#", "-").strip("-")):
            entrance, rest = rest.split("-", 1)
    elif _BUILDING_END.search(clean) and not _NUMBER_SUFFIX.search(clean):
        building, rest = clean, ""
    else:
        *before, rest = clean.split("-")
        entrance = before.pop() if len(before) > 1 else None
        building = "-".join(before)
    building = _BUILDING_END.sub("", (building or "").strip("-")).strip("-")
    number = _NUMBER_SUFFIX.sub("", _FLOOR.sub("", rest.strip("-")))
    return Door(building or None, entrance or None, number or None)


def door_key(text):
    """Text that sorts as one walks: "3-2-1204" before "10-1-101", however the door is written."""
    parts = (part for part in split_door(text) if part)
    return "-".join(
        _DIGITS.sub(lambda run: (run.group().lstrip("0") or "0").zfill(PAD), part) for part in parts
    )
