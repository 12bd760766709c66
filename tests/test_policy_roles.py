from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import PREFIX, StewardCommon


@tagged("post_install", "-at_install")
class TestRoles(StewardCommon):
    """R269-R270, R275: rules name roles, communities fill them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role_steward = cls.env.ref("property_steward.role_steward")
        cls.role_supervisor = cls.env.ref("property_steward.role_supervisor")

    def _appoint(self, employee, role=None, **vals):
        return self.env["steward.role.assignment"].create(
            {
                "community_id": self.community.id,
                "role_id": (role or self.role_steward).id,
                "employee_id": employee.id,
                "date_from": date(2020, 1, 1),
                **vals,
            }
        )

    def assertHas(self, user, group):
        self.assertTrue(user.has_group(f"{PREFIX}{group}"), f"{user.name} lacks {group}")

    def assertHasNot(self, user, group):
        self.assertFalse(user.has_group(f"{PREFIX}{group}"), f"{user.name} has {group}")

    def test_R269_filling_a_role_grants_its_group(self):
        self.assertHasNot(self.user_nobody, "steward")
        self._appoint(self.nobody)
        self.assertHas(self.user_nobody, "steward")
        self.assertHasNot(self.user_nobody, "supervisor")

    def test_R269_losing_the_last_role_takes_the_group_away(self):
        here = self._appoint(self.nobody)
        there = self._appoint(self.nobody, community_id=self.mall.id)
        here.unlink()
        self.assertHas(self.user_nobody, "steward")
        there.date_to = date(2020, 12, 31)
        self.assertHasNot(self.user_nobody, "steward")

    def test_R269_a_group_given_by_hand_is_never_touched(self):
        user = self.user_nobody
        user.group_ids |= self.env.ref(f"{PREFIX}auditor") | self.env.ref(f"{PREFIX}steward")
        assignment = self._appoint(self.nobody)
        supervision = self._appoint(self.nobody, self.role_supervisor)
        (assignment | supervision).unlink()
        self.assertHas(user, "steward")
        self.assertHas(user, "auditor")
        self.assertHasNot(user, "supervisor")
        self.assertTrue(user.has_group("base.group_user"))

    def test_R269_the_group_follows_the_employee_to_another_login(self):
        self._appoint(self.nobody)
        other = new_test_user(self.env, login="t_other", groups="base.group_user")
        self.nobody.user_id = other
        self.assertHas(other, "steward")
        self.assertHasNot(self.user_nobody, "steward")

    def test_R269_who_is_archived_holds_no_role_from_the_next_day_on(self):
        """Also where a person of HR archives who holds no role."""
        officer = new_test_user(
            self.env, login="t_hr", groups="base.group_user,hr.group_hr_manager"
        )
        with freeze_time("2026-03-31 04:00"):
            held = self._appoint(self.nobody)
            past = self._appoint(self.nobody, date_to=date(2025, 12, 31))
            ahead = self._appoint(self.nobody, date_from=date(2026, 5, 1))
            deputised = self._appoint(self.gm, deputy_id=self.nobody.id)
            deputised_once = self._appoint(
                self.gm, deputy_id=self.nobody.id, date_to=date(2025, 12, 31)
            )
        # in Shanghai it is the 1st of April
        with freeze_time("2026-03-31 16:30"):
            self.nobody.with_user(officer).action_archive()
            self.assertEqual(held.date_to, date(2026, 4, 1))
            self.assertEqual(past.date_to, date(2025, 12, 31), "What was, was.")
            self.assertFalse(ahead.exists(), "What had not begun does not begin.")
            self.assertFalse(deputised.deputy_id)
            self.assertEqual(deputised_once.deputy_id, self.nobody)
        with freeze_time("2026-04-01 16:30"):
            held.invalidate_recordset(["is_in_force"])
            self.env["steward.role.assignment"]._cron_apply_dates()
            self.assertHasNot(self.user_nobody, "steward")

    def test_R269_the_deputy_has_the_group_while_the_assignment_is_in_force(self):
        assignment = self._appoint(self.supervisor, self.role_supervisor, deputy_id=self.nobody.id)
        self.assertHas(self.user_nobody, "supervisor")
        assignment.deputy_id = False
        self.assertHasNot(self.user_nobody, "supervisor")

    def test_R269_a_passed_date_takes_the_group_away_by_night_and_only_once(self):
        with freeze_time("2026-03-31 04:00"):
            self._appoint(self.nobody, date_to=date(2026, 3, 31))
            self.assertHas(self.user_nobody, "steward")
        Assignment = self.env["steward.role.assignment"]
        # 23:30 of the last day in Shanghai
        with freeze_time("2026-03-31 15:30"):
            Assignment.invalidate_model(["is_in_force"])
            Assignment._cron_apply_dates()
            self.assertHas(self.user_nobody, "steward")
        # 00:30 of the next day in Shanghai, still the same day in London
        with freeze_time("2026-03-31 16:30"):
            Assignment.invalidate_model(["is_in_force"])
            Assignment._cron_apply_dates()
            self.assertHasNot(self.user_nobody, "steward")
            grants = self.env["steward.role.grant"].search([])
            Assignment._cron_apply_dates()
            self.assertEqual(self.env["steward.role.grant"].search([]), grants)

    def test_R269_a_role_that_begins_later_grants_its_group_later(self):
        with freeze_time("2026-03-31 04:00"):
            self._appoint(self.nobody, date_from=date(2026, 4, 1))
            self.assertHasNot(self.user_nobody, "steward")
        with freeze_time("2026-03-31 16:30"):
            self.env["steward.role.assignment"].invalidate_model(["is_in_force"])
            self.env["steward.role.assignment"]._cron_apply_dates()
            self.assertHas(self.user_nobody, "steward")

    def test_R269_thirty_assignments_cost_as_many_statements_as_ten(self):
        def cost(prefix, count):
            users = self.env["res.users"].create(
                [{"name": f"{prefix}{i}", "login": f"{prefix}{i}"} for i in range(count)]
            )
            employees = self.env["hr.employee"].create(
                [{"name": user.name, "user_id": user.id} for user in users]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["steward.role.assignment"].create(
                [
                    {
                        "community_id": self.community.id,
                        "role_id": self.role_steward.id,
                        "employee_id": employee.id,
                        "date_from": date(2020, 1, 1),
                    }
                    for employee in employees
                ]
            )
            self.env.flush_all()
            for user in users:
                self.assertHas(user, "steward")
            return self.env.cr.sql_log_count - before

        cost("warm", 2)
        ten, thirty = cost("ten", 10), cost("thirty", 30)
        self.assertLess(thirty - ten, 25 + 20)  # has_group of each user asks once

    def test_R275_the_manager_fills_the_roles_below_the_own(self):
        vals = {
            "community_id": self.community.id,
            "role_id": self.role_supervisor.id,
            "employee_id": self.nobody.id,
            "date_from": date(2020, 1, 1),
        }
        self.env["steward.role.assignment"].with_user(self.user_manager).create(vals)
        self.assertHas(self.user_nobody, "supervisor")

    def test_R002_nobody_makes_himself_general_manager(self):
        for role in ("general_manager", "project_manager", "centre_manager"):
            with self.assertRaises(AccessError):
                self.env["steward.role.assignment"].with_user(self.user_manager).create(
                    {
                        "community_id": self.community.id,
                        "role_id": self.env.ref(f"property_steward.role_{role}").id,
                        "employee_id": self.manager.id,
                    }
                )
        self.assertHasNot(self.user_manager, "general_manager")

    def test_R275_the_supervisor_fills_no_role(self):
        with self.assertRaises(AccessError):
            self.env["steward.role.assignment"].with_user(self.user_supervisor).create(
                {
                    "community_id": self.community.id,
                    "role_id": self.role_steward.id,
                    "employee_id": self.nobody.id,
                }
            )

    def test_a_role_grants_groups_of_this_application_only(self):
        with self.assertRaises(ValidationError):
            self.role_steward.with_user(self.user_gm).group_id = self.env.ref("base.group_system")

    def test_R275_who_decides_above_a_role_follows_from_the_roles_as_they_stand(self):
        general_manager = self.env.ref("property_steward.role_general_manager")
        chain = self.role_steward._and_above()
        self.assertEqual(chain[:2], self.role_steward + self.role_supervisor)
        self.assertEqual(chain[-1:], general_manager)
        self.role_supervisor.superior_id = general_manager
        self.assertEqual(
            self.role_steward._and_above(),
            self.role_steward + self.role_supervisor + general_manager,
        )
        self.assertFalse(self.env["steward.role"]._and_above())

    def test_a_role_with_another_group_moves_its_holders(self):
        self.role_steward.with_user(self.user_gm).group_id = self.env.ref(f"{PREFIX}department")
        self.assertHas(self.user_steward, "department")
        self.assertHasNot(self.user_steward, "steward")
