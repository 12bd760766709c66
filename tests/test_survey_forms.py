from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .list_common import MANY, ListMixin
from .survey_wave_common import SurveyCommon

# Shanghai: Thursday, 12 March 2026, 10:00
NOW = "2026-03-12 02:00:00"


@tagged("post_install", "-at_install", "survey")
@freeze_time(NOW)
class TestSurveyForms(SurveyCommon, ListMixin):
    """What is printed and taken along of a survey (C082, C083, R226), and its lists."""

    def _html(self, name, records, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.user_steward)
        return report._render_qweb_html(f"property_steward.{name}", records.ids)[0].decode()

    def test_C083_issue_and_return_are_recorded_with_people_and_times(self):
        self._settle(self.tower1, 10)
        wave = self._issued("appraisal", rate=20)
        first, second = wave.sheet_ids.with_user(self.user_steward)
        with freeze_time("2026-03-15 03:30:00"):
            first.action_return()
        second._not_reach("全家出国")
        page = self._html("report_survey_record", wave)
        for text in (
            wave.number,
            wave.name,
            first.number,
            first.partner_id.name,
            "2026-03-12 10:00",
            "2026-03-15 11:30",
            "2026-03-27",
            "王芳",
            "赵敏",
            "全家出国",
        ):
            self.assertIn(text, page)
        self.assertEqual(page.count("Signature"), 1)

    def test_C083_a_steward_prints_the_sheets_to_hand_out(self):
        self._settle(self.tower1, 3)
        self._settle(self.tower2, 3)
        wave = self._issued(rate=100, way="door")
        mine = wave.sheet_ids.filtered(lambda sheet: sheet.steward_id == self.steward)
        page = self._html("report_survey_sheet_record", mine)
        for sheet in wave.sheet_ids:
            (self.assertIn if sheet in mine else self.assertNotIn)(sheet.number, page)

    def test_C083_anonymous_sheets_stand_on_no_list(self):
        self._settle(self.tower1, 5)
        kind = self.env.ref("property_steward.survey_type_free").copy(
            {"is_anonymous": True, "code": "anonymous", "rate": 20}
        )
        wave = self._wave(type_id=kind.id, wanted_count=7)
        wave.action_draw()
        values = self.env["report.property_steward.report_survey_record"]._get_report_values(
            wave.ids
        )
        self.assertFalse(any(page["rows"] for page in values["records"][0]["pages"]))

    def test_R118_the_sample_comes_as_a_table_and_its_export_is_logged(self):
        self._settle(self.tower1, 10)
        wave = self._wave("appraisal", rate=20)
        wave.action_draw()
        Export = self.env["steward.register.export"].with_user(self.user_quality)
        export = Export.create({"register": "survey_sheets", "record_ids": wave.sheet_ids.ids})
        _title, headings, rows, _model = export._content()
        self.assertEqual(len(headings), len(set(headings)))
        self.assertEqual([row[0] for row in rows], wave.sheet_ids.mapped("number"))
        self.assertTrue(export._file())
        log = self.env["steward.export.log"].search([], order="id desc", limit=1)
        self.assertEqual((log.user_id, log.record_count), (self.user_quality, 2))
        with self.assertRaises(AccessError):
            export.with_user(self.user_nobody)._file()

    def test_lists_take_no_more_statements_for_many(self):
        self._settle(self.tower1, MANY)
        sheets = self._issued(rate=100, way="door").sheet_ids
        sheets[::2]._return(fields.Datetime.now())
        waves = self.env["steward.survey.wave"]
        for _number in range(MANY):
            waves |= self._wave("opinion")
        for wave in waves[::2]:
            wave.action_draw()
        for xmlid, records in (
            ("survey_sheet_view_list", sheets),
            ("survey_sheet_view_kanban", sheets),
            ("survey_wave_view_list", waves),
            ("survey_wave_view_kanban", waves),
        ):
            for user in (self.user_steward, self.user_supervisor):
                with self.subTest(xmlid, user=user.login):
                    self.assert_rows_are_read_as_a_set(xmlid, records, user)
