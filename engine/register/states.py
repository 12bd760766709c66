"""What a register says about the use of a dwelling and about the people in it."""

import re

from .text import clean

# the states of use; a row without owner in one of the first two has no household
UNSOLD, NOT_HANDED_OVER = "unsold", "not_handed_over"
EMPTY, NOT_MOVED_IN, DECORATING = "empty", "not_moved_in", "decorating"
LIVED_IN, LET = "lived_in", "let"
STATES = (UNSOLD, NOT_HANDED_OVER, EMPTY, NOT_MOVED_IN, DECORATING, LIVED_IN, LET)

# in this order: "空置(已收房)" is empty, "已入住(出租)" is let, "未入住" is not lived in
_STATES = (
    (UNSOLD, r"未售|待售|未销售|在售|尾盘|未出售"),
    (NOT_HANDED_OVER, r"未收|未交付|未交房|未交楼|未接房|未领|未入伙|未移交"),
    (
        EMPTY,
        r"待租|待出租|未出租|未租|空置|空房|空关|闲置|^空$|歇业|停业|撤场|已搬走|搬离",
    ),
    (LET, r"出租|已租|租赁|租住|承租|租户|在租"),
    (DECORATING, r"(?<!未)(?<!已)(?<!无)装修(?!完|好|毕|结束)|在装|施工中"),
    (
        NOT_MOVED_IN,
        r"未入|未住|未搬|未迁|待入住|待装|毛坯|未装修|已收房|已交付|已交房|^否$",
    ),
    (
        LIVED_IN,
        r"入住|自住|常住|居住|在住|自用|营业|开业|装修(?:完|好|毕|结束)|^是$|^√$",
    ),
)
_STATES = tuple((state, re.compile(pattern)) for state, pattern in _STATES)

_NOT = r"(?<!非)(?<!不是)(?<!取消)(?<!解除)"
_SEGMENTS = (
    ("key_concern", rf"{_NOT}重点关[注怀]|{_NOT}重点户|{_NOT}关注户"),
    ("vip", rf"{_NOT}(?:vip|贵宾)"),
    ("sensitive", rf"{_NOT}敏感"),
    ("key_customer", rf"{_NOT}(?:重点|关键|重要|大)客户"),
)
_SEGMENTS = tuple((key, re.compile(pattern, re.IGNORECASE)) for key, pattern in _SEGMENTS)

_PAYERS = (
    ("tenant", r"租户|承租|租客|使用人|商户|乙方"),
    ("owner", r"业主|产权人|房东|户主|甲方|本人"),
)
_YES = re.compile(r"是|有|√|y|yes|true|1|主力店铺?|主力", re.IGNORECASE)
_CATERING = re.compile(r"餐|饮|美食|小吃|火锅|咖啡|茶|烘焙|酒吧|面馆|烧烤|料理")


def parse_state(value):
    """Return one of STATES, or None if the words say nothing about the use."""
    text = clean(value)
    return next((state for state, pattern in _STATES if pattern.search(text)), None)


def parse_segments(value):
    """Return the set of segments (R235, R263) that remarks name: 重点关注 is key_concern."""
    text = clean(value)
    return {key for key, pattern in _SEGMENTS if pattern.search(text)}


def parse_payer(value):
    """Return "owner" or "tenant", or None if the cell names neither role."""
    text = clean(value)
    return next((payer for payer, pattern in _PAYERS if re.search(pattern, text)), None)


def parse_yes(value):
    """Tell whether a cell affirms its heading ("是", "√", "主力店")."""
    return bool(_YES.fullmatch(clean(value)))


def is_catering(value):
    """Tell whether a shop's trade (业态) is catering (E10)."""
    return bool(_CATERING.search(clean(value)))
