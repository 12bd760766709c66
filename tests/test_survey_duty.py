from datetime import date

from odoo.exceptions import UserError
from odoo.modules.migration import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .survey_wave_common import SurveyCommon

# Shanghai: Thursday, 12 March 2026, 10:00
NOW = "2026-03-12 02:00:00"


@tagged("post_install", "-at_install", "survey")
@freeze_time(NOW)
class TestSurveyDuty(SurveyCommon):
    """Surveys that the office owes (R090, R184, R231, R255, R259, F04)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._settle(cls.tower1, 10)
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE steward_duty_rule SET create_date = '2025-11-02';"
            "UPDATE steward_community SET create_date = '2025-11-02'"
        )
        cls.env.invalidate_all()
        cls.duties = cls.env["steward.duty"]._generate(cls.estate)

    def _duty(self, code, year=2026):
        rule = self.env.ref(f"property_steward.duty_rule_residential_{code}")
        duty = self.duties.filtered(
            lambda duty: duty.rule_id == rule and duty.period_start.year == year
        )
        return duty.with_user(self.user_manager)

    def test_R184_each_quarter_owes_an_appraisal_in_its_middle_ten_days(self):
        duty = self._duty("appraisal")
        self.assertEqual(
            (duty.period_start, duty.period_end), (date(2026, 1, 1), date(2026, 3, 31))
        )
        self.assertEqual(duty.date_due, date(2026, 3, 20))
        self.assertEqual(duty.employee_id, self.manager)

    def test_R184_the_duty_prepares_the_survey_and_shows_it(self):
        duty = self._duty("appraisal")
        with self.assertRefused(UserError, "2026-01-01"):
            duty.action_submit()
        context = duty.action_prepare_survey()["context"]
        wave = (
            self.env["steward.survey.wave"]
            .with_user(self.user_manager)
            .with_context(**context)
            .create({"issuer_id": self.steward.id, "collector_id": self.steward2.id})
        )
        self.assertEqual(wave.type_id.code, "appraisal")
        self.assertEqual(wave.community_id, self.estate)
        self.assertEqual(duty.survey_wave_count, 1)
        # prepared is not issued
        with self.assertRaises(UserError):
            duty.action_submit()
        wave.action_draw()
        wave.action_issue()
        action = duty.action_open_surveys()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), wave)
        duty.action_submit()
        self.assertEqual(duty.state, "approved")

    def test_R184_another_kind_of_survey_is_no_appraisal(self):
        self._issued("opinion")
        duty = self._duty("appraisal")
        self.assertEqual(duty.survey_wave_count, 0)
        with self.assertRaises(UserError):
            duty.action_submit()

    def test_R090_R259_any_survey_of_the_year_meets_the_yearly_duty(self):
        duty = self._duty("service_survey")
        self.assertEqual(duty.date_due, date(2026, 12, 31))
        with self.assertRaises(UserError):
            duty.action_submit()
        cancelled = self._issued("opinion")
        self._confirm(cancelled.action_cancel())
        with self.assertRaises(UserError):
            duty.action_submit()
        self._issued("opinion")
        duty.action_submit()
        self.assertEqual(duty.state, "approved")

    def test_R255_the_surveys_of_the_next_year_are_planned_at_the_end_of_this_one(self):
        duty = self._duty("survey_plan")
        self.assertEqual(duty.date_due, date(2026, 12, 25))
        # what is issued this year is no plan of the next one
        self._issued("opinion")
        self.assertEqual(duty.survey_wave_count, 0)
        with self.assertRaises(UserError):
            duty.action_submit()
        context = duty.action_prepare_survey()["context"]
        wave = self._wave("opinion", **{"date_issue": context["default_date_issue"]})
        self.assertEqual(wave.date_issue, date(2027, 1, 1))
        wave.date_issue = date(2027, 12, 31)
        self.assertFalse(wave.is_overdue)
        self.assertEqual(duty.survey_wave_count, 1)
        duty.action_submit()
        self.assertEqual(duty.state, "approved")

    def test_R231_the_summary_of_the_year_is_due_on_the_fifth_of_january(self):
        duty = self._duty("survey_summary")
        self.assertEqual(duty.figures_to, date(2026, 12, 31))
        self.assertEqual(duty.date_due, date(2027, 1, 5))
        self.assertEqual(self._duty("survey_summary", 2025).date_due, date(2026, 1, 5))

    def test_databases_that_were_there_before_get_the_duties_and_the_visit(self):
        """R025, R090, R184, R231, R255: own profiles too, once; what was changed stays."""
        own = self.estate.policy_id.copy({"name": "本公司标准"})
        surveys = own.duty_rule_ids.filtered(lambda rule: rule.kind.startswith("survey"))
        service = surveys.filtered(lambda rule: rule.rule_ref == "R090, R259")
        (surveys - service).unlink()
        service.write({"kind": "other", "rule_ref": "R090", "survey_type_id": False})
        own.callback_rule_ids.filtered(lambda rule: rule.trigger.startswith("survey")).unlink()
        duty = self.env["steward.duty"].create(
            {"rule_id": service.id, "community_id": self.estate.id, "kind": "other"}
        )
        path = file_path("property_steward/migrations/19.0.1.2.0/post-survey.py")
        for _run in range(2):
            load_script(path, "post_survey").migrate(self.cr, "19.0.1.1.0")
        own.invalidate_recordset()
        surveys = own.duty_rule_ids.filtered(lambda rule: rule.kind.startswith("survey"))
        self.assertEqual(sorted(surveys.mapped("rule_ref")), ["R090, R259", "R184", "R231", "R255"])
        self.assertEqual(service.survey_type_id.code, "annual")
        self.assertEqual(duty.kind, "survey")
        for trigger in ("survey", "survey_improved"):
            self.assertEqual(own.callback_rule_ids.mapped("trigger").count(trigger), 1)
