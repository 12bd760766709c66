from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .care_common import CareCommon

MODELS = (
    "steward.life.event",
    "steward.callback",
    "steward.visit",
    "steward.visit.participant",
    "steward.gift",
    "steward.deadline",
)


@tagged("post_install", "-at_install", "access")
class TestCareConfidential(CareCommon):
    """R022, R026: what befell a household is known to few. 赵六 lives in building 10, which 赵敏
    looks after; 王芳, of building 3, was given the visit by the supervisor, who entered it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("other_health", "外区健康管家")
        cls._create_person("front", "前台", groups="base.group_user")
        cls._assign(cls.other_health, "health_steward", cls.mall)
        cls._assign(cls.front, "reception")
        cls.user_foreign = new_test_user(
            cls.env,
            login="t_foreign_steward",
            groups="property_steward.property_steward_group_steward",
            tz="Asia/Shanghai",
            company_id=cls.env["res.company"].create({"name": "外地物业"}).id,
        )
        cls.event = cls._create_event("misfortune", cls.zhao, cls.user_supervisor, note="丧事")
        cls.call = cls.event.sudo().callback_ids
        cls.call.with_user(cls.user_supervisor).assignee_id = cls.steward
        cls.event.task_ids = [Command.create({"name": "代购", "employee_id": cls.department.id})]
        cls.visit = cls._call_on(cls.call, along=cls.health, needs="慰问，家属很感激")
        cls.visit.gift_ids = [Command.create({"kind_id": cls.gift_kind.id})]
        cls.env.flush_all()

    KNOW = ("supervisor", "manager", "gm", "health", "steward")
    DO_NOT = (
        "steward2",
        "second",
        "chief",
        "collector",
        "accountant",
        "auditor",
        "nobody",
        "front",
        "department",
        "other_health",
        "foreign",
        "portal",
    )

    def _records(self):
        return {
            "steward.life.event": self.event,
            "steward.callback": self.call,
            "steward.visit": self.visit,
            "steward.visit.participant": self.visit.participant_ids,
            "steward.gift": self.visit.gift_ids,
            "steward.deadline": self.call.sudo().deadline_ids,
        }

    def _may(self, who, records):
        return records.with_user(getattr(self, f"user_{who}")).has_access("read")

    def test_R022_the_records_are_there(self):
        for model, records in self._records().items():
            self.assertTrue(records, model)
            self.assertEqual(len(records), 1, model)

    def test_R022_those_who_care_see_it(self):
        for who in self.KNOW:
            for model, records in self._records().items():
                if (who, model) == ("health", "steward.deadline"):
                    continue  # the clock is that of the person who owes the visit
                self.assertTrue(self._may(who, records), f"{who}, {model}")

    def test_R022_nobody_else_sees_it(self):
        for who in self.DO_NOT:
            for model, records in self._records().items():
                self.assertFalse(self._may(who, records), f"{who}, {model}")

    def test_R022_an_open_event_of_the_same_household_is_seen_in_the_area(self):
        wedding = self._create_event("wedding", self.zhao, self.user_supervisor)
        self.assertTrue(self._may("steward2", wedding))
        self.assertTrue(self._may("steward2", wedding.callback_ids))
        self.assertTrue(self._may("auditor", wedding))
        self.assertFalse(self._may("collector", wedding))

    def test_R022_marked_confidential_it_disappears_with_its_clock(self):
        move_in = self._create_event("move_in", self.zhao, self.user_supervisor)
        clocks = move_in.sudo().callback_ids.deadline_ids
        self.assertTrue(self._may("steward2", clocks))
        move_in.callback_ids.with_user(self.user_supervisor).assignee_id = self.steward
        move_in.is_confidential = True
        self.env.flush_all()
        for records in (move_in, move_in.sudo().callback_ids, clocks):
            self.assertFalse(self._may("steward2", records), records._name)

    def test_R022_only_the_supervisor_makes_it_known(self):
        event = self._create_event("misfortune")
        with self.assertRefused(AccessError, "supervisor"):
            event.is_confidential = False
        event.with_user(self.user_supervisor).is_confidential = False
        self.assertFalse(event.is_confidential)
        with self.assertRefused(AccessError, "supervisor"):
            self._create_event("birth", is_confidential=False)
        for model, vals in (
            ("steward.visit", {"is_confidential": False}),
            ("steward.gift", {"is_confidential": False}),
            ("steward.callback", {"is_confidential": False}),
        ):
            with self.assertRaises(AccessError):
                self._records()[model].with_user(self.user_steward).write(vals)

    def test_R022_it_is_in_no_search_of_the_others(self):
        for who in ("steward2", "chief", "second"):
            env = self.env(user=getattr(self, f"user_{who}"))
            for model in MODELS:
                found = env[model].search([("id", "in", self._records()[model].ids)])
                self.assertFalse(found, f"{who}, {model}")
            for text in ("赵六", "201", "不幸", "Misfortune"):
                names = env["steward.life.event"].name_search(text)
                self.assertNotIn(self.event.id, [key for key, _name in names])
                names = env["steward.callback"].name_search(text)
                self.assertNotIn(self.call.id, [key for key, _name in names])

    def test_R022_it_is_in_no_group_and_no_count_of_the_others(self):
        env = self.env(user=self.user_steward2)
        groups = env["steward.life.event"]._read_group([], ["kind_id"], ["__count"])
        self.assertNotIn(self._kind("misfortune").id, [kind.id for kind, _count in groups])
        household = self.zhao.with_env(env)
        self.assertEqual(household.life_event_count, 0)
        self.assertEqual(household.gift_count, 0)
        self.assertEqual(household.steward_visit_count, 0)
        self.assertEqual(self.zhao.with_user(self.user_health).life_event_count, 1)

    def test_R022_it_is_in_my_day_of_the_visitor_only(self):
        counters = {
            who: self.env(user=getattr(self, f"user_{who}"))[
                "steward.visit.plan.line"
            ].get_my_day_counters()["callbacks"]["count"]
            for who in ("steward", "steward2", "second")
        }
        self.call.sudo().due_at = self._in(hours=2)
        self.env.flush_all()
        after = {
            who: self.env(user=getattr(self, f"user_{who}"))[
                "steward.visit.plan.line"
            ].get_my_day_counters()["callbacks"]["count"]
            for who in counters
        }
        self.assertEqual(after["steward"], counters["steward"] + 1)
        self.assertEqual(after["steward2"], counters["steward2"])
        self.assertEqual(after["second"], counters["second"])

    def test_R022_it_is_in_no_register_export(self):
        open_event = self._create_event("wedding")
        calls = self.call | open_event.sudo().callback_ids
        export = self.env["steward.register.export"].with_user(self.user_supervisor)
        job = export.create({"register": "callbacks", "record_ids": calls.ids})
        _title, _headings, rows, _model = job._content()
        self.assertEqual(len(rows), 1, "not even in the supervisor's: a file goes round")
        self.assertNotIn("赵六", str(rows))

    def test_R022_it_is_in_no_export_of_a_list(self):
        self.user_supervisor.group_ids += self.env.ref("base.group_allow_export")
        env = self.env(user=self.user_supervisor)
        for model in ("steward.life.event", "steward.callback", "steward.visit", "steward.gift"):
            records = self._records()[model].with_env(env)
            self.assertEqual(records.export_data(["id"])["datas"], [], model)
        wedding = self._create_event("wedding", user=self.user_supervisor)
        self.assertEqual(len((wedding | self.event).export_data(["id"])["datas"]), 1)

    def test_R022_the_contacts_chatter_says_nothing(self):
        before = self.zhao.message_ids
        self.visit.action_done()
        self.event.with_user(self.user_supervisor).message_post(body="慰问金已送")
        self.zhao.invalidate_recordset()
        self.assertEqual(self.zhao.message_ids, before)
        self.assertFalse(self.zhao.activity_ids)
        messages = self.event.sudo().message_ids
        self.assertFalse(
            self.env["mail.message"]
            .with_user(self.user_steward2)
            .search([("id", "in", messages.ids)])
        )

    def test_R022_the_corrections_of_its_record_are_as_confidential(self):
        self.visit.action_done()
        amendment = self.env["steward.visit.amendment"].create(
            {"visit_id": self.visit.id, "field_label": "Needs", "reason": "笔误"}
        )
        self.assertTrue(self._may("health", amendment))
        self.assertFalse(self._may("steward2", amendment))
        self.assertFalse(self._may("auditor", amendment))

    def test_R022_it_is_not_drawn_for_a_spot_check(self):
        self.visit.action_done()
        self.community._draw_callback_checks()
        self.assertNotIn(self.call, self.env["steward.callback.check"].search([]).callback_id)

    def test_R022_the_helper_sees_the_help_and_nothing_of_the_event(self):
        task = self.event.sudo().task_ids.with_user(self.user_department)
        self.assertEqual(task.read(["name", "door"])[0]["name"], "代购")
        for name in (task.sudo().event_id.display_name, self.call.sudo().display_name):
            self.assertIn("赵六", name)
            self.assertNotIn(self._kind("misfortune").name, name, "a link shows the name")
        for who in ("steward2", "auditor", "collector", "portal"):
            self.assertFalse(self._may(who, task), who)
        self.assertFalse(self._may("department", self.event))

    def test_R022_a_conversation_that_also_settles_it_becomes_confidential(self):
        """Set out for the monthly visit, stayed for the condolence."""
        event = self._create_event("misfortune", self.zhang)
        visit = self._create_visit(self.zhang)
        gift = self.env["steward.gift"].create({"visit_id": visit.id, "kind_id": self.gift_kind.id})
        self.assertFalse(visit.is_confidential)
        self.assertFalse(gift.is_confidential)
        visit.fulfil_callback_ids = event.callback_ids
        self.assertTrue(visit.is_confidential)
        self.assertTrue(gift.is_confidential, "what was brought tells of it as well")
        self.assertFalse(gift.life_event_id, "it came with the visit, not with the event")
