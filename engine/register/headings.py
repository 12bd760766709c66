"""Recognise the columns of a register by their headings, whatever their order."""

import functools
import re
from dataclasses import dataclass

from .text import clean

# kinds of cell, each with a parser of its own (see `cells.py`)
TEXT, DATE, PERIOD, PHONE, NAMES, AREA, COUNT = (
    "text",
    "date",
    "period",
    "phone",
    "names",
    "area",
    "count",
)
STATE, DOOR, PAYER, YES, SEGMENT, SECRET = (
    "state",
    "door",
    "payer",
    "yes",
    "segment",
    "secret",
)


@dataclass(frozen=True)
class Field:
    """What a column can mean. `many`: several columns of a sheet may mean it."""

    key: str
    kind: str
    pattern: re.Pattern
    many: bool = False


_OWNER = r"(?:业主|产权所有人|产权人|所有权人|权利人|房主|户主|买受人|购房人|房东)"
_TENANT = r"(?:租户|承租人|承租方|承租户|租客|租赁人|租赁方|使用人|现住人)"
_PHONE = (
    r"(?:联系|移动|固定|家庭|住宅|办公|备用|紧急|常用|其他|主要|本人|第)*"
    r"(?:手机号码|电话号码|联系方式|手机号|手机|电话|座机|固话|tel|mobile|phone)(?:号码|号)?"
    r"[一二三四1-4]?"
)
_NAME = r"(?:的?(?:姓名|名称|名字|全称|名))"
_DAY = r"(?:日期|时间|年月|日|年月日)"


def _field(key, kind, pattern, *, many=False):
    return Field(key, kind, re.compile(pattern, re.IGNORECASE), many)


