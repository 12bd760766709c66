from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from .survey_answer_common import SurveyAnswerCommon


class OnlineCommon(SurveyAnswerCommon, HttpCase):
    """Residents at the links, through Odoo's own pages."""

    def _path(self, answer, step="begin"):
        return f"/survey/{step}/{answer.survey_id.access_token}/{answer.access_token}"

    def _page(self, url):
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return response

    def _answer_online(self, wave, answer, **given):
        """Begin and submit; what the submission says is wrong, if anything."""
        self.make_jsonrpc_request(self._path(answer), {})
        _correct, result = self.make_jsonrpc_request(
            self._path(answer, "submit"), self._given(wave, **given)
        )
        self.env.invalidate_all()
        return result.get("error")


@tagged("post_install", "-at_install")
class TestAnswersOnline(OnlineCommon):
    """The personal link of a household: open while the wave is, and once."""

    def setUp(self):
        super().setUp()
        self.wave = self._wave()
        self.sheet = self._sheet(self.wave)
        self.answer = self.sheet.sudo().user_input_id

    def test_a_household_answers_by_its_link_without_a_login(self):
        """R307-R308: the sheet is back, with moment and way."""
        page = self._page(self.sheet.with_user(self.user_steward).answer_url)
        self.assertIn(self.answer.access_token, page.url)
        self.assertIn(self._title(self.answer.survey_id), page.text)
        self.assertFalse(self._answer_online(self.wave, self.answer, callback=True))
        self.assertEqual(self.answer.state, "done")
        self.assertEqual((self.sheet.state, self.sheet.return_way), ("returned", "online"))
        self.assertTrue(self.sheet.answered_at)
        self.assertTrue(self.sheet.wants_callback)
        self.assertFalse(self.sheet.keyed_by_id)
        self.assertEqual(self.wave.returned_count, 1)
        self.assertEqual(len(self.answer.user_input_line_ids.filtered("matrix_row_id")), 10)

    def test_a_household_answers_in_its_browser(self):
        url = self.sheet.with_user(self.user_steward).answer_url
        self.start_tour("/survey" + url.split("/survey", 1)[1], "steward_survey_online")
        self.env.invalidate_all()
        self.assertEqual((self.sheet.state, self.sheet.return_way), ("returned", "online"))
        lines = self.answer.user_input_line_ids
        self.assertEqual(len(lines.filtered("matrix_row_id")), 10)
        self.assertIn("绿化太少", lines.mapped("value_text_box"))

    def test_a_second_answer_is_refused_by_link_and_on_paper(self):
        self._answer_online(self.wave, self.answer)
        error = self._answer_online(self.wave, self.answer, level="Not satisfied")
        self.assertEqual(error, "unauthorized")
        options = self.answer.user_input_line_ids.suggested_answer_id
        self.assertEqual(options.with_context(lang="en_US").mapped("value"), ["Very satisfied"])
        with self.assertRaisesRegex(Exception, "answered already"):
            self._key_in(self.sheet)
        retry = self.url_open(self._path(self.answer, "retry"))
        self.assertEqual(retry.status_code, 200)
        self.assertEqual(len(self.wave.sudo().survey_id.user_input_ids), 2)

    def test_paper_that_was_keyed_in_or_is_back_closes_the_link(self):
        self.sheet.with_user(self.user_steward).action_return()
        self.assertEqual(self._answer_online(self.wave, self.answer), "answer_deadline")
        self._key_in(self.sheet, text="纸上写的")
        self.assertEqual(self._answer_online(self.wave, self.answer), "unauthorized")
        self.assertIn("纸上写的", self.answer.user_input_line_ids.mapped("value_text_box"))

    def test_paper_replaces_what_was_only_begun_by_link(self):
        self.make_jsonrpc_request(self._path(self.answer), {})
        self.answer._save_lines(self._questions(self.wave)[1], "没写完")
        self._key_in(self.sheet, text="")
        self.assertNotIn("没写完", self.answer.user_input_line_ids.mapped("value_text_box"))
        self.assertEqual(self.sheet.return_way, "paper")

    def test_a_wrong_token_opens_nothing(self):
        survey = self.answer.survey_id
        page = self._page(f"/survey/start/{survey.access_token}?answer_token=wrong")
        self.assertNotIn(f"{self._title(survey)}</h1>", page.text)
        for token in ("", f"{survey.access_token}"):
            page = self._page(f"/survey/start/{token or 'wrong'}")
            self.assertNotIn("o_survey-fill-form", page.text)
        other = self._wave()
        mixed = f"/survey/{other.sudo().survey_id.access_token}/{self.answer.access_token}"
        self.assertNotIn("o_survey-fill-form", self._page(mixed).text)
        self.assertEqual(len(survey.user_input_ids), 2, "and makes no answers")

    def test_the_day_of_return_closes_the_link_and_more_time_opens_it_again(self):
        """R307-R308: an extension moves the moment; the last day counts as a whole."""
        yesterday = fields.Date.add(self.community._today(), days=-1)
        self.wave.sudo().write({"date_issue": yesterday, "date_return": yesterday})
        self.env.invalidate_all()
        self.assertEqual(self.answer.deadline, self.community._day_end(yesterday))
        self.assertFalse(self.sheet.answer_url)
        page = self._page(self.answer.get_start_url())
        self.assertNotIn("o_survey-fill-form", page.text)
        self.assertEqual(self._answer_online(self.wave, self.answer), "answer_deadline")
        today = self.community._today()
        self.wave._extend(today, "雨天")
        self.env.invalidate_all()
        self.assertEqual(self.answer.deadline, self.community._day_end(today))
        self.assertFalse(self._answer_online(self.wave, self.answer))
        self.assertEqual(self.sheet.state, "returned")

    def test_no_link_works_before_the_issue_and_after_the_collection(self):
        draft = self._wave(issue=False)
        sheet = self._sheet(draft)
        sheet.action_print()
        early = sheet.sudo().user_input_id
        self.assertTrue(early, "its code is on the paper already")
        self.assertEqual(self._answer_online(draft, early), "answer_deadline")
        self.assertFalse(sheet.answer_url)
        self.wave.action_collect()
        self.assertEqual(self._answer_online(self.wave, self.answer), "answer_deadline")
        self.assertEqual(self.sheet.state, "issued")

    def test_who_holds_a_link_does_not_read_what_was_answered_by_it(self):
        """Staff hand links out: neither they nor anybody else sees answers by them."""
        self._answer_online(self.wave, self.answer, text="保安骂人")
        url = f"{self.answer.survey_id.get_print_url()}?answer_token={self.answer.access_token}"
        done = self.answer.get_start_url()
        for login in (None, "t_steward", "t_supervisor", "t_survey_manager", "t_portal"):
            self.authenticate(login, login)
            for path in (url, url + "&review=1", done):
                self.assertNotIn("保安骂人", self.url_open(path).text, f"{login} {path}")
        self.authenticate("t_quality", "t_quality")
        self.assertIn("保安骂人", self._page(url).text)

    def test_a_sheet_that_is_opened_again_is_empty(self):
        """Staff hold its link: they do not read what stood on it before."""
        self._answer_online(self.wave, self.answer, text="保安骂人")
        self.sheet.with_user(self.user_quality)._reopen("业主要求更正")
        self.env.invalidate_all()
        page = self._page(self.sheet.with_user(self.user_steward).answer_url)
        self.assertIn("o_survey-fill-form", page.text)
        self.assertNotIn("保安骂人", page.text)
        self.assertFalse(self._answer_online(self.wave, self.answer, text="保安道歉了"))
        texts = self.answer.user_input_line_ids.filtered(lambda line: line.value_text_box)
        self.assertEqual(texts.mapped("value_text_box"), ["保安道歉了"])
        self.assertEqual(self.wave.returned_count, 1)

    def test_quality_reads_the_results_on_odoos_own_page_and_others_do_not(self):
        self._answer_online(self.wave, self.answer, text="保安骂人")
        url = f"/survey/results/{self.answer.survey_id.id}"
        self.authenticate("t_quality", "t_quality")
        self.assertIn("o_survey_results_question", self._page(url).text)
        for login in ("t_supervisor", "t_survey_manager", "t_portal"):
            self.authenticate(login, login)
            self.assertNotIn("o_survey_results_question", self.url_open(url).text, login)

    def test_quality_tries_a_questionnaire_out_without_counting(self):
        self.authenticate("t_quality", "t_quality")
        page = self._page(f"/survey/test/{self.template.access_token}")
        self.assertIn(self._title(self.template), page.text)
        answer = self.template.user_input_ids
        self.assertTrue(answer.test_entry)
        answer.sudo()._mark_done()
        self.assertEqual(self.wave.returned_count, 0)


