from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestShift(DutyCommon):
    """Shifts and their hand-over (C013, C014; R066, R073, F31)."""

    def _handed_over(self, **vals):
        """A shift of 小林 with one matter, handed over to 小郑."""
        case = self._create_case()
        shift = self._create_shift(successor_id=self.late.id, **vals)
        shift.line_ids.promised_at = datetime(2026, 3, 4, 8)
        shift.action_hand_over()
        return shift, case

    def test_R073_open_items_of_the_people_on_duty_are_listed_by_themselves(self):
        mine = self._create_case(words="路灯不亮")
        colleagues = self._create_case(self.steward, words="楼道堆物")
        self._create_case(self.late, words="别的班")
        shift = self._create_shift(employee_ids=[Command.link(self.steward.id)])
        self.assertEqual(shift.line_ids.case_id, mine | colleagues)
        line = shift.line_ids.filtered(lambda line: line.case_id == mine)
        self.assertEqual(line.subject, "路灯不亮")
        self.assertEqual(line.party, "张三")
        self.assertEqual(line.first_receiver_id, self.front)

    def test_R073_message_slips_and_untaken_receptions_are_listed_too(self):
        slip = self.env["steward.message.slip"].create(
            {
                "caller_name": "刘先生",
                "caller_company": "电梯公司",
                "message": "明日检修",
                "addressee_id": self.steward.id,
                "taken_by_id": self.front.id,
                "community_id": self.community.id,
            }
        )
        mail = self.env["steward.reception"].create(
            {
                "channel": "email",
                "state": "new",
                "text": "来信",
                "caller_name": "王女士",
                "community_id": self.community.id,
            }
        )
        shift = self._create_shift()
        self.assertEqual(shift.line_ids.slip_id, slip)
        self.assertEqual(shift.line_ids.reception_id, mail)
        self.assertEqual(set(shift.line_ids.mapped("settlement")), {"open"})

    def test_R073_shift_does_not_end_with_an_item_in_none_of_the_three_states(self):
        self._create_case(words="电梯异响")
        shift = self._create_shift(successor_id=self.late.id)
        with self.assertRefused(UserError, "电梯异响"):
            shift.action_hand_over()
        with self.assertRefused(UserError, "电梯异响"):
            shift.action_close()
        self.assertEqual(shift.state, "open")

    def test_R073_what_arrived_after_the_list_was_made_counts_as_well(self):
        shift = self._create_shift(successor_id=self.late.id)
        self._create_case(words="刚刚来的")
        with self.assertRefused(UserError, "刚刚来的"):
            shift.action_hand_over()

    def test_F31_dispatched_closed_and_promised_are_clear(self):
        """R073, F31: the three states."""
        dispatched = self._create_case(words="水管漏水")
        dispatched.department_id = self.department_engineering
        dispatched.action_pass()
        answered = self._create_case(words="何时停水", answered_on_spot=True)
        answered.action_close()
        shift = self._create_shift(successor_id=self.late.id)
        self.assertEqual(shift.line_ids.case_id, dispatched, "closed is not open")
        self.assertEqual(shift.line_ids.settlement, "dispatched")
        shift.action_close()
        self.assertEqual((shift.state, shift.unclear_count), ("closed", 0))

    def test_R073_nothing_promised_is_left_without_a_successor(self):
        self._create_case()
        shift = self._create_shift()
        shift.line_ids.promised_at = datetime(2026, 3, 4, 8)
        with self.assertRefused(UserError, "hand it over"):
            shift.action_close()
        with self.assertRefused(UserError, "who takes over"):
            shift.action_hand_over()

    def test_R073_the_time_promised_at_the_hand_over_runs_on_the_case(self):
        _shift, case = self._handed_over()
        self.assertEqual(case.promised_at, datetime(2026, 3, 4, 8))

    def test_R073_successor_accepts_by_name(self):
        shift, case = self._handed_over()
        task = self._activities(shift, self.user_late, "shift_hand_over")
        self.assertTrue(task)
        with freeze_time("2026-03-03 09:05:00"):
            shift.with_user(self.user_late).action_accept()
        self.assertEqual(shift.state, "accepted")
        self.assertEqual((shift.handed_over_by_id, shift.accepted_by_id), (self.front, self.late))
        self.assertEqual(shift.handed_over_at, datetime(2026, 3, 3, 2))
        self.assertEqual(shift.accepted_at, datetime(2026, 3, 3, 9, 5))
        self.assertEqual(case.handler_id, self.late)
        self.assertFalse(self._activities(shift, self.user_late, "shift_hand_over"))

    def test_R066_first_receiver_stays_whoever_takes_over(self):
        shift, case = self._handed_over()
        shift.with_user(self.user_late).action_accept()
        self.assertEqual(case.first_receiver_id, self.front)
        self.assertEqual(case.handoff_ids[:1].to_id, self.late)

    def test_R073_nobody_accepts_the_own_hand_over_nor_for_another(self):
        shift, case = self._handed_over()
        for user in (self.user_front, self.user_supervisor, self.user_gm):
            with self.assertRefused(UserError, "前台小郑"):
                shift.with_user(user).action_accept()
        self.assertEqual((shift.state, case.handler_id.id), ("handed_over", False))
        with self.assertRaises(ValidationError):
            self._create_shift(successor_id=self.front.id)

    def test_R073_who_handed_it_over_for_another_does_not_accept_it(self):
        shift = self._create_shift(successor_id=self.supervisor.id)
        shift.with_user(self.user_supervisor).action_hand_over()
        self.assertEqual(shift.handed_over_by_id, self.supervisor)
        with self.assertRefused(UserError, "nobody else"):
            shift.with_user(self.user_supervisor).action_accept()

    def test_R073_hand_over_before_it_happened_cannot_be_accepted(self):
        shift = self._create_shift(successor_id=self.late.id)
        with self.assertRaises(UserError):
            shift.with_user(self.user_late).action_accept()

    def test_R073_only_who_works_in_the_community_is_on_duty_there(self):
        for vals in (
            {"community_id": self.mall.id},
            {"employee_ids": [Command.link(self.nobody.id)]},
        ):
            with self.assertRefused(ValidationError, "without a role"):
                self._create_shift(**vals)
        with self.assertRefused(ValidationError, "without a role"):
            self._create_shift(self.user_nobody)
        shift = self._create_shift()
        with self.assertRefused(ValidationError, "without a role"):
            shift.community_id = self.mall

    def test_R073_names_and_times_are_written_by_the_buttons_only(self):
        shift = self._create_shift(successor_id=self.late.id)
        for vals in (
            {"state": "accepted"},
            {"accepted_by_id": self.late.id},
            {"accepted_at": datetime(2026, 3, 3)},
        ):
            with self.assertRaises(AccessError):
                shift.write(vals)
            with self.assertRaises(AccessError):
                self._create_shift(**vals)
        with self.assertRaises(AccessError):
            self.env["steward.shift"].with_user(self.user_front).with_context(
                default_state="accepted"
            ).create({"community_id": self.community.id})

    def test_R073_list_stays_as_it_was_handed_over(self):
        shift, case = self._handed_over()
        case.write({"name": "改了标题"})
        case.with_user(self.user_steward).write({"answer": "已修"})
        self.assertEqual(shift.line_ids.subject, "电梯异响")
        self.assertEqual(shift.line_ids.settlement, "handed_over")
        with self.assertRefused(UserError, "stays as it was"):
            shift.line_ids.promised_at = False
        with self.assertRefused(UserError, "stays as it was"):
            shift.line_ids.unlink()
        with self.assertRefused(UserError, "stays as it was"):
            shift.note = "后来想到"
        shift.line_ids.follow_up = "已联系维保"
        self.assertEqual(shift.line_ids.follow_up, "已联系维保")

    def test_R073_next_shift_reminds_the_successor_and_the_first_receiver(self):
        shift, case = self._handed_over()
        shift.with_user(self.user_late).action_accept()
        with freeze_time("2026-03-03 10:00:00"):
            following = self._create_shift(self.user_late, start_at=datetime(2026, 3, 3, 10))
        self.assertEqual(following.line_ids.case_id, case)
        self.assertTrue(following.line_ids.carried_over)
        self.assertTrue(self._activities(following, self.user_late, "shift_carried"))
        with freeze_time("2026-03-04 00:30:00"):
            back = self._create_shift(self.user_front, start_at=datetime(2026, 3, 4, 0, 30))
        self.assertEqual(back.line_ids.case_id, case)
        self.assertEqual(back.line_ids.settlement, "handed_over", "the promise still runs")
        self.assertTrue(self._activities(back, self.user_front, "shift_carried"))

    def test_R073_before_it_is_accepted_the_shift_can_be_taken_back(self):
        shift, _case = self._handed_over()
        with self.assertRaises(UserError):
            shift.with_user(self.user_late).action_take_back()
        shift.action_take_back()
        self.assertEqual((shift.state, shift.handed_over_by_id.id), ("open", False))
        self.assertFalse(self._activities(shift, self.user_late, "shift_hand_over"))
        shift.line_ids.promised_at = datetime(2026, 3, 5, 8)
        shift.action_hand_over()
        shift.with_user(self.user_late).action_accept()
        with self.assertRaises(UserError):
            shift.action_take_back()

    def test_R034_slip_of_the_shift_is_called_back_by_the_successor(self):
        """R034, R073."""
        slip = self.env["steward.message.slip"].create(
            {
                "caller_name": "刘先生",
                "caller_company": "电梯公司",
                "message": "明日检修",
                "addressee_id": self.front.id,
                "taken_by_id": self.steward.id,
                "community_id": self.community.id,
            }
        )
        shift = self._create_shift(successor_id=self.late.id)
        shift.line_ids.promised_at = datetime(2026, 3, 4, 8)
        shift.action_hand_over()
        shift.with_user(self.user_late).action_accept()
        self.assertEqual(slip.handled_by_id, self.late)
        self.assertTrue(self._activities(slip, self.user_late, "message_slip"))
        slip.with_user(self.user_late).action_replied()
        self.assertEqual(slip.replied_by_id, self.user_late)

    def test_R073_reception_with_a_promise_goes_to_the_successor(self):
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_front)
            .create(
                {
                    "channel": "phone",
                    "text": "询问停车费",
                    "partner_id": self.zhang.id,
                    "promised_at": datetime(2026, 3, 4, 2),
                }
            )
        )
        shift = self._create_shift(successor_id=self.late.id)
        self.assertEqual(shift.line_ids.reception_id, reception)
        self.assertEqual(shift.line_ids.settlement, "handed_over")
        shift.action_hand_over()
        shift.with_user(self.user_late).action_accept()
        self.assertEqual((reception.receiver_id, reception.responsible_id), (self.front, self.late))

    def test_R073_what_has_no_record_is_handed_over_in_words(self):
        shift = self._create_shift(successor_id=self.late.id)
        shift.write({"line_ids": [Command.create({"subject": "钥匙 3 把待归还"})]})
        with self.assertRefused(UserError, "钥匙"):
            shift.action_hand_over()
        shift.line_ids.write(
            {"promised_at": datetime(2026, 3, 4, 8), "instruction": "业主明早来取"}
        )
        shift.action_hand_over()
        self.assertEqual(shift.line_ids.settlement, "handed_over")

    def test_R073_listing_costs_the_same_however_many_items_are_open(self):
        for number in range(3):
            self._create_case(words=f"事项{number}")
        self.env.flush_all()

        def listing(shift):
            self.env.invalidate_all()
            with self.assertQueryCount(35):
                shift._list_open_items()
                self.env.flush_all()
            return shift.line_ids

        few = self._create_shift()
        few.sudo().line_ids.with_context(force=True)._write({"frozen_settlement": None})
        self.env["steward.case"].create(
            [
                {
                    "partner_id": self.zhang.id,
                    "category": "suggestion",
                    "words": f"又一件{number}",
                    "first_receiver_id": self.front.id,
                }
                for number in range(40)
            ]
        )
        self.assertEqual(len(listing(few)), 43)

    def test_R099_receptionist_accepts_department_feeds_back_leaders_supervise(self):
        """R099: four roles."""
        self._assign(self.department, "department_leader")
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_front)
            .create(
                {
                    "channel": "visit",
                    "text": "走廊灯坏了",
                    "partner_id": self.zhang.id,
                    "promised_at": datetime(2026, 3, 4, 2),
                    "case_ids": [
                        Command.create(
                            {
                                "category": "suggestion",
                                "words": "走廊灯坏了",
                                "partner_id": self.zhang.id,
                                "department_id": self.department_engineering.id,
                                "promised_at": datetime(2026, 3, 4, 2),
                            }
                        )
                    ],
                }
            )
        )
        case = reception.sudo().case_ids
        self.assertEqual(case.first_receiver_id, self.front)
        feedback = case.with_user(self.user_department)
        feedback.answer = "已换灯"
        for leader in (self.user_supervisor, self.user_project):
            self.assertEqual(case.with_user(leader).answer, "已换灯")
            self.assertEqual(reception.with_user(leader).receiver_id, self.front)
            case.with_user(leader).check_access("write")
