from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .callback_common import CallbackCommon


@tagged("post_install", "-at_install")
class TestCallbackTalk(CallbackCommon):
    """The conversation and its result (R031-R032, R062, R089-R094, R281, R318)."""

    def test_R281_a_callback_is_done_by_the_recorded_conversation_only(self):
        callback = self._handled_repair().with_user(self.user_steward)
        for vals in ({"state": "done"}, {"visit_id": 1}, {"done_at": "2026-03-03"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                callback.write(vals)
        visit = self._call_back(callback)
        self.assertEqual((callback.state, callback.visit_id), ("done", visit))
        self.assertEqual(callback.done_at, visit.start)
        self.assertTrue(callback.is_in_time)
        self.assertEqual(callback.deadline_ids.state, "met")

    def test_R281_the_result_stays_as_it_was_noted(self):
        callback = self._handled_repair().with_user(self.user_steward)
        visit = self._call_back(callback)
        with self.assertRaises(AccessError):
            callback.result = "dissatisfied"
        with self.assertRaises(UserError):
            visit.callback_result = "dissatisfied"

    def test_the_conversation_is_recorded_with_its_result_on_one_form(self):
        callback = self._handled_repair()
        action = callback.with_user(self.user_steward).action_start_call()
        self.assertEqual(action["context"]["default_callback_id"], callback.id)
        visit = self._begin(callback)
        self.assertEqual(visit.partner_id, self.zhang)
        self.assertEqual(visit.unit_id, self.unit_1204)
        with self.assertRaisesRegex(UserError, "satisfied") as caught:
            visit.action_done()
        # R318, R094: all that is missing is said at once
        self.assertIn("punctuality", str(caught.exception))
        self.assertIn("charge", str(caught.exception))

    def test_R281_the_opinion_is_what_was_said(self):
        callback = self._handled_repair()
        with self.assertRaisesRegex(UserError, "what was said"):
            self._call_back(callback, needs=False)
        callback.visit_ids.unlink()
        self._call_back(callback, {**self.GOOD, "opinion": "修得好"}, needs=False)
        self.assertEqual(callback.state, "done")

    def test_R318_the_repair_staff_are_rated(self):
        callback = self._handled_repair()
        self._call_back(callback)
        self.assertAlmostEqual(callback.rating, 14 / 3, places=2)

    def test_R094_a_charge_that_differs_is_explained_and_goes_to_the_department(self):
        callback = self._handled_repair()
        with self.assertRaisesRegex(UserError, "how the charge differs"):
            self._call_back(callback, {**self.GOOD, "charge_check": "wrong"})
        callback.visit_ids.unlink()
        self._call_back(callback, {**self.GOOD, "charge_check": "wrong", "charge_note": "多收20元"})
        self.assertIn("多收20元", callback.rectification_ids.problem)
        # the household is satisfied with the repair all the same
        self.assertEqual(callback.case_id.satisfaction_result, "satisfied")

    def test_R062_gifts_that_staff_took_are_reported(self):
        callback = self._handled_repair()
        self._call_back(
            callback, {**self.GOOD, "took_gifts": "yes", "gifts_note": "刘师傅收烟一包"}
        )
        self.assertIn("收烟", callback.rectification_ids.problem)

    def test_R091_an_open_question_needs_a_promised_time_and_becomes_a_matter(self):
        callback = self._handled_repair()
        with self.assertRaisesRegex(UserError, "open question"):
            self._call_back(callback, {**self.GOOD, "open_question": "何时换总管?"})
        callback.visit_ids.unlink()
        promised = self._in(days=1)
        visit = self._call_back(
            callback,
            {**self.GOOD, "open_question": "何时换总管?", "next_promise_at": promised},
        )
        further = visit.case_ids
        self.assertEqual(further.words, "何时换总管?")
        self.assertEqual((further.origin, further.promised_at), ("callback", promised))
        self.assertIn("promised", further.deadline_ids.mapped("kind"))
        self.assertEqual(callback.further_case_ids, further)

    def test_R092_further_feedback_is_itemised(self):
        callback = self._handled_repair()
        visit = self._begin(
            callback,
            case_ids=[
                Command.create({"category": "suggestion", "words": "楼道加灯"}),
                Command.create({"category": "complaint", "words": "保安态度差"}),
            ],
        )
        visit.write({f"callback_{name}": value for name, value in self.GOOD.items()})
        visit.action_done()
        self.assertEqual(set(visit.case_ids.mapped("origin")), {"callback"})
        self.assertEqual(len(callback.further_case_ids), 2)

    def test_R023_a_complaint_called_about_by_phone_stays_open(self):
        callback = self._handle(self._create_complaint())
        visit = self._begin(callback, mode=self.phone_mode)
        self.assertIn("otherwise", visit.callback_unfit_note)
        visit.action_done()
        self.assertEqual((visit.state, callback.state), ("done", "open"))

    def test_R031_a_major_complaint_needs_all_four_at_the_door(self):
        callback = self._handle(self._create_complaint(severity="major"))
        four = [self.manager, self.chief, self.department]
        visit = self._begin(callback, mode=self.door_mode, attendees=four[:2])
        self.assertIn("Department Leader", visit.callback_unfit_note)
        visit.action_done()
        self.assertEqual(callback.state, "open")
        by_phone = self._begin(callback, mode=self.phone_mode, attendees=four)
        self.assertTrue(by_phone.callback_unfit_note)
        self._call_back(
            callback,
            {"result": "satisfied", "problem_persists": "no"},
            mode=self.door_mode,
            attendees=four,
        )
        self.assertEqual(callback.state, "done")

    def test_R031_one_person_does_not_sit_on_two_seats(self):
        self._assign(self.manager, "chief_steward")
        callback = self._handle(self._create_complaint(severity="major"))
        visit = self._begin(
            callback, mode=self.door_mode, attendees=[self.manager, self.department]
        )
        self.assertTrue(visit.callback_unfit_note)

    def test_R031_those_who_must_come_are_proposed(self):
        callback = self._handle(self._create_complaint(severity="major"))
        action = callback.with_user(callback.assignee_id.user_id).action_start_visit()
        proposed = [
            command[2]["employee_id"] for command in action["context"]["default_participant_ids"]
        ]
        self.assertEqual(set(proposed), {self.manager.id, self.chief.id, self.department.id})

    def test_R101_the_person_complained_about_cannot_record_the_callback(self):
        case = self._create_complaint()
        callback = self._handle(case)
        case.complaint_id.respondent_id = callback.assignee_id
        visit = self._begin(callback, mode=self.door_mode)
        self.assertIn("complained about", visit.callback_unfit_note)
        visit.action_done()
        self.assertEqual(callback.state, "open")

    def test_R114_another_person_first_gets_the_callback_from_the_supervisor(self):
        callback = self._handled_repair()
        visit = self._begin(callback, user=self.user_supervisor)
        self.assertIn("supervisor may give it", visit.callback_unfit_note)
        visit.unlink()
        callback.with_user(self.user_supervisor).assignee_id = self.supervisor
        self._call_back(callback, user=self.user_supervisor)
        self.assertEqual(callback.state, "done")

    def test_a_deputy_calls_back(self):
        role = self.env["steward.role.assignment"].search(
            [("employee_id", "=", self.steward.id), ("community_id", "=", self.community.id)]
        )
        role.deputy_id = self.steward2
        callback = self._handled_repair()
        self._call_back(callback, user=self.user_steward2)
        self.assertEqual(callback.state, "done")

    def test_R014_a_visit_for_another_reason_calls_back_where_it_is_ticked(self):
        callback = self._handled_repair()
        callback.write(self.GOOD)
        unticked = self._create_visit(self.zhang)
        self.assertIn(callback, unticked.candidate_callback_ids)
        self.assertFalse(unticked.fulfil_callback_ids)
        unticked.action_done()
        self.assertEqual(callback.state, "open")
        ticked = self._create_visit(self.zhang, fulfil_callback_ids=[Command.link(callback.id)])
        ticked.action_done()
        self.assertEqual((callback.state, callback.visit_id), ("done", ticked))

    def test_R014_another_person_on_another_occasion_does_not(self):
        callback = self._handled_repair()
        callback.write(self.GOOD)
        visit = self._create_visit(
            self.zhang,
            user=self.user_supervisor,
            fulfil_callback_ids=[Command.link(callback.id)],
        )
        visit.action_done()
        self.assertEqual(callback.state, "open")

    def test_a_stranger_cannot_attach_a_callback(self):
        callback = self._handle(self._create_repair("other", partner=self.zhao), self.user_steward2)
        self.assertEqual(callback.assignee_id, self.steward2)
        with self.assertRaises(AccessError):
            self._begin(callback, user=self.user_steward)

    def test_R171_a_steward_asks_for_a_further_callback(self):
        callback = (
            self.env["steward.callback"]
            .with_user(self.user_steward)
            .create({"partner_id": self.zhang.id, "due_at": self._in(days=2), "trigger": "manual"})
        )
        self.assertEqual(callback.assignee_id, self.steward)
        self.assertEqual(callback.deadline_ids.due_at, callback.due_at)
        for vals in (
            {"trigger": "resolved"},
            {"state": "waiting"},
            {"ordinal": 3, "rule_ref": "R1"},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                callback.create({"partner_id": self.zhang.id, "due_at": self._in(days=2), **vals})

    def test_F14_a_binding_quiet_hour_is_kept_an_urgent_one_takes_a_reason(self):
        bound = self._handled_repair("other").with_user(self.user_steward)
        urgent = self._handled_repair("urgent").with_user(self.user_steward)
        with freeze_time("2026-03-03 05:00:00"):
            with self.assertRaisesRegex(UserError, "14:00"):
                bound.action_start_call()
            urgent.action_start_call()
            visit = self._begin(urgent)
            visit.write({f"callback_{name}": value for name, value in self.GOOD.items()})
            with self.assertRaisesRegex(UserError, "reason"):
                visit.action_done()
            visit.quiet_reason = "业主约定"
            visit.action_done()
        self.assertEqual(urgent.state, "done")


@tagged("post_install", "-at_install")
class TestCallbackConsequences(CallbackCommon):
    """What follows from the answer (R066, R081, R089, R117, R279)."""

    def test_R089_what_persists_is_opened_again_and_counted(self):
        callback = self._handled_repair()
        case = callback.case_id
        self._call_back(callback, self.BAD)
        self.assertEqual((case.state, case.reopen_count), ("in_progress", 1))
        self.assertEqual(case.satisfaction_result, "dissatisfied")
        case.repair_id.sudo().done_at = self._in()
        again = self._handle(case) - callback
        self._call_back(again)
        self.assertEqual(case.satisfaction_result, "satisfied")

    def test_R066_a_dissatisfied_household_keeps_the_matter_open(self):
        callback = self._handled_repair()
        case = callback.case_id
        self._call_back(callback, {**self.GOOD, "result": "dissatisfied", "problem": "等了太久"})
        self.assertEqual(case.state, "in_progress")

    def test_R081_R117_nothing_is_written_off_before_the_callback(self):
        callback = self._handled_repair()
        case = callback.case_id.with_user(self.user_steward)
        case.action_reply()
        with self.assertRaisesRegex(UserError, "called back by 王芳"):
            case.action_close()
        self._call_back(callback)
        self.assertEqual(case.state, "called_back")
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_R279_the_register_says_when_the_repair_was_completed(self):
        callback = self._handled_repair(done_at=self._in(hours=-3))
        self.assertIn("2026-03-03 07:00", callback.case_id.completed_note)
        self.assertEqual(callback.started_at, self._in(hours=-3))

    def test_R053_the_callback_is_the_contact_after_handling(self):
        callback = self._handled_repair()
        self._call_back(callback)
        self.assertEqual(str(callback.case_id.closing_contact_on), "2026-03-03")

    def test_a_late_conversation_is_not_in_time(self):
        callback = self._handled_repair("urgent")
        with freeze_time("2026-03-05 02:00:00"):
            self._call_back(callback)
        self.assertFalse(callback.is_in_time)
        self.assertEqual(callback.deadline_ids.state, "met_late")


@tagged("post_install", "-at_install")
class TestFirstReceiver(CallbackCommon):
    """R067, R247: whoever received it calls back, also without a role in this application."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reception = cls.env["steward.reception"].create(
            {
                "channel": "phone",
                "partner_id": cls.zhang.id,
                "text": "问停车位",
                "receiver_id": cls.nobody.id,
                "promised_at": cls._in(hours=2),
            }
        )
        case = cls._create_case("other", reception_id=reception.id, first_receiver_id=cls.nobody.id)
        cls.callback = cls._handle(case)

    def test_R067_the_first_receiver_records_the_call(self):
        self.assertEqual(self.callback.assignee_id, self.nobody)
        own = self.callback.with_user(self.user_nobody)
        self.assertTrue(own.is_mine and own.can_call)
        self.assertEqual(own.search([("is_mine", "=", True)]), own)
        with Form(
            self.env["steward.visit"]
            .with_user(self.user_nobody)
            .with_context(**own.action_start_call()["context"])
        ) as form:
            form.consent = True
            form.needs = "业主说很好"
            form.callback_result = "satisfied"
            form.callback_problem_persists = "no"
            with form.case_ids.new() as opinion:
                opinion.category = "complaint"
                opinion.words = "电梯晚上太吵"
        visit = form.record
        visit.action_done()
        self.assertEqual(self.callback.state, "done")
        self.assertEqual(self.callback.case_id.state, "called_back")
        self.assertEqual(visit.case_ids.sudo().origin, "callback")
        self.assertTrue(visit.case_ids.sudo().complaint_id.number)

    def test_R067_and_sees_no_other_visit(self):
        visit = self._create_visit(self.zhang)
        other = self._handled_repair()
        for record in (visit, other):
            with self.assertRaises(AccessError):
                record.with_user(self.user_nobody).read(["state"])
        with self.assertRaises(AccessError):
            self.env["steward.visit"].with_user(self.user_nobody).create(
                {"partner_id": self.zhang.id, "mode_id": self.phone_mode.id}
            )


@tagged("post_install", "-at_install")
class TestMyDay(CallbackCommon):
    """What a person has to call back today."""

    def test_my_day_counts_the_callbacks_that_are_due(self):
        self._handled_repair("urgent", done_at=self._in(hours=-20))
        self._handled_repair("other")
        Line = self.env["steward.visit.plan.line"].with_user(self.user_steward)
        figure = Line.get_my_day_counters()["callbacks"]
        self.assertEqual(figure["count"], 1)
        due = self.env["steward.callback"].search(figure["domain"])
        self.assertEqual(due.trigger, "repair_urgent")
        self.assertEqual(
            Line.with_user(self.user_steward2).get_my_day_counters()["callbacks"]["count"], 0
        )
