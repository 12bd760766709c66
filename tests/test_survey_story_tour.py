from datetime import date, datetime

from odoo.tests import freeze_time, tagged

from .survey_answer_common import SurveyAnswerCommon
from .tour_common import FrozenTours


@tagged("post_install", "-at_install")
class TestSurveyStoryTour(SurveyAnswerCommon, FrozenTours):
    """A survey from its sample to the promise that quality verified, in the browser: in Chinese, by
    the people concerned, in March and April 2026 with the clocks of Shanghai (F04-F05, F26)."""

    browser_size = "1920x1080"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-03-03 01:00:00"))
        cls._create_person("representative", "管代老郑")
        cls._assign(cls.representative, "management_representative")
        unit = cls._create_unit(cls.zhang.household_unit_id.building_id, "1301")
        cls._create_household("周七", unit, move_in_date=date(2021, 1, 1))
        cls.topic = cls.env["steward.case.topic"].create(
            {"name": "绿化养护", "department_id": cls.department_engineering.id}
        )
        cls.department_engineering.manager_id = cls.department
        cls.kind.write(
            {"concentration_count": 1, "letter_days": 14, "quality_days": 5, "small_group": 1}
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        people = cls.user_supervisor | cls.user_steward | cls.user_representative
        people |= cls.user_department | cls.user_quality
        people.lang = "zh_CN"
        cls.zhang.lang = "zh_CN"

    def _tour(self, when, who, name, path):
        """The tour `name` of the person `who`, at "month-day hour:minute" of 2026 in Shanghai."""
        self.start_tour_at(self._moment(when), path, f"steward_survey_{name}", login=who)
        self.env.invalidate_all()

    def _moment(self, when):
        return self.community._to_utc(datetime.fromisoformat(f"2026-{when}"))

    def _clocks(self, wave, *states):
        """{kind: due day in Shanghai} of the clocks of the wave in one of `states`."""
        return {
            line.kind: self.community._to_local(line.due_at).strftime("%m-%d")
            for line in wave.sudo().deadline_ids
            if line.state in states
        }

    def test_R303_R317_from_the_sample_to_the_verified_promise(self):
        """R304-R313, R316-R317, R331: drawn, handed out, answered by link and on paper, collected,
        registered, analysed, closed, answered in public, kept and verified."""
        wave = self.env["steward.survey.wave"].create(
            {
                "name": "征询意见",
                "type_id": self.kind.id,
                "community_id": self.community.id,
                "steward_id": self.supervisor.id,
                "issuer_id": self.steward.id,
                "collector_id": self.steward2.id,
            }
        )
        path = f"/odoo/steward-surveys/{wave.id}"
        self._tour("03-03 10:00", "t_supervisor", "story_issue", path)
        self._answered(wave)
        self._tour("03-12 10:00", "t_supervisor", "story_collect", path)
        self.assertEqual(wave.sudo().comment_ids.case_id.topic_id, self.topic)
        self._tour("03-13 10:00", "t_supervisor", "story_close", path)
        self.assertEqual(
            self._clocks(wave, "met"),
            {"survey_issue": "03-06", "survey_return": "03-13", "survey_statistics": "03-15"},
        )
        self._promised(wave, path)

    def _answered(self, wave):
        """R307, R310: one by link, one keyed in; the others came back on paper as well."""
        answer = self._sheet(wave).sudo().user_input_id
        self._tour("03-05 20:00", None, "online", answer.get_start_url())
        self.assertEqual(self._sheet(wave).return_way, "online")
        paper = self._sheet(wave, self.zhao).sudo()
        paper.number = "2026-001"
        keying = f"/odoo/survey-keying?sheet={paper.id}"
        self._tour("03-06 10:00", "t_steward2", "keying_scanned", keying)
        self.assertEqual((paper.state, paper.return_way), ("returned", "paper"))
        with freeze_time(self._moment("03-09 10:00")):
            for sheet in wave.sheet_ids.filtered(lambda sheet: sheet.state != "returned"):
                self._key_in(sheet, self.user_supervisor, level="Not satisfied", text="")
        self.assertEqual(wave.recovery_rate, 100)

    def _promised(self, wave, path):
        """R311-R313, R316-R317: the letter within two weeks, to quality within five days, and the
        promise verified by quality."""
        self._tour("03-16 10:00", "t_supervisor", "story_letter", path)
        [letter] = wave.publication_ids
        [promise] = letter.line_ids
        self.assertEqual((promise.topic_id, promise.responsible_id), (self.topic, self.department))
        public = f"/odoo/steward-publications/{letter.id}"
        self._tour("03-17 10:00", "t_representative", "story_approve", public)
        self.assertEqual(letter.approved_by_id, self.user_representative)
        self._tour("03-18 10:00", "t_supervisor", "story_post", public)
        self.assertEqual(
            {kind: self._clocks(wave, "met").get(kind) for kind in ("survey_letter",)},
            {"survey_letter": "03-26"},
        )
        self._tour("03-20 10:00", "t_supervisor", "story_to_quality", public)
        self.assertEqual(self._clocks(wave, "met")["survey_quality"], "03-23")
        page = f"/steward/{self.community.public_slug}"
        self._tour("03-21 20:00", None, "story_page_open", page)
        promises = f"/odoo/steward-promises/{promise.id}"
        self._tour("04-10 10:00", "t_department", "story_done", promises)
        self._tour("04-12 10:00", "t_quality", "story_verify", promises)
        self.assertEqual((promise.state, promise.check_ids.kept), ("verified", "kept"))
        self._tour("04-13 20:00", None, "story_page_verified", page)
