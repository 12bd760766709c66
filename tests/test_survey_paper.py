import time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .forms_print import FormsPrint
from .survey_answer_common import SurveyAnswerCommon


@tagged("post_install", "-at_install")
class TestSurveyPaper(FormsPrint, SurveyAnswerCommon):
    """C082, C113: questionnaires on paper, with number and codes."""

    def _paper(self, sheets, user=None):
        return self._html("survey_sheet", sheets, user=user or self.user_supervisor)

    def test_R226_a_sheet_says_its_number_dates_and_people_and_asks_the_waves_questions(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        html = self._paper(sheet)
        text = self._text(html)
        matrix, opinion, _wish = self._spoken(self._questions(wave))
        for part in (
            sheet.number,
            "3-2-1204",
            "王芳",
            "赵敏",
            str(wave.date_issue),
            str(wave.date_return),
            self._title(wave.sudo().survey_id),
            matrix.matrix_row_ids[0].value,
            matrix.suggested_answer_ids[2].value,
            opinion.title,
        ):
            self.assertIn(part, text)
        self.assertEqual(html.count("☐"), 10 * 6 + 2)

    def test_questions_are_those_of_the_waves_copy(self):
        wave = self._wave(issue=False)
        asked = self._spoken(self._questions(wave)[1])
        asked.with_user(self.user_quality).title = "您还想说什么？"
        self._spoken(self.template.question_ids[1]).title = "明年再问"
        text = self._text(self._paper(self._sheet(wave)))
        self.assertIn("您还想说什么？", text)
        self.assertNotIn("明年再问", text)

    def test_residents_get_the_code_of_their_link_and_staff_that_of_the_sheet(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        Paper = self.env["report.property_steward.report_survey_sheet"]
        seen = []
        self.patch(
            type(Paper), "_code", lambda self, url: seen.append(url) or "data:image/svg+xml;base64,"
        )
        html = self._paper(sheet)
        answer = sheet.sudo().user_input_id
        self.assertEqual(len(seen), 2)
        self.assertTrue(seen[0].endswith(answer.get_start_url()))
        self.assertTrue(seen[1].endswith(f"/odoo/survey-keying?sheet={sheet.id}"))
        self.assertEqual(html.count("<img"), 2)
        seen.clear()
        self._paper(sheet, user=self.user_auditor)
        self.assertNotIn(answer.access_token, "".join(seen), "who only reads cannot answer")

    def test_sheets_are_printed_before_the_issue_in_the_order_of_the_buildings(self):
        wave = self._wave(issue=False)
        self.assertEqual(wave.unprinted_count, 2)
        action = wave.action_print_sheets()
        self.assertEqual(
            action["context"]["active_ids"],
            wave.sheet_ids.sorted(lambda one: (one.building_id.id, one.number)).ids,
        )
        self.assertTrue(all(wave.sheet_ids.mapped("printed_at")))
        wave.invalidate_recordset()
        self.assertEqual(wave.unprinted_count, 0)
        with self.assertRefused(UserError, "All sheets are printed"):
            wave.action_print_sheets()
        answers = wave.sheet_ids.sudo().user_input_id
        wave.action_issue()
        self.assertEqual(wave.sheet_ids.sudo().user_input_id, answers)

    def test_so_many_at_a_time(self):
        wave = self._wave()
        self.patch(type(wave.sheet_ids), "_print_limit", 1)
        first = wave.action_print_sheets()["context"]["active_ids"]
        second = wave.action_print_sheets()["context"]["active_ids"]
        self.assertEqual(sorted(first + second), sorted(wave.sheet_ids.ids))
        with self.assertRefused(UserError, "at most 1"):
            wave.sheet_ids.action_print()

    def test_only_who_may_write_a_sheet_prints_it_and_the_answers_are_on_none(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        with self.assertRaises(AccessError):
            sheet.with_user(self.user_auditor).action_print()
        with self.assertRaises(AccessError):
            self._paper(sheet, user=self.user_nobody)
        self._key_in(sheet, text="半夜噪音")
        self.assertNotIn("半夜噪音", self._paper(sheet))

    def test_a_confidential_sheet_does_not_say_whose_it_is(self):
        self.kind.is_confidential = True
        wave = self._wave()
        text = self._text(self._paper(wave.sheet_ids))
        self.assertNotIn("3-2-1204", text)
        self.assertNotIn("张三", text)

    def test_an_anonymous_wave_prints_one_sheet_to_copy_with_the_shared_link(self):
        self.kind.is_anonymous = True
        wave = self._wave()
        Paper = self.env["report.property_steward.report_survey_sheet"]
        seen = []
        self.patch(
            type(Paper), "_code", lambda self, url: seen.append(url) or "data:image/svg+xml;base64,"
        )
        action = wave.action_print_sheets()
        self.assertEqual(action["report_name"], "property_steward.report_survey_sheet_blank")
        html = self._html("survey_sheet_blank", wave, user=self.user_supervisor)
        self.assertEqual(seen, [wave.public_url])
        self.assertNotIn("No.:", self._text(html))
        self.assertEqual(html.count("☐"), 10 * 6 + 2)

    def test_each_sheet_is_one_page(self):
        wave = self._wave()
        pages = self._pdf("survey_sheet", wave.sheet_ids, user=self.user_supervisor).pages
        self.assertEqual(len(pages), 2)
        texts = [page.extract_text() for page in pages]
        for sheet in wave.sheet_ids:
            self.assertEqual(sum(sheet.number in text for text in texts), 1)

    def test_two_hundred_sheets_are_one_pdf_in_reasonable_time(self):
        wave = self._wave()
        partners = self.env["res.partner"].create([{"name": f"住户{i}"} for i in range(198)])
        more = self.env["steward.survey.sheet"].create(
            [
                {
                    "wave_id": wave.id,
                    "community_id": wave.community_id.id,
                    "company_id": wave.company_id.id,
                    "partner_id": partner.id,
                    "number": f"X-{index:03}",
                }
                for index, partner in enumerate(partners)
            ]
        )
        more._create_answers()
        before = time.monotonic()
        html = self._paper(wave.sheet_ids | more)
        self.assertEqual(html.count('class="ps_form"'), 200)
        self.assertLess(time.monotonic() - before, 60)
