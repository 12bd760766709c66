from datetime import datetime, time, timedelta

from odoo.tests import HttpCase, tagged

from odoo.addons.property_steward.engine.periods import add_months, month_bounds

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestVisitCalendar(StewardCommon, HttpCase):
    def test_R011_dragging_a_call_to_a_monday_asks_the_supervisor_for_a_reason(self):
        month, end = month_bounds(add_months(self.community._today(), 1))
        rule = self.env.ref("property_steward.visit_rule_residential_not_moved_in")
        plan = self.env["steward.visit.plan"].create(
            {
                "community_id": self.community.id,
                "year": month.year,
                "role_id": self.env.ref("property_steward.role_steward").id,
                "steward_id": self.steward.id,
                "month_ids": [(0, 0, {"month": month})],
            }
        )
        # a Wednesday of the second week
        day = month + timedelta(days=7 + (2 - month.weekday()) % 7)
        line = self.env["steward.visit.plan.line"].create(
            {
                "plan_id": plan.id,
                "rule_id": rule.id,
                "partner_id": self.li.id,
                "unit_id": self.unit_101.id,
                "period_start": month,
                "period_end": end,
                "scheduled_at": self.community._to_utc(datetime.combine(day, time(10))),
                "scheduled_kind": "phone",
            }
        )
        self.start_tour("/odoo/visit-calendar", "steward_visit_calendar", login="t_supervisor")
        line.invalidate_recordset()
        self.assertEqual(self.community._to_local(line.scheduled_at).weekday(), 0)
        self.assertEqual(line.override_reason, "住户要求周一联系")
        self.assertTrue(line.is_fixed)
