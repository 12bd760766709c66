"""Doors: building (楼栋), entrance (单元) and room (室号) in one cell or in three.

Doors are kept as the office writes them; the `…_key` functions say which writings are
the same place ("3号楼", "03栋" and "3#" are one building).
"""

import re
from dataclasses import dataclass

from .text import BLANKS, clean

_CHINESE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_CHINESE |= {"六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_NUMBER = re.compile(
    "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
)

_BUILDING_WORD = r"(?:号楼|楼栋|楼座|栋楼|号栋|栋|幢|座|号院|#楼|#)"
_ENTRANCE_WORD = r"(?:单元|号门|门洞|梯|门)"
_WITH_BUILDING = re.compile(
    rf"^(?P<part>.*?{_BUILDING_WORD}|[^-]*?\d+楼(?=\D))[-_\s]*(?P<rest>.+)$"
)
_WITH_ENTRANCE = re.compile(
    rf"^(?P<part>[^-\s]{{1,6}}?{_ENTRANCE_WORD})[-_\s]*(?P<rest>.+)$"
)
_DASHES = re.compile(r"\s*[-_—–－/\\]+\s*|\s+")
_ROOM_WORD = re.compile(r"(?:号房|房间|室|号|房|户|铺|#)+$")
_BUILDING_KEY_WORD = re.compile(
    r"(?:号楼|楼栋|楼座|栋楼|号栋|号院|#楼|栋|幢|座|号|#|楼)$"
)
_ENTRANCE_KEY_WORD = re.compile(r"(?:单元|号门|门洞|梯|门|号)$")


@dataclass(frozen=True)
class Door:
    """Where a dwelling is; `building` and `entrance` may be empty."""

    building: str = ""
    entrance: str = ""
    room: str = ""

    @property
    def key(self):
        return (
            building_key(self.building),
            entrance_key(self.entrance),
            room_key(self.room),
        )

    def __str__(self):
        parts = (building_code(self.building), entrance_code(self.entrance), self.room)
        return "-".join(part for part in parts if part)


def _arabic(match):
    tens, __, ones = match[0].partition("十")
    if "十" not in match[0]:
        return str(_CHINESE[match[0]])
    return str(_CHINESE.get(tens, 1) * 10 + _CHINESE.get(ones, 0))


def _code(text, suffix):
    text = clean(text).replace(" ", "")
    bare = suffix.sub("", text)
    # without a suffix "三里屯" is a name, not the number 3
    if bare != text:
        bare = re.sub(rf"^({_CHINESE_NUMBER.pattern})$", _arabic, bare)
    return bare or text


def building_code(text):
    """Return the short name of a building: "3号楼" is "3", "A座" is "A"."""
    return _code(text, _BUILDING_KEY_WORD)


def entrance_code(text):
    """Return the short name of an entrance: "2单元" is "2"."""
    return _code(text, _ENTRANCE_KEY_WORD)


def _key(code):
    return re.sub(r"(?<!\d)0+(?=\d)", "", code).casefold()


def building_key(text):
    return _key(building_code(text))


def entrance_key(text):
    return _key(entrance_code(text))


def room_key(text):
    return _key(_ROOM_WORD.sub("", clean(text).replace(" ", "")))


def _room(text):
    text = clean(text).strip("-_ ")
    return _ROOM_WORD.sub("", text) or text


def _take(pattern, text):
    match = pattern.match(text)
    return (match["part"].strip(), match["rest"].strip()) if match else ("", text)


def _by_dashes(parts, building, entrance):
    """Give "3-2-1204" its meaning, knowing what other columns have said already."""
    # "3-1204" beside 3号楼 is entrance 3: only a third part, or a known entrance, makes the
    # first one a repetition of the building
    repeats = building and len(parts) > (1 if entrance else 2)
    if repeats and building_key(parts[0]) == building_key(building):
        parts = parts[1:]
    if entrance and len(parts) > 1 and entrance_key(parts[0]) == entrance_key(entrance):
        parts = parts[1:]
    if not building and len(parts) > 1:
        building, *parts = parts
    if not entrance and len(parts) > 1:
        entrance, *parts = parts
    return building, entrance, "-".join(parts)


def parse_door(value, building="", entrance=""):
    """Return the Door of a cell such as "3-2-1204", "3栋2单元1204室" or "1204", or None.

    `building` and `entrance` are what columns of their own say; they win over the cell.
    """
    text = clean(value)
    building, entrance = clean(building), clean(entrance)
    building = "" if building in BLANKS else building
    entrance = "" if entrance in BLANKS else entrance
    if text in BLANKS or not re.search(r"\w", text):
        return None
    found, text = _take(_WITH_BUILDING, text)
    building = building or found
    found, text = _take(_WITH_ENTRANCE, text)
    entrance = entrance or found
    parts = [part for part in _DASHES.split(text) if part] or [text]
    building, entrance, room = _by_dashes(parts, building, entrance)
    room = _room(room)
    return Door(building, entrance, room) if room else None


def looks_like_building(text):
    """Tell whether the name of a sheet ("3号楼", "A座") names a building."""
    return bool(
        re.fullmatch(rf"[^\s]{{1,8}}{_BUILDING_WORD}|[^\s]{{0,6}}\d楼", clean(text))
    )
