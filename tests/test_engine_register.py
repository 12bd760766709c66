import datetime
import io
import tracemalloc
from collections import Counter

import openpyxl
import xlsxwriter

from odoo.tests import BaseCase
from odoo.tools.misc import file_open

from odoo.addons.property_steward.engine.register import (
    BookError,
    Summary,
    guess_as_of,
    guess_community,
    open_book,
    plan_book,
    read_rows,
    recognise,
)

SAMPLE = "property_steward/static/sample/household-register.xlsx"


def workbook(*sheets):
    """An .xlsx of (name, rows) or (name, rows, merged ranges)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, *merges in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content, mapping=None, community="测试花园"):
    sheets = open_book(content)
    return list(read_rows(sheets, plan_book(sheets), mapping, community))


def fields_of(*headings):
    sheets = open_book(workbook(("1", [headings])))
    return [column.field for column in plan_book(sheets)[0].columns]


class TestSampleRegister(BaseCase):
    """The truth about the sample, counted by hand from how it was made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(SAMPLE, "rb") as file:
            cls.sheets = open_book(file.read())
        cls.plans = plan_book(cls.sheets)
        cls.rows = list(read_rows(cls.sheets, cls.plans))
        cls.summary = Summary()
        for row in cls.rows:
            cls.summary.add(row)

    def test_every_dwelling_is_found_once(self):
        self.assertEqual(len(self.sheets), 8)
        self.assertEqual(self.summary.rows, 1256)
        self.assertEqual(self.summary.duplicates, 8)
        self.assertEqual(self.summary.units, 1248)
        self.assertEqual(len(self.summary.buildings), 8)
        self.assertEqual(self.summary.communities, {"春江花园"})

    def test_households_by_state(self):
        states = self.summary.states
        self.assertEqual(self.summary.households, 1185)
        self.assertEqual(states["unsold"] + states["not_handed_over"], 63)
        self.assertEqual(states["lived_in"] + states["let"], 924)
        self.assertEqual(states["empty"] + states["not_moved_in"], 186)
        self.assertEqual(states["decorating"], 75)
        self.assertEqual(states["let"], 135)
        self.assertEqual(self.summary.tenants, 135)

    def test_people_and_their_phones(self):
        self.assertEqual(self.summary.joint_owners, 76)
        self.assertEqual(self.summary.two_phones, 40)
        self.assertEqual(self.summary.problems["no_phone"], 44)
        self.assertEqual(self.summary.problems["bad_phone"], 26)
        self.assertEqual(self.summary.key_concern, 16)
        self.assertEqual(len(self.summary.stewards), 4)

    def test_unreadable_cells_are_named_by_sheet_row_and_column(self):
        bad = [row.problems[0] for row in self.rows if row.problems[:1] and row.usable]
        dates = [problem for problem in bad if problem.code == "bad_date"]
        self.assertEqual(self.summary.problems["bad_date"], 8)
        self.assertEqual(
            Counter(problem.text for problem in dates),
            {"2021年13月": 3, "00/00/00": 3, "待定": 2},
        )
        first = dates[0]
        self.assertEqual((first.sheet, first.row, first.column), ("1号楼", 56, "K"))
        self.assertEqual((first.heading, first.field), ("入住日期", "move_in_date"))
        self.assertEqual(
            set(self.summary.problems),
            {"no_phone", "bad_phone", "bad_date"},
            "nothing else is wrong",
        )

    def test_merged_building_and_steward_reach_every_row(self):
        self.assertTrue(all(row.values["building"] for row in self.rows))
        self.assertTrue(all(row.values["steward"] for row in self.rows))
        self.assertEqual(
            {row.values["steward"] for row in self.rows if row.sheet == "3号楼"}, {"谢璐"}
        )

    def test_a_let_dwelling_has_owner_tenant_and_lease(self):
        row = self.rows[0]
        self.assertEqual((row.sheet, row.row), ("1号楼", 4))
        self.assertEqual(row.values["owner"], ["王俊"])
        self.assertEqual(row.values["tenant"], ["王建平"])
        self.assertEqual(row.values["tenant_phone"], ["13582462819"])
        self.assertEqual(row.values["lease_start"], datetime.date(2026, 4, 1))
        self.assertEqual(row.values["lease_end"], datetime.date(2027, 3, 31))
        self.assertEqual(row.values["state"], "let")
        self.assertEqual(row.values["area_built"], 142.72)

    def test_the_title_names_community_and_day(self):
        titles = self.plans[0].titles
        self.assertEqual(guess_community(titles), "春江花园")
        self.assertEqual(guess_as_of(titles), datetime.date(2026, 10, 31))


