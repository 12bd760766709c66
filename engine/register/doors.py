"""Doors: building (楼栋), entrance (单元) and room (室号) in one cell or in three.

A door keeps the short names that make it readable ("3-2-1204"); the `…_key` functions say
which writings are the same place ("3号楼", "03栋" and "3#" are one building).
"""

import re
from dataclasses import dataclass

from ..natural import split_door
from .text import BLANKS, clean

_BUILDING_WORD = re.compile("[栋棟幢座楼樓#]|号院")
_ENTRANCE_WORD = re.compile("(?:单元|單元|门洞|門洞|号门|梯|门|門|号|號)$")
_NAME_OF_BUILDING = re.compile(r"\S{1,8}(?:[栋棟幢座]|号楼|號樓|#楼?)|\S{0,6}\d[楼樓]")


@dataclass(frozen=True)
class Door:
    """Where a dwelling is; `building` and `entrance` may be empty."""

    building: str = ""
    entrance: str = ""
    room: str = ""

    @property
    def key(self):
        return tuple(map(place_key, (self.building, self.entrance, self.room)))

    def __str__(self):
        return "-".join(part for part in (self.building, self.entrance, self.room) if part)


def _known(text):
    text = clean(text)
    return "" if text in BLANKS else text


def building_code(text):
    """Return the short name of a building: "3号楼" is "3", "A座" is "A"; "综合楼" stays."""
    text = _known(text)
    code = "-".join(part for part in split_door(text) if part)
    return _plain(code) if re.search(r"[0-9A-Za-z]", code) else text.replace(" ", "")


def entrance_code(text):
    """Return the short name of an entrance: "2单元" is "2"."""
    text = _known(text)
    return _plain(split_door(text).entrance or _ENTRANCE_WORD.sub("", text) or text)


def _plain(code):
    """ "03" is "3", but a room "0301" keeps what stands on its door."""
    return code.lstrip("0") or code if code.isdigit() else code


def place_key(code):
    """Return what different writings of a building, an entrance or a room share."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", clean(code).replace(" ", "")).casefold()


def building_key(text):
    return place_key(building_code(text))


def parse_door(value, building="", entrance=""):
    """Return the Door of a cell such as "3-2-1204", "3栋2单元1204室" or "1204", or None.

    `building` and `entrance` are what columns of their own say; they win over the cell.
    Beside a building, "2-1204" is entrance and room.
    """
    text = _known(value)
    found_building, found_entrance, room = split_door(text) if text else (None, None, None)
    if not room or not re.search(r"\w", room):
        return None
    building, entrance = building_code(building), entrance_code(entrance)
    if not building:
        building = _plain(found_building or "")
    elif found_building and not found_entrance and not _BUILDING_WORD.search(text):
        if not entrance:
            found_entrance = found_building
        elif place_key(found_building) not in (place_key(building), place_key(entrance)):
            room = f"{found_building}-{room}"  # "L2-035": both parts are the room's
    return Door(building, entrance or _plain(found_entrance or ""), room)


def looks_like_building(text):
    """Tell whether the name of a sheet ("3号楼", "A座") names a building."""
    return bool(_NAME_OF_BUILDING.fullmatch(clean(text)))
