from datetime import date
from unicodedata import normalize

from odoo.exceptions import AccessError, UserError

from .forms_print import FormsPrint
from .survey_common import SurveyCommon


class TestSurveyStatisticsForms(FormsPrint, SurveyCommon):
    """C084-C086, C114, C121: what surveys say on paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey_type.small_group = 1

    def setUp(self):
        super().setUp()
        before = self._create_wave(date_issue=date(2026, 3, 1))
        self._everybody(self._create_sheets(before, 2), {"parking": "不满意"})
        self._closed(before)
        wave = self._create_wave(name="第三季度意见征询", base_count=40)
        sheets = self._create_sheets(wave, 5)
        for sheet in sheets[:3]:
            self._answer(sheet, {"parking": "不满意", "security": "较满意", "overall": "满意"})
        self._answer(sheets[3], {"parking": "满意", "security": "不满意", "overall": "满意"}, "好")
        wave = self._collected(wave)
        self.cause = wave.cause_ids.create(
            {
                "wave_id": wave.id,
                "dimension_id": self._dimension("parking").id,
                "aspect": "method",
                "name": "夜间无人引导",
                "measure": "增加夜班岗",
                "responsible_id": self.supervisor.id,
                "date_due": date(2026, 10, 31),
            }
        )
        wave.comment_ids.action_note()
        self._write_analysis(wave)
        wave._close("业主多不在家")
        self.wave = wave

    def _printed(self, name, records=None, user=None):
        return self._html(name, records or self.wave, user or self.user_supervisor)

    def test_C121_R328_the_report_states_the_six_figures(self):
        text = self._text(self._printed("survey_statistics"))
        for words in ("2026-09-01", "12.5%", "80.0%", "100.0%"):
            self.assertIn(words, text)
        report = self.env["report.property_steward.report_survey_statistics"]
        cells = sum(report._six_figures(self.wave), [])
        figures = [str(value) for _label, value in cells]
        self.assertEqual(
            figures,
            ["2026-09-01", "40", "5", "12.5%", "4", "80.0%", "5", "0", "80.0%", "100.0%"],
        )

    def test_C121_R330_the_footnote_says_what_counts_as_satisfied(self):
        report = self.env["report.property_steward.report_survey_statistics"]
        [sheet] = report._sheets(self.wave)
        self.assertIn("as satisfied: 满意 / 较满意; as not satisfied: 不满意", sheet["notes"][0])
        self.assertIn("rounded half up", sheet["notes"][0])
        html = self._printed("survey_statistics")
        note = report._footnotes(self.wave.with_context(lang="zh_CN"))[0]
        self.assertIn(note, self._text(html))

    def test_R330_the_footnote_follows_the_scale_until_the_wave_is_closed(
        self,
    ):
        wave = self._create_wave()
        options = wave.survey_id.question_ids.suggested_answer_ids
        fairly = options.filtered(lambda option: option.value == "较满意")
        fairly.steward_scale = "unsatisfied"
        self.assertIn("as satisfied: 满意; as not satisfied: 较满意 / 不满意", wave.rate_note)
        closed = self._closed(wave)
        note = closed.rate_note
        fairly.steward_scale = "satisfied"
        self.survey_type.small_group = 50
        closed.invalidate_recordset()
        self.assertEqual(closed.rate_note, note)

    def test_R309_what_is_not_closed_is_marked_as_not_final(self):
        report = self.env["report.property_steward.report_survey_statistics"]
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 2), {"parking": "满意"})
        self.assertIn("not final", report._footnotes(self._collected(wave))[-1])
        self.assertFalse([note for note in report._footnotes(self.wave) if "not final" in note])

    def test_C121_R329_R331_dimensions_the_weakest_and_the_words_about_them(self):
        text = self._text(self._printed("survey_statistics"))
        for words in ("25.0%", "75.0%", "车位少，夜间无人引导", "增设夜班岗，月底前完成"):
            self.assertIn(words, text)
        [sheet] = self.env["report.property_steward.report_survey_statistics"]._sheets(self.wave)
        weak = [row[0] for row in sheet["tables"][0]["rows"] if row[0].endswith("(weakest)")]
        self.assertEqual(weak, [f"{self._dimension('parking').name} (weakest)"])

    def test_C114_the_statistic_has_last_waves_buildings_and_the_readers(self):
        self.wave.with_user(self.user_quality).action_send_report()
        self.wave.with_user(self.user_representative).action_read_report()
        text = self._text(self._printed("survey_satisfaction"))
        for words in ("2026-03-01", "0.0%", "郑质", "林代表"):
            self.assertIn(words, text)
        self.assertIn(f" {self.building3.name} ", text)

    def test_C084_C085_charts_are_vector_pictures_on_paper(self):
        for name, count in (("survey_appraisal", 2), ("survey_pareto", 3)):
            html = self._printed(name)
            self.assertEqual(html.count("<svg"), count)
            for words in ("夜间无人引导", "增加夜班岗"):
                self.assertIn(words, self._text(html))

    def test_C084_pictures_and_words_are_really_drawn(self):
        reader = self._pdf("survey_appraisal", self.wave, self.user_supervisor)
        text = "".join(page.extract_text() for page in reader.pages)
        text = normalize("NFKC", text.replace("⻅", "见"))
        # the axis of the chart, the boxes of the fishbone, the analysis
        for words in ("80%", "第三季度", "保安服务得到认可"):
            self.assertIn(words, text)
        # vector pictures: nothing is a bitmap
        self.assertFalse([image for page in reader.pages for image in page.images])

    def test_C086_R231_the_year_on_paper(self):
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
        text = self._text(self._printed("survey_summary", summary))
        for words in ("车场满意率上升", "每季度用鱼骨图", "2026-03-01", "增加夜班岗"):
            self.assertIn(words, text)

    def test_F34_R314_quality_counts_several_communities_together(self):
        other = self._create_wave(community=self.mall, name="商场征询", base_count=20)
        sheets = self._create_sheets(other, 6, self.building_mall)
        self._everybody(sheets, {"parking": "不满意", "security": "满意", "overall": "不满意"})
        self._closed(other)
        waves = self.wave + other
        opened = self._create_wave(name="未结束的")
        text = self._text(self._printed("survey_consolidation", waves + opened, self.user_quality))
        for words in ("商场征询", "第三季度意见征询", "12.5%", "30.0%", "0.0%"):
            self.assertIn(words, text)
        self.assertNotIn("未结束的", text)
        Form = self.env["report.property_steward.report_survey_consolidation"]
        rows = {row[0]: row[1:] for row in Form._dimension_table(waves)["rows"]}
        # parking: 1 of 4 here, 0 of 6 there; not the mean of 25 % and 0 %
        self.assertEqual(
            rows[self._dimension("parking").name],
            ["2", "10", "1", "10.0%", f"{self.mall.name} 0.0%"],
        )
        self.assertEqual(rows[self._dimension("attitude").name][:4], ["0", "0", "0", "–"])
        with self.assertRefused(UserError, "Only closed surveys"):
            Form.with_user(self.user_quality)._get_report_values(opened.ids)
        with self.assertRaises(AccessError):
            Form.with_user(self.user_nobody)._get_report_values(waves.ids)

    def test_F34_many_communities_are_cut_into_pages(self):
        waves = self.wave
        for number in range(60):
            waves += self._create_wave(name=f"第{number}处", state="closed")
        reader = self._pdf("survey_consolidation", waves, self.user_quality)
        self.assertGreater(len(reader.pages), 2)
        text = normalize("NFKC", "".join(page.extract_text() for page in reader.pages))
        for number in range(60):
            self.assertIn(f"第{number}处", text)

    def test_R309_results_come_as_a_workbook(self):
        export = self.env["steward.register.export"].with_user(self.user_supervisor)
        action = export._export("survey_results", self.wave.result_ids)
        download = export.browse(int(action["url"].rsplit("/", 1)[1]))
        _title, headings, rows, _model = download._content()
        self.assertEqual(len(rows), len(self.wave.result_ids))
        self.assertEqual({len(row) for row in rows}, {len(headings)})

    def test_R309_what_nobody_judged_is_no_zero_in_the_workbook(self):
        export = self.env["steward.register.export"].with_user(self.user_supervisor)
        result = self._result(self.wave, "attitude")
        export = export.create({"register": "survey_results", "record_ids": result.ids})
        _title, headings, [row], _model = export._content()
        cells = dict(zip(headings, row, strict=True))
        self.assertEqual((cells["Answers"], cells["Satisfied"]), (0, 0))
        self.assertEqual((cells["Satisfaction (%)"], cells["Last Wave (%)"]), (None, None))
