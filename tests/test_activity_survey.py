import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tests.common import HttpCase

from .activity_after_common import ActivityAfterCommon
from .forms_print import FormsPrint


@tagged("post_install", "-at_install")
class TestActivitySurvey(FormsPrint, ActivityAfterCommon):
    """Guest opinion survey (C110; R243, R294, R267) with Odoo's own Surveys app."""

    def setUp(self):
        super().setUp()
        self.activity = self._create_activity(state="ongoing")
        self.survey = self.activity.sudo().survey_id

    def test_R294_approved_activity_gets_its_own_survey(self):
        template = self.env.ref("property_steward.survey_guest_opinion")
        self.assertFalse(self._create_activity(state="draft").survey_id)
        self.assertNotEqual(self.survey, template)
        self.assertIn("元宵灯会", self.survey.title)
        self.assertEqual(
            self.survey.question_ids.mapped("steward_use"),
            template.question_ids.mapped("steward_use"),
        )
        other = self._create_activity()
        self.assertNotEqual(other.sudo().survey_id, self.survey)
        self.activity._after_approve()
        self.assertEqual(self.activity.sudo().survey_id, self.survey)

    def test_R267_owners_meeting_asks_its_four_questions(self):
        meeting = self._create_activity("owners_meeting")
        asked = meeting.sudo().survey_id.question_ids.mapped("steward_use")
        self.assertEqual(
            [use for use in asked if use in ("mode", "interest", "personal", "recent")],
            ["mode", "interest", "personal", "recent"],
        )

    def test_R243_answers_and_mean_satisfaction_stand_on_the_activity(self):
        self._answer(self.activity, 5)
        self._answer(self.activity, 4)
        self._answer(self.activity, 1, finish=False)
        self.assertEqual((self.activity.answer_count, self.activity.satisfaction), (2, 4.5))
        self.activity.action_end()
        self.assertEqual(self.activity.record_id.satisfaction, 4.5)

    def test_R243_guests_who_were_not_asked_keep_it_open(self):
        activity = self._held()
        self._fill_record(activity)
        self._approve_evaluation(activity)
        with self.assertRefused(UserError, "R243"):
            activity.action_close()
        activity.no_survey_reason = "停电"
        activity.action_close()
        self.assertEqual(activity.state, "closed")

    def test_R243_answer_or_policy_closes_it_as_well(self):
        for asked in (True, False):
            activity = self._held()
            self._fill_record(activity)
            self._approve_evaluation(activity)
            if asked:
                self._answer(activity, 5)
            else:
                self.community.policy_id.activity_survey_required = False
            activity.action_close()
            self.assertEqual(activity.state, "closed")

    # answers on paper

    def test_R294_paper_sheet_is_keyed_in_without_naming_who_types(self):
        action = self.activity.action_key_in_sheet()
        answer = self.survey.user_input_ids
        self.assertIn(answer.access_token, action["url"])
        self.assertFalse(answer.partner_id)
        self.assertFalse(answer.email)

    def test_R294_who_only_reads_the_activity_keys_nothing_in(self):
        with self.assertRaises(AccessError):
            self.activity.with_user(self.user_collector).action_key_in_sheet()
        with self.assertRefused(UserError, "takes no more answers"):
            self._create_activity(state="draft").action_key_in_sheet()

    def test_R294_sheet_and_poster_have_questions_and_code(self):
        """C110"""
        html = self._html("activity_survey", self.activity)
        for question in self.survey.with_context(lang="zh_CN").question_ids:
            self.assertIn(question.title, html)
        self.assertIn("data:image/svg+xml;base64", html)
        poster = self._html("activity_survey_poster", self.activity)
        self.assertIn(self.activity.survey_url, poster)
        self.assertEqual(len(self._pdf("activity_survey", self.activity).pages), 1)
        self.assertEqual(len(self._pdf("activity_survey_poster", self.activity).pages), 1)

    def test_R294_activity_without_survey_prints_no_sheet(self):
        with self.assertRefused(UserError, "元宵灯会"):
            self._html("activity_survey", self._create_activity(state="draft"))

    # taken over

    def test_R267_free_text_becomes_opinions_once(self):
        self._answer(self.activity, 5, activity="灯谜很有趣", who="3-2-1204", phone="13800001111")
        self._answer(self.activity, 3, activity="  ", mode="保安态度好")
        self._answer(self.activity, 3, activity="没写完", finish=False)
        self.activity.action_take_over_answers()
        opinions = self.activity.opinion_ids
        self.assertEqual(
            sorted(opinions.mapped(lambda opinion: (opinion.topic, opinion.words))),
            [("activity", "灯谜很有趣"), ("mode", "保安态度好")],
        )
        named = opinions.filtered("phone")
        self.assertEqual((named.partner_id, named.guest_name), (self.zhang, "3-2-1204"))
        self.assertTrue(named.wants_reply)
        self._answer(self.activity, 2, activity="太吵")
        self.activity.action_take_over_answers()
        self.assertEqual(len(self.activity.opinion_ids), 3)

    # who sees what

    def _survey_user(self):
        return new_test_user(
            self.env, "t_survey", groups="base.group_user,survey.group_survey_manager"
        )

    def test_R118_survey_users_without_a_role_do_not_read_what_residents_answered(self):
        answer = self._answer(self.activity, 5, activity="灯谜很有趣")
        user = self._survey_user()
        for model in ("survey.user_input", "survey.user_input.line"):
            found = self.env[model].with_user(user).search([("survey_id", "=", self.survey.id)])
            self.assertFalse(found)
        with self.assertRaises(AccessError):
            answer.with_user(user).read(["state"])
        with self.assertRefused(AccessError, "stays what it is"):
            self.survey.with_user(user).survey_type = "custom"

    def test_R118_survey_users_keep_everything_else(self):
        user = self._survey_user()
        Survey = self.env["survey.survey"].with_user(user)
        own = Survey.create({"title": "员工满意度", "survey_type": "survey"})
        question = self.env["survey.question"].with_user(user)
        question = question.create(
            {"survey_id": own.id, "title": "满意吗", "question_type": "text_box"}
        )
        answer = own._create_answer(check_attempts=False)
        answer._save_lines(question, "好")
        answer._mark_done()
        self.assertEqual(own.answer_done_count, 1)
        self.assertTrue(answer.user_input_line_ids.value_text_box)
        own.survey_type = "custom"
        self.assertIn("activity", own.allowed_survey_types)

    def test_R118_stewards_read_the_survey_of_their_activities_only(self):
        other = self.env["survey.survey"].create({"title": "员工满意度"})
        mall = self._create_activity("open_day", community_id=self.mall.id, commander_id=False)
        self._answer(self.activity, 5, activity="灯谜很有趣")
        far = self._create_person("far", "何远") and self.user_far
        far.group_ids += self.env.ref("property_steward.property_steward_group_steward")
        for user, seen, hidden in (
            (self.user_steward, self.survey | mall.sudo().survey_id, other),
            (self.user_gm, self.survey | mall.sudo().survey_id, other),
            (self.user_auditor, self.survey | mall.sudo().survey_id, other),
            (far, self.survey.browse(), self.survey | other),
        ):
            Survey = self.env["survey.survey"].with_user(user)
            found = Survey.search([("id", "in", (seen | hidden).ids)])
            self.assertEqual(found, seen, user.name)
            lines = self.env["survey.user_input.line"].with_user(user)
            lines = lines.search([("survey_id", "=", self.survey.id)])
            self.assertEqual(bool(lines), bool(seen), user.name)
        with self.assertRaises(AccessError):
            self.survey.with_user(self.user_steward).title = "改"
        with self.assertRaises(AccessError):
            self.survey.with_user(self.user_collector).read(["title"])


