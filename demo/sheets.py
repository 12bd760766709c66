"""Repairs and services of the demo community: invented."""

from typing import NamedTuple


class Repair(NamedTuple):
    days: int  # from today
    hour: int  # of the appointment, local
    kind: str
    words: str
    stage: str
    work: str = ""
    material: str = ""
    charge: int = 0


class Rework(NamedTuple):
    days: int  # until the specified time
    words: str
    stage: str


class Service(NamedTuple):
    product: int | None  # of the catalogue; none for an entrusted matter
    matter: str | None
    words: str
    days: int
    stage: str


class Offer(NamedTuple):
    name: str
    kind: str
    price: int
    promise: str


REPAIRS = (
    Repair(
        -9,
        9,
        "other",
        "厨房龙头滴水",
        "invoiced",
        "更换水龙头阀芯，试水无渗漏",
        "阀芯 1 个",
        35,
    ),
    Repair(
        -7,
        14,
        "urgent",
        "水管爆裂，水流到楼道",
        "done",
        "关闭总阀，更换爆裂的分水管",
        "PPR 管 2 米",
    ),
    Repair(-6, 10, "safety", "单元门闭门器失灵", "done", "更换闭门器，复位门禁", "闭门器 1 个"),
    Repair(-5, 15, "other", "卫生间插座没电", "done", "更换空开，排查线路正常", "空开 1 个", 28),
    Repair(
        -3,
        9,
        "leak",
        "主卧顶板渗水",
        "leak_common",
        "查明屋面防水层开裂，临时封堵",
        "堵漏王 2 公斤",
    ),
    Repair(-2, 16, "leak", "卫生间渗到楼下", "leak_adjoining", "楼上地漏周边渗水，已暂停使用"),
    Repair(-1, 10, "other", "客厅灯不亮", "started"),
    Repair(0, 10, "urgent", "家里跳闸，老人在用制氧机", "dispatched"),
    Repair(0, 15, "other", "马桶堵塞", "dispatched"),
    Repair(0, 16, "other", "入户门锁芯卡住", "new"),
    Repair(1, 9, "safety", "地下车库消防箱门脱落", "dispatched"),
    Repair(2, 14, "other", "阳台推拉门滑轮坏", "new"),
)
REWORKS = (
    Rework(7, "客厅墙面空鼓", "returned"),
    Rework(-1, "外窗密封条脱落漏风", "returned"),
    Rework(10, "厨房地砖开裂", "new"),
)
SERVICES = (
    Service(0, None, "周末做一次全屋保洁", -4, "invoiced"),
    Service(1, None, "厨房下水疏通", -2, "done"),
    Service(0, None, "擦玻璃，两小时", 1, "dispatched"),
    Service(3, None, "量血压，老人行动不便", 0, "new"),
    Service(None, "agency", "出差期间代缴水电费", -1, "done"),
    Service(None, "parcel", "代收大件快递", 0, "new"),
    Service(None, "parking", "办理车位续租", 2, "new"),
)
CATALOGUE = (
    Offer("家政保洁", "paid", 40, "预约后 24 小时内上门，做完验收满意再付费"),
    Offer("管道疏通", "paid", 120, "30 分钟内上门，一个月内复堵免费再通"),
    Offer("家电清洗", "paid", 90, "持证上门，清洗前后拍照对比"),
    Offer("上门量血压", "convenience", 0, "每周二、周四上午，预约即到"),
    Offer("雨伞、手推车借用", "convenience", 0, "前台随借随还"),
    Offer("宠物寄养", "value_added", 60, "每日反馈照片，签约责任到人"),
)
