from datetime import date, datetime
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.tests import BaseCase

from ..engine.paginate import line_count, paginate, split_row, wrap
from ..engine.workbook import sheet_name, table_to_xlsx

HEIGHTS = st.lists(st.integers(1, 30), max_size=60)
ROOM = st.integers(10, 100)


class TestPaginate(BaseCase):
    def test_a_table_that_fits_stays_on_one_page(self):
        self.assertEqual(paginate([5, 5, 5], 15, 15), [(0, 3)])

    def test_the_first_page_may_have_less_room(self):
        self.assertEqual(paginate([5] * 5, 10, 15), [(0, 2), (2, 5)])

    def test_the_last_row_goes_with_the_signatures(self):
        self.assertEqual(paginate([5, 5, 5], 15, 15, last=5), [(0, 2), (2, 3)])

    def test_an_empty_table_is_one_page(self):
        self.assertEqual(paginate([], 15, 15, last=5), [(0, 0)])

    @given(HEIGHTS, ROOM, ROOM, st.integers(0, 9))
    def test_every_row_is_printed_once_and_in_order(self, heights, first, following, last):
        pages = paginate(heights, first, following, last)
        self.assertEqual(
            [row for start, stop in pages for row in range(start, stop)],
            list(range(len(heights))),
        )

    @given(HEIGHTS, ROOM, ROOM)
    def test_no_page_overflows_unless_a_single_row_does(self, heights, first, following):
        for number, (start, stop) in enumerate(paginate(heights, first, following)):
            room = following if number else first
            self.assertTrue(sum(heights[start:stop]) <= room or stop - start == 1)

    def test_chinese_takes_twice_the_width_of_latin(self):
        self.assertEqual(line_count("楼道灯不亮", 10), 1)
        self.assertEqual(line_count("楼道灯不亮了", 10), 2)
        self.assertEqual(line_count("lamps", 10), 1)

    def test_latin_words_are_not_broken(self):
        self.assertEqual(line_count("aaaa bbbb", 7), 2)

    def test_line_breaks_count(self):
        self.assertEqual(line_count("一\n二\n", 10), 3)

    @given(st.text(max_size=200), st.integers(3, 60))
    def test_a_wider_cell_never_needs_more_lines(self, text, width):
        self.assertGreaterEqual(line_count(text, width), line_count(text, width * 4))

    @given(st.text(alphabet="管家 ab12，\n", max_size=200), st.integers(3, 60))
    def test_the_lines_of_a_text_are_the_text(self, text, width):
        self.assertEqual("".join(wrap(text, width)), text)

    @given(
        st.lists(st.text(alphabet="管家 ab12，\n", max_size=200), min_size=1, max_size=4),
        st.integers(3, 60),
        st.integers(1, 9),
    )
    def test_a_row_in_parts_loses_no_word_and_no_part_is_too_high(self, cells, width, limit):
        widths = [width] * len(cells)
        parts = split_row(cells, widths, limit)
        for part in parts:
            self.assertLessEqual(max(map(line_count, part, widths)), limit)
        for index, cell in enumerate(cells):
            printed = "".join(part[index] for part in parts)
            self.assertEqual(printed.replace("\n", ""), cell.replace("\n", ""))


class TestWorkbook(BaseCase):
    def _sheet(self, headings, rows, title="登记表"):
        return load_workbook(BytesIO(table_to_xlsx(title, headings, rows))).active

    def test_dates_and_numbers_are_real(self):
        sheet = self._sheet(
            ["日期", "时间", "数量", "面积"],
            [[date(2026, 3, 3), datetime(2026, 3, 3, 1, 30), 7, 89.5]],
        )
        day, moment, count, area = sheet[2]
        self.assertEqual(day.value, datetime(2026, 3, 3))
        self.assertEqual(day.number_format, "yyyy-mm-dd")
        self.assertEqual(moment.value, datetime(2026, 3, 3, 1, 30))
        self.assertEqual((count.value, count.data_type), (7, "n"))
        self.assertEqual((area.value, area.data_type), (89.5, "n"))

    def test_R118_no_text_runs_as_a_formula(self):
        for text in ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "{=1+1}", "http://x.cn"):
            with self.subTest(text=text):
                cell = self._sheet(["内容"], [[text]])["A2"]
                self.assertEqual((cell.value, cell.data_type), (text, "s"))
                self.assertIsNone(cell.hyperlink)

    def test_a_number_typed_as_text_stays_text(self):
        cell = self._sheet(["电话"], [["013800001111"]])["A2"]
        self.assertEqual((cell.value, cell.data_type), ("013800001111", "s"))

    def test_the_heading_is_frozen_and_filtered(self):
        sheet = self._sheet(["房号", "住户"], [["3-2-1204", "张三"], ["3-1-101", "李四"]])
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertEqual(sheet.auto_filter.ref, "A1:B3")
        self.assertGreater(sheet.column_dimensions["A"].width, 8)

    def test_an_overlong_text_is_cut_not_lost(self):
        self.assertEqual(len(self._sheet(["内容"], [["长" * 40000]])["A2"].value), 32767)

    def test_a_sheet_has_a_name_that_excel_accepts(self):
        self.assertEqual(sheet_name("3/4月: 拜访[*]"), "3 4月  拜访")
        self.assertEqual(sheet_name("?"), "Sheet1")
        self.assertEqual(len(sheet_name("表" * 50)), 31)
