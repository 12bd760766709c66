from datetime import datetime, time

from odoo.tests import HttpCase, tagged

from odoo.addons.property_steward.engine.periods import add_months, month_bounds

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestVisitMyDayTour(StewardCommon, HttpCase):
    browser_size = "390x844"

    def test_R042_on_a_phone_the_figures_show_the_records_behind_them(self):
        today = self.community._today()
        # the tour takes a tap at any hour of any day
        self.community.policy_id.quiet_period_ids.unlink()
        last_month = add_months(today, -1)
        plans = {}
        for partner, due in ((self.zhang, today), (self.li, month_bounds(last_month)[1])):
            month = due.replace(day=1)
            if due.year not in plans:
                plans[due.year] = self._plan(due.year)
            self.env["steward.visit.plan.line"].create(
                {
                    "plan_id": plans[due.year].id,
                    "rule_id": self.env.ref("property_steward.visit_rule_residential_moved_in").id,
                    "partner_id": partner.id,
                    "unit_id": partner.household_unit_id.id,
                    "month": month,
                    "period_start": month,
                    "period_end": due,
                }
            )
        self.env["steward.visit"].with_user(self.user_steward).create(
            {
                "partner_id": self.li.id,
                "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                "agreed_at": self.community._to_utc(datetime.combine(today, time(23, 59))),
            }
        )
        self.start_tour("/odoo/my-day", "steward_my_day_counters", login="t_steward")
        attempt = self.env["steward.visit"].search([("outcome", "=", "nobody_home")], limit=1)
        self.assertEqual(attempt.partner_id, self.zhang)

    def _plan(self, year):
        return self.env["steward.visit.plan"].create(
            {
                "community_id": self.community.id,
                "year": year,
                "role_id": self.env.ref("property_steward.role_steward").id,
                "steward_id": self.steward.id,
                "month_ids": [
                    (0, 0, {"month": datetime(year, month, 1).date()}) for month in range(1, 13)
                ],
            }
        )
