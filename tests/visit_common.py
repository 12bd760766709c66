"""Plans, planned visits and visits for the tests of the visit room."""

from datetime import date

from odoo import Command
from odoo.tests import freeze_time

from .common import StewardCommon

# a Tuesday, 10:00 in Shanghai: no quiet hour
TUESDAY_MORNING = "2026-03-03 02:00:00"


class VisitCommon(StewardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TUESDAY_MORNING))
        cls.door_mode = cls.env.ref("property_steward.contact_mode_door")
        cls.phone_mode = cls.env.ref("property_steward.contact_mode_phone")
        cls.borrowed_mode = cls.env.ref("property_steward.contact_mode_opportunistic")
        cls.rule_monthly = cls.env.ref("property_steward.visit_rule_residential_moved_in")
        cls.rule_key = cls.env.ref("property_steward.visit_rule_residential_key_customer")
        cls.rule_concern = cls.env.ref("property_steward.visit_rule_residential_key_concern")
        cls.rule_other_tenant = cls.env.ref("property_steward.visit_rule_shopping_other")
        cls.plan = cls._create_plan(cls.community, cls.steward, "steward")

    @classmethod
    def _create_plan(cls, community, employee, role):
        return cls.env["steward.visit.plan"].create(
            {
                "community_id": community.id,
                "year": 2026,
                "role_id": cls.env.ref(f"property_steward.role_{role}").id,
                "steward_id": employee.id,
                "month_ids": [
                    Command.create({"month": date(2026, month, 1)}) for month in range(1, 13)
                ],
            }
        )

    @classmethod
    def _create_line(cls, partner, rule=None, plan=None, **vals):
        """A planned visit of March 2026, or of the month in which `period_end` lies."""
        plan = plan or cls.plan
        period_end = vals.get("period_end", date(2026, 3, 31))
        return cls.env["steward.visit.plan.line"].create(
            {
                "plan_id": plan.id,
                "rule_id": (rule or cls.rule_monthly).id,
                "partner_id": partner.id,
                "unit_id": partner.household_unit_id.id,
                "period_start": period_end.replace(day=1),
                "period_end": period_end,
                "month": period_end.replace(day=1),
                **vals,
            }
        )

    @classmethod
    def _create_visit(cls, partner, user=None, **vals):
        """A visit under way of `user` (default: 王芳), at the door, with what must be said."""
        return (
            cls.env["steward.visit"]
            .with_user(user or cls.user_steward)
            .create(
                {
                    "partner_id": partner.id,
                    "mode_id": cls.door_mode.id,
                    "consent": True,
                    "needs": "希望楼道灯亮一些",
                    **vals,
                }
            )
        )
