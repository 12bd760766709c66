from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .callback_common import CallbackCommon


@tagged("post_install", "-at_install")
class TestCallbackAttempts(CallbackCommon):
    """No answer: proposed again, and no matter rots on it."""

    def _attempt(self, callback, outcome="no_answer"):
        mode = self.phone_mode if outcome == "no_answer" else self.door_mode
        self._begin(callback, mode=mode).action_done(outcome)

    def test_R011_an_attempt_without_answer_is_proposed_again_outside_quiet_hours(self):
        callback = self._handled_repair("other")
        with freeze_time("2026-03-03 03:00:00"):
            callback.with_user(self.user_steward).action_no_answer()
        self.assertEqual((callback.attempt_count, callback.state), (1, "open"))
        # three hours later is 14:00, when the midday rest has ended
        self.assertEqual(callback.scheduled_at, self._local("2026-03-03T14:00:00"))
        with freeze_time("2026-03-03 07:30:00"):
            self._attempt(callback)
        # 18:30 is rush hour and supper
        self.assertEqual(callback.scheduled_at, self._local("2026-03-03T19:00:00"))

    def test_the_next_attempt_is_not_proposed_after_the_deadline(self):
        with freeze_time("2026-03-03 00:30:00"):
            callback = self._handled_repair("urgent")
        with freeze_time("2026-03-04 00:15:00"):
            self._attempt(callback, "nobody_home")
        self.assertLessEqual(callback.scheduled_at, callback.due_at)

    def test_after_the_policys_attempts_the_supervisor_decides(self):
        callback = self._handled_repair("other")
        self.community.policy_id.callback_attempts = 2
        self._attempt(callback)
        self.assertFalse(callback.needs_decision)
        self._attempt(callback)
        self.assertTrue(callback.needs_decision)
        self.assertEqual(callback.activity_ids.user_id, self.user_supervisor)
        with self.assertRaisesRegex(AccessError, "supervisor"):
            callback.with_user(self.user_steward).action_go_on()
        callback.with_user(self.user_supervisor).action_go_on()
        self.assertFalse(callback.needs_decision)
        self.assertFalse(callback.activity_ids)
        self._attempt(callback)
        self._attempt(callback)
        self.assertTrue(callback.needs_decision)

    def test_the_supervisor_sends_somebody_to_the_door(self):
        callback = self._handle(
            self._create_case("service", sheet={"delivered_at": self._in(hours=-1)})
        )
        self.assertFalse(callback.can_visit)
        callback.with_user(self.user_supervisor).action_visit_instead()
        self.assertTrue(callback.can_visit)

    def test_who_is_not_reached_is_closed_with_a_reason_and_counts_as_not_done(self):
        callback = self._handled_repair("other")
        action = callback.with_user(self.user_supervisor).action_close_unreachable()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"reason": "三次无人接听，已留便条"})
        )
        wizard.action_confirm()
        self.assertEqual(
            (callback.state, callback.closed_by_id), ("unreachable", self.user_supervisor)
        )
        self.assertEqual(callback.deadline_ids.state, "cancelled")
        self.assertFalse(
            [text for text in callback.case_id._close_problems() if "called back" in text]
        )

    def test_R013_a_busy_household_gets_another_time(self):
        callback = self._handled_repair("other")
        agreed = self._in(days=1)
        visit = self._begin(callback, next_at=agreed)
        visit.action_busy()
        self.assertEqual(callback.scheduled_at, agreed)
        appointment = callback.visit_ids - visit
        self.assertEqual((appointment.state, appointment.agreed_at), ("draft", agreed))