@tagged("post_install", "-at_install")
class TestActivitySurveyPages(ActivityAfterCommon, HttpCase):
    """The pages are those of the Surveys app."""

    def setUp(self):
        super().setUp()
        self.activity = self._create_activity(state="ongoing")

    def test_R294_guest_opens_the_link_without_a_login(self):
        page = self.url_open(self.activity.sudo().survey_id.get_start_url())
        self.assertEqual(page.status_code, 200)
        self.assertIn("元宵灯会", page.text)

    def test_R294_steward_sees_the_results_and_nobody_else(self):
        self._answer(self.activity, 5, activity="灯谜很有趣")
        url = self.activity.action_survey_results()["url"]
        self.authenticate("t_steward", "t_steward")
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        # as it stands in the page's JSON
        words = json.dumps("灯谜很有趣")[1:-1]
        self.assertIn(words, page.text)
        new_test_user(self.env, "t_survey", groups="base.group_user,survey.group_survey_manager")
        for login in ("t_nobody", "t_survey"):
            self.authenticate(login, login)
            self.assertNotIn(words, self.url_open(url).text, login)

    def test_R294_steward_keys_a_paper_sheet_in(self):
        url = self.activity.action_key_in_sheet()["url"]
        self.authenticate("t_steward", "t_steward")
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("元宵灯会", page.text)
        answers = self.activity.sudo().survey_id.user_input_ids
        self.assertEqual(len(answers), 1, "the page goes on with the answer that was begun")
        self.authenticate("t_steward2", "t_steward2")
        self.assertNotIn("元宵灯会", self.url_open(url).text, "begun by somebody else")
