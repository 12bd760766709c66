from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .survey_answer_common import SurveyAnswerCommon

TEN = "attitude security cleaning greening facility_repair repair_timeliness parking construction "
TEN += "take_over overall"


@tagged("post_install", "-at_install")
class TestQuestionnaires(SurveyAnswerCommon):
    """What is asked, who changes it, and that a wave keeps what it asked."""

    def _shipped(self, code):
        return self.env.ref(f"property_steward.questionnaire_{code}")

    def test_R329_the_opinion_form_asks_about_ten_dimensions_with_the_overall_judgement(self):
        matrix = self._shipped("opinion").question_ids[0]
        asked = matrix.matrix_row_ids.steward_dimension_id
        self.assertEqual(asked.mapped("code"), TEN.split())
        self.assertEqual(asked.filtered("is_overall").code, "overall")

    def test_R330_fairly_satisfied_counts_as_satisfied_and_no_opinion_neither_way(self):
        for code in ("appraisal", "opinion", "annual", "free"):
            options = self._shipped(code).question_ids[0].suggested_answer_ids
            scale = {option.value: option.steward_scale for option in options}
            self.assertEqual(
                scale,
                {
                    "Very satisfied": "satisfied",
                    "Satisfied": "satisfied",
                    "Fairly satisfied": "satisfied",
                    "Average": "unsatisfied",
                    "Not satisfied": "unsatisfied",
                    "Don't know": "none",
                },
            )

    def test_R090_the_annual_survey_asks_about_each_service_item(self):
        """R090, E18: power, water, fire safety and public order, hygiene."""
        rows = self._shipped("annual").question_ids[0].matrix_row_ids
        codes = set(rows.steward_dimension_id.mapped("code"))
        self.assertEqual(codes, {"power", "water", "fire", "hygiene", "overall"})

    def test_R303_shipped_questionnaires_can_be_counted_and_ask_for_words_and_callbacks(self):
        for code in ("appraisal", "opinion", "annual", "free"):
            survey = self._shipped(code)
            self.assertFalse(survey.steward_gaps, code)
            self.assertIn("text_box", survey.question_ids.mapped("question_type"))
            options = survey.question_ids.suggested_answer_ids
            self.assertEqual(len(options.filtered("steward_wants_callback")), 1, code)

    def test_R303_each_wave_works_on_its_own_copy_which_the_template_does_not_change(self):
        wave = self._wave(issue=False)
        copy = wave.sudo().survey_id
        self.assertNotEqual(copy, self.template)
        self.assertEqual(copy.steward_wave_id, wave)
        template = self.template.with_user(self.user_quality)
        matrix = template.question_ids[0]
        matrix.matrix_row_ids[0].unlink()
        matrix.matrix_row_ids[0].steward_dimension_id = self.env.ref(
            "property_steward.survey_dimension_culture"
        )
        fairly = matrix.suggested_answer_ids.filtered(lambda one: one.value == "Fairly satisfied")
        fairly.steward_scale = "unsatisfied"
        template.title = "明年的表"
        rows = copy.question_ids[0].matrix_row_ids
        self.assertEqual(rows.steward_dimension_id.mapped("code"), TEN.split())
        self.assertEqual(self._option(wave, "Fairly satisfied").steward_scale, "satisfied")
        self.assertNotEqual(copy.title, "明年的表")
        second = self._wave(issue=False)
        self.assertEqual(second.sudo().survey_id.title, "明年的表")
        self.assertEqual(len(second.sudo().survey_id.question_ids[0].matrix_row_ids), 9)

    def test_R303_a_copy_speaks_the_languages_of_its_questionnaire(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        chinese = self.template.with_context(lang="zh_CN")
        chinese.title = "管理工作征询意见表"
        chinese.question_ids[0].matrix_row_ids[0].value = "管理人员的服务态度"
        copy = self._wave(issue=False).sudo().survey_id.with_context(lang="zh_CN")
        self.assertEqual(copy.title, "管理工作征询意见表")
        self.assertEqual(copy.question_ids[0].matrix_row_ids[0].value, "管理人员的服务态度")

    def test_R303_after_the_issue_not_even_quality_changes_what_was_asked(self):
        wave = self._wave(issue=False)
        copy = wave.sudo().survey_id.with_user(self.user_quality)
        copy.question_ids[1].title = "意见和建议"
        wave.action_issue()
        copy = copy.browse(copy.id)
        matrix, opinion, _wish = copy.question_ids
        for change in (
            lambda: copy.write({"title": "x"}),
            lambda: opinion.write({"title": "x"}),
            lambda: matrix.suggested_answer_ids[0].write({"steward_scale": "none"}),
            matrix.matrix_row_ids[0].unlink,
            opinion.unlink,
        ):
            with self.assertRaises(AccessError):
                change()

    def test_what_a_questionnaire_lacks_is_named_and_no_sample_is_drawn_with_it(self):
        matrix = self.template.question_ids[0]
        matrix.matrix_row_ids[1].steward_dimension_id = False
        matrix.suggested_answer_ids[2].steward_scale = False
        gaps = self.template.steward_gaps
        self.assertIn("row “Security service”", gaps)
        self.assertIn("“Fairly satisfied” counts as", gaps)
        with self.assertRefused(UserError, "row “Security service”"):
            self._wave(issue=False)

    def test_a_dimension_is_asked_about_once_and_by_choices_only(self):
        matrix, opinion, wish = self.template.question_ids
        attitude = self.env.ref("property_steward.survey_dimension_attitude")
        matrix.matrix_row_ids[1].steward_dimension_id = attitude
        self.assertIn("is asked about twice", self.template.steward_gaps)
        opinion.steward_dimension_id = attitude
        self.assertIn("make it a choice of one answer", self.template.steward_gaps)
        wish.suggested_answer_ids[0].steward_scale = "satisfied"
        self.assertIn("choose the dimension that it asks about", self.template.steward_gaps)

    def test_a_choice_of_one_answer_may_ask_about_a_dimension(self):
        survey = self.env["survey.survey"].create(
            {
                "title": "一句话评价",
                "survey_type": "steward",
                "question_and_page_ids": [
                    (
                        0,
                        0,
                        {
                            "title": "总体评价",
                            "question_type": "simple_choice",
                            "steward_dimension_id": self.env.ref(
                                "property_steward.survey_dimension_overall"
                            ).id,
                            "suggested_answer_ids": [
                                (0, 0, {"value": "满意", "steward_scale": "satisfied"}),
                                (0, 0, {"value": "不满意", "steward_scale": "unsatisfied"}),
                            ],
                        },
                    )
                ],
            }
        )
        self.assertFalse(survey.steward_gaps)
        survey.question_ids.unlink()
        self.assertIn("No question asks about a dimension", survey.steward_gaps)

    def test_a_type_without_questionnaire_draws_nothing(self):
        self.kind.survey_id = False
        with self.assertRefused(UserError, "has no questionnaire yet"):
            self._wave(issue=False)

    def test_R303_quality_reaches_its_questionnaires_by_a_menu_of_its_own(self):
        menu = self.env.ref("property_steward.questionnaire_menu").id
        seen = self.env["ir.ui.menu"].with_user(self.user_quality)._visible_menu_ids()
        self.assertIn(menu, seen)
        seen = self.env["ir.ui.menu"].with_user(self.user_gm)._visible_menu_ids()
        self.assertNotIn(menu, seen)

    def test_R303_quality_names_dimensions_and_scale_in_odoos_own_form(self):
        Question = self.env["survey.question"].with_user(self.user_quality)
        matrix = Question.browse(self.template.question_ids[0].id)
        culture = self.env.ref("property_steward.survey_dimension_culture")
        with Form(matrix, view="survey.survey_question_form") as form:
            with form.matrix_row_ids.new() as row:
                row.value = "社区文化"
                row.steward_dimension_id = culture
            with form.suggested_answer_ids.edit(3) as option:
                option.steward_scale = "none"
        self.assertIn(culture, matrix.matrix_row_ids.steward_dimension_id)
        self.assertEqual(matrix.suggested_answer_ids[3].steward_scale, "none")
        self.assertFalse(self.template.steward_gaps)

    def test_who_may_read_survey_types_sees_the_name_of_the_questionnaire_only(self):
        kind = self.kind.with_user(self.user_supervisor)
        spec = {"name": {}, "survey_id": {"fields": {"display_name": {}}}}
        (values,) = kind.web_read(spec)
        self.assertEqual(values["survey_id"]["display_name"], self.template.title)
        with self.assertRaises(AccessError):
            kind.survey_id.read(["title"])

    def test_confidential_answers_are_given_on_one_page(self):
        """Whoever else has the link finds nothing that was answered so far."""
        self.template.questions_layout = "page_per_question"
        open_copy = self._wave(issue=False).sudo().survey_id
        self.assertEqual(open_copy.questions_layout, "page_per_question")
        self.kind.is_confidential = True
        copy = self._wave(issue=False).sudo().survey_id
        self.assertEqual(copy.questions_layout, "one_page")

    def test_R303_quality_designs_a_questionnaire_in_odoos_own_form(self):
        action = self.env.ref("property_steward.questionnaire_action")
        view = self.env.ref("survey.survey_survey_view_form")
        Survey = self.env["survey.survey"].with_user(self.user_quality)
        fields = Survey.get_view(view.id, "form")
        self.assertIn("steward_gaps", fields["arch"])
        survey = Survey.with_context(default_survey_type="steward").create({"title": "新表"})
        self.assertIn(survey, Survey.search([("survey_type", "=", "steward")]))
        self.assertIn("steward", action.domain)
        survey.unlink()
