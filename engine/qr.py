"""QR codes as pictures of lines: sharp at every size, and no need of a graphics backend."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

# light modules that the standard wants around a code
QUIET = 4


def qr_svg(text):
    """SVG with the QR code of `text`, with medium error correction."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    size = count + 2 * QUIET
    path = "".join(
        f"M{column + QUIET},{row + QUIET}h1v1h-1z"
        for row in range(count)
        for column in range(count)
        if code.isDark(row, column)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size * 8}" height="{size * 8}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
