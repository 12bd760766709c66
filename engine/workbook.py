"""A register as an XLSX file: real dates and numbers, and no cell that runs as a formula."""

import re
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from .paginate import text_width

# what Excel allows
CELL_LIMIT = 32767
SHEET_NAME_LIMIT = 31

# half-width characters
NARROWEST, WIDEST = 8, 60


def sheet_name(title):
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:SHEET_NAME_LIMIT].strip() or "Sheet1"


def table_to_xlsx(title, headings, rows):
    """One sheet with a frozen, filtered heading. Cells are None, bool, int, float, date, naive
    datetime (already in local time) or text; text stays text, whatever it begins with."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    styles = {
        "head": {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True},
        "text": {"text_wrap": True},
        "date": {"num_format": "yyyy-mm-dd"},
        "moment": {"num_format": "yyyy-mm-dd hh:mm"},
        "whole": {"num_format": "0"},
        "decimal": {"num_format": "#,##0.00"},
    }
    formats = {
        name: workbook.add_format({"valign": "top", **style}) for name, style in styles.items()
    }
    sheet = workbook.add_worksheet(sheet_name(title))
    widths = [text_width(heading) + 4 for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(sheet, number, column, value, formats))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), max(len(headings) - 1, 0))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    workbook.close()
    return buffer.getvalue()


def _write(sheet, row, column, value, formats):
    """Write one cell and return the width that it wants, in half-width characters."""
    if value is None or value == "":
        return 0
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["moment"])
        return 18
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(*value.timetuple()[:3]), formats["date"])
        return 12
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(
            row, column, value, formats["whole" if isinstance(value, int) else "decimal"]
        )
        return 12
    text = str(value)
    sheet.write_string(row, column, text[:CELL_LIMIT], formats["text"])
    return max(text_width(line) for line in text.split("\n")) + 2
