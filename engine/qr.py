"""QR codes as vector pictures, drawn without any graphics library."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

# modules of white around the code, which readers need
QUIET = 4


def svg(text):
    """SVG picture of the QR code of `text`, one unit a module, as a string."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    size = count + 2 * QUIET
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row in range(count)
        for column in range(count)
        if code.isDark(row, column)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )
