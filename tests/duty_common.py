"""Shifts, duties and their people for the tests of the duty room."""

from datetime import date, datetime

from odoo.tests import freeze_time

from .common import StewardCommon

# a Tuesday, 10:00 in Shanghai
TUESDAY_MORNING = "2026-03-03 02:00:00"


class DutyCommon(StewardCommon):
    """`front` and `late` are receptionists: plain internal users with the role of reception."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TUESDAY_MORNING))
        cls._create_person("front", "前台小林")
        cls._create_person("late", "前台小郑")
        cls._create_person("project", "项目经理")
        cls._assign(cls.front, "reception")
        cls._assign(cls.late, "reception")
        cls._assign(cls.project, "project_manager")
        cls.community.resource_calendar_id.tz = "Asia/Shanghai"

    @classmethod
    def _create_case(cls, receiver=None, words="电梯异响", **vals):
        """A matter of 张三 that `receiver` took."""
        return cls.env["steward.case"].create(
            {
                "partner_id": cls.zhang.id,
                "category": "suggestion",
                "words": words,
                "first_receiver_id": (receiver or cls.front).id,
                **vals,
            }
        )

    @classmethod
    def _create_shift(cls, user=None, **vals):
        user = user or cls.user_front
        return (
            cls.env["steward.shift"]
            .with_user(user)
            .create(
                {
                    "community_id": cls.community.id,
                    "start_at": datetime(2026, 3, 3, 0, 30),
                    **vals,
                }
            )
        )

    @classmethod
    def _create_duty(cls, kind="other", **vals):
        return cls.env["steward.duty"].create(
            {
                "name": "办公室职责",
                "kind": kind,
                "community_id": cls.community.id,
                "employee_id": cls.supervisor.id,
                "period_start": date(2026, 3, 1),
                "period_end": date(2026, 3, 31),
                "figures_from": date(2026, 3, 1),
                "figures_to": date(2026, 3, 31),
                "date_due": date(2026, 3, 25),
                "date_remind": date(2026, 3, 20),
                **vals,
            }
        )

    def _activities(self, record, user, xmlid):
        """Activities of a type on `record` for `user`."""
        type_id = self.env.ref(f"property_steward.mail_activity_type_{xmlid}").id
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "in", record.ids),
                ("user_id", "=", user.id),
                ("activity_type_id", "=", type_id),
            ]
        )
