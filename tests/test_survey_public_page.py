from base64 import b64decode

from lxml.html import fromstring

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged

from .publication_common import PIXEL, PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPublicPage(PublicationCommon, HttpCase):
    """What residents read without a login: what hangs, and what has become of each promise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _page(self, slug=None):
        self.env.flush_all()
        return self.url_open(f"/steward/{slug or self.community.public_slug}")

    def test_R316_page_shows_what_hangs_with_the_state_of_each_promise(self):
        publication = self._post(
            self._draft(
                "response",
                body="<p>感谢支持</p>",
                line_ids=[
                    self._promise(date_from="2026-12-01", date_to="2026-12-31"),
                    self._promise("绿化缺株", completion="continuous"),
                ],
            )
        )
        self._done(publication.line_ids[0])
        page = self._page()
        self.assertEqual(page.status_code, 200)
        shown = ("翠湖花园", "感谢支持", "电梯运行不稳", "更换门机，每周检查", publication.number)
        for text in shown:
            self.assertIn(text, page.text)
        for progress in ("done", "doing"):
            label = dict(
                publication.line_ids._fields["progress"]._description_selection(
                    self.env(context={"lang": "zh_CN"})
                )
            )[progress]
            self.assertIn(label, page.text)

    def test_page_names_nobody(self):
        """Cases behind a promise, whose words say who, where and which phone, stay inside; so do
        those who answer for it."""
        self._create_cases(self.topic_lift, [(2, 1), (2, 2), (2, 3)])
        response = self._draft("response", body=False)
        response.action_propose()
        response.line_ids.measure = "检修"
        self._post(response)
        response.line_ids.with_user(self.user_department).done_note = "张三家1204已通知13800001111"
        text = self._page().text
        self.assertIn("电梯运行", text)
        self.assertNotIn("t_department@example.com", text)
        for secret in ("张三", "1204", "13800001111", "孙工", "王芳", "李强"):
            self.assertNotIn(secret, text)

    def test_drafts_agreed_letters_and_what_was_taken_down_are_not_shown(self):
        draft = self._draft(name="草稿告示")
        agreed = self._draft("letter", name="已批公开信")
        agreed.action_submit()
        agreed.with_user(self.user_representative).action_approve()
        gone = self._post(self._draft(name="撤下的告示"))
        self.assertIn("撤下的告示", self._page().text)
        gone.action_take_down()
        text = self._page().text
        for publication in (draft, agreed, gone):
            self.assertNotIn(publication.name, text)

    def test_another_community_s_notices_are_not_shown(self):
        self._post(self._draft(name="商场告示", community_id=self.mall.id))
        self.assertNotIn("商场告示", self._page().text)
        self.assertIn("商场告示", self._page(self.mall.public_slug).text)

    def test_kind_that_stays_on_the_board_is_not_on_the_page(self):
        self.env.ref("property_steward.publication_kind_notice").on_page = False
        self._post(self._draft(name="仅张贴"))
        self.assertNotIn("仅张贴", self._page().text)

    def test_page_shows_text_as_it_is_written_and_runs_nothing_of_it(self):
        self._post(
            self._draft(
                body="<p onclick='steal()'>停水<b>通知</b></p><script>steal()</script>"
                "<a href='javascript:steal()'>详情</a><form action='/x'><input/></form>",
                line_ids=[self._promise("<img src=x onerror=steal()>电梯")],
                signatories="<i>物业</i>",
            )
        )
        text = self._page().text
        self.assertIn("停水<b>通知</b>", text)
        self.assertIn("&lt;img src=x onerror=steal()&gt;电梯", text)
        self.assertIn("&lt;i&gt;物业&lt;/i&gt;", text)
        for bad in ("onclick", "<script>steal", "javascript:steal", "<form action", "<img src=x"):
            self.assertNotIn(bad, text)

    def test_page_is_signed_as_the_paper_is(self):
        self._post(self._draft(signatories="翠湖花园业主服务部"))
        self.assertIn("翠湖花园业主服务部", self._page().text)

    def test_what_is_taken_down_is_not_kept_by_browsers_and_proxies(self):
        self.assertIn("no-store", self._page().headers["Cache-Control"])
        self.assertIn("no-store", self._page("nowhere-at-all").headers["Cache-Control"])

    def test_wrong_address_says_so_and_tells_nothing(self):
        page = self._page("nowhere-at-all")
        self.assertEqual(page.status_code, 404)
        self.assertNotIn("翠湖花园", page.text)
        self.assertIn("<html", page.text)

    def test_page_switched_off_is_like_a_wrong_address(self):
        self._post(self._draft(name="电梯告示"))
        wrong = self._page("nowhere-at-all")
        for vals in ({"public_page": False}, {"public_page": True, "active": False}):
            self.community.write(vals)
            page = self._page()
            self.assertEqual(page.status_code, 404)
            self.assertEqual(self._words(page), self._words(wrong))
            self.assertEqual(page.headers["X-Robots-Tag"], "noindex")

    def _words(self, page):
        return fromstring(page.text).find(".//main").text_content().split()

    def test_page_is_for_those_who_know_its_address(self):
        page = self._page()
        self.assertEqual(page.headers["X-Robots-Tag"], "noindex")
        self.assertIn("width=device-width", page.text)

    def test_page_is_chinese_unless_the_visitor_chose_another_language(self):
        self._post(self._draft(name="水箱清洗"))
        self.env["res.lang"]._activate_lang("zh_TW")
        label = self.env.ref("property_steward.selection__steward_publication__kind__notice")
        label.with_context(lang="zh_CN").name = "温馨提示"
        label.with_context(lang="zh_TW").name = "貼心提醒"
        self.env.registry.clear_cache()
        self.assertIn("温馨提示", self._page().text)
        self.opener.cookies["frontend_lang"] = "zh_TW"
        self.assertIn("貼心提醒", self._page().text)
        # a language that is not there
        self.opener.cookies["frontend_lang"] = "xx_XX"
        self.assertIn("温馨提示", self._page().text)

    def test_every_community_has_an_address_that_cannot_be_guessed(self):
        one, other = self.env["steward.community"].create([{"name": "甲苑"}, {"name": "乙苑"}])
        self.assertNotEqual(one.public_slug, other.public_slug)
        self.assertGreaterEqual(len(one.public_slug), 10)
        self.assertTrue(one.public_url.endswith(f"/steward/{one.public_slug}"))

    def test_address_may_be_a_word_but_not_any(self):
        self.community.public_slug = "cuihu-garden"
        self.assertEqual(self._page("CuiHu-Garden").status_code, 200)
        for slug in ("a", "翠湖", "cui hu", "../web", "-cuihu-"):
            with self.assertRaises(ValidationError, msg=slug):
                self.community.public_slug = slug

    def test_page_takes_no_more_statements_for_more_notices(self):
        def statements(count):
            for _index in range(count):
                self._post(self._draft("response", body=False, line_ids=[self._promise()] * 3))
            self.env.flush_all()
            self.env.invalidate_all()
            public = self.env(user=self.user_public)
            before = self.env.cr.sql_log_count
            community = public["steward.community"]._of_page(self.community.public_slug)
            values = {"community": community, "publications": community._posted()}
            for publication in values["publications"]:
                publication.line_ids.mapped("progress")
                publication.line_ids.mapped("completion_text")
            return self.env.cr.sql_log_count - before

        few = statements(2)
        self.assertLessEqual(statements(10), few)

    def test_portal_users_and_visitors_reach_nothing_but_the_page(self):
        publication = self._post(self._draft("response", line_ids=[self._promise()], body=False))
        for user in (self.user_portal, self.user_public):
            for records in (publication, publication.line_ids):
                self.assertFalse(records.with_user(user).has_access("read"))

    def test_photo_of_the_paper_and_of_the_work_stay_inside(self):
        publication = self._post(self._draft("response", line_ids=[self._promise()], body=False))
        publication.sudo().photo = publication.line_ids.sudo().done_photo = PIXEL
        self.env.flush_all()
        for path in (
            f"/web/image/steward.publication/{publication.id}/photo",
            f"/web/image/steward.publication.line/{publication.line_ids.id}/done_photo",
            f"/web/content/steward.publication/{publication.id}/photo",
        ):
            shown = self.url_open(path)
            self.assertNotIn(b64decode(PIXEL), shown.content, path)
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "steward.publication"), ("res_id", "=", publication.id)]
            + [("res_field", "=", "photo")]
        )
        self.assertTrue(attachments)
        self.assertFalse(any(attachments.mapped("public")))
        self.assertEqual(self.url_open(f"/web/content/{attachments[:1].id}").status_code, 404)
