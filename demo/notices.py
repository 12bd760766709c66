"""What the payment notices and arrears plans of the demo community say."""

import base64
from io import BytesIO

from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget

PAYMENT_WAYS = """一、微信或支付宝扫描右侧二维码；
二、银行转账：户名 锦绣物业服务有限公司，开户行 工商银行城西支行；
三、服务中心前台现金或刷卡（每日 8:30—18:00）。"""
NOTE = "如对账单有疑问，请与您的管家或服务中心联系。"
MEASURES = """1. 随本月拜访一并上门送单，先听意见再谈缴费；
2. 因维修未决而拒缴的，先转报修跟进；
3. 确有困难的，协助申请分期。"""
# how the notices of every ten households were delivered; the others wait
DELIVERED = ("box", "door", "box", "wechat", "box", "door")
# three kinds of fees on one invoice
MIXED_FEES = (("property_fee", 252.0), ("in_home_fee", 80.0), ("water", 46.8))


def qr_picture(text, scale=6, border=2):
    """A QR code as PNG in base64."""
    code = QrCodeWidget(text).qr
    code.make()
    size = code.getModuleCount()
    image = Image.new("1", (size + 2 * border, size + 2 * border), 1)
    for row in range(size):
        for column in range(size):
            if code.isDark(row, column):
                image.putpixel((column + border, row + border), 0)
    image = image.resize((image.width * scale, image.height * scale))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue())