# the first pattern that fits the whole heading decides
FIELDS = (
    _field("sequence", TEXT, r"序号|编号|序|no\.?|#|行号"),
    _field(
        "community",
        TEXT,
        r"(?:所属|所在)?(?:小区|项目|楼盘|园区|物业项目|案场)(?:名称|名)?",
    ),
    _field(
        "building",
        TEXT,
        r"(?:所属|所在)?(?:楼栋|楼幢|楼宇|楼号|栋号|幢号|座号|楼座|栋座|楼栋号|大楼|栋|幢|座|楼)"
        r"(?:号|编号|名称|名)?",
    ),
    _field("entrance", TEXT, r"(?:所属|所在)?(?:单元|门洞|楼门|梯)(?:号|名称|编号)?"),
    _field("floor", TEXT, r"(?:所在)?(?:楼层|层数|层号|层|层次)"),
    _field(
        "shop",
        TEXT,
        r"(?:商铺|铺位|店铺|商位|摊位|铺面|铺)(?:编号|位号|号码|号)|铺位|商铺",
    ),
    _field(
        "door",
        DOOR,
        r"(?:完整|详细)?(?:房屋|房产|房间|物业|单位|写字间|办公室)?(?:房号|室号|门牌号码|门牌号|门牌|户号"
        r"|编号|坐落|地址|位置|号)|房间|室|房屋|单位|楼栋房号|楼房号|住址|栋单元房号|楼栋单元房号",
    ),
    _field(
        "unit_kind",
        TEXT,
        r"(?:房屋|物业|房产|建筑|住宅|产品|单位|业务)(?:类型|类别|性质|用途|种类)|用途",
    ),
    _field("layout", TEXT, r"户型(?:结构|图)?|房型|居室|房屋户型|房屋结构"),
    _field("land_share", AREA, r"(?:产权|土地|用地)+(?:使用权)?(?:分摊|面积|份额|分摊面积)"),
    _field(
        "area_usable",
        AREA,
        r"(?:房屋)?(?:使用|套内|实用|室内|套内建筑|套内使用)(?:面积)",
    ),
    _field(
        "area_built",
        AREA,
        r"(?:房屋|房产)?(?:建筑|产权|建|销售|计费|收费|合同|实测|租赁|登记|产证)?面积",
    ),
    _field(
        "state",
        STATE,
        r"(?:房屋|使用|入住|居住|当前|目前|房态|住户|经营|营业|房产)?(?:状态|现状|情况|状况)"
        r"|房态|是否入住|使用性质|居住性质",
    ),
    _field("decoration_end", DATE, rf"装修(?:结束|完工|竣工|验收|完成|截止){_DAY}?"),
    _field(
        "decoration_start",
        DATE,
        rf"装修(?:开始|开工|进场|申请|办理|起始|起)?{_DAY}|装修开始|装修开工|装修进场",
    ),
    _field("decoration", STATE, r"装修|装修(?:情况|状态|进度|状况)|是否装修"),
    _field(
        "residents",
        COUNT,
        r"(?:常住|居住|家庭|入住|实住)+(?:人口|人数|成员数)数?|人口数?|人数|家庭人口",
    ),
    _field(
        "identity",
        SECRET,
        rf"(?:{_OWNER}|{_TENANT})?(?:身份证件?|证件|身份)(?:号码|号|类型)?",
    ),
    _field(
        "owner_email",
        TEXT,
        rf"{_OWNER}?(?:电子)?(?:邮箱|邮件)(?:地址)?|{_OWNER}?e-?mail",
    ),
    _field("owner_address", TEXT, rf"{_OWNER}?(?:通讯|联系|通信|邮寄|邮递)(?:地址|住址)"),
    _field("tenant_phone", PHONE, rf"{_TENANT}(?:的|联系人)?{_PHONE}", many=True),
    _field("owner_phone", PHONE, rf"(?:{_OWNER}的?)?{_PHONE}", many=True),
    _field("owner_phone", PHONE, rf"{_OWNER}联系人?{_PHONE}", many=True),
    _field(
        "contact",
        NAMES,
        r"(?:紧急|店铺|商户|家庭|主要|业务)?(?:联系人|店长|负责人姓名)(?:姓名)?",
    ),
    _field("owner", NAMES, rf"{_OWNER}{_NAME}?|姓名|客户(?:姓名|名称)|名字", many=False),
    _field("resident", NAMES, rf"住户{_NAME}?|实际居住人"),
    _field("tenant", NAMES, rf"{_TENANT}{_NAME}?|(?:商户|商家|经营者|公司|企业){_NAME}?"),
    _field("brand", TEXT, r"(?:经营)?(?:品牌|店招|店名|店铺名|招牌)(?:名称|名)?|店铺名称"),
    _field(
        "trade",
        TEXT,
        r"(?:经营)?(?:业态|经营类别|行业|品类|经营范围|经营内容|经营项目|业种)(?:类别|分类|类型)?",
    ),
    _field(
        "anchor",
        YES,
        r"是否主力店?|主力店铺?|(?:店铺|商铺|商户)(?:类别|级别|类型|等级)|主次力店",
    ),
    _field(
        "lease_start",
        DATE,
        rf"(?:租期|租赁|合同|租约|承租|出租)?期?(?:开始|起始|起租|起|始){_DAY}?|起租日期?|租入{_DAY}",
    ),
    _field(
        "lease_end",
        DATE,
        rf"(?:租期|租赁|合同|租约|承租|出租)?期?(?:结束|到期|终止|截止|届满|止|终){_DAY}?|退租{_DAY}",
    ),
    _field(
        "lease",
        PERIOD,
        rf"(?:租赁|租约|承租|出租|合同)(?:期限|期间|期|起止{_DAY}?|{_DAY})|租期|租用期限|起止{_DAY}",
    ),
    _field(
        "handover_date",
        DATE,
        rf"(?:实际|办理)?(?:收房|交房|交付|入伙|接房|交楼|收楼|领房|验房|交钥匙|领钥匙|接楼)(?:办理)?{_DAY}?",
    ),
    _field(
        "move_in_date",
        DATE,
        rf"(?:实际|办理)?(?:入住|搬入|迁入|搬家|乔迁|搬进)(?:办理)?{_DAY}?|进场{_DAY}|开业{_DAY}",
    ),
    _field(
        "owner_since",
        DATE,
        rf"(?:产权|过户|购房|购买|买卖|转让|签约|产权登记|产权变更)(?:登记|变更|转移)?{_DAY}",
    ),
    _field(
        "payer",
        PAYER,
        r"(?:物业|管理|物管|物业服务)?费?(?:缴费|付费|交费|缴纳|支付|承担|缴款|付款)"
        r"(?:人|方|单位|对象|者|主体)",
    ),
    _field("garage", TEXT, r"车库(?:编号|号码|号)?", many=True),
    _field(
        "parking",
        TEXT,
        r"(?:停车|产权|租赁|地下|固定)*(?:车位|泊位|停车位)(?:编号|号码|号|情况)?",
        many=True,
    ),
    _field(
        "ancillary",
        TEXT,
        r"储藏室|储物间|储物室|地下室|附属设施|附属用房|附房|阁楼|杂物间",
        many=True,
    ),
    _field(
        "last_visit",
        DATE,
        rf"(?:最近|最后|上次|近期|末次|最新)(?:一次)?(?:拜访|走访|回访|联系|上门|家访|访问){_DAY}?",
    ),
    _field("last_visit", DATE, rf"(?:拜访|走访|家访|访问){_DAY}"),
    _field(
        "promise_date",
        DATE,
        rf"(?:承诺|完成|办结|兑现|处理|解决|要求完成|计划完成|预计完成|答复)(?:完成|兑现|处理|办结)?"
        rf"(?:期限|时限|到期日?|{_DAY})",
    ),
    _field(
        "promise",
        TEXT,
        r"(?:未完成|未兑现|未解决|未处理|遗留|待办|待处理|待解决|待跟进|在办|未结|未了|尚未解决)的?"
        r"(?:承诺|事项|问题|诉求|工单|投诉|事宜)?(?:事项|内容)?|承诺(?:事项|内容)?|待办",
    ),
    _field(
        "steward",
        TEXT,
        r"(?:责任|楼栋|专属|区域|分管|负责|所属|物业|客服|片区|服务|对应)*(?:管家)(?:姓名)?"
        r"|责任人|楼管员?|片区责任人|负责管家|管理员",
    ),
    _field(
        "segment",
        SEGMENT,
        r"(?:客户|业主|住户)(?:类别|等级|分类|级别|标签|类型)|重点(?:客户|关注|户)|是否重点",
    ),
    _field(
        "remark",
        TEXT,
        r"备注|备注(?:说明|信息)|说明|备考|附注|其他|其它|特殊情况|情况说明",
        many=True,
    ),
)
# chosen by a person only: the cell goes into the household's note, with its heading
NOTE = Field("note", TEXT, re.compile(r"(?!)"), many=True)

FIELD_BY_KEY = {field.key: field for field in (*FIELDS, NOTE)}
FIELD_KEYS = tuple(FIELD_BY_KEY)

# a heading row names a place or a person, and at least this many columns
FEWEST_COLUMNS = 2
_PLACE_OR_PERSON = {"door", "shop", "owner", "tenant", "resident", "building", "brand"}

_TRADITIONAL = str.maketrans(
    "樓棟單號業電話戶聯繫稱類別態積層傳間產權買購賣處費車庫儲備註說況責藝訪諾辦項問題總關貴級標證件鋪餐"
    "飲營區園幢時開結終約裝狀絡賃夥",
    "楼栋单号业电话户联系称类别态积层传间产权买购卖处费车库储备注说况责艺访诺办项问题总关贵级标证件铺餐"
    "饮营区园幢时开结终约装状络赁伙",
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_DECORATION = re.compile(r"[\s:*、,，。.?!()\[\]【】〔〕\"'“”_\-]+")


def normalise(heading):
    """Return the readings of a heading, simplified and without decoration: as it stands,
    with the words in brackets first ("电话(租户)" is 租户电话), and without them."""
    text = clean(heading).casefold().translate(_TRADITIONAL)
    without = _BRACKETED.sub("", text)
    first = "".join(_BRACKETED.findall(text)) + without
    return tuple(_DECORATION.sub("", reading) for reading in (text, first, without))


@functools.lru_cache(maxsize=4096)  # every sheet repeats the headings of the first
def recognise(heading):
    """Return the Field that a heading names by itself, or None."""
    for text in normalise(heading):
        if not text or len(text) > 20:
            continue
        for field in FIELDS:
            if field.pattern.fullmatch(text):
                return field
    return None


def _names_party(heading, party):
    return bool(re.search(party, normalise(heading)[0]))


def recognise_all(headings):
    """Return the field key of each heading of a row, or None, with their neighbours' help.

    A bare 姓名 or 电话 belongs to the person named before it; a field that may stand once
    is taken from its first column; 住户 is the tenant only where an owner stands beside.
    """
    fields = [recognise(heading) if clean(heading) else None for heading in headings]
    keys = [field.key if field else None for field in fields]
    _settle_residents(keys)
    _settle_bare_names_and_phones(headings, keys)
    seen = set()
    for index, key in enumerate(keys):
        if key and key in seen and not FIELD_BY_KEY[key].many:
            keys[index] = None
        seen.add(key)
    return keys


def _settle_residents(keys):
    for index, key in enumerate(keys):
        if key == "resident":
            keys[index] = "tenant" if "owner" in keys else "owner"


def _settle_bare_names_and_phones(headings, keys):
    phones = [key for key in keys if key in ("owner_phone", "tenant_phone")]
    # a single phone column beside an owner is the owner's, wherever it stands
    lone_phone = len(phones) == 1 and "owner" in keys
    party = None
    owner_seen = False
    for index, key in enumerate(keys):
        bare = not _names_party(headings[index], rf"{_OWNER}|客户")
        if key in ("tenant", "brand"):
            party = "tenant"
        elif key == "owner" and bare and owner_seen and party == "tenant":
            keys[index] = "tenant" if "tenant" not in keys else "contact"
        elif key == "owner":
            party, owner_seen = "owner", True
        elif key == "owner_phone" and bare and party == "tenant" and not lone_phone:
            keys[index] = "tenant_phone"


def is_heading_row(keys):
    """Tell whether recognised keys make a heading row rather than a row of data."""
    found = {key for key in keys if key}
    return len(found) >= FEWEST_COLUMNS and bool(found & _PLACE_OR_PERSON)
