"""A household's repairs and services, and the department that does the work."""

from datetime import datetime

from odoo.tests import freeze_time

from .common import PREFIX, StewardCommon

# a Tuesday, 10:00 in Shanghai
TUESDAY = datetime(2026, 3, 3, 2)


class SheetsCommon(StewardCommon):
    """孙工 is head of the department of engineering, 周工 works there; 何工 works elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TUESDAY))
        cls.department_engineering.manager_id = cls.department
        department = f"base.group_user,{PREFIX}department"
        cls._create_person(
            "worker", "周工", groups=department, department_id=cls.department_engineering.id
        )
        cls.department_other = cls.env["hr.department"].create({"name": "环境部（测试）"})
        cls._create_person("desk", "前台小李")
        cls._assign(cls.desk, "reception")
        cls._create_person(
            "other_worker", "何工", groups=department, department_id=cls.department_other.id
        )

    @classmethod
    def _repair(cls, user=None, **vals):
        """Repair of 张三 (3-2-1204), as 王芳 enters it; `category` makes it a rework."""
        return (
            cls.env["steward.repair"]
            .with_user(user or cls.user_steward)
            .create(
                {
                    "partner_id": cls.zhang.id,
                    "words": "厨房水管漏水",
                    "appointed_at": datetime(2026, 3, 3, 6),
                    **vals,
                }
            )
        )

    @classmethod
    def _service(cls, user=None, **vals):
        return (
            cls.env["steward.service.request"]
            .with_user(user or cls.user_steward)
            .create(
                {
                    "partner_id": cls.zhang.id,
                    "words": "请人打扫",
                    "agreed_at": datetime(2026, 3, 4, 6),
                    **vals,
                }
            )
        )

    def _dispatch(self, sheets, worker=None, department=None, reason=False, user=None):
        wizard = (
            self.env["steward.sheet.dispatch"]
            .with_user(user or self.user_steward)
            .with_context(active_model=sheets._name, active_ids=sheets.ids)
            .create(
                {
                    "department_id": (department or self.department_engineering).id,
                    "worker_id": (self.worker if worker is None else worker).id,
                    "reason": reason,
                }
            )
        )
        wizard.action_confirm()

    def _done(self, sheet, user=None, **vals):
        """The worker says what was done."""
        wizard = (
            self.env["steward.sheet.done"]
            .with_user(user or self.user_worker)
            .with_context(active_model=sheet._name, active_id=sheet.id)
            .create({"work_done": "更换接头", "took_nothing": True, **vals})
        )
        wizard.action_confirm()

    def _deadline(self, sheet, kind):
        return sheet.case_id.deadline_ids.sudo().filtered(lambda d: d.kind == kind)
