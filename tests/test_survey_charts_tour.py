from odoo.tests import HttpCase, tagged

from .survey_common import SurveyCommon


@tagged("post_install", "-at_install")
class TestSurveyChartsTour(SurveyCommon, HttpCase):
    def test_R228_R229_charts_are_clicked_through_to_what_stands_behind_them(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 5)
        self._everybody(sheets[:4], {"parking": "不满意"}, ["电梯慢"])
        self._answer(sheets[4], {"security": "不满意"})
        wave = self._collected(wave)
        wave.comment_ids.topic_id = self.topic
        causes = wave.cause_ids
        for name in ("无人引导", "夜班只有一人"):
            causes += causes.create(
                {
                    "wave_id": wave.id,
                    "dimension_id": self._dimension("parking").id,
                    "name": name,
                    "parent_id": causes[:1].id,
                }
            )
        self.start_tour(
            f"/odoo/action-property_steward.survey_wave_action/{wave.id}",
            "steward_survey_charts",
            login="t_supervisor",
        )
