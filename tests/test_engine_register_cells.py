import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.register import (
    Door,
    building_key,
    is_company,
    parse_date,
    parse_door,
    parse_names,
    parse_period,
    parse_phones,
    parse_segments,
    parse_state,
    phone_key,
)
from odoo.addons.property_steward.engine.register.numbers import parse_area, parse_count

PROPERTY = settings(deadline=None, database=None, derandomize=True)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text("0123456789-/.年月日 至~号楼单元+x转、（）"),
    st.datetimes(),
)
DATES = st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31))
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
MARCH = datetime.date(2024, 3, 1)


class TestDates(BaseCase):
    def test_a_date_is_read_in_every_usual_writing(self):
        for writing in (
            "2024/3/1",
            "2024.3.1",
            "2024-03-01 ",
            "2024年3月1日",
            "2024年03月01号",
            "2024年3月",
            "2024.03",
            "24-3-1",
            "24.3.1",
            "20240301",
            20240301,
            "202403",
            "２０２４／３／１",
            "二〇二四年三月一日",
            "2024-03-01 00:00:00",
            "2024年3月1日 9时30分",
            45352,
            "45352",
            45352.5,
            2024.3,
            datetime.datetime(2024, 3, 1, 12),
            MARCH,
        ):
            self.assertEqual(parse_date(writing), MARCH, writing)
        self.assertEqual(parse_date("二〇二四年十二月三十一日"), datetime.date(2024, 12, 31))

    def test_what_is_no_date_or_could_be_two_is_not_guessed(self):
        for writing in (
            "2024.13.45",
            "2021年13月",
            "00/00/00",
            "2023-02-29",
            "待定",
            "2024",
            2024,
            2024.1,  # January, or October whose zero Excel dropped
            "201203",  # March 2012, or 3 December 2020
            "3/1/2024",
            "2024年3月底",
            float("nan"),
            float("inf"),
            True,
            None,
            "",
        ):
            self.assertIsNone(parse_date(writing), writing)

    @PROPERTY
    @given(
        DATES,
        st.sampled_from(
            [
                "{0:%Y}-{0.month}-{0.day}",
                "{0:%Y/%m/%d}",
                "{0:%Y}.{0.month}.{0.day}",
                "{0:%Y}年{0.month}月{0.day}日",
                "{0:%Y%m%d}",
                "{0:%y}-{0.month}-{0.day}",
                " {0:%Y-%m-%d} 00:00:00",
            ]
        ),
    )
    def test_any_date_comes_back_from_its_writing(self, date, writing):
        self.assertEqual(parse_date(writing.format(date)), date)

    @PROPERTY
    @given(st.dates(datetime.date(1954, 10, 4), datetime.date(2119, 1, 10)))
    def test_excels_serial_number_is_its_date(self, date):
        date = min(date, datetime.date(2100, 12, 31))
        self.assertEqual(parse_date((date - datetime.date(1899, 12, 30)).days), date)

    def test_a_lease_is_read_from_one_cell(self):
        start, end = datetime.date(2025, 3, 1), datetime.date(2026, 2, 28)
        for writing in (
            "2025.3.1-2026.2.28",
            "2025.03.01—2026.02.28",
            "2025-03-01至2026-02-28",
            "2025-3-1-2026-2-28",
            "2025-03-01 ~ 2026-02-28",
            "2025年3月1日到2026年2月28日",
            "自2025/3/1起至2026/2/28止",
            "20250301-20260228",
            "2025.3-2026.2",
            "2025年3月至2026年2月",
            "25.3.1-26.2.28",
        ):
            self.assertEqual(parse_period(writing), (start, end), writing)
        self.assertEqual(parse_period("2025.3.1起"), (start, None))
        self.assertEqual(parse_period("至2026.2.28"), (None, end))
        self.assertEqual(parse_period("2025.3.1-12.31"), (start, datetime.date(2025, 12, 31)))
        self.assertEqual(parse_period("两年"), (None, None))

    @PROPERTY
    @given(DATES, DATES, st.sampled_from(["-", "至", "~", " — ", "到"]))
    def test_any_lease_comes_back_from_its_writing(self, start, end, separator):
        writing = f"{start:%Y.%m.%d}{separator}{end:%Y.%m.%d}"
        self.assertEqual(parse_period(writing), (start, end))

    @PROPERTY
    @given(CELLS)
    def test_no_cell_breaks_the_reading_of_dates(self, value):
        parse_date(value)
        parse_period(value)