@tagged("post_install", "-at_install")
class TestRectification(CallbackCommon):
    """Written notices and corrective actions (R095, R113, R198, R219)."""

    def _notice(self, **vals):
        callback = self._handled_repair(**vals)
        self._call_back(callback, self.BAD)
        return callback.rectification_ids

    def test_R095_R198_a_problem_is_noted_in_writing_within_24_hours(self):
        notice = self._notice()
        self.assertRegex(notice.number, r"^ZG-2026-\d{4}$")
        self.assertIn("水管还在滴水", notice.problem)
        self.assertEqual(notice.department_id, self.department_engineering)
        self.assertEqual(notice.worker_id, self.worker)
        deadline = notice.deadline_ids
        self.assertEqual((deadline.kind, deadline.due_at), ("notice", self._in(hours=24)))
        notice.with_user(self.user_steward).action_issue()
        self.assertEqual(notice.issued_by_id, self.user_steward)
        self.assertEqual(deadline.state, "met")
        self.assertEqual(notice.due_on, date(2026, 3, 6))
        self.assertEqual(notice.activity_ids.user_id, self.user_department)

    def test_R095_notices_are_numbered_without_gaps(self):
        numbers = (self._notice() | self._notice()).mapped("number")
        self.assertEqual(
            sorted(int(number[-4:]) for number in numbers),
            list(range(int(min(numbers)[-4:]), int(min(numbers)[-4:]) + 2)),
        )
        with self.assertRaises(UserError):
            self._notice().unlink()

    def test_R095_the_department_reports_and_another_person_verifies(self):
        notice = self._notice()
        own = notice.with_user(self.user_department)
        with self.assertRaises(AccessError):
            own.read(["problem"])
        notice.with_user(self.user_steward).action_issue()
        with self.assertRaisesRegex(UserError, "what was done"):
            own.action_done()
        with self.assertRaises(AccessError):
            own.problem = "没有问题"
        own.done_note = "更换接头"
        own.action_done()
        self.assertEqual(notice.state, "done")
        with self.assertRaisesRegex(AccessError, "another person"):
            own.action_verify()
        notice.with_user(self.user_steward).action_verify()
        self.assertEqual((notice.state, notice.verified_by_id), ("verified", self.user_steward))

    def test_what_is_not_right_goes_back_to_the_department(self):
        notice = self._notice()
        notice.with_user(self.user_steward).action_issue()
        notice.with_user(self.user_department).done_note = "更换接头"
        notice.with_user(self.user_department).action_done()
        verifier = notice.with_user(self.user_steward)
        with self.assertRaisesRegex(UserError, "not right"):
            verifier.action_refuse()
        verifier.verify_note = "仍渗水"
        verifier.action_refuse()
        self.assertEqual(notice.state, "issued")

    def test_an_issued_notice_stays_as_it_is(self):
        notice = self._notice().with_user(self.user_steward)
        notice.action_issue()
        with self.assertRaisesRegex(UserError, "issued"):
            notice.problem = "改写"
        with self.assertRaises(AccessError):
            notice.state = "verified"

    def test_R219_a_repeated_problem_needs_a_corrective_action(self):
        first = self._notice()
        self.assertFalse(first.is_repeated or first.corrective_action_id)
        second = self._notice(partner=self.li)
        self.assertTrue(second.is_repeated)
        action = second.corrective_action_id
        self.assertEqual(first.corrective_action_id, action)
        self.assertEqual(action.activity_ids.user_id, self.user_manager)
        self.assertEqual(second.case_id.corrective_action_id, action)
        second.with_user(self.user_steward).action_issue()
        second.with_user(self.user_department).done_note = "更换"
        second.with_user(self.user_department).action_done()
        with self.assertRaisesRegex(UserError, "R219"):
            second.with_user(self.user_steward).action_verify()
        manager = action.with_user(self.user_manager)
        with self.assertRaisesRegex(UserError, "cause"):
            manager.action_issue()
        manager.write(
            {
                "cause": "接头批次质量差",
                "measure": "更换供应商",
                "responsible_id": self.department.id,
                "due_on": "2026-03-20",
            }
        )
        manager.action_issue()
        self.assertEqual(action.deadline_ids.kind, "milestone")
        second.with_user(self.user_steward).action_verify()
        self.assertEqual(second.state, "verified")

    def test_R219_what_lies_longer_back_is_no_repetition(self):
        self._notice()
        with freeze_time("2026-06-30 02:00:00"):
            self.assertFalse(self._notice().is_repeated)

    def test_R219_another_category_or_a_cancelled_notice_is_no_repetition(self):
        first = self._notice()
        first.with_user(self.user_supervisor)._cancel("误开")
        second = self._notice(partner=self.li)
        self.assertFalse(second.is_repeated)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE steward_rectification SET category = 'service' WHERE id = %s", [second.id]
        )
        self.env.invalidate_all()
        self.assertFalse(self._notice(partner=self.li).is_repeated)

    def test_R113_a_corrective_action_is_verified_by_another_person(self):
        action = self.env["steward.corrective.action"].create(
            {
                "name": "重复漏水",
                "community_id": self.community.id,
                "cause": "材料",
                "measure": "更换",
                "responsible_id": self.supervisor.id,
                "due_on": "2026-03-20",
            }
        )
        own = action.with_user(self.user_supervisor)
        own.action_issue()
        with self.assertRaisesRegex(UserError, "done"):
            own.action_done()
        own.done_note = "已更换"
        own.action_done()
        own.verify_note = "有效"
        with self.assertRaisesRegex(AccessError, "another person"):
            own.action_verify()
        action.with_user(self.user_manager).action_verify()
        self.assertEqual(action.verified_by_id, self.user_manager)
        with self.assertRaises(AccessError):
            action.with_user(self.user_manager).state = "draft"


@tagged("post_install", "-at_install")
class TestIncident(CallbackCommon):
    """R234: results of major events are followed up and called back."""

    def test_R234_households_concerned_are_called_back_before_it_is_closed(self):
        incident = self.env["steward.incident"].create(
            {
                "name": "水管爆裂",
                "community_id": self.community.id,
                "place": "3栋",
                "description": "主管爆裂",
                "partner_ids": [(6, 0, (self.zhang | self.li).ids)],
                "result": "已抢修",
                "follow_up_ids": [
                    (0, 0, {"description": "主管现场跟进", "employee_id": self.supervisor.id})
                ],
            }
        )
        incident.action_followed_up()
        callbacks = incident.callback_ids
        self.assertEqual(callbacks.partner_id, self.zhang | self.li)
        self.assertEqual(callbacks.assignee_id, self.supervisor)
        self.assertEqual(callbacks.unit_id, self.unit_1204 | self.unit_101)
        incident.action_followed_up()
        self.assertEqual(len(incident.callback_ids), 2)
        with self.assertRaisesRegex(UserError, "张三"):
            incident.action_close()
        for callback in callbacks:
            visit = self._begin(callback)
            visit.callback_result = "satisfied"
            visit.action_done()
        incident.action_close()
        self.assertEqual(incident.state, "closed")
