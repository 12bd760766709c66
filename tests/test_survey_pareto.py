from datetime import date

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .survey_common import SurveyCommon


class TestSurveyPareto(SurveyCommon):
    """R228-R231: from the weak spots to measures."""

    def setUp(self):
        super().setUp()
        wave = self._create_wave()
        sheets = self._create_sheets(wave, 5)
        bad = (4, {"parking": "不满意"}), (1, {"security": "不满意", "overall": "不满意"})
        for count, levels in bad:
            for sheet in sheets[:count]:
                self._answer_more(sheet, levels)
        self.wave = self._collected(wave)

    def _answer_more(self, sheet, levels):
        if not sheet.user_input_id:
            self._answer(sheet, {})
        answers = self._answer_wave(sheet.wave_id, levels)
        answers.user_input_line_ids.write({"user_input_id": sheet.user_input_id.id})
        answers.unlink()

    def _cause(self, name, parent=None, **vals):
        return self.wave.cause_ids.create(
            {
                "wave_id": self.wave.id,
                "dimension_id": self._dimension("parking").id,
                "aspect": "method",
                "name": name,
                "parent_id": parent and parent.id,
                **vals,
            }
        )

    def test_R228_the_few_dimensions_that_most_complain_of_stand_out(self):
        charts = self.wave.get_charts()
        self.assertEqual(
            [(bar["count"], bar["share"], bar["is_vital"]) for bar in charts["bars"]],
            [(4, 80.0, True), (1, 20.0, False)],
        )
        self.assertEqual(charts["bars"][0]["label"], self._dimension("parking").name)
        self.assertEqual((charts["line"], charts["total"]), (80.0, 5))

    def test_R228_a_bar_opens_what_stands_behind_it(self):
        bar = self.wave.get_charts()["bars"][0]
        behind = self.env[bar["model"]].with_user(self.user_supervisor).search(bar["domain"])
        self.assertEqual(set(behind.mapped("scope")), {"all", "building"})
        self.assertEqual(behind.dimension_id, self._dimension("parking"))

    def test_R228_the_chart_of_topics_counts_comments(self):
        values = [
            {
                "wave_id": self.wave.id,
                "community_id": self.community.id,
                "company_id": self.community.company_id.id,
                "words": words,
                "topic_id": topic,
            }
            for words, topic in (("慢", self.topic.id), ("坏", self.topic.id), ("好", False))
        ]
        self.env["steward.survey.comment"].create(values)
        bars = self.wave.get_charts("topic")["bars"]
        self.assertEqual([bar["count"] for bar in bars], [2, 1])
        self.assertEqual(bars[0]["label"], self.topic.name)
        comments = self.env["steward.survey.comment"].with_user(self.user_supervisor)
        self.assertEqual([len(comments.search(bar["domain"])) for bar in bars], [2, 1])

    def test_R314_the_representative_sees_the_charts_but_not_who_wrote_what(self):
        self.env["steward.survey.comment"].create(
            {
                "wave_id": self.wave.id,
                "community_id": self.community.id,
                "company_id": self.community.company_id.id,
                "words": "慢",
                "topic_id": self.topic.id,
            }
        )
        wave = self.wave.with_user(self.user_representative)
        [bar] = wave.get_charts("topic")["bars"]
        self.assertEqual((bar["label"], bar["count"], bar["model"]), (self.topic.name, 1, False))
        self.assertEqual(wave.get_charts()["bars"][0]["model"], "steward.survey.result")
        self.assertEqual((wave.comment_count, wave.unread_count), (1, 1))
        for persona in (self.user_nobody, self.user_department):
            with self.assertRaises(AccessError):
                self.wave.with_user(persona).get_charts()

    def test_R229_causes_lie_behind_each_other_in_one_aspect(self):
        large = self._cause("无人引导")
        small = self._cause("夜班只有一人", large)
        self.assertEqual((large.is_leaf, small.is_leaf), (False, True))
        with self.assertRefused(ValidationError, "same survey"):
            self._cause("道闸老旧", large, aspect="machine")
        with self.assertRaises(UserError):
            large.parent_id = small

    def test_R229_the_fishbone_shows_the_five_aspects_and_the_causes(self):
        large = self._cause("无人引导")
        self._cause("夜班只有一人", large)
        [bone] = self.wave.with_context(lang="zh_CN").get_charts()["fishbones"]
        for text in ("无人引导", "夜班只有一人", f'data-key="{large.id}"'):
            self.assertIn(text, bone["svg"])

    def test_R229_a_smallest_cause_has_a_measure_before_the_wave_is_closed(self):
        self._write_analysis(self.wave)
        large = self._cause("无人引导")
        small = self._cause("夜班只有一人", large)
        with self.assertRefused(UserError, "夜班只有一人"):
            self.wave._close("少")
        small.write(
            {
                "measure": "增加夜班岗",
                "responsible_id": self.supervisor.id,
                "date_due": date(2026, 10, 31),
            }
        )
        self.wave._close("少")
        with self.assertRefused(UserError, "stays as it is"):
            small.name = "别的"
        with self.assertRefused(UserError, "stays as it is"):
            self._cause("再来一个")
        with self.assertRefused(UserError, "stays as it is"):
            small.unlink()

    def test_R230_no_cause_is_moved_into_a_closed_wave(self):
        other = self._create_wave()
        self._write_analysis(self.wave)
        self.wave._close("少")
        cause = self.wave.cause_ids.create(
            {"wave_id": other.id, "dimension_id": self._dimension("parking").id, "name": "人少"}
        )
        with self.assertRefused(UserError, "stays as it is"):
            cause.wave_id = self.wave

    def test_R230_a_measure_becomes_a_corrective_action_once(self):
        large = self._cause("无人引导")
        small = self._cause(
            "夜班只有一人",
            large,
            measure="增加夜班岗",
            responsible_id=self.supervisor.id,
            date_due=date(2026, 10, 31),
        )
        with self.assertRefused(UserError, "smaller causes"):
            large.action_correct()
        action = small.action_correct()
        correction = self.env["steward.corrective.action"].browse(action["res_id"])
        self.assertEqual(correction.measure, "增加夜班岗")
        self.assertEqual(correction.cause, "夜班只有一人 ← 无人引导")
        self.assertEqual(correction.responsible_id, self.supervisor)
        self.assertEqual(small.action_correct()["res_id"], correction.id)

    def test_R231_the_year_is_summed_up_once_with_effects_and_suggestions(self):
        self._write_analysis(self.wave)
        large = self._cause("无人引导")
        small = self._cause(
            "夜班只有一人",
            large,
            measure="增加夜班岗",
            responsible_id=self.supervisor.id,
            date_due=date(2026, 10, 31),
        )
        self.wave._close("少")
        elsewhere = self._create_wave(community=self.mall)
        self._everybody(self._create_sheets(elsewhere, 2, self.building_mall), {"parking": "满意"})
        self._closed(elsewhere)
        Summary = self.env["steward.survey.summary"].with_user(self.user_supervisor)
        summary = Summary.create({"community_id": self.community.id, "year": 2026})
        self.assertEqual(
            summary.result_ids, self.wave.result_ids.filtered(lambda one: one.scope == "all")
        )
        self.assertEqual(summary.cause_ids, small)
        self.assertFalse(
            Summary.create({"community_id": self.community.id, "year": 2027}).result_ids
        )
        with self.assertRefused(UserError, "effects and the suggestions"):
            summary.action_submit()
        summary.write({"effects": "车场满意率上升", "suggestions": "每季度用鱼骨图"})
        summary.action_submit()
        self.assertEqual(summary.submitted_by_id, self.user_supervisor)
        with self.assertRefused(UserError, "stays as it is"):
            summary.effects = "别的"
        with self.assertRefused(UserError, "stays as it is"):
            summary.unlink()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            Summary.create({"community_id": self.community.id, "year": 2026})

    def test_R231_a_submitted_summary_is_as_it_was(self):
        later = self._create_wave(date_issue=date(2026, 12, 20))
        self._everybody(self._create_sheets(later, 2), {"parking": "满意"})
        self._write_analysis(self.wave)
        self.wave._close("少")
        summary = (
            self.env["steward.survey.summary"]
            .with_user(self.user_supervisor)
            .create(
                {
                    "community_id": self.community.id,
                    "year": 2026,
                    "effects": "车场满意率上升",
                    "suggestions": "每季度用鱼骨图",
                }
            )
        )
        summary.action_submit()
        summary.sudo().submitted_at = self.wave.closed_at
        closed = self._closed(later)
        closed.sudo().closed_at = fields.Datetime.add(self.wave.closed_at, days=3)
        summary.invalidate_recordset()
        self.assertEqual(summary.result_ids.wave_id, self.wave)
        summary.sudo().submitted_at = closed.closed_at
        self.assertEqual(summary.result_ids.wave_id, self.wave + closed)

    def test_R231_the_duty_of_january_is_done_with_the_summary(self):
        rule = self.env.ref("property_steward.duty_rule_residential_survey_summary")
        duty = self.env["steward.duty"].create(
            {
                "rule_id": rule.id,
                "name": rule.name,
                "kind": rule.kind,
                "community_id": self.community.id,
                "employee_id": self.manager.id,
                "period_start": "2025-01-01",
                "period_end": "2025-12-31",
                "date_due": "2026-01-05",
            }
        )
        duty = duty.with_user(self.user_manager)
        with self.assertRefused(UserError, "submit the summary of the year first"):
            duty.action_submit()
        action = duty.action_open_survey_summary()
        self.assertFalse(action["res_id"])
        summary = (
            self.env["steward.survey.summary"]
            .with_user(self.user_manager)
            .with_context(**action["context"])
            .create({"effects": "车场满意率上升", "suggestions": "每季度用鱼骨图"})
        )
        self.assertEqual((summary.community_id, summary.year), (self.community, 2025))
        summary.action_submit()
        self.assertEqual(duty.action_open_survey_summary()["res_id"], summary.id)
        duty.action_submit()
        self.assertEqual(duty.state, "approved")
