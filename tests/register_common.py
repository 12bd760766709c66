"""Registers as offices keep them, and importing them, for the tests of the import."""

import base64
from datetime import date

from .common import StewardCommon
from .test_engine_register import workbook

SAMPLE = "property_steward/static/sample/household-register.xlsx"
ADDON = "odoo.addons.property_steward.models.place"
AS_OF = date(2026, 10, 31)
HEADINGS = [
    "楼栋",
    "单元",
    "房号",
    "业主姓名",
    "联系电话",
    "收房日期",
    "入住日期",
    "使用状态",
    "租户姓名",
    "租户电话",
    "租期",
    "责任管家",
    "备注",
]


class RegisterCommon(StewardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # of two employees with one name nobody can know who is meant: the demo data has namesakes
        cls.steward.name = "端木芳"
        cls.steward2.name = "端木敏"

    @classmethod
    def _new_import(cls, content, user, **vals):
        Import = cls.env["steward.register.import"].with_user(user)
        return Import.create({"file": base64.b64encode(content), "filename": "台账.xlsx", **vals})

    @classmethod
    def _row(cls, **cells):
        return [cells.get(heading) for heading in HEADINGS]

    def _register(self, *rows, user=None, headings=None, **vals):
        """An import of one sheet into 翠湖花园, read and mapped."""
        content = workbook(("台账", [headings or HEADINGS, *rows]))
        vals.setdefault("community_id", self.community.id)
        job = self._new_import(content, user or self.user_supervisor, **vals)
        job.action_recognise()
        job.as_of = AS_OF
        return job

    def _previewed(self, *rows, **vals):
        job = self._register(*rows, **vals)
        job.action_preview()
        return job

    def _imported(self, *rows, **vals):
        job = self._previewed(*rows, **vals)
        job.action_import()
        self.assertEqual(job.state, "done", job.error)
        self.assertFalse(job.failed_count, job.row_ids.mapped("error"))
        return job

    def _unit(self, building, entrance, number):
        return self.env["steward.unit"].search(
            [
                ("community_id", "=", self.community.id),
                ("building_id.name", "=", building),
                ("entrance", "=", entrance),
                ("number", "=", number),
            ]
        )

    def _contents(self):
        """Everything that an import could write, with its values."""
        names = {
            "steward.community": ["name"],
            "steward.building": ["name", "steward_id"],
            "steward.unit": ["door", "building_area", "layout", "garage", "own_steward_id", "note"],
            "steward.occupancy": [
                "partner_id",
                "unit_id",
                "role",
                "date_from",
                "date_to",
                "handover_date",
                "move_in_date",
                "move_in_unknown",
                "move_out_date",
                "decoration_from",
                "decoration_to",
                "lease_end",
                "note",
                "change_log",
            ],
            "res.partner": ["name", "phone", "parent_id", "segment", "last_contact_date"],
            "steward.case": ["name", "partner_id"],
        }
        return {
            model: self.env[model].with_context(active_test=False).search_read([], fields)
            for model, fields in names.items()
        }
