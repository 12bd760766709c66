from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .callback_common import CallbackCommon


@tagged("post_install", "-at_install")
class TestCallbackRules(CallbackCommon):
    """Which callbacks are demanded, by when, how and by whom (E07, F01, F02, F10, F33)."""

    def _create_service(self, **sheet):
        return self._create_case(
            "service",
            sheet={"kind": "entrusted", "delivered_at": fields.Datetime.now(), **sheet},
        )

    def _create_reception(self, **vals):
        return self.env["steward.reception"].create(
            {
                "channel": "phone",
                "partner_id": self.zhang.id,
                "text": "问停车位",
                "promised_at": self._in(hours=2),
                **vals,
            }
        )

    def test_R017_an_entrusted_matter_is_called_about_by_phone(self):
        callback = self._handle(self._create_service())
        self.assertEqual(callback.trigger, "entrusted_done")
        self.assertEqual(callback.mode_ids, self.phone_mode)
        self.assertEqual(callback.assignee_id, self.steward)

    def test_R018_an_urgent_repair_is_called_about_within_24_hours(self):
        callback = self._handled_repair("urgent")
        self.assertEqual(callback.rule_ref, "R018")
        self.assertEqual(callback.due_at, self._in(hours=24))
        self.assertEqual(callback.mode_ids, self.phone_mode | self.door_mode)
        self.assertEqual(callback.state, "open")

    def test_R018_the_hours_count_from_when_the_work_was_done(self):
        done = self._in(hours=-5)
        callback = self._handled_repair("urgent", done_at=done)
        self.assertEqual(callback.started_at, done)
        self.assertEqual(callback.due_at, done + timedelta(hours=24))

    def test_R194_R196_safety_in_two_days_other_repairs_in_seven(self):
        self.assertEqual(self._handled_repair("safety").due_at, self._in(days=2))
        self.assertEqual(self._handled_repair("other").due_at, self._in(days=7))

    def test_R195_R019_a_leak_gets_two_callbacks(self):
        first, rain = self._handled_repair("leak")
        self.assertEqual((first.rule_ref, rain.rule_ref), ("R195", "R019"))
        self.assertEqual(first.due_at, self._in(days=3))
        self.assertEqual((rain.state, rain.due_at), ("waiting", False))

    def test_R067_what_a_reception_brought_is_called_about_the_same_day(self):
        reception = self._create_reception(receiver_id=self.second.id)
        case = self._create_case(
            "other", reception_id=reception.id, first_receiver_id=self.second.id
        )
        callback = self._handle(case)
        self.assertEqual(callback.rule_ref, "R067")
        self.assertEqual(callback.due_at, self._local("2026-03-03T23:59:59"))
        self.assertEqual(callback.assignee_id, self.second)

    def test_R067_what_is_settled_in_the_evening_is_due_at_noon(self):
        reception = self._create_reception()
        case = self._create_case("other", reception_id=reception.id)
        with freeze_time("2026-03-03 09:30:00"):
            callback = self._handle(case)
        self.assertEqual(callback.due_at, self._local("2026-03-04T12:00:00"))

    def test_R023_a_complaint_is_called_about_at_the_door(self):
        callback = self._handle(self._create_complaint())
        self.assertEqual(callback.mode_ids, self.door_mode)
        self.assertEqual(callback.rule_ref, "R023")

    def test_R110_R111_R186_whatever_the_cause_the_owner_is_called_back(self):
        causes = {
            "municipal": {"municipal_kind": "water", "municipal_note": "已与自来水公司联系"},
            "internal": {"responsible_id": self.worker.id, "measure": "加强巡检"},
        }
        for cause, sheet in causes.items():
            with self.subTest(cause):
                case = self._create_complaint(channel="hotline", sheet={"cause": cause, **sheet})
                self.assertEqual(self._handle(case).due_at, self._local("2026-03-04T23:59:59"))

    def test_R239_R257_a_rework_is_called_about_by_the_steward_of_the_household(self):
        case = self._create_case(
            "after_sales",
            first_receiver_id=self.second.id,
            sheet={"done_at": fields.Datetime.now(), "worker_id": self.worker.id},
        )
        callback = self._handle(case)
        self.assertEqual((callback.trigger, callback.assignee_id), ("repair_other", self.steward))

    def test_R247_whoever_took_the_order_calls_where_the_policy_says_so(self):
        self._rule("repair_other").assignee = "order_taker"
        callback = self._handled_repair(first_receiver_id=self.second.id)
        self.assertEqual(callback.assignee_id, self.second)

    def test_F09_another_profile_lets_complaints_be_called_about_by_phone(self):
        case = self._create_complaint(
            partner=self.anchor,
            topic_id=self.env.ref("property_steward.case_topic_tenant_engineering").id,
        )
        callback = self._handle(case)
        self.assertEqual(callback.mode_ids, self.door_mode | self.phone_mode)

    def test_F01_the_strictest_of_the_rules_that_match_wins(self):
        self._rule("complaint_major").write({"clock": "hours", "amount": 3})
        callback = self._handle(self._create_complaint(severity="major"))
        self.assertEqual(len(callback), 1)
        self.assertEqual(callback.due_at, self._in(hours=3))
        self.assertEqual(callback.rule_id, self._rule("complaint_major"))
        self.assertIn("R023", callback.rule_ref)

    def test_F01_of_the_modes_those_that_every_rule_accepts(self):
        case = self._create_complaint(sheet={"cause": "attitude", "is_serious": True})
        callback = self._handle(case)
        self.assertEqual(callback.mode_ids, self.door_mode)

    def test_R031_a_major_complaint_is_called_about_jointly(self):
        callback = self._handle(self._create_complaint(severity="major"))
        self.assertEqual(
            set(callback.role_ids.mapped("code")),
            {"centre_manager", "chief_steward", "department_leader", "steward"},
        )

    def test_R112_a_serious_complaint_about_attitude_is_called_about_by_a_leader(self):
        case = self._create_complaint(
            sheet={"cause": "attitude", "is_serious": True, "respondent_id": self.steward.id}
        )
        callback = self._handle(case, self.user_supervisor)
        self.assertEqual(callback.assignee_id, self.manager)

    def test_F14_what_is_late_already_is_proposed_from_now_on(self):
        callback = self._handled_repair("urgent", done_at="2026-02-02 02:00:00")
        self.assertLess(callback.due_at, self._in(hours=0))
        self.assertGreaterEqual(callback.scheduled_at, self._in(hours=0))

    def test_F14_it_is_proposed_by_its_due_time_even_in_a_quiet_hour(self):
        callback = self._handled_repair()
        with freeze_time("2026-03-03 15:00:00"):
            # eleven in the evening in Shanghai
            callback.due_at = self._in(minutes=30)
            callback._propose_times()
            self.assertEqual(callback.scheduled_at, self._in(minutes=0))

    def test_F14_the_next_attempt_comes_before_it_is_due(self):
        callback = self._handled_repair()
        callback.due_at = self._in(hours=1)
        self.assertEqual(callback._next_attempt(self._in(hours=0)), callback.due_at)

    def test_F10_the_person_complained_about_never_calls_back(self):
        case = self._create_complaint(sheet={"respondent_id": self.steward.id})
        callback = self._handle(case, self.user_supervisor)
        self.assertTrue(callback.assignee_id)
        self.assertNotEqual(callback.assignee_id, self.steward)
        with self.assertRaisesRegex(ValidationError, "complained about"):
            callback.with_user(self.user_supervisor).assignee_id = self.steward

    def test_R114_a_dedicated_person_who_did_not_handle_it_calls_back(self):
        self.community.callback_person_id = self.second
        self.assertEqual(self._handle(self._create_complaint()).assignee_id, self.second)
        handled = self._create_complaint(handler_id=self.second.id)
        self.assertEqual(self._handle(handled).assignee_id, self.steward)

    def test_R280_who_calls_back_is_the_supervisors_to_decide(self):
        callback = self._handled_repair()
        with self.assertRaisesRegex(AccessError, "supervisor"):
            callback.with_user(self.user_steward).assignee_id = self.second
        callback.with_user(self.user_supervisor).assignee_id = self.second
        self.assertEqual(callback.deadline_ids.responsible_id, self.second)

    def test_R280_only_the_share_of_the_policy_is_called(self):
        self._rule("repair_other").share = 30
        cases = self.env["steward.case"].union(*(self._create_repair("other") for _ in range(40)))
        drawn = self._handle(cases).case_id
        self.assertTrue(3 <= len(drawn) <= 22, len(drawn))
        # the draw comes out the same every time: none is drawn who was not
        self.env["steward.callback"]._create_for("repair_other", cases)
        self.assertEqual(cases.callback_ids.case_id, drawn)

    def test_F14_a_due_time_in_a_quiet_hour_is_proposed_earlier(self):
        # done at 20:00 on a Tuesday: 24 hours later is allowed, at noon it is not
        with freeze_time("2026-03-03 05:00:00"):
            callback = self._handled_repair("urgent")
        self.assertEqual(callback.due_at, self._local("2026-03-04T13:00:00"))
        self.assertEqual(callback.scheduled_at, self._local("2026-03-04T11:50:00"))

    def test_F14_a_callback_due_on_a_monday_is_proposed_for_the_sunday(self):
        with freeze_time("2026-03-01 02:00:00"):
            callback = self._handled_repair("urgent")
        self.assertEqual(callback.scheduled_at, self._local("2026-03-01T20:50:00"))

    def test_the_same_matter_is_not_demanded_twice(self):
        callback = self._handled_repair("urgent")
        self.env["steward.callback"]._create_for("repair_urgent", callback.case_id)
        self.assertEqual(callback.case_id.callback_ids, callback)

    def test_a_changed_rule_changes_no_callback(self):
        callback = self._handled_repair("urgent")
        due = callback.due_at
        self._rule("repair_urgent").write({"amount": 2, "mode_ids": [(6, 0, self.door_mode.ids)]})
        self.assertEqual((callback.due_at, len(callback.mode_ids)), (due, 2))

    def test_a_reopened_matter_is_asked_about_when_it_is_handled_again(self):
        callback = self._handled_repair("leak")[0]
        case = callback.case_id
        case._reopen("还在漏")
        self.assertEqual(set(case.callback_ids.mapped("state")), {"cancelled"})
        case.repair_id.sudo().done_at = self._in()
        self._handle(case)
        self.assertEqual(
            sorted(case.callback_ids.mapped("state")),
            ["cancelled", "cancelled", "open", "waiting"],
        )

    def test_the_clock_runs_and_warns_the_person_who_calls(self):
        callback = self._handled_repair("urgent")
        deadline = callback.deadline_ids
        self.assertEqual((deadline.kind, deadline.due_at), ("callback", callback.due_at))
        self.assertEqual(deadline.responsible_id, self.steward)
        self.assertFalse(callback.is_late)
        with freeze_time("2026-03-04 02:00:01"):
            callback.invalidate_recordset(["is_late"])
            self.assertTrue(callback.is_late)
            self.assertIn(callback, callback.search([("is_late", "=", True)]))

    def test_the_number_of_statements_does_not_grow_with_the_cases(self):
        def cost(count):
            cases = self.env["steward.case"].union(
                *(self._create_repair("leak") for _ in range(count))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["steward.callback"]._create_by_triggers(
                {case: {"repair_leak", "repair_leak_rain"} for case in cases}
            )
            self.env.flush_all()
            return self.cr.sql_log_count - before

        cost(1)
        few, many = cost(3), cost(30)
        self.assertLessEqual(many, few + 3)

    def test_a_firms_own_profile_has_the_rules_too(self):
        own = self.community.policy_id.copy({"name": "本公司"})
        count = len(self.community.policy_id.callback_rule_ids)
        self.assertEqual(len(own.callback_rule_ids), count)
        # one that was made before there were callback rules gets them with the update
        own.callback_rule_ids.unlink()
        own.callback_check_rule_ids.unlink()
        path = file_path("property_steward/migrations/19.0.1.1.0/post-callback.py")
        load_script(path, "post_callback").migrate(self.cr, "19.0.1.0.0")
        load_script(path, "post_callback").migrate(self.cr, "19.0.1.0.0")
        own.invalidate_recordset()
        self.assertEqual(len(own.callback_rule_ids), count)
        self.assertEqual(own.callback_check_rule_ids.monthly_count, 4)