class TestHeadings(BaseCase):
    def test_synonyms_of_other_offices(self):
        for heading, field in (
            ("产权人", "owner"),
            ("户主姓名", "owner"),
            ("業主姓名", "owner"),
            ("联系电话1", "owner_phone"),
            ("业主手机号码", "owner_phone"),
            ("业主联系方式2", "owner_phone"),
            ("联系电话（租户）", "tenant_phone"),
            ("承租人电话", "tenant_phone"),
            ("承租人", "tenant"),
            ("房屋编号", "door"),
            ("门牌号", "door"),
            ("商铺号", "shop"),
            ("楼号", "building"),
            ("幢号", "building"),
            ("单元号", "entrance"),
            ("交付日期", "handover_date"),
            ("入伙时间", "handover_date"),
            ("收房时间", "handover_date"),
            ("搬入日期", "move_in_date"),
            ("入住时间", "move_in_date"),
            ("租赁期限", "lease"),
            ("租期", "lease"),
            ("起租日期", "lease_start"),
            ("租赁开始日期", "lease_start"),
            ("合同到期日", "lease_end"),
            ("租赁结束日期", "lease_end"),
            ("套内面积(m²)", "area_usable"),
            ("建筑面积", "area_built"),
            ("土地分摊面积", "land_share"),
            ("户型", "layout"),
            ("物业费缴费人", "payer"),
            ("楼栋管家", "steward"),
            ("责任人", "steward"),
            ("最近拜访日期", "last_visit"),
            ("上次走访日期", "last_visit"),
            ("未完成承诺", "promise"),
            ("待办事项", "promise"),
            ("承诺完成日期", "promise_date"),
            ("小区名称", "community"),
            ("项目", "community"),
            ("经营品牌", "brand"),
            ("业态", "trade"),
            ("是否主力店", "anchor"),
            ("身份证号", "identity"),
            ("车库", "garage"),
            ("备 注", "remark"),
            ("天气", None),
        ):
            found = recognise(heading)
            self.assertEqual(found and found.key, field, heading)

    def test_a_bare_name_or_phone_belongs_to_the_person_before_it(self):
        self.assertEqual(
            fields_of("房号", "业主姓名", "电话", "租户", "电话"),
            ["door", "owner", "owner_phone", "tenant", "tenant_phone"],
        )
        self.assertEqual(
            fields_of("房号", "姓名", "手机1", "手机2"),
            ["door", "owner", "owner_phone", "owner_phone"],
        )
        self.assertEqual(
            fields_of("商铺号", "品牌", "商户名称", "联系电话"),
            ["shop", "brand", "tenant", "tenant_phone"],
        )

    def test_a_field_that_stands_twice_is_taken_once(self):
        self.assertEqual(fields_of("房号", "业主", "备注", "产权人")[-1], None)

    def test_a_heading_of_two_rows_is_read_with_its_group(self):
        rows = [
            ["滨江苑住户资料"],
            ["房号", "业主信息", None, "租户信息", None, None],
            [None, "姓名", "电话", "姓名", "电话", "租期"],
            ["3-2-1204", "张三", "13800138000", "李四", "13911112222", "2025.3.1-2026.2.28"],
        ]
        content = workbook(("住户", rows, "A2:A3", "B2:C2", "D2:F2"))
        (plan,) = plan_book(open_book(content))
        self.assertEqual(plan.header_row, 3)
        self.assertEqual(
            [column.field for column in plan.columns],
            ["door", "owner", "owner_phone", "tenant", "tenant_phone", "lease"],
        )
        (row,) = read(content, community="")
        self.assertEqual(row.values["community"], "滨江苑")
        self.assertEqual(row.values["tenant"], ["李四"])

    def test_a_sheet_without_a_register_is_left_alone(self):
        content = workbook(
            ("说明", [["本表由客服部填写"], ["每月更新"]]),
            ("台账", [["房号", "业主", "电话"], ["1-101", "张三", "13800138000"]]),
        )
        plans = plan_book(open_book(content))
        self.assertEqual([plan.is_register for plan in plans], [False, True])
        self.assertEqual(len(read(content)), 1)

    def test_a_person_may_correct_what_a_column_means(self):
        content = workbook(
            ("1", [["房号", "业主", "称呼", "天气"], ["1-101", "张三", "13800138000", "晴"]])
        )
        (row,) = read(content, {"称呼": "owner_phone", "业主": None, "天气": "note"})
        self.assertEqual(row.values["owner_phone"], ["13800138000"])
        self.assertNotIn("owner", row.values)
        self.assertEqual(row.values["asides"], ["天气: 晴"])


