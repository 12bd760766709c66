import re
from collections import Counter
from datetime import date

from odoo import Command
from odoo.tests import tagged

from .forms_common import FormsCommon, printed_text

LENGTH = 6000


@tagged("post_install", "-at_install")
class TestFormsLongText(FormsCommon):
    """Whatever a resident says is printed, and printed once, however many pages it takes and
    whichever wkhtmltopdf prints it."""

    def _words(self, letter):
        """A text of 6,000 characters in paragraphs, with a word of its own in every sentence."""
        sentences, length = [], 0
        while length < LENGTH:
            end = "。\n" if len(sentences) % 40 == 39 else "，"
            sentences.append(f"住户说得很清楚{letter}{len(sentences):04d}{end}")
            length += len(sentences[-1])
        return "".join(sentences)

    def _case(self, visit, category, topic):
        return self._create_case(
            visit, "灯", category, topic, words=self._words("q"), answer=self._words("a")
        )

    def _print(self, name, records, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.user_steward)
        with self.allow_pdf_render():
            content, _kind = reports.with_context(
                lang="zh_CN", force_report_rendering=True
            )._render_qweb_pdf(f"property_steward.report_{name}", records.ids)
        return printed_text(content)

    def assertPrintedOnce(self, pages, letters):
        printed = Counter(re.findall(r"[a-z]\d{4}", "".join(pages)))
        for letter in letters:
            with self.subTest(text=letter):
                words = re.findall(r"[a-z]\d{4}", self._words(letter))
                self.assertEqual({word: printed[word] for word in words}, dict.fromkeys(words, 1))

    def test_the_opinion_of_an_owner_and_its_answer(self):
        """Form C003, and the written report of it, C010."""
        case = self._case(self.visit, "repair", "case_topic_repair")
        for name, user in (("opinion_feedback", None), ("suggestion", self.user_supervisor)):
            with self.subTest(form=name):
                pages = self._print(name, case, user)
                self.assertGreater(len(pages), 3)
                self.assertPrintedOnce(pages, "qa")
                self.assertEqual("".join(pages).count("3-2-1204"), 1, "One form, one heading.")

    def test_what_a_tenant_says(self):
        """Form C009: what was said, opinions with their answers side by side, corrections."""
        visit = self._create_visit(
            self.anchor,
            self.shop_anchor,
            steward=self.operations,
            needs=self._words("n"),
            information=self._words("i"),
            questions=self._words("u"),
        )
        self._case(visit, "suggestion", "case_topic_tenant_promotion")
        self.env["steward.visit.amendment"].create(
            {
                "visit_id": visit.id,
                "field_label": "Needs and Opinions",
                "old_value": self._words("o"),
                "new_value": "改过",
                "reason": "听错了",
            }
        )
        pages = self._print("tenant_visit", visit, self.user_operations)
        self.assertPrintedOnce(pages, "niuqao")
        self.assertIn("改过", "".join(pages))

    def test_a_row_of_a_table_goes_on_on_the_next_page(self):
        """Forms C011 and C012: a row that is higher than a page keeps its number and every word,
        and every page has its heading."""
        summary = self.env["steward.visit.summary"].create(
            {
                "community_id": self.mall.id,
                "date_from": date(2026, 3, 1),
                "date_to": date(2026, 3, 31),
            }
        )
        summary.line_ids = [
            Command.clear(),
            *(
                Command.create({"problem": problem})
                for problem in ("电梯", self._words("p"), "停车")
            ),
        ]
        pages = self._print("visit_summary", summary, self.user_operations)
        self.assertPrintedOnce(pages, "p")
        for number, page in enumerate(pages, start=1):
            self.assertIn(f"{number}/{len(pages)}", page)
        values = self.env["report.property_steward.report_visit_summary"]._get_report_values(
            summary.ids
        )
        rows = [row["number"] for page in values["pages"][summary.id] for row in page["rows"]]
        self.assertEqual([number for number in rows if number], [1, 2, 3])
        period = self.env["steward.form.period"].create(
            {"year": 2026, "partner_ids": [Command.set(self.zhang.ids)]}
        )
        self._case(self.visit, "repair", "case_topic_repair")
        self.assertPrintedOnce(self._print("visit_archive", period, self.user_supervisor), "a")
