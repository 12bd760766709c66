"""Where a long table is cut into pages.

Unpatched wkhtmltopdf neither repeats a table's head nor keeps its rows whole, so a form decides
itself where a page ends. Heights are estimates in any unit; widths are halves of a Chinese
character.
"""

import re
from math import ceil
from unicodedata import east_asian_width

# what is not broken at the end of a line: a Latin word with the spaces after it, else a character
PIECES = re.compile(r"[!-~]+ *|.")


# a Latin letter is a little wider than half a Chinese character
NARROW, WIDE = 1.2, 2


def text_width(text):
    """Width of `text` in halves of a Chinese character."""
    return sum(WIDE if east_asian_width(char) in "WFA" else NARROW for char in text)


def line_count(text, width):
    """Lines that `text` takes in a cell as wide as `width`, where Chinese breaks anywhere and
    Latin words are kept whole."""
    return sum(_wrapped(line, width) for line in str(text or "").split("\n"))


def _wrapped(line, width):
    lines, used = 1, 0
    for piece in PIECES.findall(line):
        size = text_width(piece.rstrip())
        if used and used + size > width:
            lines, used = lines + 1, 0
        # a word longer than the cell is broken
        broken = max(0, ceil(size / width) - 1)
        lines += broken
        used += size - broken * width + NARROW * (len(piece) - len(piece.rstrip()))
    return lines


def paginate(heights, first, following, last=0):
    """Slices `(start, stop)` of the rows that stand on each page.

    `first` and `following` are the room on the first and on each later page, `last` what stands
    below the last row. A row higher than a page gets one of its own. Without rows there is one
    empty page.
    """
    pages, start, used, room = [], 0, 0, first
    for index, height in enumerate(heights):
        if index > start and used + height > room:
            pages.append((start, index))
            start, used, room = index, 0, following
        used += height
    stop = len(heights)
    if used + last > room and stop - start > 1:
        # what is signed is not signed on an empty page: the last row goes with the signatures
        pages.append((start, stop - 1))
        start = stop - 1
    return [*pages, (start, stop)]