class TestPhones(BaseCase):
    def test_a_mobile_is_read_in_every_usual_writing(self):
        for writing in (
            "13800138000",
            13800138000,
            13800138000.0,
            "１３８００１３８０００",
            "138 0013 8000",
            "138-0013-8000",
            "+86 138 0013 8000",
            "+86-13800138000",
            "0086 13800138000",
            "8613800138000",
            "电话13800138000".removeprefix("电话"),
        ):
            self.assertEqual(parse_phones(writing).numbers, ("13800138000",), writing)
            self.assertEqual(parse_phones(writing).rest, "", writing)

    def test_landlines_keep_area_and_extension(self):
        for writing, number in (
            ("010-62345678", "010-62345678"),
            ("(021)6234 5678", "021-62345678"),
            ("0755 8234567", "0755-8234567"),
            ("057188234567", "0571-88234567"),
            ("010-62345678转801", "010-62345678-801"),
            ("62345678", "62345678"),
            ("400-810-1234", "4008101234"),
            ("+852 9123 4567", "+85291234567"),
        ):
            self.assertEqual(parse_phones(writing).numbers, (number,), writing)

    def test_two_phones_in_a_cell_are_both_found(self):
        for separator in ("/", "、", " ； ", ";", ",", "，", " ", "\n", " 或 ", "  "):
            cell = parse_phones(f"13800138000{separator}13911112222")
            self.assertEqual(cell.numbers, ("13800138000", "13911112222"), separator)
            self.assertEqual(cell.rest, "", separator)
        self.assertEqual(
            parse_phones("138 0013 8000 139 1111 2222").numbers, ("13800138000", "13911112222")
        )

    def test_what_is_no_number_is_kept_as_it_stands(self):
        for writing in ("1380000", "138001380", "不详", "见备注", "12345678901", "138001380001"):
            self.assertEqual(parse_phones(writing).numbers, (), writing)
            self.assertEqual(parse_phones(writing).rest, writing)
        cell = parse_phones("13800138000(父亲)、1391111")
        self.assertEqual(cell.numbers, ("13800138000",))
        self.assertIn("父亲", cell.rest)
        self.assertIn("1391111", cell.rest)
        for blank in (None, "", "/", "无", "—"):
            self.assertEqual(parse_phones(blank).rest, "", blank)

    def test_the_same_number_is_recognised_in_other_writings(self):
        for writing in ("+86 138 0013 8000", "008613800138000", "13800138000"):
            self.assertEqual(phone_key(writing), "13800138000")
        self.assertEqual(phone_key("+86 10 6234 5678"), phone_key("010-62345678"))

    @PROPERTY
    @given(
        st.lists(MOBILES, min_size=1, max_size=4, unique=True),
        st.sampled_from(["/", "、", " ", "；", ", "]),
    )
    def test_any_mobiles_come_back_from_one_cell(self, numbers, separator):
        self.assertEqual(parse_phones(separator.join(numbers)).numbers, tuple(numbers))

    @PROPERTY
    @given(CELLS)
    def test_no_cell_breaks_the_reading_of_phones(self, value):
        cell = parse_phones(value)
        for number in cell.numbers:
            self.assertEqual(parse_phones(number).numbers, (number,))


class TestNames(BaseCase):
    def test_joint_owners_are_told_from_stretched_names(self):
        for writing, names in (
            ("张三、李四", ("张三", "李四")),
            ("石建国/李欢", ("石建国", "李欢")),
            ("蔡丹丹 陈淑珍", ("蔡丹丹", "陈淑珍")),
            ("张三，李四;王五", ("张三", "李四", "王五")),
            ("王　俊", ("王俊",)),
            ("李 建国", ("李建国",)),
            ("欧阳 娜", ("欧阳娜",)),
            ("John Smith", ("John Smith",)),
            ("张和平", ("张和平",)),
            ("张三、张三", ("张三",)),
            ("春江商贸有限公司", ("春江商贸有限公司",)),
            ("ABC Trading Co., Ltd", ("ABC Trading Co., Ltd",)),
            ("-", ()),
            (None, ()),
        ):
            self.assertEqual(parse_names(writing).names, names, writing)
        cell = parse_names("张三（已委托其子）")
        self.assertEqual((cell.names, cell.rest), (("张三",), "已委托其子"))

    def test_a_firm_is_told_from_a_person(self):
        self.assertTrue(is_company("春江商贸有限公司"))
        self.assertFalse(is_company("张公"))

    @PROPERTY
    @given(
        st.lists(
            st.text("张王李赵刘陈杨黄周吴", min_size=2, max_size=3),
            min_size=1,
            max_size=3,
            unique=True,
        ),
        st.sampled_from(["、", "/", " ", "，"]),
    )
    def test_any_owners_come_back_from_one_cell(self, names, separator):
        self.assertEqual(parse_names(separator.join(names)).names, tuple(names))

    @PROPERTY
    @given(CELLS)
    def test_no_cell_breaks_the_reading_of_names(self, value):
        parse_names(value)


