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

    def test_an_anonymous_survey_counts_what_came_back_by_its_link(self):
        kind = self.survey_type.copy({"code": "anonymous", "is_anonymous": True})
        wave = self._create_wave(kind)
        for level in ("满意", "满意", "不满意"):
            self._answer_wave(wave, {"security": level})
        wave = self._collected(wave)
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

    def test_R314_an_open_wave_is_not_sent(self):
        wave = self._collected(self._create_wave())
        with self.assertRefused(UserError, "after it was closed"):
            wave.with_user(self.user_quality).action_send_report()
