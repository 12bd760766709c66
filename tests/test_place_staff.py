from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .common import PREFIX, StewardCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00")
class TestHandOver(StewardCommon):
    """R269: the division of work; a steward who leaves hands over the area with its open work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env.ref("property_steward.role_steward")
        cls.plan = cls.env["steward.visit.plan"].create(
            {
                "community_id": cls.community.id,
                "year": 2026,
                "role_id": cls.role.id,
                "steward_id": cls.steward.id,
            }
        )
        for month in (2, 3, 4):
            if date(2026, month, 1) not in cls.plan.month_ids.mapped("month"):
                cls.env["steward.visit.plan.month"].create(
                    {"plan_id": cls.plan.id, "month": date(2026, month, 1)}
                )
        cls.rule = cls.env["steward.visit.rule"].search([], limit=1)
        cls.overdue, cls.due, cls.later = (cls._plan_line(cls.zhang, month) for month in (2, 3, 4))
        cls.in_101 = cls._plan_line(cls.li, 3)
        cls.held = cls._plan_line(cls.li, 4, held=True)
        cls.case = cls.env["steward.case"].create(
            {
                "name": "漏水",
                "category": "repair",
                "partner_id": cls.zhang.id,
                "unit_id": cls.unit_1204.id,
                "community_id": cls.community.id,
                "steward_id": cls.steward.id,
            }
        )
        cls.visit = cls.env["steward.visit"].create(
            {
                "partner_id": cls.zhang.id,
                "unit_id": cls.unit_1204.id,
                "community_id": cls.community.id,
                "steward_id": cls.steward.id,
                "mode_id": cls.env.ref("property_steward.contact_mode_door").id,
            }
        )

    @classmethod
    def _plan_line(cls, partner, month, held=False, unit=None):
        first = date(2026, month, 1)
        line = cls.env["steward.visit.plan.line"].create(
            {
                "plan_id": cls.plan.id,
                "month_id": cls.plan.month_ids.filtered(lambda m: m.month == first).id,
                "rule_id": cls.rule.id,
                "company_id": cls.plan.company_id.id,
                "community_id": cls.community.id,
                "steward_id": cls.steward.id,
                "partner_id": partner.id,
                "unit_id": (unit or partner.household_unit_id).id,
                "month": first,
                "period_start": first,
                "period_end": date(2026, month, 28),
            }
        )
        if held:
            cls._hold_visit(line)
        return line

    def _hand_over(self, user=None, context=None, **vals):
        form = Form(
            self.env["steward.area.hand.over"]
            .with_user(user or self.user_supervisor)
            .with_context(**(context or {}))
        )
        for name, value in {"from_id": self.steward, "to_id": self.steward2, **vals}.items():
            setattr(form, name, value)
        wizard = form.save()
        wizard.action_hand_over()
        return wizard

    def test_R269_a_whole_area_goes_over_with_its_open_work(self):
        wizard = self._hand_over(reason="resignation", note="钥匙已交接")
        self.assertEqual(self.building3.steward_id, self.steward2)
        self.assertEqual(self.building_mall.steward_id, self.steward2)
        self.assertEqual(self.zhang.household_steward_id, self.steward2)
        self.assertEqual(self.zhang.occupancy_ids.steward_id, self.steward2)
        open_lines = self.due | self.later | self.in_101
        self.assertEqual(open_lines.steward_id, self.steward2)
        self.assertEqual(open_lines.plan_id.steward_id, self.steward2)
        self.assertEqual(self.due.month_id.month, date(2026, 3, 1))
        self.assertEqual(self.later.month_id.month, date(2026, 4, 1))
        self.assertEqual(self.case.steward_id, self.steward2)
        self.assertEqual(self.visit.steward_id, self.steward2)
        body = self.community.message_ids[:1].body
        self.assertIn("王芳", body)
        self.assertIn("赵敏", body)
        self.assertIn("钥匙已交接", body)
        self.assertTrue(wizard.end_roles)

    def test_R006_what_was_held_or_missed_stays_with_whoever_it_was(self):
        self._hand_over()
        self.assertEqual(self.held.steward_id, self.steward)
        self.assertEqual(self.overdue.steward_id, self.steward)
        self.assertEqual((self.held | self.overdue).plan_id, self.plan)

    def test_R002_both_approvers_see_what_was_moved(self):
        self._hand_over()
        for plan in self.plan | self.due.plan_id:
            change = self.env["steward.visit.plan.change"].search([("plan_id", "=", plan.id)])
            self.assertEqual(change.mapped("kind"), ["moved"])
            self.assertEqual(change.line_count, 3)

    def test_R269_resignation_ends_the_role_and_with_it_the_group(self):
        self._hand_over(reason="resignation")
        self.assertFalse(self.user_steward.has_group(f"{PREFIX}steward"))
        self.assertFalse(
            self.env["steward.occupancy"].with_user(self.user_nobody).has_access("read")
        )

    def test_R269_leave_keeps_the_role(self):
        self._hand_over(reason="leave")
        self.assertTrue(self.user_steward.has_group(f"{PREFIX}steward"))

    def test_R269_the_taker_becomes_steward_of_the_community(self):
        self.assertFalse(self.user_nobody.has_group(f"{PREFIX}steward"))
        self._hand_over(to_id=self.nobody)
        self.assertTrue(self.user_nobody.has_group(f"{PREFIX}steward"))
        self.assertIn(
            self.zhang.occupancy_ids,
            self.env["steward.occupancy"].with_user(self.user_nobody).search([]),
        )

    def test_R269_single_households_go_over_from_the_list(self):
        self._hand_over(context={"active_model": "steward.unit", "active_ids": self.unit_1204.ids})
        self.assertEqual(self.unit_1204.steward_id, self.steward2)
        self.assertEqual(self.unit_101.steward_id, self.steward)
        self.assertEqual(self.due.steward_id, self.steward2)
        self.assertEqual(self.in_101.steward_id, self.steward)
        self.assertEqual(self.case.steward_id, self.steward2)

    def test_R269_single_buildings_go_over_from_the_list(self):
        self._hand_over(
            context={"active_model": "steward.building", "active_ids": self.building3.ids}
        )
        self.assertEqual(self.building3.steward_id, self.steward2)
        self.assertEqual(self.building_mall.steward_id, self.steward)

    def test_R269_stewards_do_not_hand_over_and_supervisors_only_where_they_are(self):
        with self.assertRaises(AccessError):
            self._hand_over(user=self.user_steward)
        self.env["steward.role.assignment"].search(
            [
                ("employee_id", "=", self.supervisor.id),
                ("community_id", "=", self.community.id),
            ]
        ).unlink()
        with self.assertRaises(AccessError):
            self._hand_over()
        self.assertEqual(self.building3.steward_id, self.steward)

    def test_R269_two_hundred_households_cost_as_many_statements_as_twenty(self):
        def cost(prefix, count):
            building = self.env["steward.building"].create(
                {
                    "name": prefix,
                    "community_id": self.community.id,
                    "steward_id": self.steward.id,
                }
            )
            for index in range(count):
                unit = self._create_unit(building, str(index))
                partner = self._create_household(f"{prefix}{index}", unit)
                self._plan_line(partner, 4, unit=unit)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._hand_over(
                context={"active_model": "steward.building", "active_ids": building.ids}
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost("W", 2)
        twenty, many = cost("X", 20), cost("Y", 200)
        self.assertLess(many - twenty, 30)


@tagged("post_install", "-at_install")
class TestLogins(StewardCommon):
    """R269, R275: thirty stewards get logins and roles in one action."""

    def _employees(self, count):
        employees = self.env["hr.employee"].create(
            [{"name": f"新管家{i}", "work_phone": f"139 0000 {i:04d}"} for i in range(count)]
        )
        self.env["steward.building"].create(
            [
                {
                    "name": f"新{employee.id}",
                    "community_id": self.community.id,
                    "steward_id": employee.id,
                }
                for employee in employees
            ]
        )
        return employees

    def _wizard(self, employees, user=None, **vals):
        wizard = (
            self.env["steward.login.create"]
            .with_user(user or self.user_manager)
            .with_context(active_model="hr.employee.public", active_ids=employees.ids)
            .create(vals)
        )
        wizard.action_create_logins()
        return wizard

    def test_R269_thirty_stewards_get_their_logins_at_once(self):
        employees = self._employees(30)
        wizard = self._wizard(employees)
        self.assertEqual(len(employees.user_id), 30)
        for line in wizard.line_ids:
            user = line.sudo().employee_id.user_id
            self.assertTrue(line.is_created)
            self.assertEqual(user.login, line.login)
            self.assertTrue(user.has_group(f"{PREFIX}steward"))
            self.assertFalse(user.has_group(f"{PREFIX}supervisor"))
            self.assertIn("翠湖花园", line.result)
        self.assertEqual(wizard.line_ids[0].login, "13900000000")
        self.assertEqual(len(set(wizard.line_ids.mapped("password"))), 30)

    def test_R269_the_first_password_opens_the_door(self):
        employee = self._employees(1)
        line = self._wizard(employee).line_ids
        credential = {"type": "password", "login": line.login, "password": line.password}
        user = employee.user_id
        info = user.with_user(user)._check_credentials(credential, {"interactive": False})
        self.assertEqual(info["uid"], user.id)

    def test_R269_no_mail_is_sent_unless_asked(self):
        before = self.env["mail.mail"].search_count([])
        self._wizard(self._employees(2))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_R269_who_is_skipped_is_listed_with_the_reason(self):
        lazy = self.env["hr.employee"].create({"name": "没有楼栋", "work_email": "x@example.com"})
        taken = self._employees(1)
        taken.work_email = self.user_gm.login
        wizard = self._wizard(lazy | taken | self.steward)
        by_employee = {line.employee_id.id: line for line in wizard.line_ids}
        self.assertFalse(lazy.user_id)
        self.assertIn("no building", by_employee[lazy.id].result)
        self.assertFalse(taken.user_id)
        self.assertIn("t_gm", by_employee[taken.id].result)
        self.assertEqual(self.steward.user_id, self.user_steward)
        self.assertIn("t_steward", by_employee[self.steward.id].result)

    def test_R269_from_the_menu_whoever_has_no_login_is_proposed(self):
        employee = self._employees(1)
        wizard = self.env["steward.login.create"].with_user(self.user_manager).create({})
        self.assertIn(employee, wizard.line_ids.sudo().employee_id)
        self.assertNotIn(self.steward, wizard.line_ids.sudo().employee_id)

    def test_R221_the_login_takes_the_contact_that_the_employee_has(self):
        employee = self._employees(1)
        contact = self.env["res.partner"].create({"name": employee.name})
        employee.work_contact_id = contact
        self._wizard(employee)
        self.assertEqual(employee.user_id.partner_id, contact)

    def test_R002_the_manager_creates_nobody_above_or_beside_himself(self):
        employee = self._employees(1)
        with self.assertRaises(AccessError):
            self._wizard(employee, role_id=self.env.ref("property_steward.role_general_manager").id)

    def test_R269_supervisors_and_stewards_create_no_logins(self):
        employee = self._employees(1)
        for user in (self.user_supervisor, self.user_steward, self.user_nobody):
            with self.assertRaises(AccessError):
                self._wizard(employee, user=user)

    def test_a_typed_login_is_used(self):
        employee = self._employees(1)
        wizard = (
            self.env["steward.login.create"]
            .with_user(self.user_manager)
            .create({"line_ids": [Command.create({"employee_id": employee.id, "login": "xinren"})]})
        )
        wizard.action_create_logins()
        self.assertEqual(employee.user_id.login, "xinren")
