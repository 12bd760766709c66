import json
from datetime import date

from odoo.exceptions import AccessError, UserError

from .forms_print import FormsPrint
from .survey_common import SurveyCommon

GOOD = {"security": "满意", "cleaning": "满意", "parking": "满意", "overall": "满意"}


class TestSurveyStatistics(FormsPrint, SurveyCommon):
    """R308-R309, R328-R331: what the sheets that are back say."""

    def test_R329_each_dimension_is_the_share_of_the_satisfied_among_those_who_judge(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 3)
        self._answer(sheets[0], {"security": "满意", "attitude": "满意"})
        self._answer(sheets[1], {"security": "满意", "attitude": "不满意"})
        self._answer(sheets[2], {"security": "不满意", "attitude": "不了解"})
        wave = self._collected(wave)
        security = self._result(wave, "security")
        self.assertEqual((security.answered_count, security.rate), (3, 66.7))
        attitude = self._result(wave, "attitude")
        self.assertEqual((attitude.satisfied_count, attitude.unsatisfied_count), (1, 1))
        self.assertEqual((attitude.none_count, attitude.rate), (1, 50.0))

    def test_R330_F07_fairly_satisfied_counts_as_satisfied(self):
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 3), {"security": "较满意"})
        self.assertEqual(self._result(self._collected(wave), "security").rate, 100.0)

    def test_R309_only_done_answers_of_the_wave_count(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 2)
        self._answer(sheets[0], {"security": "满意"})
        self._answer(sheets[1], {"security": "不满意"}).state = "in_progress"
        # a trial of the questionnaire
        self._answer_wave(wave, {"security": "不满意"})
        self.assertEqual(self._result(self._collected(wave), "security").answered_count, 1)

    def test_R329_who_answers_twice_on_one_question_is_one_judgement(self):
        wave = self._create_wave()
        sheet = self._create_sheets(wave, 1)
        answers = self._answer(sheet, {"attitude": "满意"})
        question = answers.user_input_line_ids.question_id
        bad = question.suggested_answer_ids.filtered(lambda one: one.value == "不满意")
        answers.user_input_line_ids.copy({"suggested_answer_id": bad.id})
        attitude = self._result(self._collected(wave), "attitude")
        self.assertEqual((attitude.satisfied_count, attitude.unsatisfied_count), (0, 1))

    def test_R329_what_is_left_out_leaves_the_denominator(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 3)
        self._everybody(sheets[:2], {"attitude": "满意"})
        self._answer(sheets[2], {"attitude": "不满意"}).user_input_line_ids.write(
            {"skipped": True, "answer_type": False, "suggested_answer_id": False}
        )
        attitude = self._result(self._collected(wave), "attitude")
        self.assertEqual((attitude.answered_count, attitude.rate), (2, 100.0))

    def test_R329_a_dimension_that_nobody_judged_is_listed_and_has_no_rate(self):
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 3), {"security": "满意", "parking": "不了解"})
        wave = self._collected(wave)
        self.assertEqual(
            {result.dimension_id.code for result in wave.main_result_ids},
            {*self.asked, "attitude"},
        )
        for code, answers in (("cleaning", 0), ("parking", 3)):
            result = self._result(wave, code)
            self.assertEqual((result.answered_count, result._rate_text()), (answers, "–"))
            self.assertFalse(result.is_weakest)

    def test_R309_a_wave_of_which_nothing_came_back_is_closed_with_a_reason_only(self):
        wave = self._create_wave()
        self._create_sheets(wave, 3)
        wave = self._collected(wave)
        with self.assertRefused(UserError, "0.0"):
            wave._close()
        wave._close("全部外出")
        self.assertEqual((wave._figures()["recovery"], wave.satisfaction_count), (0.0, 0))
        self.assertFalse(wave.main_result_ids.filtered("is_weakest"))
        self.assertIn("–", self._text(self._html("survey_satisfaction", wave)))

    def test_R309_one_sheet_is_shown_as_one_and_compared_with_nothing(self):
        wave = self._create_wave()
        self._answer(self._create_sheets(wave, 1), {"security": "不满意"})
        security = self._result(self._collected(wave), "security")
        self.assertEqual((security.answered_count, security.rate), (1, 0.0))
        self.assertTrue(security.is_small)
        self.assertFalse(security.is_weakest)

    def test_R309_a_wave_is_not_closed_while_paper_waits_to_be_keyed_in(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 3)
        self._everybody(sheets[:2], GOOD)
        sheets[2].write({"state": "returned", "returned_at": "2026-09-08 03:00:00"})
        wave = self._collected(wave)
        self._write_analysis(wave)
        with self.assertRefused(UserError, "without their answers: 1"):
            wave._close()
        self._answer(sheets[2], {**GOOD, "security": "不满意"})
        wave._close()
        self.assertEqual(self._result(wave, "security").rate, 66.7)

    def test_R309_buildings_and_segments_are_counted_beside_the_whole(self):
        wave = self._create_wave()
        tag = self.env["steward.segment.tag"].search([], limit=1)
        self._everybody(self._create_sheets(wave, 3, segment=tag), {"security": "满意"})
        self._everybody(self._create_sheets(wave, 2, self.building10), {"security": "不满意"})
        wave = self._collected(wave)
        rates = [
            self._result(wave, "security", "building", building).rate
            for building in (self.building3, self.building10)
        ]
        self.assertEqual(rates, [100.0, 0.0])
        segment = self._result(wave, "security", "segment")
        self.assertEqual((segment.segment_id, segment.rate), (tag, 100.0))
        self.assertEqual(self._result(wave, "security").rate, 60.0)

    def test_R329_satisfaction_is_that_with_everything_and_without_it_of_all_judgements(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 2)
        self._answer(sheets[0], {"security": "满意", "overall": "不满意"})
        self._answer(sheets[1], {"security": "满意", "overall": "满意"})
        other = self._create_wave()
        self._everybody(self._create_sheets(other, 3), {"security": "满意", "parking": "不满意"})
        for one, rate in ((wave, 50.0), (other, 50.0)):
            self.assertEqual(self._collected(one).satisfaction, rate)

    def test_R331_the_weakest_is_marked_and_asks_for_cause_and_next_step(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 4)
        self._everybody(sheets[:3], GOOD)
        self._answer(sheets[3], {**GOOD, "parking": "不满意", "overall": "不满意"})
        wave = self._collected(wave)
        weak = wave.result_ids.filtered("is_weakest")
        self.assertEqual(weak.dimension_id, self._dimension("parking"))
        wave.write({"strengths": "保安", "deficits": "公共设施"})
        with self.assertRefused(UserError, "Why It Is Weak"):
            wave._close("少")
        self._write_analysis(wave)
        wave._close("少")
        self.assertEqual(wave.state, "closed")

    def test_R331_several_are_the_weakest_where_they_are_equally_weak(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 3)
        self._everybody(sheets[:2], GOOD)
        self._answer(sheets[2], {**GOOD, "parking": "不满意", "cleaning": "不满意"})
        weak = self._collected(wave).result_ids.filtered("is_weakest").dimension_id
        self.assertEqual(weak, self._dimension("cleaning") + self._dimension("parking"))

    def test_R331_everything_together_is_never_the_weak_spot(self):
        overall = self._dimension("overall")
        for active in (True, False):
            overall.active = active
            wave = self._create_wave()
            sheets = self._create_sheets(wave, 3)
            self._everybody(sheets[:2], GOOD)
            self._answer(sheets[2], {**GOOD, "overall": "不满意"})
            self.assertFalse(self._collected(wave).result_ids.filtered("is_weakest"))

    def test_R331_strengths_and_deficits_are_named_even_where_everybody_is_satisfied(self):
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 3), GOOD)
        wave = self._collected(wave)
        self.assertFalse(wave.result_ids.filtered("is_weakest"))
        with self.assertRefused(UserError, "Strengths, Deficits"):
            wave._close("少")

    def test_small_groups_are_shown_with_their_number_and_not_compared(self):
        self.survey_type.small_group = 5
        before = self._create_wave(date_issue=date(2026, 6, 1))
        self._everybody(self._create_sheets(before, 6), {"security": "满意"})
        self._closed(before)
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 4), {"security": "不满意"})
        wave = self._collected(wave)
        security = self._result(wave, "security")
        self.assertEqual((security.answered_count, security.rate), (4, 0.0))
        self.assertTrue(security.is_small)
        self.assertFalse(security.is_weakest or security.previous_id)

    def test_of_a_few_in_a_confidential_survey_nobody_learns_what_they_answered(self):
        self.survey_type.write({"small_group": 3, "is_confidential": True})
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 3), {"security": "满意"})
        self._everybody(self._create_sheets(wave, 2, self.building10), {"security": "不满意"})
        few = self._result(self._collected(wave), "security", "building", self.building10)
        self.assertEqual((few.answered_count, few.unsatisfied_count, few._rate_text()), (2, 0, "–"))

    def test_of_a_few_in_confidence_nothing_follows_from_what_is_shown_either(self):
        self.survey_type.write({"small_group": 3, "is_confidential": True})
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 4), {"security": "满意"})
        self._everybody(self._create_sheets(wave, 1, self.building10), {"security": "不满意"})
        wave = self._collected(wave)
        for building in (self.building3, self.building10):
            result = self._result(wave, "security", "building", building)
            self.assertEqual((result.is_shown, result.judged_count), (False, 0))
        self.assertEqual(self._result(wave, "security").rate, 80.0)
        # of so few, the whole is theirs as well
        few = self._create_wave()
        self._everybody(self._create_sheets(few, 2), {"security": "不满意"})
        result = self._result(self._collected(few), "security")
        self.assertEqual((result.answered_count, result.is_shown), (2, False))

    def test_in_confidence_answers_are_not_counted_one_by_one_as_they_come_in(self):
        self.survey_type.is_confidential = True
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 2), {"security": "满意"}, ["悄悄说"])
        mine = wave.with_user(self.user_supervisor)
        with self.assertRefused(UserError, "is confidential"):
            mine.action_count()
        mine.action_open_comments()
        self.assertFalse(mine.result_ids or mine.comment_ids)
        mine.action_collect()
        self.assertTrue(mine.result_ids and mine.comment_ids)

    def test_a_wave_is_compared_with_the_last_one_of_its_type_in_the_community(self):
        for month, level in ((3, "不满意"), (6, "满意")):
            before = self._create_wave(date_issue=date(2026, month, 1))
            self._everybody(self._create_sheets(before, 2), {"security": level})
            self._closed(before)
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 4)
        self._everybody(sheets[:3], {"security": "满意"})
        self._answer(sheets[3], {"security": "不满意"})
        security = self._result(self._collected(wave), "security")
        self.assertEqual((security.previous_rate, security.change), (100.0, -25.0))

    def test_a_wave_of_another_type_community_or_time_is_no_last_one(self):
        free = self.env.ref("property_steward.survey_type_free")
        free.small_group = 2
        early = date(2026, 6, 1)
        for vals, building in (
            ({"kind": free, "date_issue": early}, self.building3),
            ({"community": self.mall, "date_issue": early}, self.building_mall),
            ({"date_issue": date(2026, 9, 2)}, self.building3),
        ):
            other = self._create_wave(**vals)
            self._everybody(self._create_sheets(other, 3, building), GOOD)
            self._closed(other)
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 3), GOOD)
        self.assertFalse(self._collected(wave).result_ids.previous_id)

    def test_the_same_wave_always_gives_the_same_figures(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 4)
        self._everybody(sheets[:3], GOOD)
        closed = self._closed(wave)
        fields = ("answered_count", "satisfied_count", "unsatisfied_count", "rate", "is_weakest")
        before, figures = closed.result_ids.sorted("id").read(fields), closed._figures()
        # the scale is turned round, an answer changes, another sheet arrives, the type is stricter
        wave.survey_id.question_ids.suggested_answer_ids.steward_scale = "unsatisfied"
        self._answer(sheets[3], {**GOOD, "security": "不满意"})
        self.survey_type.small_group = 50
        closed.action_count()
        self.env.invalidate_all()
        self.assertEqual(closed.result_ids.sorted("id").read(fields), before)
        self.assertEqual(closed._figures(), figures)
        with self.assertRefused(UserError, "stays as it is"):
            closed.strengths = "别的"

    def test_what_follows_from_the_figures_stays_with_them(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 6)
        self._everybody(sheets[:4], {"parking": "不满意", "overall": "满意"})
        self._answer(sheets[4], {"parking": "不满意", "security": "不满意", "overall": "满意"})
        closed = self._closed(wave)

        def everything():
            closed.invalidate_recordset()
            names = ("satisfaction", "recovery_rate", "coverage", "is_recovery_low", "rate_note")
            charts = closed.get_charts()
            return [closed[name] for name in names], charts["bars"], charts["line"]

        before = everything()
        self.survey_type.write({"pareto_line": 100, "small_group": 9, "recovery_min": 100})
        self._dimension("parking").active = False
        sheets[0].partner_id.household_unit_id.building_id = self.building10
        self.assertEqual(everything(), before)
        self.assertEqual(self._result(closed, "parking", "building").building_id, self.building3)

    def test_what_was_judged_in_a_closed_wave_does_not_become_something_else(self):
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 3), GOOD)
        parking = self._dimension("parking").with_user(self.user_quality)
        nobodys = parking.create({"name": "泳池", "code": "pool"})
        self._closed(wave)
        nobodys.write({"name": "游泳池", "code": "swimming"})
        for vals in ({"name": "绿化"}, {"code": "green"}, {"is_overall": True}):
            with self.assertRefused(UserError, "make another one"):
                parking.write(vals)
        parking.active = False

    def test_a_wave_that_is_closed_later_is_none_of_the_last_ones(self):
        late = self._create_wave(date_issue=date(2026, 6, 1), name="迟")
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 2), GOOD)
        closed = self._closed(wave)
        closed.sudo().closed_at = "2026-09-20 02:00:00"
        self._everybody(self._create_sheets(late, 2), GOOD)
        self._closed(late)
        self.assertFalse(closed._previous_waves(3))
        self.assertEqual(self._create_wave()._previous_waves(3), closed + late.sudo(False))

    def test_what_did_not_change_is_not_written_again(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 3)
        self._everybody(sheets[:2], GOOD)
        wave._count_results()
        before = wave.result_ids
        wave._count_results()
        self.assertEqual(wave.result_ids, before)
        self._answer(sheets[2], {"security": "不满意"})
        wave._count_results()
        self.assertEqual(self._result(wave, "security").rate, 66.7)

    def test_figures_are_counted_and_entered_by_nobody(self):
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 2), GOOD)
        result = self._result(self._collected(wave), "security")
        for user in (self.user_supervisor, self.user_quality):
            with self.assertRaises(AccessError):
                result.with_user(user).rate = 100.0
        with self.assertRaises(AccessError):
            wave.with_user(self.user_supervisor).figures = {"issued": 1}

    def test_R328_the_six_figures_are_never_above_a_hundred_percent(self):
        wave = self._create_wave(base_count=2)
        self._everybody(self._create_sheets(wave, 3), GOOD)
        figures = self._closed(wave)._figures()
        self.assertEqual(
            [figures[name] for name in ("date", "issued", "coverage", "returned", "recovery")],
            ["2026-09-01", 3, 100.0, 3, 100.0],
        )
        json.dumps(figures)

    def test_R308_recovery_is_of_the_issued_and_who_was_not_reached_still_counts(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 5)
        self._everybody(sheets[:3], GOOD)
        # nobody was at home: the sheet was never handed out
        sheets[4].write({"state": "unreachable", "issued_at": False, "unreachable_reason": "出国"})
        self.assertEqual((wave.recovery_rate, wave.sample_rate), (75.0, 60.0))
        wave = self._collected(wave)
        self._write_analysis(wave)
        with self.assertRefused(UserError, "60.0 % of the sample"):
            wave._close()
        wave._close("一户出国")
        figures = wave._figures()
        self.assertEqual((figures["issued"], figures["coverage"]), (4, 10.0))
        self.assertEqual((figures["recovery"], figures["sample_recovery"]), (75.0, 60.0))
        self.assertEqual((wave.recovery_rate, wave.coverage), (75.0, 10.0))
        # whatever the type asks for later
        self.survey_type.recovery_min = 0
        wave.invalidate_recordset()
        self.assertTrue(wave.is_recovery_low)

    def test_an_anonymous_survey_counts_what_came_back_by_its_link(self):
        kind = self.survey_type.copy({"code": "anonymous", "is_anonymous": True})
        wave = self._create_wave(kind)
        for level in ("满意", "满意", "不满意"):
            self._answer_wave(wave, {"security": level})
        trial = self._answer_wave(wave, {"security": "不满意"}, "试一试")
        trial.test_entry = True
        wave = self._collected(wave)
        self.assertFalse(wave.comment_ids)
        self.assertEqual(self._result(wave, "security").rate, 66.7)
        self.assertEqual(set(wave.result_ids.mapped("scope")), {"all"})

    def test_counting_takes_the_same_statements_for_few_and_for_many_sheets(self):
        def statements(count):
            wave = self._create_wave()
            self._everybody(self._create_sheets(wave, count), GOOD)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wave._count_results()
            wave._gather_comments()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        statements(1)
        self.assertEqual(statements(2), statements(14))

    def test_F34_a_rate_over_communities_is_that_of_all_their_judgements(self):
        for community, building, satisfied, count in (
            (self.community, self.building3, 9, 10),
            (self.mall, self.building_mall, 0, 2),
        ):
            wave = self._create_wave(community=community)
            sheets = self._create_sheets(wave, count, building)
            self._everybody(sheets[:satisfied], {"security": "满意"})
            self._everybody(sheets[satisfied:], {"security": "不满意"})
            self._closed(wave)
        [(rate,)] = (
            self.env["steward.survey.result"]
            .with_user(self.user_quality)
            ._read_group(
                [
                    ("community_id", "in", (self.community + self.mall).ids),
                    ("dimension_id", "=", self._dimension("security").id),
                    ("scope", "=", "all"),
                ],
                [],
                ["rate:avg"],
            )
        )
        self.assertEqual(rate, 75.0)

    def test_R314_quality_sends_the_problems_and_the_representative_reads_them(self):
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 2), GOOD)
        closed = self._closed(wave)
        with self.assertRaises(AccessError):
            closed.action_send_report()
        with self.assertRefused(UserError, "waits for no reader"):
            closed.with_user(self.user_representative).action_read_report()
        closed.with_user(self.user_quality).action_send_report()
        self.assertEqual(closed.report_state, "sent")
        self.assertEqual(closed.sudo().activity_ids.user_id, self.user_representative)
        with self.assertRaises(AccessError):
            closed.with_user(self.user_quality).action_read_report()
        closed.with_user(self.user_representative).action_read_report()
        self.assertEqual(
            (closed.report_state, closed.report_read_by_id), ("read", self.user_representative)
        )
        self.assertFalse(closed.sudo().activity_ids)

    def test_R303_quality_does_statistics_and_analysis_by_itself(self):
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 3)
        self._everybody(sheets[:2], GOOD, ["很好"])
        self._answer(sheets[2], {**GOOD, "parking": "不满意"})
        mine = wave.with_user(self.user_quality)
        mine.action_count()
        mine.action_collect()
        mine.comment_ids.action_note()
        self._write_analysis(mine)
        mine.cause_ids.create(
            {
                "wave_id": wave.id,
                "dimension_id": self._dimension("parking").id,
                "name": "人少",
                "measure": "增加夜班岗",
                "responsible_id": self.supervisor.id,
                "date_due": date(2026, 10, 31),
            }
        )
        mine.action_close()
        mine.action_send_report()
        self.assertEqual((mine.state, mine.report_state), ("closed", "sent"))

    def test_R314_an_open_wave_is_not_sent(self):
        wave = self._collected(self._create_wave())
        with self.assertRefused(UserError, "after it was closed"):
            wave.with_user(self.user_quality).action_send_report()
