from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .forms_common import FormsCommon


@tagged("post_install", "-at_install")
class TestRegisters(FormsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # headings are looked for in English, whatever the languages of the database
        cls.env["res.lang"]._activate_lang("en_US")
        people = cls.env["res.users"].search([("login", "=like", "t\\_%")])
        people.lang = "en_US"

    def _export(self, register, records, user=None):
        user = user or self.user_steward
        return (
            self.env["steward.register.export"]
            .with_user(user)
            ._export(register, records.with_user(user))
        )

    def _sheet(self, register, records, user=None):
        user = user or self.user_steward
        action = self._export(register, records, user)
        self.authenticate(user.login, user.login)
        response = self.url_open(action["url"])
        self.assertEqual(response.status_code, 200, response.text[:300])
        self.assertIn("spreadsheetml", response.headers["Content-Type"])
        return load_workbook(BytesIO(response.content)).active

    def _rows(self, sheet):
        headings, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def test_a_visit_register_has_local_times_and_labels(self):
        sheet = self._sheet("visits", self.visit)
        (row,) = self._rows(sheet)
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertIn(datetime(2026, 3, 3, 1, 30), row.values())
        self.assertEqual(row["Door"], "3-2-1204")
        self.assertEqual(row["Visitor"], "王芳")
        self.assertEqual(row["Satisfaction"], "Fairly Satisfied")
        self.assertEqual(row["Opinions"], "楼道灯不亮")

    def test_R118_what_a_resident_said_never_runs_as_a_formula(self):
        visit = self._create_visit(
            self.zhang, self.unit_1204, needs='=HYPERLINK("http://x","点我")'
        )
        (row,) = self._rows(self._sheet("visits", visit))
        self.assertEqual(row["Needs and Opinions"], '=HYPERLINK("http://x","点我")')

    def test_every_register_comes_as_a_table(self):
        summary = self.env["steward.visit.summary"].create(
            {"community_id": self.mall.id, "date_from": "2026-03-01", "date_to": "2026-03-31"}
        )
        for register, records, user, expected in (
            ("planned_visits", self.line, self.user_steward, "张三"),
            ("opinions", self.case, self.user_steward, "楼道灯不亮"),
            ("opinions", self.suggestion, self.user_department, "建议周末延长停车优惠"),
            ("households", self.zhang + self.li, self.user_steward, "李四"),
            ("households", self.zhang + self.zhao, self.user_auditor, "赵六"),
            ("key_customers", self.zhang + self.li, self.user_steward, "业主委员会筹备组成员"),
            ("problem_summary", summary, self.user_operations, "建议周末延长停车优惠（住户原话）"),
        ):
            with self.subTest(register=register, user=user.login):
                sheet = self._sheet(register, records, user)
                values = [value for row in sheet.iter_rows(values_only=True) for value in row]
                self.assertIn(expected, values)
        # only the key customer of the two
        rows = self._rows(self._sheet("key_customers", self.zhang + self.li))
        self.assertEqual([row["Name"] for row in rows], ["张三"])

    def test_households_are_sorted_by_door_and_have_real_dates(self):
        rows = self._rows(self._sheet("households", self.zhang + self.li))
        self.assertEqual([row["Door"] for row in rows], ["3-1-101", "3-2-1204"])
        self.assertEqual(rows[1]["Move-In Date"], datetime(2020, 9, 1))

    def test_R118_a_department_takes_no_households(self):
        action = self._export("households", self.zhang, self.user_department)
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/")[-1]))
        with self.assertRaises(AccessError):
            export.with_user(self.user_department)._file()

    def test_the_coverage_comes_as_a_table(self):
        period = (
            self.env["steward.form.period"].with_user(self.user_supervisor).create({"year": 2026})
        )
        with self.assertRaises(UserError):
            period.action_export_coverage()
        period.community_ids = self.community
        action = period.action_export_coverage()
        self.authenticate(self.user_supervisor.login, self.user_supervisor.login)
        sheet = load_workbook(BytesIO(self.url_open(action["url"]).content)).active
        (row,) = self._rows(sheet)
        self.assertEqual(
            (row["Visitor"], row["Month"], row["Owed"], row["Done"]),
            ("王芳", datetime(2026, 3, 1), 1, 0),
        )

    def test_R118_every_register_is_noted_with_its_size(self):
        before = self.env["steward.export.log"].search([])
        self._sheet("households", self.zhang + self.li)
        entry = self.env["steward.export.log"].search([]) - before
        self.assertEqual(entry.user_id, self.user_steward)
        self.assertEqual(
            (entry.kind, entry.res_model, entry.record_count), ("xlsx", "res.partner", 2)
        )

    def test_R118_a_steward_cannot_take_the_households_of_another_area(self):
        action = self._export("households", self.zhang + self.zhao)
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/")[-1]))
        with self.assertRefused(AccessError, "赵六"):
            export.with_user(self.user_steward)._file()

    def test_R118_a_steward_cannot_take_the_visits_of_another_area(self):
        action = self._export("visits", self.visit_zhao)
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/")[-1]))
        with self.assertRaises(AccessError):
            export.with_user(self.user_steward)._file()

    def test_R118_an_export_is_only_for_the_person_who_asked(self):
        action = self._export("visits", self.visit, self.user_gm)
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/")[-1]))
        with self.assertRaises(AccessError):
            export.with_user(self.user_supervisor)._file()

    def test_R118_people_without_a_role_export_nothing(self):
        for user in (self.user_nobody, self.user_accountant, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._export("households", self.zhang, user)

    def test_R118_odoos_own_export_is_noted_too(self):
        Log = self.env["steward.export.log"]
        user = self.user_steward
        user.sudo().group_ids += self.env.ref("base.group_allow_export")
        before = Log.search([])
        self.visit.with_user(user).export_data(["partner_id", "needs"])
        entry = Log.search([]) - before
        self.assertEqual(
            (entry.kind, entry.res_model, entry.user_id), ("xlsx", "steward.visit", user)
        )
        supplier = self.env["res.partner"].create({"name": "电梯维保公司"})
        before = Log.search([])
        (self.zhang + supplier).with_user(user).export_data(["name", "phone"])
        entry = Log.search([]) - before
        self.assertEqual((entry.res_model, entry.record_count), ("res.partner", 1))
        supplier.with_user(user).export_data(["name"])
        self.assertEqual(Log.search([]) - before, entry)

    def test_R118_the_log_is_read_by_few_and_written_by_nobody(self):
        entry = self.env["steward.export.log"]._log("pdf", "steward.visit", 1, "拜访记录表")
        for user in (self.user_gm, self.user_auditor):
            self.assertEqual(entry.with_user(user).record_count, 1)
        for user in (self.user_steward, self.user_supervisor, self.user_manager, self.user_nobody):
            with self.assertRaises(AccessError):
                entry.with_user(user).read(["record_count"])
        with self.assertRaises(AccessError):
            entry.with_user(self.user_gm).record_count = 0
        with self.assertRaises(AccessError):
            entry.with_user(self.user_gm).unlink()
