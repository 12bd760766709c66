from odoo.tests import HttpCase, tagged

from .survey_wave_common import SurveyCommon


@tagged("post_install", "-at_install", "survey")
class TestSurveyTour(SurveyCommon, HttpCase):
    # as wide as it takes to see all states
    browser_size = "1920x1080"

    def test_R226_the_supervisor_draws_and_issues_a_survey(self):
        self._settle(self.tower1, 2)
        wave = self._wave("opinion", rate=100, way="door")
        self.start_tour(
            f"/odoo/steward-surveys/{wave.id}", "steward_survey_issue", login="t_supervisor"
        )
        self.assertEqual(wave.state, "issued")
        self.assertEqual(wave.sheet_ids.callback_ids.mapped("state"), ["open"] * 2)


@tagged("post_install", "-at_install", "survey")
class TestSurveyPhoneTour(SurveyCommon, HttpCase):
    browser_size = "390x844"

    def test_R025_R305_on_a_phone_the_steward_hands_out_and_collects(self):
        self._settle(self.tower1, 2)
        wave = self._issued(rate=100, way="door")
        self.start_tour("/odoo/my-survey-sheets", "steward_survey_sheets", login="t_steward")
        self.assertEqual(sorted(wave.sheet_ids.mapped("state")), ["returned", "unreachable"])
        self.assertEqual((wave.recovery_rate, wave.sample_rate), (100.0, 50.0))
        self.assertEqual(wave.unreachable_count, 1)