@tagged("post_install", "-at_install")
class TestAnonymousOnline(OnlineCommon):
    """The shared link: known is how many came back, and nothing else."""

    def setUp(self):
        super().setUp()
        self.kind.is_anonymous = True
        self.wave = self._wave()
        self.survey = self.wave.sudo().survey_id

    def _open_shared(self):
        response = self._page(self.wave.public_url)
        self.env.invalidate_all()
        return response, self.survey.user_input_ids.sorted("id")[-1:]

    def test_anybody_answers_by_the_shared_link_and_is_counted(self):
        _response, answer = self._open_shared()
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        self.assertEqual(answer.deadline, self.wave._answer_deadline())
        self.assertFalse(self._answer_online(self.wave, answer, callback=True))
        self.assertEqual(self.wave.returned_count, 1)
        self.assertFalse(self.wave.sheet_ids.sudo().user_input_id)

    def test_the_browser_of_an_anonymous_resident_keeps_nothing(self):
        url = self.wave.public_url
        self.start_tour("/survey" + url.split("/survey", 1)[1], "steward_survey_online_anonymous")
        self.env.invalidate_all()
        self.assertEqual(self.wave.returned_count, 1)

    def test_who_is_logged_in_stays_unknown(self):
        """Neither contact nor login is kept, not even as who made or changed the records."""
        for user in (self.user_portal, self.user_steward, self.user_quality):
            self.authenticate(user.login, user.login)
            _response, answer = self._open_shared()
            self.assertFalse(self._answer_online(self.wave, answer))
            self.assertEqual(answer.state, "done")
            self.assertFalse(answer.partner_id or answer.email or answer.nickname)
            self.assertTrue(answer.user_input_line_ids)
            for record in (answer, *answer.user_input_line_ids):
                self.assertNotIn(user, record.create_uid + record.write_uid)
            self.assertNotIn(user, self.wave.sheet_ids.write_uid)

    def test_the_shared_link_leaves_no_cookie_and_takes_none(self):
        name = f"survey_{self.survey.access_token}"
        response, first = self._open_shared()
        self.assertNotIn(name, response.cookies)
        self.assertIn("data-steward-anonymous", response.text)
        self.opener.cookies[name] = first.access_token
        _response, second = self._open_shared()
        self.assertNotEqual(first, second, "who comes next finds an empty sheet")

    def test_the_shared_link_ends_with_the_collection_and_with_the_day_of_return(self):
        url = self.wave.public_url
        _response, answer = self._open_shared()
        count = len(self.survey.user_input_ids)
        self.wave.action_collect()
        self.assertNotIn("o_survey-fill-form", self._page(url).text)
        self.assertEqual(self._answer_online(self.wave, answer), "answer_deadline")
        today = self.community._today()
        self.wave.sudo().write(
            {
                "state": "issued",
                "date_issue": today - timedelta(days=3),
                "date_return": today - timedelta(days=1),
            }
        )
        self.assertNotIn("o_survey-fill-form", self._page(url).text)
        self.env.invalidate_all()
        self.assertEqual(len(self.survey.user_input_ids), count)

    def test_a_resident_with_a_login_of_its_own_may_answer_a_named_sheet_by_its_link_only(self):
        wave = self._wave(kind=self.kind.copy({"code": False, "is_anonymous": False}))
        user = new_test_user(
            self.env, login="t_zhang", groups="base.group_portal", partner_id=self.zhang.id
        )
        self.authenticate(user.login, user.login)
        sheet = self._sheet(wave)
        answer = sheet.sudo().user_input_id
        self._page(answer.survey_id.get_start_url())
        self.env.invalidate_all()
        self.assertEqual(len(answer.survey_id.user_input_ids), 2, "the bare link makes no answer")
        self.assertFalse(self._answer_online(wave, answer))
        self.assertEqual(sheet.return_way, "online")
