from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .case_common import NOW, CaseCommon
from .common import PREFIX


@tagged("post_install", "-at_install")
class TestComplaint(CaseCommon):
    """The life of a complaint (R023, R066, R072, R076-R084, R099-R117, F37)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("quality", "质检员")
        cls._assign(cls.quality, "quality")

    def _step(self, step, cases, user=None, **vals):
        """The dialog of a step, filled in and confirmed."""
        wizard = (
            self.env["steward.case.step"]
            .with_user(user or self.user_steward)
            .create({"step": step, "case_ids": cases.ids, **vals})
        )
        wizard.action_confirm()

    def _dues(self, case):
        return {line.kind: line.due_at for line in case.deadline_ids if line.state == "running"}

    # registering (R076-R078, R082, R104)

    def test_R077_the_record_of_a_complaint_is_complete(self):
        case = self._complain(channel="letter", complaint_document_no="来信2026-7")
        self.assertEqual(case.sheet_number, "TS-2026-0001")
        self.assertEqual(case.complaint_document_no, "来信2026-7")
        self.assertEqual(case.first_receiver_id, self.steward)
        self.assertEqual(case.registered_at, NOW)
        self.assertEqual(set(self._dues(case)), {"investigation", "answer", "cap"})
        self.assertIn(case, case.search([("sheet_number", "ilike", "2026-0001")]))

    def test_R078_R084_yesterdays_letter_gets_no_extra_day(self):
        received = NOW - timedelta(days=1)
        case = self._complain(channel="letter", received_at=received)
        dues = self._dues(case)
        self.assertEqual(dues["cap"], received + timedelta(days=7))
        self.assertEqual(dues["investigation"], datetime(2026, 3, 2, 15, 59, 59))
        self.assertTrue(case.is_overdue)

    def test_R072_whoever_waits_on_the_phone_is_promised_a_time(self):
        with self.assertRefused(UserError, "promise a time"):
            self._complain(channel="phone")
        self._complain(channel="phone", promised_at=NOW + timedelta(days=2))
        self._create_case(category="service", channel="phone", answered_on_spot=True)
        self._create_case(category="praise", channel="phone")

    def test_R084_no_promise_is_later_than_the_latest_reply(self):
        with self.assertRefused(UserError, "2026-03-10 10:00"):
            self._complain(channel="phone", promised_at=NOW + timedelta(days=8))
        case = self._complain(channel="phone", promised_at=NOW + timedelta(days=2))
        self.assertEqual(self._dues(case)["promised"], NOW + timedelta(days=2))
        with self.assertRefused(UserError, "2026-03-10 10:00"):
            self._step("promise", case, promised_at=NOW + timedelta(days=8))
        self._step("promise", case, promised_at=NOW + timedelta(days=6))
        self.assertEqual(self._dues(case)["promised"], NOW + timedelta(days=6))
        with self.assertRaises(ValidationError):
            self._step("promise", case, promised_at=NOW - timedelta(days=1))

    def test_R029_what_turns_urgent_is_answered_in_24_hours_from_the_receipt(self):
        case = self._create_case()
        self.assertEqual(self._dues(case)["answer"], NOW + timedelta(hours=48))
        case.priority = "urgent"
        self.assertEqual(self._dues(case)["answer"], NOW + timedelta(hours=24))

    # decided and told (R029-R030)

    def test_R029_decided_and_told_are_two_moments(self):
        case = self._create_case(category="repair", words="门禁坏了")
        with self.assertRefused(UserError, "answer"):
            case.action_tell_solution()
        case.answer = "周五更换门禁"
        case.action_decide_solution()
        self.assertIn("answer", self._dues(case), "decided, but not told yet")
        with freeze_time(NOW + timedelta(hours=3)):
            case.action_tell_solution()
        self.assertEqual(case.decided_at, NOW)
        self.assertEqual(case.answered_at, NOW + timedelta(hours=3))
        self.assertNotIn("answer", self._dues(case))
        self.assertEqual(case.state, "open", "the work itself is still to come")

    # what the cause demands (R110-R112)

    def test_R078_a_complaint_is_investigated_before_it_is_handled(self):
        case = self._complain()
        case.answer = "已处理"
        with self.assertRefused(UserError, "Investigate it first"):
            case.action_handle()
        with self.assertRefused(UserError, "what was found"):
            case.action_investigate()
        case.complaint_investigation = "情况属实"
        case.action_investigate()
        self.assertEqual(case.state, "investigated")
        self.assertEqual(case.complaint_id.investigated_by_id, self.user_steward)
        self.assertNotIn("investigation", self._dues(case))
        case.action_handle()

    def test_R110_R112_each_cause_demands_its_own(self):
        for cause, missing, vals in (
            (
                "municipal",
                "municipal body",
                {"municipal_kind": "water", "municipal_note": "已报修"},
            ),
            ("internal", "responsible", {"responsible_id": self.steward2.id, "measure": "巡检"}),
            ("attitude", "apologised", {"apologised": True}),
        ):
            with self.subTest(cause=cause):
                case = self._complain(complaint_cause=cause)
                with self.assertRefused(UserError, missing):
                    self._handle(case)
                case.write({f"complaint_{name}": value for name, value in vals.items()})
                self._handle(case)

    def test_R112_a_serious_case_needs_the_criticism_notice(self):
        case = self._complain(
            complaint_cause="attitude", complaint_apologised=True, complaint_is_serious=True
        )
        with self.assertRefused(UserError, "criticism notice"):
            self._handle(case)
        with self.assertRefused(UserError, "criticism notice"):
            case.action_criticise()
        case.complaint_criticism_notice = "通报批评保安队长"
        case.action_criticise()
        self._handle(case)

    # decided above (R079, R083, R109)

    def test_R079_a_special_complaint_waits_for_the_manager(self):
        case = self._complain(severity="special")
        self.assertEqual(case.activity_ids.user_id, self.user_manager)
        case.department_id = self.department_engineering
        for step in (case.action_pass, case.action_take):
            with self.assertRefused(UserError, "manager's decision"):
                step()
        with self.assertRefused(UserError, "manager's decision"):
            self._handle(case)
        for user in (self.user_steward, self.user_supervisor):
            with self.assertRefused(AccessError, "Centre Manager"):
                self._step("decide", case, user=user, text="照办")
        self._step("decide", case, user=self.user_manager, text="由项目部牵头处理")
        self.assertEqual(case.complaint_id.decision_by_id, self.user_manager)
        self.assertFalse(case.activity_ids)
        case.action_pass()
        self._handle(case)

    def test_R079_the_handler_does_not_decide(self):
        case = self._complain(severity="special")
        self._step("hand_off", case, employee_id=self.manager.id, text="经理亲自处理")
        with self.assertRefused(AccessError, "handles it"):
            self._step("decide", case, user=self.user_manager, text="同意")
        self._step("decide", case, user=self.user_gm, text="同意")

    def test_R083_what_cannot_be_solved_goes_a_level_up(self):
        case = self._complain()
        self._step("escalate", case, text="需跨部门协调")
        self.assertEqual(case.complaint_escalated_role_id.code, "centre_manager")
        self.assertEqual(case.activity_ids.user_id, self.user_manager)
        self.assertIn(self.user_manager.partner_id, case.message_ids.partner_ids)
        # nobody is project manager here
        self._step("escalate", case, user=self.user_manager, text="需总部支持")
        self.assertEqual(case.complaint_escalated_role_id.code, "general_manager")
        self.assertEqual(case.activity_ids.user_id, self.user_gm)
        with self.assertRefused(UserError, "Nobody stands above"):
            self._step("escalate", case, user=self.user_gm, text="再上报")
        with self.assertRefused(AccessError, "General Manager"):
            self._step("decide", case, user=self.user_manager, text="我来定")

    def test_R109_the_project_manager_is_called_to_explain_to_the_resident(self):
        self._assign(self.gm, "project_manager")
        case = self._complain()
        self._step("escalate", case, text="业主在前台，请经理出面解释")
        self._step("escalate", case, user=self.user_manager, text="请项目经理出面解释")
        self.assertEqual(case.complaint_escalated_role_id.code, "project_manager")
        self.assertEqual(case.activity_ids.user_id, self.user_gm)
        notes = " ".join(case.message_ids.mapped("body"))
        self.assertIn("请经理出面解释", notes)
        self.assertIn("请项目经理出面解释", notes)

    # dispatched, tracked, fed back (R152, R244)

    def test_R152_a_complaint_is_dispatched_and_comes_back_to_resident_and_superior(self):
        case = self._complain(department_id=self.department_engineering.id)
        case.action_pass()
        self.assertEqual(case.state, "in_progress")
        worker = case.with_user(self.user_department)
        worker.complaint_investigation = "情况属实"
        worker.action_investigate()
        worker.answer = "已加装门禁"
        worker.action_handle()
        self.assertEqual(case.state, "handled", "the department hands it back")
        case.action_reply()
        self.assertEqual(case.replied_by_id, self.user_steward, "the steward tells the resident")
        self.assertIn(self.user_manager.partner_id, case.message_ids.partner_ids, "and the manager")

    def test_R244_complaints_and_repairs_run_against_clocks_until_they_are_answered(self):
        complaint = self._complain()
        repair = self._create_case(category="repair", priority="urgent", words="水管爆裂")
        for case in (complaint, repair):
            running = case.deadline_ids.filtered(lambda clock: clock.state == "running")
            self.assertTrue(running, case.category)
            self.assertTrue(all(clock.due_at > NOW for clock in running))
            self.assertEqual(case.next_due_at, min(running.mapped("due_at")))

    # reply, callback, closing (R023, R066, R080-R081, R117)

    def test_R080_the_result_goes_to_the_resident_and_the_manager(self):
        case = self._complain()
        with self.assertRefused(UserError, "Registered"):
            case.action_reply()
        self._handle(case)
        case.action_reply()
        self.assertEqual((case.state, case.replied_by_id), ("replied", self.user_steward))
        self.assertEqual(case.manager_told_at, NOW)
        self.assertIn(self.user_manager.partner_id, case.message_ids.partner_ids)
        self.assertFalse(self._dues(case).keys() & {"answer", "cap", "investigation"})

    def test_R066_R117_written_off_after_reply_callback_and_satisfaction_only(self):
        case = self._complain()
        self._handle(case)
        with self.assertRefused(UserError, "heard the result"):
            case.action_close()
        case.action_reply()
        with self.assertRefused(UserError, "called back"):
            case.action_close()
        self._call_back(case)
        self.assertEqual(case.state, "called_back")
        with self.assertRefused(UserError, "valid one"):
            case.action_close()
        case.complaint_validity = "valid"
        case.action_close()
        self.assertEqual((case.state, case.closed_by_id), ("closed", self.user_steward))
        self.assertFalse(self._dues(case))

    def test_R089_dissatisfied_reopens_and_is_counted(self):
        case = self._complain()
        cap = self._dues(case)["cap"]
        self._handle(case)
        case.action_reply()
        with freeze_time(NOW + timedelta(days=1)):
            self._call_back(case, "dissatisfied", problem="还是没人管")
            self.assertEqual((case.state, case.reopen_count), ("in_progress", 1))
            self.assertEqual(case.satisfaction_result, "dissatisfied")
            self.assertFalse(case.replied_at)
            self.assertEqual(self._dues(case)["answer"], NOW + timedelta(days=3))
            caps = case.deadline_ids.filtered(lambda line: line.kind == "cap")
            self.assertEqual(caps.mapped("due_at"), [cap], "the first one stays")
            case.answer = "已更换保安"
            case.action_handle()
            case.action_reply()
            with self.assertRefused(UserError, "not satisfied"):
                case.action_close()
            self._call_back(case)
            case.complaint_validity = "valid"
            case.action_close()

    def test_R117_a_list_writes_off_what_is_settled_and_names_the_rest(self):
        settled = self._create_case(category="service", answered_on_spot=True)
        opened = self._complain()
        self.assertIn(settled, settled.search([("is_settled", "=", True)]))
        self.assertNotIn(opened, settled.search([("is_settled", "=", True)]))
        action = (settled + opened).action_close_settled()
        self.assertEqual((settled.state, opened.state), ("closed", "open"))
        self.assertIn("1 not settled yet", action["params"]["message"])

    def test_R106_praise_counts_once_it_is_verified(self):
        case = self._create_case(category="praise", words="保洁很好")
        with self.assertRefused(UserError, "Verify"):
            case.action_close()
        case.with_user(self.user_supervisor).action_verify_praise()
        case.action_close()

    # quality (F37)

    def test_F37_the_verdict_is_another_persons(self):
        case = self._complain()
        judged = case.with_user(self.user_quality)
        self.assertTrue(judged.words)
        with self.assertRaises(AccessError):
            judged.answer = "x"
        with self.assertRefused(UserError, "Registered"):
            self._step("verdict", judged, user=self.user_quality, verdict="pass")
        self._handle(case)
        for user in (self.user_steward, self.user_supervisor):
            with self.assertRefused(AccessError, "judged by quality"):
                self._step("verdict", case, user=user, verdict="pass")
        with self.assertRefused(UserError, "what is not solved"):
            self._step("verdict", judged, user=self.user_quality, verdict="fail")
        self._step("verdict", judged, user=self.user_quality, verdict="pass")
        self.assertEqual((case.verdict, case.verdict_by_id), ("pass", self.user_quality))

    def test_F37_quality_does_not_judge_the_own_work(self):
        case = self._complain()
        self._step("hand_off", case, employee_id=self.quality.id, text="请质检处理")
        self._handle(case)
        with self.assertRefused(AccessError, "handled or answered"):
            self._step("verdict", case, user=self.user_quality, verdict="pass")

    def test_F37_what_quality_finds_not_solved_goes_back(self):
        case = self._complain()
        self._handle(case)
        self._step("verdict", case, user=self.user_quality, verdict="fail", text="未整改")
        self.assertEqual((case.state, case.reopen_count, case.verdict), ("in_progress", 1, "fail"))
        case.action_handle()
        self.assertFalse(case.verdict, "what is handled anew is judged anew")

    def test_F37_the_policy_may_demand_the_verdict(self):
        self.community.policy_id.verdict_required = True
        case = self._complain(complaint_validity="valid")
        self._handle(case)
        case.action_reply()
        self._call_back(case)
        with self.assertRefused(UserError, "verified"):
            case.action_close()
        self._step("verdict", case, user=self.user_quality, verdict="pass")
        case.action_close()

    # labels (R104)

    def test_R104_a_repair_becomes_a_complaint_and_keeps_its_history(self):
        case = self._create_case(category="repair", words="报修三天没人来")
        number = case.sheet_number
        repair = case.repair_id
        with self.assertRefused(UserError, "why"):
            self._step("relabel", case, category="complaint", text=" ")
        with freeze_time(NOW + timedelta(hours=5)):
            self._step("relabel", case, category="complaint", text="业主投诉维修不及时")
        self.assertEqual(case.sheet_number, "TS-2026-0001")
        self.assertEqual((repair.number, repair.is_current), (number, False))
        self.assertEqual(repair.closed_reason, "业主投诉维修不及时")
        self.assertIn("业主投诉维修不及时", "".join(case.message_ids.mapped("body")))
        dues = self._dues(case)
        self.assertEqual(dues["cap"], NOW + timedelta(days=7), "from the receipt on")
        self.assertNotIn("dispatch", dues, "only a repair is dispatched")

    def test_R104_what_was_investigated_once_is_not_due_again(self):
        case = self._complain()
        case.complaint_investigation = "是报修问题"
        case.action_investigate()
        self._step("relabel", case, category="repair", text="实为报修")
        self._step("relabel", case, category="complaint", text="业主坚持投诉")
        self.assertEqual(case.sheet_number, "TS-2026-0002")
        self.assertNotIn("investigation", self._dues(case))

    def test_R104_the_label_is_not_written_by_hand(self):
        case = self._complain()
        for vals in ({"category": "praise"}, {"state": "closed"}, {"complaint_id": False}):
            with self.assertRaises(AccessError):
                case.write(vals)

    # hand-offs (R066, R071)

    def test_R066_the_first_receiver_stays_answerable(self):
        case = self._complain()
        with self.assertRefused(UserError, "why"):
            self._step("hand_off", case, employee_id=self.steward2.id)
        self._step("hand_off", case, employee_id=self.steward2.id, text="本人休假")
        self.assertEqual((case.handler_id, case.first_receiver_id), (self.steward2, self.steward))
        handoff = case.handoff_ids
        self.assertEqual(
            (handoff.from_id, handoff.to_id, handoff.at, handoff.reason),
            (self.steward, self.steward2, NOW, "本人休假"),
        )
        self.assertEqual(case.activity_ids.user_id, self.user_steward2)
        self.assertEqual(
            case.deadline_ids.filtered(lambda d: d.state == "running").responsible_id, self.steward2
        )
        # the other steward works on a household that is not in the own area
        case.with_user(self.user_steward2).answer = "已联系业主"
        mine = case.with_user(self.user_steward).search([("is_first_received", "=", True)])
        self.assertIn(case, mine)
        case.with_user(self.user_steward2).action_take()
        with self.assertRaises(AccessError):
            handoff.with_user(self.user_steward).unlink()

    # the person complained about (R101)

    def _about(self, employee, **vals):
        return self._complain(complaint_respondent_id=employee.id, **vals)

    def test_R101_the_respondent_records_and_no_more(self):
        case = self._about(self.steward)
        self.assertTrue(case.complaint_is_conflict)
        conflicts = self.env["steward.complaint"].search([("is_conflict", "=", True)])
        self.assertIn(case.complaint_id, conflicts)
        self.assertNotIn(self._about(self.steward2).complaint_id, conflicts)
        self.assertIn(self.user_supervisor, case.activity_ids.user_id)
        self.assertEqual(case.words, "保安态度差", "recorded truthfully, and still to be read")
        for step in (
            lambda: case.write({"answer": "没有的事"}),
            lambda: case.write({"complaint_validity": "invalid"}),
            lambda: case.complaint_id.write({"validity": "invalid"}),
            lambda: case.complaint_id.write({"respondent_id": False}),
            case.action_investigate,
            case.action_tell_solution,
            case.action_handle,
            case.action_reply,
            case.action_take,
            case.action_pass,
            case.action_close,
            case.action_close_settled,
            case.action_progress_contact,
            case.action_reopen,
            lambda: self._step("relabel", case, category="other", text="不是投诉"),
            lambda: self._step("hand_off", case, employee_id=self.steward2.id, text="给别人"),
            lambda: self._step("promise", case, promised_at=NOW + timedelta(days=1)),
            lambda: self._step("pause", case, pause_reason="resident"),
            lambda: self._step("escalate", case, text="x"),
        ):
            with self.assertRefused(AccessError, "about you"):
                step()
        dues = case.sudo().deadline_ids
        self.assertEqual(dues.responsible_id, self.supervisor, "who is warned is somebody else")

    def test_R101_nobody_hands_it_to_the_respondent(self):
        case = self._about(self.steward2)
        with self.assertRefused(AccessError, "赵敏"):
            self._step("hand_off", case, employee_id=self.steward2.id, text="本人处理")
        self._step("hand_off", case, employee_id=self.supervisor.id, text="主管处理")
        case.complaint_respondent_id = self.supervisor
        self.assertFalse(case.handler_id)

    def test_R101_the_respondent_finds_it_only_as_receiver_or_by_a_role_above(self):
        Case = self.env["steward.case"]
        case = self._create_case(
            user=self.user_supervisor,
            category="complaint",
            words="管家不接电话",
            complaint_respondent_id=self.steward.id,
        )
        self.assertFalse(Case.with_user(self.user_steward).search([("id", "=", case.id)]))
        complaints = self.env["steward.complaint"].with_user(self.user_steward)
        self.assertFalse(complaints.search([("case_id", "=", case.id)]))
        with self.assertRaises(AccessError):
            case.with_user(self.user_steward).read(["words"])
        clocks = case.sudo().deadline_ids
        self.assertFalse(clocks.with_user(self.user_steward).search([("id", "in", clocks.ids)]))
        self.assertTrue(clocks.with_user(self.user_supervisor).search([("id", "in", clocks.ids)]))
        case.sudo().complaint_respondent_id = self.supervisor
        self.assertTrue(Case.with_user(self.user_supervisor).search([("id", "=", case.id)]))
        self.assertTrue(Case.with_user(self.user_steward).search([("id", "=", case.id)]))

    def test_R101_a_member_of_the_department_does_not_answer_for_oneself(self):
        case = self._about(self.department, department_id=self.department_engineering.id)
        with self.assertRaises(AccessError):
            case.with_user(self.user_department).answer = "没有的事"
        colleague = new_test_user(
            self.env, login="t_colleague", groups=f"base.group_user,{PREFIX}department"
        )
        self.env["hr.employee"].create(
            {
                "name": "同事",
                "user_id": colleague.id,
                "department_id": self.department_engineering.id,
            }
        )
        case.with_user(colleague).write({"answer": "已核实", "complaint_investigation": "属实"})
        with self.assertRaises(AccessError):
            case.with_user(colleague).complaint_id.validity = "invalid"

    def test_R071_what_is_written_off_is_handed_to_nobody(self):
        case = self._create_case(category="service", answered_on_spot=True)
        case._close()
        with self.assertRefused(UserError, "reopened"):
            self._step("hand_off", case, employee_id=self.steward2.id, text="x")

    def test_R117_what_was_told_and_not_asked_after_is_not_settled(self):
        case = self._complain()
        self._handle(case)
        case.action_reply()
        self.assertFalse(case.is_settled)
        self.assertNotIn(case, case.search([("is_settled", "=", True)]))

    # pauses (R084)

    def test_R084_waiting_for_the_resident_moves_the_answer_and_not_the_cap(self):
        case = self._complain()
        before = self._dues(case)
        with self.assertRefused(UserError, "waited for"):
            self._step("pause", case)
        self._step("pause", case, pause_reason="resident", text="业主出差")
        self.assertTrue(case.is_deadline_paused)
        with freeze_time(NOW + timedelta(hours=5)):
            case.action_resume()
        after = self._dues(case)
        self.assertEqual(after["answer"], before["answer"] + timedelta(hours=5))
        self.assertEqual(after["cap"], before["cap"])
        bodies = "".join(case.message_ids.mapped("body"))
        self.assertIn("业主出差", bodies)

    def test_R084_where_no_clock_may_pause_nothing_is_waited_for(self):
        case = self._complain()
        case.sudo().deadline_ids.pausable = False
        with self.assertRefused(UserError, "No clock"):
            self._step("pause", case, pause_reason="resident")
