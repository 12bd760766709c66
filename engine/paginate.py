"""Where a long table is cut into pages.

Unpatched wkhtmltopdf neither repeats a table's head nor keeps its rows whole, so a form decides
itself where a page ends. Heights are estimates in any unit; widths are halves of a Chinese
character.
"""

import re
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
    return len(wrap(text, width))


def wrap(text, width):
    """Lines of `text` in a cell as wide as `width`; joined they are the text again."""
    lines = []
    for line in str(text or "").split("\n"):
        lines += _wrapped(line, width)
        lines[-1] += "\n"
    lines[-1] = lines[-1].removesuffix("\n")
    return lines


def _wrapped(line, width):
    lines, used = [""], 0
    for piece in PIECES.findall(line):
        size = text_width(piece.rstrip())
        if used and used + size > width:
            lines.append("")
            used = 0
        if size > width:
            # a word longer than the cell is broken
            for char in piece:
                char_size = text_width(char)
                if used and used + char_size > width and char != " ":
                    lines.append("")
                    used = 0
                lines[-1] += char
                used += char_size
        else:
            lines[-1] += piece
            used += text_width(piece)
    return lines


def split_row(cells, widths, limit):
    """The cells of a row in parts of at most `limit` lines each; every word stands in one of
    them."""
    columns = [wrap(text, width) for text, width in zip(cells, widths, strict=True)]
    return [
        ["".join(column[start : start + limit]).removesuffix("\n") for column in columns]
        for start in range(0, max(len(column) for column in columns), limit)
    ]


def paginate(heights, first, following, last=0):
    """Slices `(start, stop)` of the rows that stand on each page.

    `first` and `following` are the room on the first and on each later page, `last` what stands
    below the last row. A row higher than a page gets one of its own: `split_row` before. Without
    rows there is one empty page.
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