class TestDoors(BaseCase):
    def test_a_door_is_read_from_one_cell_or_three(self):
        expected = Door("3", "2", "1204")
        for cell, building, entrance in (
            ("3-2-1204", "", ""),
            ("3栋2单元1204室", "", ""),
            ("3#2-1204", "", ""),
            ("1204", "3号楼", "2单元"),
            (1204, "3栋", 2),
            ("1204室", "03#", "二单元"),
            ("2-1204", "3号楼", ""),
            ("3-2-1204", "3号楼", ""),
            ("3-2-1204", "3号楼", "2单元"),
            ("2单元1204", "三号楼", ""),
        ):
            self.assertEqual(parse_door(cell, building, entrance), expected, (cell, building))
        self.assertEqual(parse_door("3-1204"), Door("3", "", "1204"))
        self.assertEqual(parse_door("A座1501"), Door("A", "", "1501"))
        self.assertEqual(parse_door("L2-035", "A座", "1"), Door("A", "1", "L2-035"))
        for nothing in (None, "", "-", "/", "。。"):
            self.assertIsNone(parse_door(nothing, "3号楼"))

    def test_writings_of_one_building_are_one_building(self):
        for text in ("3号楼", "03栋", "3#", "3 号楼", "３幢", "三号楼", "3"):
            self.assertEqual(building_key(text), "3", text)
        self.assertEqual(building_key("综合楼"), "综合楼")

    @PROPERTY
    @given(
        st.integers(1, 99),
        st.integers(1, 9),
        st.integers(1, 40),
        st.integers(1, 12),
        st.sampled_from(["{}-{}-{}", "{}栋{}单元{}室", "{}号楼{}单元{}", "{}#-{}-{}"]),
    )
    def test_any_door_comes_back_from_its_writing(self, building, entrance, floor, room, writing):
        number = f"{floor}{room:02}"
        door = parse_door(writing.format(building, entrance, number))
        self.assertEqual(door, Door(str(building), str(entrance), number))
        self.assertEqual(parse_door(str(door)), door)

    @PROPERTY
    @given(CELLS, CELLS, CELLS)
    def test_no_cell_breaks_the_reading_of_doors(self, cell, building, entrance):
        door = parse_door(cell, building, entrance)
        self.assertTrue(door is None or door.room)


class TestOtherCells(BaseCase):
    def test_states_of_use_in_the_words_of_the_offices(self):
        for words, state in (
            ("未售", "unsold"),
            ("未收房", "not_handed_over"),
            ("空置(已收房)", "empty"),
            ("未入住", "not_moved_in"),
            ("装修中", "decorating"),
            ("装修", "decorating"),
            ("未装修", "not_moved_in"),
            ("已装修", None),
            ("已入住", "lived_in"),
            ("自住", "lived_in"),
            ("出租", "let"),
            ("已入住(出租)", "let"),
            ("待出租", "empty"),
            ("不知道", None),
        ):
            self.assertEqual(parse_state(words), state, words)

    def test_R263_segments_are_found_in_remarks_and_denials_are_not(self):
        self.assertEqual(parse_segments("重点关注；养犬"), {"key_concern"})
        self.assertEqual(parse_segments("VIP，敏感客户"), {"vip", "sensitive"})
        self.assertEqual(parse_segments("重点客户"), {"key_customer"})
        self.assertEqual(parse_segments("非重点关注"), set())

    def test_areas_and_counts(self):
        for cell, area in (
            (142.72, 142.72),
            ("142.72㎡", 142.72),
            ("1,024.5平方米", 1024.5),
            ("约90", 90),
            ("-5", None),
            ("9999999", None),
            ("很大", None),
        ):
            self.assertEqual(parse_area(cell), area, cell)
        self.assertEqual(parse_count("3人"), 3)
        self.assertIsNone(parse_count("三五个"))

    @PROPERTY
    @given(CELLS)
    def test_no_cell_breaks_any_other_reading(self, value):
        parse_area(value)
        parse_count(value)
        parse_state(value)
        parse_segments(value)
