"""Names: joint owners in one cell, names stretched with spaces, remarks in brackets."""

import re
from dataclasses import dataclass

from .text import BLANKS, clean

_JOINT = re.compile(r"\s*[、/\\,，;；&+|]\s*")
_BRACKETS = re.compile(r"[(\[（【](?P<inside>[^()\[\]（）【】]*)[)\]）】]")
_COMPANY = re.compile(
    r"(公司|集团|银行|有限合伙|合伙企业|事务所|委员会|居委会|学校|幼儿园|医院|酒店|餐厅|饭店|超市|研究院|研究所|协会"
    r"|商行|门市部|经营部|营业部|工作室|中心|合作社|机构)$|\b(ltd|inc|llc|limited)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"^[\x00-\x7f]+$")


@dataclass(frozen=True)
class NameCell:
    """The `names` of a cell in their order, and `rest`: what stood in brackets."""

    names: tuple[str, ...] = ()
    rest: str = ""


def is_company(name):
    """Tell whether a name is a firm's rather than a person's."""
    return bool(_COMPANY.search(clean(name)))


def _split_spaces(text):
    """Split "蔡丹丹 陈淑珍", keep "王 俊", "欧阳 娜" and "John Smith" whole."""
    parts = text.split(" ")
    if len(parts) == 1 or _LATIN.match(text) or is_company(text):
        return [text]
    if any(len(part) == 1 for part in parts):
        return ["".join(parts)]
    return parts


def parse_names(value):
    """Return the NameCell of a cell; never raises.

    A space separates joint owners only if each part can be a name by itself: a single
    character is a piece of a name that somebody stretched to the width of three.
    """
    text = clean(value)
    if text in BLANKS or text.startswith("#"):
        return NameCell()
    inside = [match["inside"].strip() for match in _BRACKETS.finditer(text)]
    text = clean(_BRACKETS.sub(" ", text)).strip("、/\\,，;；&+| ")
    whole = [text] if is_company(text) and _LATIN.match(text) else _JOINT.split(text)
    names = []
    for part in whole:
        for name in _split_spaces(part.strip()):
            if name and name not in BLANKS and name not in names:
                names.append(name)
    return NameCell(tuple(names), " ".join(word for word in inside if word))
