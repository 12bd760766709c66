from datetime import date, datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .activity_common import BEGIN, ActivityCommon

TASK = "mail_activity_type_activity_task"


@tagged("post_install", "-at_install")
class TestActivityTasks(ActivityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("engineer", "电工小马", department_id=cls.department_engineering.id)
        cls._create_person("head", "孙部长", department_id=cls.department_engineering.id)
        cls.department_engineering.manager_id = cls.head

    def _task(self, activity, duty):
        return activity.task_ids.filtered(lambda task: task.duty == duty)

    def test_R294_R296_an_activity_proposes_the_tasks_of_the_day_and_before_it(self):
        """R294-R296, E46: who does what, with the departments of the procedures (F18)."""
        activity = self._plan()
        self.assertEqual(
            {
                (task.duty, task.department_name or "", task.days_before)
                for task in activity.task_ids
            },
            {
                ("commander", "", 0),
                ("coordination", "", 0),
                ("reception", "Administration Department", 0),
                ("hosting", "Steward Department", 0),
                ("media", "Administration Department", 0),
                ("power", "Engineering Department", 0),
                ("safety", "Safety Department", 0),
                ("purchasing", "Administration Department", 3),
                ("equipment", "Engineering Department", 1),
                ("permit", "Safety Department", 5),
            },
        )

    def test_R293_R294_tasks_go_to_whom_the_procedures_name(self):
        """R293-R294: the general manager commands, the manager of the stewards co-ordinates, the
        author hosts."""
        activity = self._plan()
        self.assertEqual(self._task(activity, "commander").employee_id, self.gm)
        self.assertEqual(self._task(activity, "coordination").employee_id, self.supervisor)
        self.assertEqual(self._task(activity, "hosting").employee_id, self.steward)
        self.assertFalse(self._task(activity, "power").employee_id)

    def test_F18_a_department_that_is_called_otherwise_is_mapped(self):
        """R295, F18: the firm says which of its departments the procedures mean; its head gets the
        task, in this company only."""
        template = self.env.ref("property_steward.activity_task_power")
        template.department_id = self.department_engineering
        task = self._task(self._plan(), "power")
        self.assertEqual(task.department_id, self.department_engineering)
        self.assertEqual(task.department_name, self.department_engineering.name)
        self.assertEqual(task.employee_id, self.head)
        other = self.env["res.company"].create({"name": "外地物业"})
        self.assertFalse(template.with_company(other).department_id)

    def test_R295_tasks_are_due_days_before_the_start_and_move_with_it(self):
        """R295-R296: three days before for purchases, five for permits, by the local calendar."""
        dawn = datetime(2026, 6, 30, 16, 30)
        activity = self._plan(date_begin=dawn, date_end=dawn + timedelta(hours=1))
        self.assertEqual(self._task(activity, "purchasing").date_due, date(2026, 6, 28))
        self.assertEqual(self._task(activity, "permit").date_due, date(2026, 6, 26))
        self._task(activity, "permit").date_due = date(2026, 6, 20)
        later = dawn + timedelta(days=4)
        activity.write({"date_begin": later, "date_end": later})
        self.assertEqual(self._task(activity, "purchasing").date_due, date(2026, 7, 2))
        self.assertEqual(self._task(activity, "permit").date_due, date(2026, 6, 24))

    def test_tasks_are_proposed_again_without_doubling(self):
        """The button brings back what was deleted and leaves the rest alone."""
        activity = self._plan()
        self._task(activity, "media").with_user(self.user_steward).unlink()
        activity.action_propose_tasks()
        self.assertEqual(len(activity.task_ids), 10)
        activity.action_propose_tasks()
        self.assertEqual(len(activity.task_ids), 10)

    def test_a_kind_has_tasks_of_its_own(self):
        """E46: a template of one kind is proposed to activities of that kind, also when the kind
        is chosen later."""
        self.env["steward.activity.task.template"].create(
            {
                "kind_id": self._kind("sports").id,
                "name": "联系裁判",
                "assignee": "steward",
                "days_before": 7,
            }
        )
        self.assertNotIn("联系裁判", self._plan().task_ids.mapped("name"))
        activity = self._plan(kind_id=self._kind("sports").id)
        self.assertIn("联系裁判", activity.task_ids.mapped("name"))
        activity = self._plan()
        activity.with_user(self.user_steward).kind_id = self._kind("sports")
        self.assertIn("联系裁判", activity.task_ids.mapped("name"))
        activity.with_user(self.user_steward).kind_id = self._kind("culture")
        self.assertNotIn("联系裁判", activity.task_ids.mapped("name"))
        self.assertEqual(len(activity.task_ids), 10)

    def test_R294_whoever_has_a_task_is_told_once_the_activity_is_approved(self):
        """R294: not before; done, it no longer asks; given to another, it asks the other."""
        activity = self._plan()
        task = self._task(activity, "power")
        task.employee_id = self.engineer
        self.assertFalse(self._mails(task, self.user_engineer, TASK))
        self._approve(activity)
        mail = self._mails(task, self.user_engineer, TASK)
        self.assertEqual(mail.date_deadline, date(2026, 7, 1))
        task.with_user(self.user_steward).employee_id = self.head
        self.assertFalse(self._mails(task, self.user_engineer, TASK))
        self.assertTrue(self._mails(task, self.user_head, TASK))
        task.with_user(self.user_head).action_done()
        self.assertFalse(self._mails(task, self.user_head, TASK))

    def test_R295_a_member_of_a_department_sees_and_ticks_the_own_task(self):
        """R295: without any role in the community; what was asked for stays as it was asked."""
        activity = self._plan()
        task = self._task(activity, "power")
        Task = self.env["steward.activity.task"].with_user(self.user_engineer)
        Activity = self.env["steward.community.activity"].with_user(self.user_engineer)
        self.assertFalse(Task.search([]))
        self.assertFalse(Activity.search([("id", "=", activity.id)]))
        task.employee_id = self.engineer
        self._approve(activity)
        self.assertEqual(Task.search([("is_mine", "=", True)]), task)
        self.assertEqual(Activity.search([("id", "=", activity.id)]), activity)
        self.env.invalidate_all()
        with Form(activity.with_user(self.user_engineer)) as form:
            self.assertEqual(form.name, "邻里游园会")
        own = task.with_user(self.user_engineer)
        with Form(own) as form:
            form.note = "已检查配电箱"
        own.attachment_ids = self._attachment(self.user_engineer, "配电.jpg")
        own.action_done()
        self.assertTrue(task.is_done)
        self.assertEqual(task.done_by_id, self.user_engineer)
        self.assertTrue(task.done_at)
        for vals in ({"date_due": date(2026, 8, 1)}, {"employee_id": self.head.id}):
            with self.subTest(vals), self.assertRefused(AccessError, "Tick the task"):
                own.write(vals)
        with self.assertRaises(AccessError):
            activity.with_user(self.user_engineer).place = "别处"
        with self.assertRaises(AccessError):
            self._task(activity, "media").with_user(self.user_engineer).action_done()

    def test_R295_the_head_of_a_department_sees_its_tasks(self):
        """R295: all tasks of the own department and what they are for, of no other department."""
        activity = self._plan()
        self._task(activity, "power").department_id = self.department_engineering
        tasks = self.env["steward.activity.task"].with_user(self.user_head).search([])
        self.assertEqual(tasks, self._task(activity, "power"))
        self.assertEqual(tasks.activity_id.name, "邻里游园会")
        tasks.action_done()
        self.assertTrue(self._task(activity, "power").is_done)

    def test_who_did_it_is_not_typed(self):
        task = self._task(self._plan(), "hosting").with_user(self.user_steward)
        for vals in ({"is_done": True}, {"done_by_id": self.user_gm.id}):
            with self.subTest(vals), self.assertRaises(AccessError):
                task.write(vals)

    def test_a_task_ticked_by_mistake_is_opened_again(self):
        activity = self._plan()
        self._approve(activity)
        task = self._task(activity, "hosting").with_user(self.user_steward)
        task.action_done()
        with self.assertRefused(UserError, "stays on record"):
            task.unlink()
        task.action_reopen()
        self.assertFalse(task.is_done or task.done_by_id)
        self.assertTrue(self._mails(task, self.user_steward, TASK))

    def test_late_tasks_are_found_by_the_calendar_of_the_community(self):
        """A task due on 28 June is late from midnight in Shanghai, which is 16:00 UTC."""
        activity = self._plan()
        task = self._task(activity, "purchasing")
        Task = self.env["steward.activity.task"].with_user(self.user_steward)
        mine = [("activity_id", "=", activity.id), ("duty", "=", "purchasing")]
        with freeze_time(datetime(2026, 6, 28, 15, 59)):
            self.assertFalse(Task.search([*mine, ("is_late", "=", True)]))
        with freeze_time(datetime(2026, 6, 28, 16, 1)):
            self.assertEqual(Task.search([*mine, ("is_late", "=", True)]), task)
            self.assertTrue(task.is_late)
            activity.with_user(self.user_steward)._cancel("天气")
            self.assertFalse(Task.search([*mine, ("is_late", "=", True)]))

    def test_R288_without_tasks_there_is_no_task_division(self):
        """R288, E22: the task division is one of the eleven elements."""
        activity = self._plan()
        activity.with_user(self.user_steward).task_ids.unlink()
        with self.assertRefused(UserError, "- Tasks"):
            self._submit(activity)

    def test_a_task_by_hand_is_typed_on_the_form_of_the_activity(self):
        activity = self._plan()
        with (
            Form(activity.with_user(self.user_steward)) as form,
            form.task_ids.new() as line,
        ):
            line.name = "联系媒体"
            line.employee_id = self.steward2
            line.date_due = date(2026, 6, 25)
        task = activity.task_ids.filtered(lambda each: each.name == "联系媒体")
        self.assertEqual(task.days_before, 6)
        self.assertEqual(task.date_due, date(2026, 6, 25))

    def test_the_list_of_tasks_is_read_in_bounded_statements(self):
        """What the list shows of 40 tasks costs no statement per task."""
        plans = [self._plan(name=f"活动{number}") for number in range(4)]
        tasks = self.env["steward.activity.task"].with_user(self.user_steward)
        names = ("name", "department_name", "employee_id", "date_due", "is_late", "phase", "place")
        specification = {
            **dict.fromkeys(names, {}),
            "activity_id": {"fields": {"display_name": {}}},
        }
        self.env.flush_all()

        def statements(domain):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tasks.web_search_read(domain, specification)
            return self.env.cr.sql_log_count - before

        one = [("activity_id", "=", plans[0].id)]
        many = [("activity_id", "in", [plan.id for plan in plans])]
        statements(many)
        self.assertLessEqual(statements(many), statements(one) + 2)


@tagged("post_install", "-at_install")
class TestActivityTasksOfTemplates(ActivityCommon):
    def test_the_general_manager_configures_the_tasks(self):
        """F18: names and departments are data of the firm; a role is named where one does it."""
        Template = self.env["steward.activity.task.template"].with_user(self.user_gm)
        template = Template.create(
            {
                "name": "慰问志愿者",
                "assignee": "role",
                "role_id": self.env.ref("property_steward.role_centre_manager").id,
                "days_before": -1,
            }
        )
        task = self._plan().task_ids.filtered(lambda each: each.template_id == template)
        self.assertEqual(task.employee_id, self.manager)
        self.assertEqual(task.date_due, date(2026, 7, 2))

    def test_a_role_that_nobody_fills_is_stood_in_for_by_the_one_above(self):
        """R294: the community has no chief steward: the supervisor does it."""
        self.env.ref("property_steward.activity_task_hosting").write(
            {
                "assignee": "role",
                "role_id": self.env.ref("property_steward.role_chief_steward").id,
            }
        )
        task = self._plan().task_ids.filtered(lambda each: each.duty == "hosting")
        self.assertEqual(task.employee_id, self.supervisor)

    def test_an_archived_template_is_not_proposed(self):
        self.env.ref("property_steward.activity_task_media").active = False
        activity = self._plan(date_begin=BEGIN, budget_line_ids=[Command.clear()])
        self.assertNotIn("media", activity.task_ids.mapped("duty"))
