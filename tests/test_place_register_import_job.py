import io
from collections import Counter
from datetime import date
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import mute_logger
from odoo.tools.misc import file_open

from ..models.place.register_slice import RegisterSlice
from ..models.place.register_writer import RegisterWriter
from .register_common import ADDON, RegisterCommon


@tagged("post_install", "-at_install")
class TestRegisterImportInBackground(RegisterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("property_steward.import_background_rows", "10")
        cls.cron = cls.env.ref("property_steward.ir_cron_register_import")

    def _rows(self, count):
        return [
            self._row(
                楼栋="9",
                单元="1",
                房号=str(1000 + number),
                业主姓名=f"业主{number}",
                联系电话=str(17100000000 + number),
            )
            for number in range(count)
        ]

    def _work(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def _households(self):
        return self.env["res.partner"].search_count([("name", "=like", "业主%")])

    def test_a_large_file_is_read_and_written_while_nobody_waits(self):
        job = self._register(*self._rows(40))
        job.action_preview()
        self.assertEqual((job.job, job.row_count), ("preview", 0))
        with self.assertRaisesRegex(UserError, "working in the background"):
            job.action_preview()
        with patch(f"{ADDON}.register_import_run.SLICE_ROWS", 15):
            self._work()
            self.assertEqual((job.state, job.job, job.row_count), ("previewed", False, 40))
            job.action_import()
            self.assertEqual((job.state, job.job), ("running", "apply"))
            self._work()
        self.assertEqual((job.state, job.job, job.progress), ("done", False, 100.0))
        self.assertEqual(self._households(), 40)
        owner = self._unit("9", "1", "1000").owner_id
        self.assertEqual(owner.create_uid, self.user_supervisor, "with the rights of the person")

    def test_after_an_error_it_goes_on_and_doubles_nothing(self):
        job = self._register(*self._rows(40))
        works = RegisterWriter.apply
        calls = []

        def breaks(writer):
            result = works(writer)
            calls.append(writer)
            if len(calls) == 2:
                raise RuntimeError("the disk is full")
            return result

        with patch(f"{ADDON}.register_import_run.SLICE_ROWS", 15):
            job.action_preview()
            self._work()
            job.action_import()
            with (
                patch.object(RegisterWriter, "apply", breaks),
                mute_logger(f"{ADDON}.register_import_run"),
            ):
                self._work()
            self.assertEqual((job.state, job.job, job.error), ("failed", False, "the disk is full"))
            self.assertEqual(self._households(), 15, "the first slice holds, the second does not")
            self.assertEqual(Counter(job.row_ids.mapped("state")), {"done": 15, "pending": 25})
            self.assertEqual(round(job.progress), 38)
            job.action_resume()
            self._work()
        self.assertEqual(job.state, "done")
        self.assertEqual(self._households(), 40)
        self.assertEqual(Counter(job.row_ids.mapped("state")), {"done": 40})
        lines = self.env["steward.occupancy"].search([("unit_id", "in", job.row_ids.unit_id.ids)])
        self.assertEqual(len(lines), 40)

    def test_a_preview_that_failed_goes_on_where_it_was(self):
        job = self._register(*self._rows(40))
        preview = RegisterSlice.preview
        calls = []

        def breaks(rows):
            calls.append(rows)
            if len(calls) == 2:
                raise RuntimeError("the disk is full")
            return preview(rows)

        with patch(f"{ADDON}.register_import_run.SLICE_ROWS", 15):
            job.action_preview()
            with (
                patch.object(RegisterSlice, "preview", breaks),
                mute_logger(f"{ADDON}.register_import_run"),
            ):
                self._work()
            self.assertEqual((job.state, job.row_count), ("failed", 15))
            first = job.row_ids
            job.action_resume()
            self._work()
        self.assertEqual((job.state, job.row_count), ("previewed", 40))
        self.assertEqual(job.row_ids & first, first)

    def test_a_preview_that_was_interrupted_goes_on_where_it_was(self):
        rows = self._rows(40)
        rows.append(
            self._row(楼栋="9", 单元="1", 房号="9999", 业主姓名="业主1", 联系电话="17100000001")
        )
        job = self._register(*rows)
        with patch(f"{ADDON}.register_import_run.SLICE_ROWS", 15):
            job.action_preview()
            # the server is killed after the first slice was committed
            next(job._preview_slices())
            self.assertEqual((job.job, job.row_count), ("preview", 15))
            self._work()
        self.assertEqual((job.state, job.row_count), ("previewed", 41))
        self.assertEqual(job.counts["household"]["create"], 40, "a person of two dwellings is one")


@tagged("post_install", "-at_install")
class TestRegisterImportAccess(RegisterCommon):
    MODELS = (
        "steward.register.import",
        "steward.register.import.column",
        "steward.register.import.steward",
        "steward.register.import.row",
    )

    def test_R118_only_supervisors_and_above_import_registers(self):
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 责任管家="端木芳")
        job = self._previewed(row)
        records = [job, job.column_ids[:1], job.steward_ids[:1], job.row_ids[:1]]
        for who in ("steward", "department", "auditor", "nobody", "accountant", "portal", "public"):
            user = getattr(self, f"user_{who}")
            for record in records:
                for operation in ("read", "write", "unlink"):
                    with self.assertRaises(AccessError, msg=f"{who} {operation}"):
                        record.with_user(user).check_access(operation)
                with self.assertRaises(AccessError, msg=f"{who} create"):
                    record.browse().with_user(user).check_access("create")
        for who in ("supervisor", "manager", "gm"):
            for record in records:
                record.with_user(getattr(self, f"user_{who}")).check_access("write")

    def test_a_supervisor_elsewhere_does_not_see_this_register(self):
        job = self._previewed(self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛"))
        self._create_person("elsewhere", "外区主管", groups=self._group("supervisor"))
        for record in (job, job.column_ids[:1], job.row_ids[:1]):
            with self.assertRaises(AccessError):
                record.with_user(self.user_elsewhere).check_access("read")

    def _group(self, name):
        return f"base.group_user,property_steward.property_steward_group_{name}"

    def test_a_supervisor_imports_into_the_own_communities_only(self):
        self._create_person("elsewhere", "外区主管", groups=self._group("supervisor"))
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛")
        job = self._previewed(row, user=self.user_elsewhere)
        with self.assertRaisesRegex(AccessError, "You hold no role in 翠湖花园"):
            job.action_import()
        self.assertFalse(self._unit("3", "5", "801"))

    @users("t_supervisor", "t_manager")
    def test_a_community_is_created_by_the_general_manager_only(self):
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛")
        job = self._previewed(row, user=self.env.user, community_id=False, community_name="新苑")
        job.action_back_to_columns()
        job.community_name = "新苑"
        job.action_preview()
        with self.assertRaisesRegex(UserError, "There is no community 新苑 yet"):
            job.action_import()
        self.assertFalse(self.env["steward.community"].search([("name", "=", "新苑")]))

    def test_nobody_lends_an_import_the_rights_of_another_person(self):
        job = self._previewed(self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛"))
        with self.assertRaisesRegex(AccessError, "rights of the person who starts it"):
            job.user_id = self.user_gm
        with self.assertRaisesRegex(AccessError, "rights of the person who starts it"):
            job.create({"file": b"eA==", "user_id": self.user_gm.id})
        job.with_user(self.user_manager).action_import()
        self.assertEqual(job.user_id, self.user_manager)

    def test_what_was_imported_shows_where_households_come_from(self):
        job = self._imported(self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛"))
        with self.assertRaisesRegex(UserError, "where households come from"):
            job.unlink()
        self._previewed(self._row(楼栋="3", 单元="5", 房号="802", 业主姓名="欧阳涛")).unlink()

    def test_other_companies_are_not_touched(self):
        company = self.env["res.company"].create({"name": "另一家物业"})
        job = self._previewed(self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛"))
        self.user_gm.write({"company_ids": [(4, company.id)]})
        foreign = job.with_user(self.user_gm).with_context(allowed_company_ids=company.ids)
        with self.assertRaises(AccessError):
            foreign.check_access("read")


@tagged("post_install", "-at_install")
class TestImportTemplates(RegisterCommon):
    """Odoo's own import, with the template that the list offers."""

    def _load(self, model, lang, **replaced):
        template = self._template(model, lang)
        path = "property_steward" + template.partition("/property_steward")[2]
        with file_open(path, "rb") as file:
            sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    for old, new in replaced.items():
                        cell.value = cell.value.replace(old.replace("_", " "), new)
        stream = io.BytesIO()
        sheet.parent.save(stream)
        Import = self.env["base_import.import"].with_user(self.user_supervisor)
        Import = Import.with_context(lang=lang)
        wizard = Import.create(
            {
                "res_model": model,
                "file": stream.getvalue(),
                "file_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }
        )
        options = {"has_headers": True, "quoting": '"', "keep_matches": False}
        preview = wizard.parse_preview(dict(options))
        self.assertNotIn("error", preview)
        matches = preview["matches"]
        fields = [
            "/".join(matches[index]) if index in matches else False
            for index in range(len(preview["headers"]))
        ]
        self.assertTrue(all(fields), f"every heading is recognised: {preview['headers']} {fields}")
        result = wizard.execute_import(
            fields, preview["headers"], {**preview["options"], **options}
        )
        self.assertFalse(result["messages"], result["messages"])
        return self.env[model].browse(result["ids"])

    def _template(self, model, lang="en_US"):
        (template,) = self.env[model].with_context(lang=lang).get_import_templates()
        return template["template"]

    def test_units_and_occupancies_come_from_the_templates(self):
        people = {"Zhang_San": "Zhang Owner", "Li_Si": "Li Tenant"}
        self._check_templates("en_US", {"Green_Garden": "翠湖花园"}, people, "2 rooms")

    def test_units_and_occupancies_come_from_the_templates_in_chinese(self):
        people = {"张三": "Zhang Owner", "李四": "Li Tenant"}
        self._check_templates("zh_CN", {"春江花园": "翠湖花园"}, people, "两室一厅")

    def _check_templates(self, lang, places, people, layout):
        self.env["steward.building"].create({"name": "3", "community_id": self.mall.id})
        self.unit_1204.number = "1203"
        first, second = self._load("steward.unit", lang, **places)
        self.assertEqual((first.door, first.building_area), ("3-2-1204", 142.72))
        self.assertEqual(first.community_id, self.community)
        self.assertEqual(second.layout, layout)

        self.env["res.partner"].create([{"name": "Zhang Owner"}, {"name": "Li Tenant"}])
        owner, tenant = self._load("steward.occupancy", lang, **places, **people)
        self.assertEqual((owner.unit_id, owner.partner_id.name), (first, "Zhang Owner"))
        self.assertEqual((tenant.role, tenant.lease_end), ("tenant", date(2027, 7, 20)))
        self.assertEqual(first.state, "let")

    def test_each_language_has_its_template(self):
        for model in ("steward.unit", "steward.occupancy"):
            for lang in ("en_US", "zh_CN", "zh_TW"):
                path = self._template(model, lang)
                self.assertIn("zh_CN" if lang.startswith("zh") else "_en", path)
                with file_open(path.lstrip("/"), "rb") as file:
                    self.assertTrue(file.read())
