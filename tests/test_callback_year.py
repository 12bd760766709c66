from datetime import date

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..engine import contact
from .callback_common import CallbackCommon


@tagged("post_install", "-at_install")
class TestCallbackCheck(CallbackCommon):
    """R197: every month callbacks are drawn at random and checked by another person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.callbacks = cls.env["steward.callback"]
        for _ in range(8):
            callback = cls._handled_repair()
            cls._call_back(callback)
            cls.callbacks |= callback

    def _draw(self, moment="2026-03-20 02:00:00"):
        with freeze_time(moment):
            self.env["steward.callback.check"]._cron_draw()
        return self.env["steward.callback.check"].search(
            [("callback_id", "in", self.callbacks.ids)]
        )

    def test_R197_the_managers_quota_is_drawn_once_a_month(self):
        self.assertFalse(self._draw("2026-03-19 02:00:00"))
        checks = self._draw()
        self.assertEqual(len(checks), 4)
        self.assertEqual(checks.checker_id, self.manager)
        self.assertEqual(set(checks.mapped("due_on")), {date(2026, 3, 31)})
        self.assertEqual(self._draw("2026-03-25 02:00:00"), checks)

    def test_R197_the_draw_is_random_and_comes_out_the_same_every_time(self):
        first = contact.sample("a", range(100), 10)
        self.assertEqual(contact.sample("a", reversed(range(100)), 10), first)
        self.assertNotEqual(contact.sample("b", range(100), 10), first)
        self.assertEqual(contact.sample("a", [1, 2], 10), [1, 2])

    def test_R197_quotas_by_rank(self):
        self.env["steward.callback.check.rule"].create(
            {
                "policy_id": self.community.policy_id.id,
                "role_id": self.env.ref("property_steward.role_supervisor").id,
                "monthly_count": 2,
            }
        )
        checks = self._draw()
        self.assertEqual(len(checks.filtered(lambda check: check.checker_id == self.supervisor)), 2)
        self.assertEqual(len(checks.callback_id), 6, "nothing is drawn twice")

    def test_R197_nobody_is_given_the_own_callbacks(self):
        self.callbacks[:6].assignee_id = self.manager
        self.assertEqual(self._draw().callback_id, self.callbacks[6:])

    def test_R197_nobody_checks_the_own_callbacks(self):
        check = self._draw()[0]
        check.checker_id = self.steward
        finding = {"method": "call", "took_place": "yes", "is_true": "yes"}
        own = check.with_user(self.user_steward)
        own.write(finding)
        with self.assertRaisesRegex(AccessError, "another person"):
            own.action_done()
        check.with_user(self.user_manager).action_done()
        self.assertEqual((check.verdict, check.checker_id), ("pass", self.manager))

    def test_R197_a_false_record_is_noted_on_the_callback(self):
        check = self._draw()[0].with_user(self.user_manager)
        check.write({"method": "call", "took_place": "no", "is_true": "no"})
        with self.assertRaisesRegex(UserError, "not in order"):
            check.action_done()
        check.note = "业主说没人打过电话"
        check.action_done()
        self.assertEqual(check.verdict, "fail")
        self.assertIn("没人打过电话", check.callback_id.message_ids[0].body)
        with self.assertRaises(UserError):
            check.note = "改写"
        with self.assertRaises(AccessError):
            check.checker_id = self.supervisor

    def test_an_unfinished_check_is_late_after_the_month(self):
        check = self._draw()[0]
        with freeze_time("2026-03-31 15:59:00"):
            self.assertFalse(check.is_late)
        with freeze_time("2026-03-31 16:01:00"):
            check.invalidate_recordset(["is_late"])
            self.assertTrue(check.is_late)
            self.assertIn(check, check.search([("is_late", "=", True)]))


@tagged("post_install", "-at_install")
class TestCallbackPlan(CallbackCommon):
    """The year's plan and its summary, the manager's own callbacks (R089, R093, R318)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("project", "项目经理郑总")
        cls._assign(cls.project, "project_manager")
        cls.year_plan = (
            cls.env["steward.callback.plan"]
            .with_user(cls.user_manager)
            .create({"community_id": cls.community.id, "year": 2026, "intention": "回访率100%"})
        )

    def _approve(self):
        self.year_plan.action_submit()
        self.year_plan.with_user(self.user_project).action_approve()

    def test_R089_the_plan_has_the_twelve_months_and_is_approved_from_above(self):
        self.assertEqual(len(self.year_plan.line_ids), 12)
        self.year_plan.action_submit()
        with self.assertRaises(AccessError):
            self.year_plan.action_approve()
        with self.assertRaisesRegex(UserError, "submitted"):
            self.year_plan.intention = "改写"
        self.year_plan.with_user(self.user_project).action_approve()
        self.assertEqual(self.year_plan.state, "approved")

    def test_R093_the_manager_owes_one_door_callback_and_aims_at_two(self):
        self._approve()
        own = self.env["steward.callback"].search(
            [("trigger", "=", "manager"), ("community_id", "=", self.community.id)],
            order="ordinal",
        )
        self.assertEqual(own.assignee_id, self.manager)
        self.assertEqual(own.mapped("is_optional"), [False, True])
        self.assertEqual(own[0].due_at, self._local("2026-12-31T23:59:59"))
        with freeze_time("2027-01-01 02:00:00"):
            self.assertEqual(own.mapped("is_late"), [True, False])
        self.community._plan_manager_callbacks(2026)
        self.assertEqual(
            own.search_count(
                [("trigger", "=", "manager"), ("community_id", "=", self.community.id)]
            ),
            2,
        )

    def test_R093_a_year_is_planned_once(self):
        self._approve()
        own = self.env["steward.callback"].search([("trigger", "=", "manager")])[0]
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            own.copy({"community_id": own.community_id.id})

    def test_R093_the_manager_chooses_the_household_at_the_door(self):
        self._approve()
        own = self.env["steward.callback"].search(
            [("trigger", "=", "manager"), ("community_id", "=", self.community.id)], limit=1
        )
        visit = self._begin(
            own,
            user=self.user_manager,
            mode=self.door_mode,
            partner_id=self.li.id,
            community_id=self.community.id,
        )
        visit.callback_result = "satisfied"
        visit.action_done()
        self.assertEqual((own.state, own.partner_id), ("done", self.li))

    def test_R089_the_summary_keeps_its_figures(self):
        self._approve()
        good, bad, _open = (self._handled_repair() for _ in range(3))
        self._call_back(good)
        self._call_back(bad, self.BAD)
        march = self.year_plan.line_ids.filtered(lambda line: line.month == date(2026, 3, 1))
        self.assertEqual((march.due_count, march.done_count, march.in_time_count), (3, 2, 2))
        # R318
        self.assertEqual(march.repair_count, 2)
        with self.assertRaisesRegex(UserError, "evaluation"):
            self.year_plan.action_conclude()
        self.year_plan.summary = "回访及时，漏水返修偏多"
        self.year_plan.action_conclude()
        # three of repairs and the manager's own
        self.assertEqual((self.year_plan.due_count, self.year_plan.done_count), (4, 2))
        self.assertEqual(self.year_plan.satisfied_count, 1)
        self.assertEqual(self.year_plan.persisting_count, 1)
        self.assertEqual(self.year_plan.rate, 50)
        self._call_back(_open)
        self.assertEqual(self.year_plan.done_count, 2)
        with self.assertRaisesRegex(UserError, "concluded"):
            self.year_plan.summary = "改写"

    def test_R089_a_month_is_the_communitys(self):
        callback = self._handled_repair()
        lines = self.year_plan.line_ids
        for moment, month in (("2026-03-31T23:59:59", 3), ("2026-04-01T00:00:00", 4)):
            callback.due_at = self._local(moment)
            lines.invalidate_recordset(["due_count"])
            due = lines.filtered("due_count")
            self.assertEqual(due.mapped("month"), [date(2026, month, 1)])

    def test_R089_the_plan_opens_the_year_up_to_its_last_evening(self):
        self._approve()
        own = self.env["steward.callback"].search(
            [("trigger", "=", "manager"), ("community_id", "=", self.community.id)]
        )
        action = self.year_plan.action_open_callbacks()
        self.assertLessEqual(own, own.search(action["domain"]))

    def test_R089_statements_do_not_grow_with_the_months(self):
        def cost(lines):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            lines.mapped("repair_count")
            return self.cr.sql_log_count - before

        lines = self.year_plan.line_ids.search([("plan_id", "=", self.year_plan.id)])
        cost(lines)
        self.assertEqual(cost(lines), cost(lines[:1]))


