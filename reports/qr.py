"""QR codes on printed forms, drawn here: the PNG of Odoo's own barcodes needs a C library that a
server need not have."""

import base64

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

# modules of white that readers ask for on every side
QUIET_ZONE = 4


def qr_uri(text):
    """Data URI of a picture with the QR code of `text`."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    squares = "".join(
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row in range(size)
        for column in range(size)
        if code.isDark(row, column)
    )
    whole = size + 2 * QUIET_ZONE
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole * 8}" height="{whole * 8}"'
        f' viewBox="0 0 {whole} {whole}"><rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<path d="{squares}" fill="#000"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"
