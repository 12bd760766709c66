"""Vector pictures for print and screen, as SVG: the Pareto chart (排列图) and the cause-effect
diagram (因果图, fishbone) (R228-R229).

Widths of text are estimated generously, as no font is at hand; what does not fit is broken into
lines, and cut with an ellipsis where these are too many. Lengths are in units of the view box.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape

FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"
INK, PALE, VITAL, LINE = "#333333", "#9aa7b5", "#c0392b", "#1f6feb"
ELLIPSIS = "…"
# shares of the font's size: nothing in the usual fonts is wider
NARROW, MIDDLE, WIDE = 0.4, 0.68, 1.0
LEADING = 1.3


@dataclass(frozen=True)
class Column:
    """A bar of a Pareto chart: `cumulative` in percent."""

    label: str
    count: int
    cumulative: float
    is_vital: bool = False
    key: object = ""


@dataclass(frozen=True)
class Cause:
    """A cause on a fishbone, and the smaller ones behind it."""

    label: str
    causes: tuple = field(default=())
    key: object = ""


def text_width(text, size):
    """Width that `text` takes at most."""
    return size * sum(map(_em, text))


def _em(char):
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WFA" or ord(char) > 0x24F or char in "MW@%mw":
        return WIDE
    if char in " .,:;'|!ijl":
        return NARROW
    return 0.82 if char.isupper() else MIDDLE


def fit(text, width, size, lines=1):
    """`text` as at most so many lines of `width`; cut where it is longer."""
    rows, words = [], re.findall(r"\S+\s*", _clean(text))
    row = ""
    for word in words:
        if text_width((row + word).rstrip(), size) <= width:
            row += word
            continue
        if row and text_width(word.rstrip(), size) <= width:
            rows.append(row.rstrip())
            row = word
            continue
        # a word, or a Chinese sentence, that is longer than a line is broken anywhere
        for char in word:
            if row.strip() and text_width(row + char, size) > width:
                rows.append(row.rstrip())
                row = ""
            row += char
    rows = [*rows, row.rstrip()] if row.strip() else rows
    if len(rows) > lines:
        last = rows[lines - 1]
        while last and text_width(last + ELLIPSIS, size) > width:
            last = last[:-1]
        rows = [*rows[: lines - 1], last + ELLIPSIS]
    return rows or [""]


def _clean(text):
    """Without characters that XML does not know."""
    return "".join(
        " " if char.isspace() else char
        for char in str(text)
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )


class _Canvas:
    def __init__(self, width):
        self.width, self.parts = width, []

    def line(self, *points, color=INK, width=1.0, dash=""):
        x1, y1, x2, y2 = (round(point, 1) for point in points)
        self.parts.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{color}"'
            f' stroke-width="{width}"' + (f' stroke-dasharray="{dash}"' if dash else "") + "/>"
        )

    def rect(self, box, fill, stroke="none"):
        """:param box: left, top, width and height"""
        x, y, width, height = box
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' fill="{fill}" stroke="{stroke}"/>'
        )

    def text(self, text, at, size, anchor="start", weight="normal"):
        """One row of text; `at` is where its base line begins, ends, or has its middle."""
        x, y = at
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
            f' fill="{INK}" font-weight="{weight}">{escape(text)}</text>'
        )

    def block(self, rows, at, size, anchor="start", weight="normal"):
        """Rows of text, the first one at `at`."""
        x, y = at
        for number, row in enumerate(rows):
            self.text(row, (x, y + number * size * LEADING), size, anchor, weight)

    def open(self, key, title):
        self.parts.append(
            f'<g class="o_steward_mark" data-key="{escape(_clean(key))}">'
            f"<title>{escape(_clean(title))}</title>"
        )

    def close(self):
        self.parts.append("</g>")

    def svg(self, height, paper_width):
        """The picture, `paper_width` millimetres wide on paper."""
        paper_height = paper_width * height / self.width
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height:.0f}"'
            f' width="{paper_width}mm" height="{paper_height:.1f}mm" font-family="{FONT}">'
            + "".join(self.parts)
            + "</svg>"
        )


def pareto_svg(columns, *, line=80, width=760, paper_width=170):
    """Bars by frequency, the line of their cumulative share, and the line up to which the vital
    few reach; empty where nothing was counted."""
    total = sum(column.count for column in columns)
    if not total:
        return ""
    left, right, top, plot = 54, 54, 24, 230
    slot = (width - left - right) / len(columns)
    size = 10
    labels = [fit(column.label, slot - 4, size, lines=5) for column in columns]
    base = top + plot
    height = base + size * LEADING * (max(map(len, labels)) + 1)
    canvas = _Canvas(width)
    for share in (0, 20, 40, 60, 80, 100):
        y = base - plot * share / 100
        canvas.line(left, y, width - right, y, color="#e3e6ea")
        canvas.text(f"{share}%", (width - right + 6, y + 3), size)
    for mark in _marks(total):
        y = base - plot * mark / total
        canvas.line(left - 3, y, left, y)
        canvas.text(str(mark), (left - 6, y + 3), size, "end")
    points = []
    for number, (column, label) in enumerate(zip(columns, labels, strict=True)):
        x = left + slot * number
        high = plot * column.count / total
        canvas.open(column.key, f"{column.label}: {column.count}")
        bar = (x + slot * 0.15, base - high, slot * 0.7, high)
        canvas.rect(bar, VITAL if column.is_vital else PALE)
        canvas.text(str(column.count), (x + slot / 2, base - high - 4), size, "middle")
        canvas.block(label, (x + slot / 2, base + size * LEADING), size, "middle")
        canvas.close()
        points.append((x + slot / 2, base - plot * column.cumulative / 100))
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        canvas.line(x1, y1, x2, y2, color=LINE, width=1.5)
    for x, y in points:
        canvas.rect((x - 2, y - 2, 4, 4), LINE)
    y = base - plot * line / 100
    canvas.line(left, y, width - right, y, color=VITAL, dash="6 4")
    canvas.line(left, base, width - right, base)
    canvas.line(left, top, left, base)
    canvas.line(width - right, top, width - right, base)
    return canvas.svg(height, paper_width)


def _marks(total):
    """Round numbers on an axis that ends with `total`, which is the last of them."""
    size = 10 ** max(0, len(str(total)) - 2)
    step = next(size * each for each in (1, 2, 5, 10, 20) if total <= size * each * 6)
    return [*range(0, total - step // 2, step), total]


# of the fishbone
HEAD, BOX, SLANT, INDENT, DEPTH = 150, 24, 46, 12, 4


def fishbone_svg(problem, aspects, *, width=900, paper_width=170):
    """The problem as the head, one bone for each of `aspects` [(label, causes)], and behind each
    cause the smaller ones that lead to it, from large to small (R229)."""
    half = (len(aspects) + 1) // 2
    upper, lower = aspects[:half], aspects[half:]
    body = width - HEAD - 20
    rows = [_ribs(part, body, 0 if part is upper else 1) for part in (upper, lower)]
    depths = [max([40.0, *(rib.depth for rib in part)]) + BOX + 16 for part in rows]
    spine = depths[0]
    canvas = _Canvas(width)
    canvas.line(10, spine, body + 10, spine, width=2.5)
    head = fit(problem, HEAD - 16, 13, lines=5)
    high = max(40, 13 * LEADING * len(head) + 14)
    canvas.rect((body + 10, spine - high / 2, HEAD, high), "#fdf0ef", VITAL)
    first = spine - 13 * LEADING * (len(head) - 1) / 2 + 4
    canvas.block(head, (body + 10 + HEAD / 2, first), 13, "middle", "bold")
    for part, depth, up in zip(rows, depths, (True, False), strict=True):
        for rib in part:
            _draw_rib(canvas, rib, spine, depth, up)
    return canvas.svg(max(sum(depths), spine + high / 2 + 4, high + 8), paper_width)


@dataclass
class _Rib:
    label: list
    left: float
    right: float
    # (level, rows of text, cause)
    entries: list
    depth: float


def _ribs(aspects, body, shift):
    """Bones of one side; those below stand a little apart from those above."""
    if not aspects:
        return []
    slot = (body - shift * 20) / len(aspects)
    ribs = []
    for number, (label, causes) in enumerate(aspects):
        left = 10 + slot * number
        right = left + slot - 8
        entries = []
        for level, cause in _walk(causes):
            size = _size(level)
            room = right - SLANT - left - 10 - INDENT * level
            entries.append((level, fit(cause.label, room, size, lines=3), cause))
        depth = sum(_size(level) * LEADING * len(rows) + 5 for level, rows, _cause in entries)
        ribs.append(_Rib(fit(label, slot * 0.6, 12), left, right, entries, depth))
    return ribs


def _walk(causes, level=0):
    for cause in causes:
        yield min(level, DEPTH), cause
        yield from _walk(cause.causes, level + 1)


def _size(level):
    return 11 if level == 0 else 10


def _draw_rib(canvas, rib, spine, depth, up):
    """A bone from its box to the spine; its causes end on it, the smaller ones below theirs."""
    end = spine - depth + BOX + 4 if up else spine + depth - BOX - 4
    foot, top = rib.right, rib.right - SLANT
    canvas.line(top, end, foot, spine, width=1.6)
    wide = max(text_width(rib.label[0], 12) + 12, 40)
    # the box stays inside of its bone's room
    middle = min(top, rib.right - wide / 2)
    box = end - BOX if up else end
    canvas.rect((middle - wide / 2, box, wide, BOX), "#eef4fd", LINE)
    canvas.text(rib.label[0], (middle, box + 16), 12, "middle", "bold")
    y = end if up else spine + 12
    stems = {}
    for level, rows, cause in rib.entries:
        size = _size(level)
        x = rib.left + 4 + INDENT * level
        canvas.open(cause.key, cause.label)
        canvas.block(rows, (x, y + size), size)
        y += size * LEADING * len(rows)
        if level == 0:
            share = (y - end) / (spine - end)
            canvas.line(rib.left + 4, y, top + SLANT * share, y, color=PALE)
        else:
            stem = stems.get(level - 1, y)
            canvas.line(x - 6, stem, x - 6, y - size * 0.4, color=PALE)
            canvas.line(x - 6, y - size * 0.4, x - 1, y - size * 0.4, color=PALE)
        canvas.close()
        stems[level] = y
        y += 5
