"""Where a long table is cut into pages.

Unpatched wkhtmltopdf neither repeats a table's head nor keeps its rows whole, so a form decides
itself where a page ends. Heights are estimates in any unit; widths count half-width characters.
"""

from unicodedata import east_asian_width


def text_width(text):
    """Width of `text` in half-width characters; a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def line_count(text, width):
    """Lines that `text` takes in a cell of `width` half-width characters."""
    return sum(max(1, -(-text_width(line) // width)) for line in str(text or "").split("\n"))


def paginate(heights, first, following):
    """Slices `(start, stop)` of the rows that stand on each page.

    `first` and `following` are the room on the first and on each later page. A row higher than
    a page gets one of its own. Without rows there is one empty page.
    """
    pages, start, used, room = [], 0, 0, first
    for index, height in enumerate(heights):
        if index > start and used + height > room:
            pages.append((start, index))
            start, used, room = index, 0, following
        used += height
    return [*pages, (start, len(heights))]
