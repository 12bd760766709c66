from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestMainJob(StewardCommon, HttpCase):
    """From the office's register to the coverage of the visits, in the browser and in Chinese.

    R001-R002, R006, R013, R042: the supervisor brings in the register and draws up the plans; the
    steward submits the own one; the supervisor approves it and proposes the month; the steward
    visits a household; the centre manager sees it in the coverage.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls.env["steward.community"].create(
            {"name": "春江花园", "kind": "residential", "tz": "Asia/Shanghai"}
        )
        # the stewards whom the register names; one of them works in the browser
        cls._create_person("register_steward", "华桂珍")
        others = cls.env["hr.employee"].create(
            [
                {"name": name, "company_id": cls.env.company.id}
                for name in ("王帆", "谢璐", "王淑兰")
            ]
        )
        holders = {
            "steward": cls.register_steward | others,
            "supervisor": cls.supervisor,
            "centre_manager": cls.manager,
        }
        cls.env["steward.role.assignment"].create(
            [
                {
                    "community_id": cls.place.id,
                    "role_id": cls.env.ref(f"property_steward.role_{role}").id,
                    "employee_id": employee.id,
                }
                for role, employees in holders.items()
                for employee in employees
            ]
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        users = cls.user_supervisor | cls.user_register_steward | cls.user_manager
        users.lang = "zh_CN"

    def test_R001_from_the_register_to_the_coverage(self):
        plan = self._import_and_generate()
        self._approve(plan)
        line = self._propose(plan)
        self._visit(line)
        self.start_tour("/odoo/visit-coverage", "steward_coverage", login="t_manager")

    def _import_and_generate(self):
        self.start_tour(
            "/odoo/register-imports",
            "steward_import_and_generate",
            login="t_supervisor",
            timeout=400,
        )
        units = self.env["steward.unit"].search([("community_id", "=", self.place.id)])
        self.assertEqual(len(units), 1248)
        self.assertEqual(len(units.building_id), 8)
        self.assertIn(self.register_steward, units.steward_id)
        plans = self.env["steward.visit.plan"].search([("community_id", "=", self.place.id)])
        self.assertEqual(set(plans.mapped("state")), {"draft"})
        plan = plans.filtered(lambda plan: plan.steward_id == self.register_steward)
        self.assertEqual(plan.year, self.place._today().year)
        self.assertTrue(plan.line_ids)
        self.assertEqual(plan.line_ids.unit_id.steward_id, self.register_steward)
        return plan

    def _approve(self, plan):
        self.start_tour("/odoo/visit-plans", "steward_submit_plan", login="t_register_steward")
        self.assertEqual(plan.state, "submitted")
        self.assertEqual(plan.submitted_by_id, self.user_register_steward)
        self.start_tour(
            f"/odoo/visit-plans/{plan.id}", "steward_approve_plan", login="t_supervisor"
        )
        self.assertEqual(plan.approved_by_id, self.user_supervisor)
        self.assertEqual(set(plan.month_ids.mapped("state")), {"approved"})

    def _propose(self, plan):
        """Times for the last month of the year; a visit of this month is made today's."""
        months = plan.month_ids.sorted("month")
        self.start_tour(
            f"/odoo/monthly-visit-plans/{months[-1].id}",
            "steward_propose_month",
            login="t_supervisor",
        )
        owed = months[-1].line_ids.filtered(lambda line: line.state == "open")
        if self.place._today() < months[-1].month.replace(day=28):
            # later the year may have no working time left, and every line says so
            self.assertTrue(owed.filtered("scheduled_at"))
        for line in owed.filtered(lambda line: not line.scheduled_at):
            self.assertTrue(line.schedule_note, "what does not fit is said and why")
        line = plan.line_ids.filtered(
            lambda line: line.is_this_month and line.can_visit and line.partner_id
        )[:1]
        line.scheduled_at = fields.Datetime.now() - timedelta(minutes=5)
        return line

    def _visit(self, line):
        self.start_tour("/odoo/my-day", "steward_my_day", login="t_register_steward")
        self.assertEqual(line.state, "done")
        visit = line.visit_id
        self.assertEqual((visit.state, visit.outcome), ("done", "done"))
        self.assertEqual(visit.steward_id, self.register_steward)
        self.assertEqual(visit.case_ids.words, "电梯有异响")
        self.assertEqual(line.partner_id.last_contact_date, self.place._today())