@tagged("post_install", "-at_install")
class TestCallbackFigures(CallbackCommon):
    """Statistics of callbacks (R097, R153)."""

    def test_R097_R153_the_rate_counts_what_was_due_and_opens_it(self):
        made, late, missed = (self._handled_repair("urgent") for _ in range(3))
        self._call_back(made)
        with freeze_time("2026-03-05 02:00:00"):
            self._call_back(late, self.BAD)
            missed.with_user(self.user_supervisor)._close_without("unreachable", "无人应答")
        callbacks = made | late | missed
        [(done, in_time, satisfied)] = callbacks._read_group(
            [("id", "in", callbacks.ids)],
            aggregates=["done_rate:avg", "in_time_rate:avg", "satisfied_rate:avg"],
        )
        self.assertAlmostEqual(done, 200 / 3, places=2)
        self.assertAlmostEqual(in_time, 100 / 3, places=2)
        self.assertAlmostEqual(satisfied, 100 / 3, places=2)


@tagged("post_install", "-at_install")
class TestServiceProcedure(CallbackCommon):
    """R032-R033: a service that was never offered before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "家庭保洁", "type": "service", "is_steward_service": True}
        )
        case = cls._create_case(
            "service",
            sheet={
                "kind": "special",
                "product_id": cls.product.id,
                "is_first": True,
                "delivered_at": "2026-03-03 01:00:00",
            },
        )
        cls.joint = cls._handle(case)

    def test_R032_manager_and_chief_steward_go_together(self):
        self.assertEqual(self.joint.trigger, "service_new")
        self.assertEqual(
            set(self.joint.role_ids.mapped("code")), {"centre_manager", "chief_steward"}
        )
        self.assertEqual(self.joint.assignee_id, self.chief)
        alone = self._begin(self.joint, mode=self.door_mode)
        self.assertTrue(alone.callback_unfit_note)

    def test_R033_the_service_stays_new_until_its_procedure_is_written(self):
        self.assertFalse(self.product.steward_procedure_ids)
        self._call_back(
            self.joint,
            {"result": "satisfied", "problem_persists": "no", "opinion": "很细致"},
            mode=self.door_mode,
            attendees=[self.manager],
        )
        procedure = self.product.steward_procedure_ids
        self.assertEqual((procedure.state, procedure.household_feeling), ("new", "很细致"))
        self.assertTrue(self.product.is_steward_new)
        self.assertEqual(procedure.activity_ids.user_id, self.user_manager)
        procedure.with_user(self.user_manager).text = "<p>一、准备工具…</p>"
        self.assertEqual(procedure.state, "ready")
        self.assertFalse(self.product.is_steward_new)
        self.assertFalse(procedure.activity_ids)
