from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon
from .forms_print import FormsPrint


@tagged("post_install", "-at_install")
class TestCollectionForms(FormsPrint, CollectionCommon):
    """C047 and the papers of the steps, as they are printed in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def test_C047_the_record_of_chasing_says_all_of_it(self):
        case = self._open_case(kind="door")
        case.write({"cause_id": self.quality.id, "cause_note": "绿化半年没人修剪"})
        self._talk(case, promise=[(600, "2026-03-10"), (600, "2026-03-20")])
        text = self._text(self._html("collection_record", case))
        for expected in ("张三", "3-2-1204", "2026-01-01", "1,200.00", "绿化半年没人修剪"):
            self.assertIn(expected, text)
        for expected in ("600.00", "2026-03-10", "2026-03-20", "答应付款", "王芳"):
            self.assertIn(expected, text)

    def test_each_paper_has_its_letter(self):
        self._invoice(self.zhang, 300, due="2026-04-01", unit=self.unit_1204)
        case = self._open_case()
        texts = {}
        with freeze_time("2026-03-03 02:00:00"):
            for kind in ("reminder", "formal_notice", "lawyer"):
                self._go_on_to(case, kind)
                texts[kind] = self._text(self._html("collection_letter", self._step(case)))
        for text in texts.values():
            self.assertIn("1,200.00", text)
            self.assertIn(self.invoice.name, text)
            self.assertNotIn("300.00", text, "what is not due is not asked for")
        self.assertEqual(len(set(texts.values())), 3)
        self.assertIn("30", texts["formal_notice"], "days until the lawyer's letter")

    def test_a_conversation_has_no_letter(self):
        case = self._open_case(kind="phone")
        with self.assertRaisesRegex(UserError, "no letter"):
            self._step(case).with_user(self.user_steward).action_print_paper()

    def test_a_long_list_goes_on_on_the_next_page(self):
        for number in range(40):
            self._invoice(self.zhang, 100 + number, due=date(2026, 1, 2), unit=self.unit_1204)
        case = self._open_case()
        pdf = self._pdf("collection_letter", self._step(case))
        self.assertGreater(len(pdf.pages), 1)

    def test_R118_printing_it_is_logged(self):
        case = self._open_case()
        before = self.env["steward.export.log"].search_count([])
        self._pdf("collection_record", case)
        self.assertEqual(self.env["steward.export.log"].search_count([]), before + 1)
