from datetime import date

from odoo.tests import tagged

from .forms_print import FormsPrint
from .publication_common import PUBLICATION_FORMS, PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPublicationPaper(FormsPrint, PublicationCommon):
    """What hangs, on paper (C115, C119, C120, R322), and its register (C096)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def test_R322_C120_response_has_four_columns_salutation_phone_and_signature(self):
        response = self._post(
            self._draft(
                "response",
                body=False,
                signatories="翠湖花园物业服务中心",
                line_ids=[
                    self._promise(date_from=date(2026, 5, 1), date_to=date(2026, 7, 31)),
                    self._promise("绿化缺株", completion="continuous"),
                ],
            )
        )
        html = self._html("publication", response)
        text = self._text(html)
        for expected in ("电梯运行不稳", "更换门机，每周检查", "绿化缺株", response.number):
            self.assertIn(expected, text)
        for expected in ("0571-88990000", "翠湖花园物业服务中心", response.salutation):
            self.assertIn(expected, text)
        self.assertEqual(html.count("<th"), 4)
        for line in response.line_ids.with_context(lang="zh_CN"):
            self.assertIn(line.completion_text, text)
        day = response.date
        for part in (day.year, day.month, day.day, response.month.year, response.month.month):
            self.assertIn(str(part), text)
        self.assertIn("data:image/svg+xml;base64", html)

    def test_C115_C119_papers_of_every_kind_print_in_one_go_on_a4_and_a3(self):
        papers = self._draft("letter", body="<p>感谢大家。</p>" * 60, line_ids=[self._promise()])
        papers |= self._draft("letter", body="<p>感谢大家。</p>")
        papers |= self._draft()
        papers |= self._draft(
            "response",
            body=False,
            line_ids=[self._promise(f"意见{index}" * 8) for index in range(60)],
        )
        papers |= self._draft("service", body=False, line_ids=[self._promise(price="￥ 120.00")])
        papers |= self._draft("rectification", body=False, line_ids=[self._promise()])
        for name, width in zip(PUBLICATION_FORMS, (595, 842), strict=True):
            pdf = self._pdf(name, papers)
            self.assertGreaterEqual(len(pdf.pages), len(papers) + 2)
            self.assertAlmostEqual(float(pdf.pages[0].mediabox.width), width, delta=3)

    def test_R312_paper_that_nobody_agreed_to_says_so(self):
        letter = self._draft("letter")
        # below the title, whatever the language
        mark = 'class="ps_subtitle"'
        self.assertIn(mark, self._html("publication", letter))
        letter.action_submit()
        self.assertIn(mark, self._html("publication", letter))
        letter.with_user(self.user_representative).action_approve()
        html = self._html("publication", letter + self._draft())
        self.assertEqual(html.count(mark), 1)
        self.assertIn(letter.number, html)

    def test_who_printed_it_is_not_on_the_board(self):
        html = self._html("publication", self._post(self._draft()))
        self.assertNotIn(self.user_steward.name, self._text(html))

    def test_page_switched_off_prints_no_code(self):
        self.community.public_page = False
        self.assertNotIn("data:image/svg", self._html("publication", self._draft()))

    def test_R249_C096_register_of_publications_comes_as_a_file(self):
        notice = self._post(self._draft())
        action = (
            self.env["steward.register.export"]
            .with_user(self.user_supervisor)
            ._export("publications", notice.with_user(self.user_supervisor))
        )
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/", 1)[1]))
        title, headings, rows, _model = export.with_user(self.user_supervisor)._content()
        self.assertEqual(title, "Publications")
        row = dict(zip(headings, rows[0], strict=True))
        self.assertEqual(row["Code"], "TZ-2026-0001")
        self.assertEqual(row["Where Posted"], "Notice boards of all buildings")
        self.assertEqual(row["Format"], "A4")
