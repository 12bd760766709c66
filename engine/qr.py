"""QR codes as vector pictures: printed sharp at any size, without a drawing library."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

# light modules around the code that scanners ask for
MARGIN = 4
# any of the eight masks can be read; trying out all of them takes eight times as long
MASK = 2


def modules(text):
    """Rows of the code of `text`: True is dark. A seventh of it may be stained."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, MASK)
    return [[bool(dark) for dark in row] for row in code.modules]


def _runs(row):
    """First and next column of each run of dark modules."""
    edges = [x for x in range(len(row) + 1) if (x and row[x - 1]) != (x < len(row) and row[x])]
    return zip(edges[::2], edges[1::2], strict=True)


def svg(text):
    """The code of `text` as SVG, one unit for each module."""
    rows = modules(text)
    size = len(rows) + 2 * MARGIN
    path = [
        f"M{left + MARGIN} {y}h{right - left}v1h{left - right}z"
        for y, row in enumerate(rows, start=MARGIN)
        for left, right in _runs(row)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' width="{size * 8}" height="{size * 8}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{"".join(path)}"/></svg>'
    )
