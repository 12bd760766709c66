from datetime import date, datetime

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .visit_common import VisitCommon

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@tagged("post_install", "-at_install")
class TestTarget(VisitCommon):
    """What every steward is to reach in a month, and what was reached. It is 3 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Target = cls.env["steward.target"]

    def target(self, steward=None, month=MARCH, target=2, user=None):
        return self.Target.with_user(user or self.user_supervisor).create(
            {
                "community_id": self.community.id,
                "steward_id": (steward or self.steward).id,
                "month": month,
                "target": target,
            }
        )

    def talk(self, household, start, steward=None, outcome="done"):
        steward = steward or self.steward
        visit = self._create_visit(
            household, steward.user_id, start=start, steward_id=steward.id, quiet_reason="约好"
        )
        visit.action_done(outcome)
        return visit

    def drawn_up(self, month=MARCH, community=None):
        return {
            target.steward_id: target.target
            for target in self.Target.search(
                [
                    ("community_id", "=", (community or self.community).id),
                    ("month", "=", month),
                ]
            )
        }

    def draw_up_by_itself(self):
        self.env["steward.community"]._cron_draw_up_targets()

    # what was reached

    def test_R238_different_households_that_were_talked_to_count(self):
        target = self.target()
        self.talk(self.zhang, "2026-03-02 02:00:00")
        self.talk(self.zhang, "2026-03-03 01:30:00")
        self.talk(self.li, "2026-03-03 01:00:00", outcome="nobody_home")
        self.talk(self.zhao, "2026-03-03 01:00:00", steward=self.steward2)
        mine = target.with_user(self.user_steward)
        self.assertEqual((mine.actual, mine.percent, mine.status), (1, 50, "running"))
        self.talk(self.li, "2026-03-03 01:45:00")
        mine.invalidate_recordset()
        self.assertEqual((mine.actual, mine.percent, mine.status), (2, 100, "reached"))

    def test_R238_who_is_no_household_does_not_count(self):
        target = self.target()
        self.talk(self.zhang, "2026-03-02 02:00:00")
        self.env.flush_all()
        self.cr.execute(
            "UPDATE res_partner SET is_household = FALSE WHERE id = %s", [self.zhang.id]
        )
        self.env.invalidate_all()
        self.assertEqual(target.actual, 0)

    def test_the_month_is_that_of_the_community(self):
        """Half past midnight on 1 March in Shanghai is still February by Greenwich."""
        march, february = self.target(), self.target(month=date(2026, 2, 1))
        self.talk(self.zhang, "2026-02-28 16:30:00")
        self.talk(self.li, "2026-02-28 15:30:00")
        self.assertEqual((march.actual, february.actual), (1, 1))
        self.assertEqual(self.behind(march), self.zhang)
        self.assertEqual(self.behind(february), self.li)

    def test_R258_a_missed_target_is_found_when_the_month_is_over(self):
        """R258 in part: target and actual per steward and month, of households so far."""
        target = self.target()
        reached = self.target(self.steward2, target=0)
        late = [("status", "=", "missed"), ("id", "in", (target | reached).ids)]
        self.assertFalse(self.Target.search(late))
        with freeze_time("2026-03-31 16:30:00"):
            target.invalidate_recordset()
            self.assertEqual(target.status, "missed")
            self.assertEqual(self.Target.search(late), target)

    def behind(self, target):
        action = target.action_open_actual()
        self.assertEqual(action["context"]["group_by"], ["partner_id"])
        return self.env[action["res_model"]].search(action["domain"]).partner_id

    def test_R258_every_figure_opens_the_records_behind_it(self):
        """R258 in part: target and actual per steward and month, of households so far."""
        target = self.target()
        for moment in ("2026-03-02 02:00:00", "2026-03-03 01:00:00"):
            self.talk(self.zhang, moment)
        self.talk(self.li, "2026-03-02 05:00:00")
        self.assertEqual(self.behind(target), self.zhang | self.li)
        self.assertEqual(len(self.behind(target)), target.actual)

    def test_statements_do_not_grow_with_the_targets(self):
        def statements(targets):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            targets.mapped("actual")
            return self.env.cr.sql_log_count - before

        few = self.target()
        many = few | self.Target.create(
            [
                {
                    "community_id": self.community.id,
                    "steward_id": steward.id,
                    "month": date(2027, month, 1),
                }
                for month in range(1, 13)
                for steward in self.steward + self.steward2
            ]
        )
        statements(few)
        self.assertLessEqual(statements(many), statements(few))

    # drawing up

    def test_R258_targets_are_drawn_up_from_the_policy(self):
        """R258 in part: target and actual per steward and month, of households so far.

        F08: an area of two households has a floor of two, one of fifty that of the policy.
        """
        self.community.policy_id.monthly_floor = 30
        for number in range(50):
            unit = self._create_unit(self.building10, f"9{number:02}")
            self._create_household(f"住户{number}", unit)
        self.Target.with_user(self.user_supervisor).action_draw_up()
        expected = {self.steward: 2, self.steward2: 30}
        self.assertEqual(self.drawn_up(), expected)
        self.assertEqual(self.drawn_up(APRIL), expected)

    def test_drawing_up_again_keeps_what_was_changed(self):
        Target = self.Target.with_user(self.user_supervisor)
        Target.action_draw_up()
        target = Target.search(
            [("steward_id", "=", self.steward.id), ("month", "=", MARCH)], limit=1
        )
        target.target = 12
        action = Target.action_draw_up()
        self.assertIn("0", action["params"]["message"])
        self.assertEqual(target.target, 12)

    def test_one_target_of_a_kind_per_person_and_month(self):
        self.target()
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            self.target(month=date(2026, 3, 17))

    def test_next_month_is_drawn_up_by_itself_from_the_day_of_the_policy(self):
        self.community.policy_id.target_day = 25
        self.draw_up_by_itself()
        self.assertTrue(self.drawn_up(), "The month that has begun already.")
        with freeze_time("2026-03-24 15:30:00"):
            self.draw_up_by_itself()
            self.assertFalse(self.drawn_up(APRIL))
        with freeze_time("2026-03-24 16:30:00"):
            self.draw_up_by_itself()
            self.assertEqual(
                set(self.drawn_up(APRIL)),
                {self.steward, self.steward2},
                "In Shanghai it is the 25th.",
            )

    def test_what_was_deleted_is_not_drawn_up_by_itself_again(self):
        self.draw_up_by_itself()
        self.Target.search([("community_id", "=", self.community.id)]).unlink()
        self.draw_up_by_itself()
        self.assertFalse(self.drawn_up())

    # rights

    def test_nobody_sets_the_own_target(self):
        self.building3.steward_id = self.supervisor
        Target = self.Target.with_user(self.user_supervisor)
        Target.action_draw_up()
        own = Target.search([("is_mine", "=", True), ("month", "=", MARCH)])
        self.assertEqual(own.steward_id, self.supervisor)
        with self.assertRefused(AccessError, "a role above yours"):
            own.target = 1
        with self.assertRefused(AccessError, "a role above yours"):
            self.target(self.supervisor, month=date(2026, 5, 1))
        self.target(month=date(2026, 5, 1))
        other = Target.search([("month", "=", date(2026, 5, 1))])
        with self.assertRefused(AccessError, "a role above yours"):
            other.steward_id = self.supervisor
        own.with_user(self.user_manager).target = 1

    def test_a_steward_sees_the_own_target_and_changes_none(self):
        mine, other = self.target(), self.target(self.steward2)
        visible = self.Target.with_user(self.user_steward).search([])
        self.assertIn(mine, visible)
        self.assertNotIn(other, visible)
        for change in (
            lambda: visible.write({"target": 1}),
            visible.action_draw_up,
        ):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
                change()

    def test_the_target_of_a_month_that_is_over_stays(self):
        target = self.target()
        with freeze_time("2026-03-31 15:30:00"):
            target.target = 3
        with freeze_time("2026-03-31 16:30:00"), self.assertRefused(UserError, "is over"):
            target.target = 1

    def test_the_form_takes_any_day_of_the_month(self):
        with Form(self.Target.with_user(self.user_supervisor)) as form:
            form.community_id = self.community
            form.steward_id = self.steward
            form.month = datetime(2026, 3, 17).date()
            form.target = 5
        self.assertEqual(form.record.month, MARCH)
        self.assertIn("2026-03", form.record.display_name)