class TestRows(BaseCase):
    HEADINGS = ["楼栋", "单元", "房号", "业主姓名", "联系电话", "使用状态", "入住日期", "备注"]

    def test_titles_totals_repeated_headings_and_signatures_are_no_dwellings(self):
        rows = [
            ["某小区业主台账"],
            self.HEADINGS,
            ["1栋", "1单元", "101", "张三", "13800138000", "入住", "2024/3/1", None],
            [None] * 8,
            self.HEADINGS,
            [None, None, "102", "李四", "13911112222", "入住", "2024/3/1", None],
            ["小计", None, "2户"],
            ["制表人：王五", None, None, "审核：赵六"],
            ["合计", None, "共2户"],
        ]
        found = read(workbook(("1", rows)))
        self.assertEqual([row.values["room"] for row in found], ["101", "102"])
        self.assertEqual([row.row for row in found], [3, 6])

    def test_building_and_entrance_written_once_hold_for_the_rows_below(self):
        rows = [
            self.HEADINGS,
            ["1栋", "1单元", "101", "甲一", None, None, None, None],
            [None, None, "102", "甲二", None, None, None, None],
            [None, "2单元", "103", "甲三", None, None, None, None],
            ["2栋", None, "101", "甲四", None, None, None, None],
        ]
        doors = [
            (row.values["building"], row.values["entrance"], row.values["room"])
            for row in read(workbook(("1", rows)))
        ]
        self.assertEqual(
            doors,
            [("1", "1", "101"), ("1", "1", "102"), ("1", "2", "103"), ("2", "", "101")],
        )

    def test_the_sheet_names_the_building_where_no_column_does(self):
        rows = [["室号", "业主", "电话"], ["2-1204", "张三", "13800138000"]]
        (row,) = read(workbook(("3号楼", rows)))
        self.assertEqual(
            (row.values["building"], row.values["entrance"], row.values["room"]),
            ("3", "2", "1204"),
        )

    def test_a_second_row_under_a_merged_door_is_a_joint_owner(self):
        rows = [
            ["房号", "业主", "电话"],
            ["3-2-1204", "张三", "13800138000"],
            [None, "李四", "13911112222"],
            ["3-2-1205", "王五", "13911113333"],
        ]
        found = read(workbook(("1", rows, "A2:A3")))
        self.assertEqual([row.values["owner"] for row in found], [["张三", "李四"], ["王五"]])
        self.assertEqual(found[0].values["owner_phone"], ["13800138000", "13911112222"])

    def test_one_owner_merged_over_two_dwellings_has_both(self):
        rows = [
            ["房号", "业主", "电话"],
            ["3-2-1204", "张三", "13800138000"],
            ["3-2-1205", None, None],
        ]
        found = read(workbook(("1", rows, "B2:B3", "C2:C3")))
        self.assertEqual([row.values["owner"] for row in found], [["张三"], ["张三"]])
        self.assertFalse(found[1].duplicate_of)

    def test_owner_and_tenant_in_two_rows_are_one_dwelling(self):
        rows = [
            ["房号", "业主", "租户", "电话", "租户电话"],
            ["3-2-1204", "张三", None, "13800138000", None],
            ["3-2-1204", None, "李四", None, "13911112222"],
        ]
        (row,) = read(workbook(("1", rows)))
        self.assertEqual((row.values["owner"], row.values["tenant"]), (["张三"], ["李四"]))

    def test_a_bad_cell_does_not_lose_the_row(self):
        rows = [
            self.HEADINGS,
            ["1栋", "1单元", "101", "张三", "1380013", "神秘", "2024.13.45", "#REF!"],
        ]
        (row,) = read(workbook(("甲", rows)))
        self.assertEqual(row.values["owner"], ["张三"])
        self.assertTrue(row.usable)
        self.assertEqual(
            {(problem.code, problem.column, problem.text) for problem in row.problems},
            {
                ("bad_phone", "E", "1380013"),
                ("bad_state", "F", "神秘"),
                ("bad_date", "G", "2024.13.45"),
                ("formula_error", "H", "#REF!"),
            },
        )

    def test_a_row_without_door_is_reported_and_kept(self):
        rows = [
            self.HEADINGS,
            ["1栋", "1单元", None, "张三", "13800138000", None, None, None],
        ]
        (row,) = read(workbook(("1", rows)))
        self.assertFalse(row.usable)
        self.assertEqual([problem.code for problem in row.problems], ["no_door"])

    def test_equal_door_and_owner_is_a_repetition_another_owner_is_a_question(self):
        row = ["1栋", "1单元", "101", "张三", "13800138000", "入住", None, None]
        other = ["1栋", "1单元", "101", "李四", "13911112222", "入住", None, None]
        first, second, third = read(
            workbook(("1", [self.HEADINGS, row, row]), ("2", [self.HEADINGS, other]))
        )
        self.assertEqual(second.duplicate_of, (first.sheet, first.row))
        self.assertEqual([problem.code for problem in second.problems], ["duplicate"])
        self.assertIsNone(third.duplicate_of)
        self.assertEqual([problem.code for problem in third.problems], ["door_twice"])

    def test_R118_identity_numbers_are_not_even_read(self):
        rows = [["房号", "业主", "身份证号"], ["1-101", "张三", "110101199001011234"]]
        (row,) = read(workbook(("1", rows)))
        self.assertNotIn("110101199001011234", repr(row))

    def test_shops_with_brand_trade_and_anchor(self):
        rows = [
            ["商铺号", "品牌", "商户名称", "业态", "是否主力店", "联系人", "电话"],
            ["L2-035", "老街面馆", "老街餐饮有限公司", "餐饮", "否", "周店长", "13800138000"],
            ["L1-001", "永福超市", None, "超市", "是", None, "0571-88234567"],
        ]
        noodles, market = read(workbook(("A座", rows)))
        self.assertEqual(noodles.values["room"], "L2-035")
        self.assertTrue(noodles.values["is_shop"])
        self.assertTrue(noodles.values["catering"])
        self.assertFalse(noodles.values["anchor"])
        self.assertEqual(noodles.values["contact"], ["周店长"])
        self.assertEqual(market.values["tenant"], ["永福超市"])
        self.assertTrue(market.values["anchor"])
        self.assertEqual(market.values["tenant_phone"], ["0571-88234567"])

    def test_last_visit_and_open_promise_come_along(self):
        rows = [
            ["房号", "业主", "最近拜访日期", "未完成承诺", "承诺完成日期"],
            ["1-101", "张三", "2026/5/3", "更换单元门禁", "2026.6.30"],
        ]
        (row,) = read(workbook(("1", rows)))
        self.assertEqual(row.values["last_visit"], datetime.date(2026, 5, 3))
        self.assertEqual(row.values["promise"], "更换单元门禁")
        self.assertEqual(row.values["promise_date"], datetime.date(2026, 6, 30))


