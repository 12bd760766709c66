"""Invented households for the demo data: always the same, with the mix that offices know.

Plain Python: a community of `count` units becomes rows; the model writes them. Names, phones and
dates are made up.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余"
    "杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙"
    "史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国志文斌慧鹏飞宇晨欣怡佳雪"
    "梅海燕琳博浩然子涵思雨俊辉婷婷诗雅嘉豪天翔一诺"
)
RELATIONS = ("配偶", "儿子", "女儿", "父亲", "母亲")
LANGUAGES = ("普通话", "杭州话", "上海话", "温州话", "粤语")
WISHES = (
    "上门前请先打电话。",
    "家里有小孩午睡，中午请勿敲门。",
    "老人耳背，请多按一会儿门铃。",
    "希望增加儿童活动设施。",
    "快递请放门口鞋柜。",
)
LAYOUTS = (("三室两厅", 118.6), ("两室两厅", 89.2), ("四室两厅", 143.5), ("三室一厅", 98.4))
SHOPS = (
    ("101", "大润超市", "anchor", False, 3200.0),
    ("102", "星辰影城", "anchor", False, 2800.0),
    ("103", "川味坊火锅", "other", True, 420.0),
    ("104", "江南小馆", "other", True, 310.0),
    ("105", "云上咖啡", "other", True, 120.0),
    ("106", "优品服饰", "other", False, 180.0),
    ("107", "童趣乐园", "other", False, 560.0),
    ("108", "康宁药房", "other", False, 95.0),
    ("109", "书香文具", "other", False, 88.0),
    ("110", "光影摄影", "other", False, 140.0),
    ("111", "美颜美发", "other", False, 110.0),
    ("112", "牛肉面馆", "other", True, 90.0),
)


@dataclass
class Household:
    """A contact and its occupancy of one unit."""

    name: str
    phone: str | None
    role: str
    occupancy: dict
    partner: dict = field(default_factory=dict)
    family: list = field(default_factory=list)


@dataclass
class Dwelling:
    building: int
    unit: dict
    households: list


class Households:
    """Of every 100 units 65 are lived in by the owner, 10 are let, 15 have not been moved into,
    6 are being decorated, 4 stand empty; 16 households of key concern, 10 VIP, 12 key customers.
    """

    STATES = ["moved_in"] * 65 + ["let"] * 10 + ["not_moved_in"] * 15 + ["decorating"] * 6
    STATES += ["vacant"] * 4

    def __init__(self, today, seed=20260101):
        self.today = today
        self.random = random.Random(seed)
        self.phones = 0

    def dwellings(self, count, buildings=10, entrances=2, per_floor=2):
        floors = -(-count // (buildings * entrances * per_floor))
        states = (self.STATES * (count // 100 + 1))[:count]
        self.random.shuffle(states)
        doors = [
            (building, entrance, f"{floor}{flat:02d}")
            for building in range(1, buildings + 1)
            for entrance in range(1, entrances + 1)
            for floor in range(1, floors + 1)
            for flat in range(1, per_floor + 1)
        ][:count]
        dwellings = [self._dwelling(door, state) for door, state in zip(doors, states, strict=True)]
        self._mark(dwellings)
        return dwellings

    def _dwelling(self, door, state):
        building, entrance, number = door
        layout, area = self.random.choice(LAYOUTS)
        bought = self._day(date(2018, 6, 30), date(2022, 12, 31))
        owner = {
            "role": "owner",
            "date_from": bought,
            "manner_from": self.random.choice(("new", "new", "new", "resale")),
            "handover_date": bought,
            "is_payer": state != "let",
        }
        households = [self._household("owner", owner)]
        if state in ("moved_in", "vacant"):
            owner["decoration_from"] = bought + timedelta(days=20)
            owner["decoration_to"] = bought + timedelta(days=110)
            owner["move_in_date"] = self._move_in(bought + timedelta(days=150))
        if state == "vacant":
            owner["move_out_date"] = self._ago(20, 200)
        if state == "decorating":
            owner["decoration_from"] = self._ago(5, 80)
        if state == "let":
            begin = self._ago(40, 900)
            tenant = {
                "role": "tenant",
                "date_from": begin,
                "manner_from": "lease",
                "move_in_date": begin,
                "lease_end": self.today + timedelta(days=self.random.randint(20, 600)),
                "is_payer": True,
            }
            households.append(self._household("tenant", tenant))
        unit = {
            "entrance": str(entrance),
            "number": number,
            "unit_type": "apartment",
            "layout": layout,
            "building_area": area,
            "usable_area": round(area * 0.78, 2),
            "land_share": round(area * 0.21, 2),
        }
        if self.random.random() < 0.6:
            unit["garage"] = f"B1-{self.random.randint(1, 900):03d}"
        return Dwelling(building, unit, households)

    def _household(self, role, occupancy):
        family = []
        name = self._name()
        if occupancy.get("role") == "owner" and self.random.random() < 0.3:
            relation = self.random.choice(RELATIONS)
            family.append(
                {"name": self._name(), "family_relation": relation, "phone": self._phone()}
            )
        phone = None if self.random.random() < 0.02 else self._phone()
        return Household(name, phone, role, occupancy, self._preferences(), family)

    def _preferences(self):
        partner = {}
        if self.random.random() < 0.25:
            partner["contact_time"] = self.random.choice(("morning", "afternoon", "evening"))
        if self.random.random() < 0.3:
            partner["preferred_language"] = self.random.choice(LANGUAGES)
        if self.random.random() < 0.03:
            partner["no_phone_calls"] = True
        if self.random.random() < 0.06:
            partner["wishes"] = self.random.choice(WISHES)
        return partner

    def _mark(self, dwellings):
        living = [
            household
            for dwelling in dwellings
            for household in dwelling.households
            if household.occupancy.get("move_in_date")
            and not household.occupancy.get("move_out_date")
        ]
        for household in living:
            if self.random.random() < 0.85:
                household.partner["last_contact_date"] = self._ago(1, 75)
        chosen = iter(self.random.sample(living, min(38, len(living))))
        for household, values in zip(
            chosen,
            [{"segment": "key_concern"}] * 16
            + [{"segment": "vip"}] * 10
            + [{"is_key_customer": True, "key_customer_reason": "业主委员会成员、楼道热心人"}] * 12,
            strict=False,
        ):
            household.partner.update(values)

    def _name(self):
        given = "".join(self.random.choice(GIVEN) for _ in range(self.random.choice((1, 2, 2))))
        return self.random.choice(SURNAMES) + given

    def _phone(self):
        self.phones += 1
        return f"1370000{self.phones:04d}"

    def _move_in(self, earliest):
        if self.random.random() < 0.05:
            return max(earliest, self._ago(3, 80))
        return self._day(earliest, max(earliest, self.today - timedelta(days=120)))

    def _day(self, first, last):
        return first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))

    def _ago(self, least, most):
        return self.today - timedelta(days=self.random.randint(least, most))
