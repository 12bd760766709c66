"""Open a workbook (.xlsx, .xls, .csv) and stream its rows: memory does not grow with them."""

import csv
import io
import re
import struct
import zipfile
from dataclasses import dataclass

import openpyxl
import xlrd
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_CHUNK = 1 << 20
_LONGEST_TAG = 200
# 20,000 rows of 20 columns take about 12 MB unpacked; far beyond that it is no register
LARGEST_SHEET = 512 << 20


class BookError(Exception):
    """The file is no workbook that can be read; `code` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: columns from 0, rows from 1, both ends included."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


class _XlsxSheet:
    def __init__(self, worksheet, archive):
        self.name = worksheet.title
        self._worksheet = worksheet
        self._archive = archive

    def _chunks(self):
        # pylint: disable=protected-access
        with self._archive.open(self._worksheet._worksheet_path) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def count_rows(self):
        """Return about how many rows there are, without parsing them."""
        return sum(chunk.count(b"<row ") for chunk in self._chunks())

    def rows(self):
        # some programs write a wrong extent into the file, and the reader would believe it
        self._worksheet.reset_dimensions()
        yield from enumerate(self._worksheet.iter_rows(values_only=True), start=1)

    def merges(self):
        """Find the merged ranges, which openpyxl leaves out when it streams."""
        merges, tail = [], b""
        for chunk in self._chunks():
            text = tail + chunk
            end = 0
            for match in _MERGE.finditer(text):
                end = match.end()
                left, top, right, bottom = range_boundaries(match[1].decode())
                merges.append(Merge(left - 1, top, right - 1, bottom))
            tail = text[max(end, len(text) - _LONGEST_TAG) :]
        return merges


class _XlsSheet:
    def __init__(self, sheet, datemode):
        self.name = sheet.name
        self._sheet = sheet
        self._datemode = datemode

    def _value(self, cell):
        if cell.ctype == xlrd.XL_CELL_DATE:
            try:
                return xlrd.xldate.xldate_as_datetime(cell.value, self._datemode)
            except (xlrd.xldate.XLDateError, OverflowError, ValueError):
                return cell.value
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        return None if cell.value == "" else cell.value

    def count_rows(self):
        return self._sheet.nrows

    def rows(self):
        for index in range(self._sheet.nrows):
            yield index + 1, tuple(self._value(cell) for cell in self._sheet.row(index))

    def merges(self):
        return [
            Merge(left, top + 1, right - 1, bottom)
            for top, bottom, left, right in self._sheet.merged_cells
        ]


class _CsvSheet:
    def __init__(self, text):
        self.name = ""
        self._text = text

    def count_rows(self):
        return self._text.count("\n") + 1

    def rows(self):
        first = self._text[:4096]
        delimiter = max(",\t;", key=first.count)
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(reader, start=1):
            yield number, tuple(cell or None for cell in cells)

    def merges(self):
        return []


def _open_xlsx(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    if any(info.file_size > LARGEST_SHEET for info in archive.infolist()):
        raise BookError("too_large")
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return [_XlsxSheet(worksheet, archive) for worksheet in workbook.worksheets]


def _open_xls(content):
    try:
        workbook = xlrd.open_workbook(file_contents=content, formatting_info=True)
    except NotImplementedError:
        workbook = xlrd.open_workbook(file_contents=content)
    return [_XlsSheet(sheet, workbook.datemode) for sheet in workbook.sheets()]


def _open_csv(content):
    if b"\x00" in content[:_CHUNK] or content.lstrip()[:1] == b"<":
        raise BookError("not_a_workbook")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [_CsvSheet(content.decode(encoding))]
        except UnicodeDecodeError:
            continue
    raise BookError("not_a_workbook")


def open_book(content):
    """Return the sheets of a workbook given as bytes, each with `name`, `rows()`, `merges()`
    and `count_rows()`.

    :raise BookError: "empty", "encrypted" (a password), "too_large" or "not_a_workbook"
    """
    if not content:
        raise BookError("empty")
    try:
        if content.startswith(_ZIP):
            return _open_xlsx(content)
        if content.startswith(_OLE):
            return _open_xls(content)
        return _open_csv(content)
    except BookError:
        raise
    except xlrd.XLRDError as error:
        # a password turns an .xlsx into an OLE file that holds no workbook
        encrypted = "OLE2" in str(error) or "encrypted" in str(error).lower()
        raise BookError("encrypted" if encrypted else "not_a_workbook") from error
    except (
        zipfile.BadZipFile,
        xlrd.compdoc.CompDocError,
        struct.error,
        AssertionError,  # xlrd's way to refuse a torn file
        InvalidFileException,
        KeyError,
        ValueError,
        IndexError,
        SyntaxError,  # lxml's XMLSyntaxError
        OSError,
    ) as error:
        raise BookError("not_a_workbook") from error
