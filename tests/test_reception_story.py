from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .case_common import NOW, CaseCommon


@tagged("post_install", "-at_install")
class TestStory(CaseCommon):
    """A complaint from the phone to writing off, by the people concerned, with the clocks of
    Shanghai (R066-R084, R101, R117, F37)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_desk_and_quality()
        cls.department_engineering.manager_id = cls.department

    def _phone(self):
        """Tuesday, 10:00: 张三 complains to the front desk."""
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_desk)
            .create(
                {
                    "channel": "phone",
                    "partner_id": self.zhang.id,
                    "business": "complaint",
                    "text": "报修水管三天没人来，师傅态度也不好",
                    "apologised": True,
                    "promised_at": NOW + timedelta(days=2),
                    "case_ids": [
                        Command.create(
                            {
                                "category": "complaint",
                                "department_id": self.department_engineering.id,
                            }
                        )
                    ],
                }
            )
        )
        return reception.case_ids

    def _due(self, case, kind):
        return case.sudo().deadline_ids.filtered(
            lambda line: line.kind == kind and line.state == "running"
        )

    def test_R066_from_the_phone_to_writing_off(self):
        case = self._phone()
        self.assertEqual(case.sheet_number, "TS-2026-0001")
        self.assertEqual(case.first_receiver_id, self.desk)
        self.assertEqual(case.state, "in_progress", "its department has it at once (R103)")
        self.assertEqual(self._due(case, "investigation").due_at, datetime(2026, 3, 3, 15, 59, 59))
        self.assertEqual(self._due(case, "answer").due_at, NOW + timedelta(hours=48))
        self.assertEqual(self._due(case, "cap").due_at, NOW + timedelta(days=7))
        self.assertEqual(self._due(case, "promised").due_at, NOW + timedelta(days=2))

        with freeze_time(NOW + timedelta(hours=4)):
            self._department_investigates(case.with_user(self.user_department))
        with freeze_time(NOW + timedelta(hours=6)):
            self._front_desk_answers(case.with_user(self.user_desk))
        with freeze_time(NOW + timedelta(days=1)):
            self._handled_and_told(case)
        with freeze_time(NOW + timedelta(days=2)):
            self._not_satisfied(case)
        with freeze_time(NOW + timedelta(days=3)):
            self._solved_and_satisfied(case)
        with freeze_time(NOW + timedelta(days=4)):
            self._written_off(case.with_user(self.user_desk))

    def _department_investigates(self, case):
        with self.assertRefused(AccessError, "stewards"):
            case.action_reply()
        case.write(
            {
                "complaint_investigation": "师傅请假，无人接单",
                "complaint_cause": "internal",
                "complaint_responsible_id": self.department.id,
                "complaint_measure": "请假须有人顶岗",
            }
        )
        case.action_investigate()
        met = case.sudo().deadline_ids.filtered(lambda line: line.kind == "investigation")
        self.assertEqual(met.state, "met", "on the same day (R078)")

    def _front_desk_answers(self, case):
        case.answer = "明天上午上门维修"
        case.action_tell_solution()
        self.assertFalse(self._due(case, "answer"))
        self.assertTrue(self._due(case, "cap"), "the result is still to come")

    def _handled_and_told(self, case):
        case.with_user(self.user_department).action_handle()
        self.assertFalse(self._due(case, "promised"), "solved by the promised time (R072)")
        case.with_user(self.user_desk).action_reply()
        self.assertEqual(case.state, "replied")
        self.assertIn(self.user_manager.partner_id, case.sudo().message_ids.partner_ids)
        with self.assertRefused(UserError, "called back"):
            case.with_user(self.user_desk).action_close()

    def _not_satisfied(self, case):
        callback = case.sudo().callback_ids.filtered(lambda line: line.state == "open")
        self.assertEqual(callback.mode_ids.mapped("kind"), ["door"], "at the door (R023)")
        self._call_back(case, "dissatisfied", user=self.user_steward, problem="还在漏")
        self.assertEqual((case.state, case.reopen_count), ("in_progress", 1))
        reopened = NOW + timedelta(days=2)
        self.assertEqual(self._due(case, "answer").due_at, reopened + timedelta(hours=48))
        caps = case.sudo().deadline_ids.filtered(lambda line: line.kind == "cap")
        self.assertEqual(caps.mapped("due_at"), [NOW + timedelta(days=7)])

    def _solved_and_satisfied(self, case):
        department = case.with_user(self.user_department)
        department.answer = "已更换水管并道歉"
        department.action_handle()
        case.with_user(self.user_desk).action_reply()
        self._call_back(case, user=self.user_steward)
        self.assertEqual((case.state, case.satisfaction_result), ("called_back", "satisfied"))

    def _written_off(self, case):
        quality = self.env["steward.case.step"].with_user(self.user_quality)
        quality.create(
            {"step": "verdict", "case_ids": case.ids, "verdict": "pass"}
        ).action_confirm()
        with self.assertRefused(UserError, "valid one"):
            case.action_close()
        case.complaint_validity = "valid"
        self.assertIn(case, case.search([("is_settled", "=", True)]))
        case.action_close()
        self.assertEqual((case.state, case.closed_by_id), ("closed", self.user_desk))
        self.assertEqual(case.sudo().reception_id.state, "done")
        self.assertFalse(
            case.sudo().deadline_ids.filtered(lambda line: line.state in ("running", "paused"))
        )
        words = "报修水管三天没人来，师傅态度也不好"
        self.assertEqual(case.words, words, "as they were said (R101)")
