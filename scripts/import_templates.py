#!/usr/bin/env python3
"""Writes the templates of Odoo's own import into static/xls/.

English headings fit every language (Odoo compares them with the English labels too); the
Chinese ones are the labels of i18n/zh_CN.po. Run it when a label changes.
"""

import datetime
from pathlib import Path

import xlsxwriter

TARGET = Path(__file__).resolve().parent.parent / "static" / "xls"
DAY = datetime.date(2021, 7, 20)
# name: (English heading, Chinese heading, English examples, Chinese examples)
TEMPLATES = {
    "units": (
        ("Building", "楼栋", ["Green Garden 3"] * 2, ["春江花园 3"] * 2),
        ("Entrance", "单元", ["2", "2"], None),
        ("Room Number", "室号", ["1204", "1205"], None),
        ("House Type", "户型", ["3 rooms", "2 rooms"], ["三室两厅", "两室一厅"]),
        ("Building Area (m²)", "建筑面积（m²）", [142.72, 88.5], None),
        ("Usable Area (m²)", "使用面积（m²）", [106.85, 68.2], None),
        ("Land Share (m²)", "分摊土地面积（m²）", [12.3, 8.1], None),
        ("Ancillary Facilities", "附属设施", ["B1-0001", None], None),
    ),
    "occupancies": (
        ("Unit", "房屋", ["Green Garden 3-2-1204"] * 2, ["春江花园 3-2-1204"] * 2),
        ("Household", "住户", ["Zhang San", "Li Si"], ["张三", "李四"]),
        ("Capacity", "身份", ["Owner", "Tenant"], ["业主", "租户"]),
        ("Date From", "开始日期", [DAY, DAY.replace(year=2026)], None),
        ("Hand-Over Date", "收房日期", [DAY, None], None),
        ("Move-In Date", "入住日期", [None, DAY.replace(year=2026)], None),
        ("Lease End", "租约到期日", [None, DAY.replace(year=2027)], None),
    ),
}


def write(path, columns):
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        # the same file every time it is written
        book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for index, (heading, examples) in enumerate(columns):
            sheet.write(0, index, heading, bold)
            sheet.set_column(index, index, 2 * len(heading) + 6)
            for row, example in enumerate(examples, start=1):
                if isinstance(example, datetime.date):
                    sheet.write_datetime(row, index, example)
                elif example is not None:
                    sheet.write(row, index, example)
        sheet.freeze_panes(1, 0)


def main():
    TARGET.mkdir(exist_ok=True)
    for name, columns in TEMPLATES.items():
        english = [(heading, examples) for heading, __, examples, __ in columns]
        chinese = [(heading, zh or examples) for __, heading, examples, zh in columns]
        write(TARGET / f"{name}_en.xlsx", english)
        write(TARGET / f"{name}_zh_CN.xlsx", chinese)


if __name__ == "__main__":
    main()
