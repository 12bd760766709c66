from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRUtil

from odoo.tests import BaseCase, tagged

from ..engine import qr

FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


@tagged("post_install", "-at_install")
class TestQr(BaseCase):
    """Codes that a scanner finds and reads."""

    @staticmethod
    def _corner(rows, top, left):
        return [
            "".join("1" if rows[top + y][left + x] else "0" for x in range(7)) for y in range(7)
        ]

    @given(st.text(alphabet=st.characters(codec="ascii"), min_size=1, max_size=150))
    @settings(max_examples=30, deadline=None)
    def test_a_code_is_square_and_has_its_three_corners(self, text):
        rows = qr.modules(text)
        size = len(rows)
        self.assertTrue(all(len(row) == size for row in rows))
        self.assertEqual(size % 4, 1)
        for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
            self.assertEqual(self._corner(rows, top, left), FINDER)

    def test_the_format_says_level_and_mask_by_which_it_is_read(self):
        rows = qr.modules("https://example.com/survey/start/1")
        size = len(rows)
        bits = [rows[size - 1 - i][8] for i in range(7)] + [rows[8][size - 8 + i] for i in range(8)]
        value = sum(bit << (14 - place) for place, bit in enumerate(bits))
        self.assertEqual(value, QRUtil.getBCHTypeInfo((0 << 3) | qr.MASK))

    def test_the_picture_shows_the_dark_modules_inside_a_light_margin(self):
        rows = qr.modules("1204")
        picture = qr.svg("1204")
        dark = sum(map(sum, rows))
        widths = [int(part.split("v")[0]) for part in picture.split("h")[1:] if "v1" in part]
        self.assertEqual(sum(widths), dark)
        size = len(rows) + 2 * qr.MARGIN
        self.assertIn(f'viewBox="0 0 {size} {size}"', picture)
        self.assertIn(f"M{qr.MARGIN} {qr.MARGIN}h7v1", picture)