class TestBooks(BaseCase):
    def test_a_list_from_another_program_in_csv(self):
        text = "房号,业主,电话\n3-2-1204,张三,13800138000\n"
        for encoding in ("utf-8-sig", "gb18030"):
            (row,) = read(text.encode(encoding))
            self.assertEqual(row.values["owner"], ["张三"])

    def test_what_is_no_workbook_is_refused_with_its_reason(self):
        for content, code in (
            (b"", "empty"),
            (b"PK\x03\x04 torn", "not_a_workbook"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_workbook"),
            (b"<html><table></table></html>", "not_a_workbook"),
            (bytes(range(256)), "not_a_workbook"),
        ):
            with self.assertRaises(BookError) as caught:
                open_book(content)
            self.assertEqual(caught.exception.code, code, content[:20])

    def test_memory_does_not_grow_with_the_rows(self):
        def peak(count):
            stream = io.BytesIO()
            # shared strings are the file's own table of words: left out, to measure the reader
            book = xlsxwriter.Workbook(stream, {"constant_memory": True})
            sheet = book.add_worksheet("1号楼")
            for column, heading in enumerate(("房号", "业主", "电话", "建筑面积")):
                sheet.write(0, column, heading)
            for number in range(1, count + 1):
                sheet.write(number, 0, number)
                sheet.write(number, 1, "张三")
                sheet.write(number, 2, 13800000000 + number)
                sheet.write(number, 3, 88.8)
            book.close()
            sheets = open_book(stream.getvalue())
            plans = plan_book(sheets)
            tracemalloc.start()
            rows = sum(1 for __ in read_rows(sheets, plans, community="测试"))
            __, highest = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            self.assertEqual(rows, count)
            return highest

        few, many = peak(500), peak(4000)
        # what grows is only the list of doors already seen (about 0.5 kB each)
        self.assertLess(many - few, 3500 * 1024)
