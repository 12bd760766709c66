from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .survey_wave_common import SurveyCommon

# Shanghai: Thursday, 12 March 2026, 10:00
NOW = "2026-03-12 02:00:00"


@tagged("post_install", "-at_install", "survey")
@freeze_time(NOW)
class TestSurveyWave(SurveyCommon):
    """A survey from its preparation to the originals (R225-R227, R303-R311)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._settle(cls.tower1, 20)
        cls._settle(cls.tower2, 20)

    def _drawn(self, code="appraisal", **vals):
        wave = self._wave(code, **vals)
        wave.action_draw()
        return wave

    # who

    def test_R303_supervisor_and_quality_make_surveys_the_steward_does_not(self):
        for user in (self.user_supervisor, self.user_manager, self.user_quality):
            with self.subTest(user=user.name):
                wave = self._wave("opinion", user=user)
                wave.action_draw()
                wave.action_issue()
                self.assertEqual(wave.state, "issued")
        with self.assertRaises(AccessError):
            self._wave("opinion", user=self.user_steward)
        wave = self._drawn().with_user(self.user_steward)
        for action in ("action_issue", "action_redraw", "action_cancel"):
            with self.assertRaises(AccessError):
                getattr(wave, action)()

    def test_R303_only_quality_changes_a_kind_of_survey(self):
        kind = self.env.ref("property_steward.survey_type_opinion")
        for user in (self.user_supervisor, self.user_manager):
            with self.assertRaises(AccessError):
                kind.with_user(user).recovery_min = 10
        kind.with_user(self.user_quality).recovery_min = 80
        self.assertEqual(kind.recovery_min, 80)

    def test_households_that_were_asked_by_name_do_not_become_anonymous(self):
        wave = self._drawn()
        kind = wave.type_id.with_user(self.user_quality)
        with self.assertRefused(UserError, kind.name):
            kind.is_anonymous = True
        kind.copy({"code": "anonymous"}).is_anonymous = True
        self._confirm(wave.action_cancel())
        kind.is_anonymous = True
        self.assertTrue(kind.is_anonymous)

    def test_state_and_dates_are_written_by_the_buttons_only(self):
        wave = self._drawn()
        for values in (
            {"state": "closed"},
            {"seed": "1"},
            {"base_count": 1},
            {"issued_at": fields.Datetime.now()},
            {"analysis_submitted_on": date(2026, 3, 1)},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                wave.write(values)

    # issue

    def test_R226_issuer_and_collector_are_named_before_the_issue(self):
        for missing in ("issuer_id", "collector_id"):
            wave = self._drawn(**{missing: False})
            with self.subTest(missing=missing), self.assertRefused(UserError, "R226"):
                wave.action_issue()

    def test_R226_issued_in_the_middle_ten_days_of_the_last_month(self):
        wave = self._drawn()
        self.assertFalse(wave.action_issue())
        self.assertEqual((wave.state, wave.date_issue), ("issued", date(2026, 3, 12)))
        self.assertEqual(wave.date_return, date(2026, 3, 27))
        self.assertFalse(wave.issue_reason)
        sheet = wave.sheet_ids[0]
        self.assertEqual((sheet.state, sheet.way), ("issued", "paper"))
        self.assertEqual((sheet.issuer_id, sheet.collector_id), (self.steward, self.steward2))
        self.assertEqual(sheet.issued_at, fields.Datetime.now())

    def test_R226_issued_at_another_time_it_says_why(self):
        for moment in ("2026-03-09 02:00:00", "2026-03-20 17:00:00", "2026-02-12 02:00:00"):
            with self.subTest(moment=moment), freeze_time(moment):
                wave = self._drawn()
                question = wave.action_issue()
                self.assertEqual(wave.state, "sampled")
                with self.assertRaises(UserError):
                    wave._issue()
                self._confirm(question, "季末停电，提前发放")
                self.assertEqual(wave.issue_reason, "季末停电，提前发放")
                self.assertEqual(wave.state, "issued")

    @freeze_time("2026-03-20 15:30:00")
    def test_R226_the_day_of_issue_is_the_communitys(self):
        """23:30 of the 20th in Shanghai is still one of the days; an hour later it is not."""
        self.assertFalse(self._drawn().action_issue())
        with freeze_time("2026-03-20 16:30:00"):
            self.assertTrue(self._drawn().action_issue())

    def test_R305_issued_before_the_estate_is_old_enough_the_sample_is_too_small(self):
        self.estate.delivery_date = date(2021, 3, 20)
        wave = self._drawn("opinion", date_issue=date(2026, 3, 20))
        self.assertEqual(wave.rate, 15)
        with self.assertRefused(UserError, "30"):
            wave.action_issue()
        # the first minutes of the 20th in Shanghai
        with freeze_time("2026-03-19 16:05:00"):
            wave.action_issue()
        self.assertEqual((wave.state, wave.date_issue), ("issued", date(2026, 3, 20)))

    def test_R225_a_sample_of_last_year_is_not_issued(self):
        wave = self._drawn("opinion", date_issue=date(2025, 12, 30))
        with self.assertRefused(UserError, "2025"):
            wave.action_issue()

    def test_R226_who_hands_out_and_who_collects_stays_on_record(self):
        wave = self._issued()
        for name in ("issuer_id", "collector_id"):
            with self.subTest(name=name), self.assertRefused(UserError, "R226"):
                wave[name] = False
        wave.collector_id = self.steward
        self.assertEqual(wave.collector_id, self.steward)

    def test_R226_R307_the_day_of_return_follows_from_the_day_of_issue(self):
        wave = self._drawn("opinion", date_issue=date(2026, 3, 14))
        self.assertEqual(wave.date_return, date(2026, 3, 24))
        with self.assertRaises(AccessError):
            wave.date_return = date(2026, 6, 30)
        with self.assertRaises(AccessError):
            self._wave("opinion", date_return=date(2026, 6, 30))
        wave.action_issue()
        self.assertEqual(wave.date_return, date(2026, 3, 22))

    # planned

    def test_R255_a_survey_that_is_planned_for_later_is_not_late_before(self):
        wave = self._wave("opinion", date_issue=date(2026, 6, 10))
        self.assertEqual(wave.date_received, date(2026, 6, 10))
        self.assertEqual(self._clock(wave, "survey_issue")[0], "2026-06-13 23:59:59")
        wave.date_issue = date(2026, 9, 10)
        self.assertEqual(self._clock(wave, "survey_issue")[0], "2026-09-13 23:59:59")
        self.assertIn("2026-09-10", wave.name)

    def test_R304_what_was_handed_on_is_due_whatever_is_planned(self):
        wave = self._wave("opinion", date_issue=date(2026, 3, 14))
        self.assertEqual(wave.date_received, date(2026, 3, 12))
        with freeze_time("2026-03-13 02:00:00"):
            wave.date_issue = date(2026, 3, 31)
        self.assertEqual(wave.date_received, date(2026, 3, 12))
        self.assertEqual(self._clock(wave, "survey_issue")[0], "2026-03-15 23:59:59")

    def test_F05_an_appraisal_is_planned_for_the_first_of_its_days(self):
        for moment, planned in (
            ("2026-01-15 02:00:00", date(2026, 3, 11)),
            ("2026-03-12 02:00:00", date(2026, 3, 12)),
            ("2026-03-25 02:00:00", date(2026, 3, 25)),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                form = Form(self.env["steward.survey.wave"].with_user(self.user_supervisor))
                form.type_id = self.env.ref("property_steward.survey_type_opinion")
                self.assertEqual(str(form.date_issue), moment[:10])
                form.type_id = self.env.ref("property_steward.survey_type_appraisal")
                self.assertEqual(form.date_issue, planned)

    # clocks

    def test_R304_handed_out_within_three_days_of_the_receipt(self):
        wave = self._wave("opinion", date_received=date(2026, 3, 11))
        self.assertEqual(self._clock(wave, "survey_issue"), ("2026-03-14 23:59:59", "running"))
        with freeze_time("2026-03-14 15:59:00"):
            wave.action_draw()
            wave.action_issue()
        self.assertEqual(self._clock(wave, "survey_issue")[1], "met")

    def test_R304_handed_out_later_is_late(self):
        wave = self._wave("opinion", date_received=date(2026, 3, 11))
        # who answers for it is warned before, and told after
        self.assertTrue(wave.sudo().deadline_ids.next_alert_at)
        self.assertEqual(wave.sudo().deadline_ids.responsible_id, self.supervisor)
        with freeze_time("2026-03-14 16:01:00"):
            self.assertTrue(wave.is_overdue)
            self.assertIn(wave, wave.search([("is_overdue", "=", True)]))
            wave.action_draw()
            wave.action_issue()
        self.assertEqual(self._clock(wave, "survey_issue")[1], "met_late")

    def test_R226_an_appraisal_is_handed_out_by_the_twentieth(self):
        wave = self._wave("appraisal", date_received=date(2026, 3, 1))
        self.assertEqual(self._clock(wave, "survey_issue")[0], "2026-03-20 23:59:59")
        wave.date_issue = date(2026, 6, 12)
        self.assertEqual(self._clock(wave, "survey_issue")[0], "2026-06-20 23:59:59")

    def test_R226_R307_returned_in_half_a_month_or_ten_days(self):
        for code, due in (("appraisal", "2026-03-27"), ("opinion", "2026-03-22")):
            with self.subTest(code=code):
                wave = self._issued(code)
                self.assertEqual(self._clock(wave, "survey_return"), (f"{due} 23:59:59", "running"))
                wave.action_collect()
                self.assertEqual(self._clock(wave, "survey_return")[1], "met")

    def test_R226_R307_who_answers_for_it_is_reminded_on_the_day_of_return(self):
        wave = self._issued("appraisal", steward_id=self.supervisor.id)
        clock = wave.sudo().deadline_ids.filtered(lambda one: one.kind == "survey_return")
        nobody = self.env["res.users"]
        for moment, told in (
            ("2026-03-26 02:00:00", nobody),
            ("2026-03-26 23:00:00", self.user_supervisor),
        ):
            with freeze_time(moment), self.enter_registry_test_mode():
                self.env.ref("property_steward.ir_cron_sweep_deadlines").method_direct_trigger()
            self.env.invalidate_all()
            with self.subTest(moment=moment):
                self.assertEqual(clock.alert_ids.user_id, told)
        self.assertTrue(
            self.env["mail.activity"].search([("user_id", "=", self.user_supervisor.id)])
        )

    def test_R309_R311_statistics_in_three_days_the_letter_in_two_weeks(self):
        wave = self._issued()
        with freeze_time("2026-03-22 17:00:00"):  # the 23rd in Shanghai
            wave.action_collect()
        self.assertEqual(self._clock(wave, "survey_statistics")[0], "2026-03-26 23:59:59")
        self.assertEqual(self._clock(wave, "survey_letter")[0], "2026-04-06 23:59:59")
        self._answered(wave.sheet_ids)
        wave.action_close()
        self.assertEqual(self._clock(wave, "survey_statistics")[1], "met")
        self.assertEqual(self._clock(wave, "survey_letter")[1], "running")

    def test_R311_without_concentrated_opinions_it_says_that_there_is_no_letter(self):
        wave = self._issued()
        wave.action_collect()
        self.assertTrue(wave.awaits_letter)
        self._confirm(wave.action_no_letter(), "无集中意见")
        wave.invalidate_recordset(["awaits_letter"])
        self.assertFalse(wave.awaits_letter)
        self.assertIn("无集中意见", wave.message_ids[0].body)

    def test_R227_the_analysis_is_due_on_the_fifth_and_the_originals_ten_days_later(self):
        wave = self._issued("appraisal")
        self.assertEqual(self._clock(wave, "survey_analysis"), ("2026-04-05 23:59:59", "running"))
        with self.assertRaises(UserError):
            wave.action_submit_analysis()
        self._answered(wave.sheet_ids)
        wave.action_collect()
        wave.action_close()
        with self.assertRefused(UserError, "after they were submitted"):
            wave.action_originals_back()
        with freeze_time("2026-04-03 02:00:00"):
            wave.action_submit_analysis()
        with self.assertRefused(UserError, "submitted once"):
            wave.action_submit_analysis()
        self.assertEqual(self._clock(wave, "survey_analysis")[1], "met")
        self.assertEqual(self._clock(wave, "survey_originals"), ("2026-04-13 23:59:59", "running"))
        with freeze_time("2026-04-14 02:00:00"):
            wave.action_originals_back()
        with self.assertRefused(UserError, "come back once"):
            wave.action_originals_back()
        self.assertEqual(self._clock(wave, "survey_originals")[1], "met_late")
        self.assertEqual(wave.analysis_submitted_on, date(2026, 4, 3))
        self.assertEqual(wave.originals_back_on, date(2026, 4, 14))

    def test_an_opinion_form_has_no_analysis_by_the_fifth(self):
        wave = self._issued()
        kinds = set(wave.sudo().deadline_ids.mapped("kind"))
        self.assertEqual(kinds, {"survey_issue", "survey_return"})

    # the return

    def test_R308_more_time_has_a_reason(self):
        wave = self._issued()
        with self.assertRefused(UserError, "R308"):
            wave.date_return = date(2026, 3, 31)
        with self.assertRefused(UserError, wave.number):
            wave.way = "door"
        action = wave.action_extend()
        Extend = self.env["steward.survey.extend"].with_user(self.user_supervisor)
        extend = Extend.with_context(**action["context"]).create(
            {"date_return": date(2026, 3, 20), "reason": "回收不足"}
        )
        with self.assertRaises(UserError):
            extend.action_confirm()
        extend.date_return = date(2026, 3, 31)
        extend.action_confirm()
        self.assertEqual(wave.date_return, date(2026, 3, 31))
        self.assertEqual(self._clock(wave, "survey_return"), ("2026-03-31 23:59:59", "running"))
        self.assertIn("回收不足", wave.message_ids[0].body)

    def test_R308_a_collected_survey_is_collected_on_when_it_gets_more_time(self):
        wave = self._issued()
        wave.action_collect()
        wave._extend(date(2026, 3, 31), "回收不足")
        self.assertEqual(wave.state, "issued")
        self.assertEqual(self._clock(wave, "survey_return")[0], "2026-03-31 23:59:59")
        running = wave.sudo().deadline_ids.filtered(lambda deadline: deadline.state == "running")
        self.assertEqual(running.mapped("kind"), ["survey_return"])

    def test_R308_below_three_quarters_the_closing_needs_a_reason(self):
        wave = self._issued(rate=20)
        sheets = wave.sheet_ids
        self.assertEqual(len(sheets), 8)
        self._answered(sheets[:5])
        wave.action_collect()
        self.assertEqual((wave.recovery_rate, wave.is_recovery_low), (62.5, True))
        self.assertIn("62.5", wave.message_ids[0].body)
        question = wave.action_close()
        self.assertEqual(wave.state, "collected")
        with self.assertRefused(UserError, "62.5"):
            wave._close()
        self._confirm(question, "长期外出住户多")
        self.assertEqual((wave.state, wave.close_reason), ("closed", "长期外出住户多"))

    def test_R308_with_three_quarters_back_it_is_closed_at_once(self):
        wave = self._issued(rate=20)
        self._answered(wave.sheet_ids[:6])
        wave.action_collect()
        self.assertFalse(wave.is_recovery_low)
        self.assertFalse(wave.action_close())
        self.assertEqual((wave.state, wave.close_reason), ("closed", False))

    def test_R305_R328_a_survey_is_not_closed_while_sheets_lie_about(self):
        """Whoever got no sheet was not reached, and the sheet says why."""
        wave = self._issued(rate=20, way="door")
        self.assertEqual(wave.waiting_count, 8)
        self._answered(wave.sheet_ids[:6])
        wave.action_collect()
        self.assertEqual(self._clock(wave, "survey_issue")[1], "running")
        with self.assertRefused(UserError, "2"):
            wave.action_close()
        self._confirm(wave.sheet_ids[6:].action_not_reached(), "三次上门无人")
        self.assertEqual(self._clock(wave, "survey_issue")[1], "met")
        wave.action_close()
        self.assertEqual(wave.state, "closed")

    def test_R308_who_runs_late_with_too_few_back_is_told(self):
        wave = self._issued()
        self.assertFalse(wave.is_recovery_low)
        with freeze_time("2026-03-22 17:00:00"):
            wave.invalidate_recordset()
            self.assertTrue(wave.is_recovery_low)
            self.assertIn(wave, wave.search([("is_recovery_low", "=", True)]))

    def test_R328_the_six_figures(self):
        wave = self._issued(rate=20)
        wave.sheet_ids[:6]._return(fields.Datetime.now())
        wave.sheet_ids[6]._not_reach("长期外出")
        self.assertEqual(wave.date_issue, date(2026, 3, 12))
        self.assertEqual((wave.base_count, wave.issued_count, wave.coverage), (40, 8, 20.0))
        self.assertEqual((wave.returned_count, wave.recovery_rate), (6, 75.0))
        self.assertEqual(wave.unreachable_count, 1)
        by_building = {
            stratum.building_id.name: (stratum.base_count, stratum.issued_count)
            for stratum in wave.stratum_ids
        }
        self.assertEqual(by_building, {"1": (20, 4), "2": (20, 4)})
        self.assertEqual(sum(wave.stratum_ids.mapped("returned_count")), 6)

    # cancel

    def test_a_cancelled_survey_says_why_and_has_no_clock_any_more(self):
        wave = self._issued()
        self._confirm(wave.action_cancel(), "问卷有误")
        self.assertEqual(wave.state, "cancelled")
        self.assertFalse(wave.next_due_at)
        self.assertIn("问卷有误", wave.message_ids[0].body)
        with self.assertRaises(UserError):
            wave.action_cancel()

    def test_each_step_comes_after_the_one_before(self):
        wave = self._wave("opinion")
        for action in ("action_issue", "action_collect", "action_close", "action_extend"):
            with self.subTest(action=action), self.assertRaises(UserError):
                getattr(wave, action)()
        wave.unlink()

    def test_a_survey_and_its_type_may_be_taken_as_a_pattern(self):
        wave = self._issued(rate=50)
        again = wave.copy({"date_issue": date(2026, 9, 1)})
        self.assertEqual((again.state, again.rate), ("draft", 50))
        self.assertEqual(again.date_return, date(2026, 9, 11))
        self.assertFalse(again.number or again.sheet_ids or again.survey_id or again.issued_at)
        again.action_draw()
        self.assertEqual(again.sample_count, 20)
        kind = wave.type_id.with_user(self.user_quality).copy()
        self.assertFalse(kind.code)

    def test_a_survey_is_named_after_its_type_and_period(self):
        self.assertIn("2026 Q1", self._wave("appraisal").name)
        self.assertIn("2026", self._wave("annual").name)
        wave = self._wave("appraisal")
        wave.date_issue = date(2026, 6, 12)
        self.assertIn("2026 Q2", wave.name)
        own = self._wave("opinion", name="春季征询 2026")
        own.date_issue = date(2026, 4, 1)
        self.assertEqual(own.name, "春季征询 2026")
        # on paper it is called what it was drawn as
        with freeze_time("2026-06-12 02:00:00"):
            name = wave.name
            wave.action_draw()
            with freeze_time("2026-09-12 02:00:00"):
                wave.action_issue()
            self.assertEqual(wave.name, name)
