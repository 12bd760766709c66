from odoo.tests import HttpCase, tagged

from .survey_answer_common import SurveyAnswerCommon


@tagged("post_install", "-at_install")
class TestSurveyKeyingTour(SurveyAnswerCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_steward.lang = "zh_CN"
        self.wave = self._wave()
        self.sheet = self._sheet(self.wave)
        self.sheet.sudo().number = "2026-001"
        other = self._sheet(self.wave, self.zhao)
        other.sudo().number = "2026-002"
        self._key_in(other, user=self.user_steward2)

    def _values(self, sheet):
        lines = sheet.sudo().user_input_id.user_input_line_ids.with_context(lang="en_US")
        rows = lines.filtered("matrix_row_id").sorted("id")
        return [line.suggested_answer_id.value for line in rows]

    def test_R309_a_steward_keys_a_sheet_in_with_the_keyboard_only(self):
        """R309-R310: in Chinese; what cannot be keyed in is said, and the next sheet follows."""
        self.start_tour("/odoo/survey-keying", "steward_survey_keying", login="t_steward")
        self.env.invalidate_all()
        self.assertEqual((self.sheet.state, self.sheet.return_way), ("returned", "paper"))
        self.assertEqual(self.sheet.keyed_by_id, self.user_steward)
        values = self._values(self.sheet)
        self.assertEqual(values[:3], ["Fairly satisfied", "Very satisfied", "Don't know"])
        self.assertEqual(values[3:], ["Satisfied"] * 6, "the fourth row was cleared")
        lines = self.sheet.sudo().user_input_id.user_input_line_ids
        self.assertIn("绿化太少", lines.mapped("value_text_box"))
        self.assertTrue(self.sheet.wants_callback)

    def test_the_code_for_staff_opens_the_sheet_after_a_login(self):
        self.start_tour(
            f"/odoo/survey-keying?sheet={self.sheet.id}",
            "steward_survey_keying_scanned",
            login="t_steward",
        )
        self.env.invalidate_all()
        self.assertEqual(self.sheet.state, "returned")
        self.authenticate(None, None)
        response = self.url_open(f"/odoo/survey-keying?sheet={self.sheet.id}")
        self.assertIn("/web/login", response.url)

    def test_anonymous_sheets_follow_each_other(self):
        wave = self._wave(kind=self.kind.copy({"is_anonymous": True}))
        action = self.env.ref("property_steward.survey_wave_action")
        self.start_tour(
            f"/odoo/action-{action.id}/{wave.id}",
            "steward_survey_keying_anonymous",
            login="t_steward",
        )
        self.env.invalidate_all()
        self.assertEqual(wave.returned_count, 2)
