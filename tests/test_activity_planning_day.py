from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .activity_common import BEGIN, ActivityCommon

DECISION = "mail_activity_type_activity_decision"
TASK = "mail_activity_type_activity_task"
READY = (
    "Customers are informed accurately and in time",
    "The work is on schedule",
    "Agreements with partners are settled",
    "There is enough staff",
    "The permits required are complete",
)


@tagged("post_install", "-at_install")
class TestActivityChecks(ActivityCommon):
    def _check(self, activity, code):
        return activity.check_ids.filtered(lambda check: check.code == code).with_user(
            self.user_steward
        )

    def test_R292_an_activity_does_not_start_before_the_five_checks(self):
        """R292, E23: the refusal names what is open; ticked, it starts."""
        activity = self._plan()
        self._approve(activity)
        with freeze_time(BEGIN):
            with self.assertRaises(UserError) as caught:
                activity.with_user(self.user_steward).action_start()
            for name in READY:
                self.assertIn(f"- {name}", str(caught.exception))
            self.assertFalse(activity.is_ready)
            self._make_ready(activity)
            self.assertTrue(activity.is_ready)
            activity.with_user(self.user_steward).action_start()
        self.assertEqual(activity.state, "ongoing")

    def test_R292_one_open_check_is_enough(self):
        """R292: four of five are not five."""
        activity = self._plan()
        self._approve(activity)
        self._make_ready(activity)
        self._check(activity, "staff").is_done = False
        with freeze_time(BEGIN), self.assertRefused(UserError, "There is enough staff"):
            activity.with_user(self.user_steward).action_start()

    def test_R290_an_activity_that_is_not_approved_does_not_start(self):
        """R290: however ready it is."""
        activity = self._plan()
        self._make_ready(activity)
        with freeze_time(BEGIN), self.assertRefused(UserError, "has not been approved"):
            activity.with_user(self.user_steward).action_start()
        self._submit(activity)
        self._review(activity)
        with freeze_time(BEGIN), self.assertRefused(UserError, "has not been approved"):
            activity.with_user(self.user_steward).action_start()

    def test_an_activity_starts_on_its_day_by_the_calendar_of_the_community(self):
        """R292: 15:59 UTC on 30 June is the day before in Shanghai, 16:00 is the day."""
        activity = self._plan()
        self._approve(activity)
        self._make_ready(activity)
        with (
            freeze_time(datetime(2026, 6, 30, 15, 59)),
            self.assertRefused(UserError, "starts on 2026-07-01, not before"),
        ):
            activity.with_user(self.user_steward).action_start()
        with freeze_time(datetime(2026, 6, 30, 16, 0)):
            activity.with_user(self.user_steward).action_start()
        self.assertEqual(activity.state, "ongoing")

    def test_a_tick_says_who_and_when(self):
        """R292: and a tick that is taken away says nothing."""
        activity = self._plan()
        check = self._check(activity, "staff")
        with freeze_time(datetime(2026, 6, 10, 2)):
            check.is_done = True
        self.assertEqual(check.done_by_id, self.user_steward)
        self.assertEqual(check.done_at, datetime(2026, 6, 10, 2))
        check.is_done = False
        self.assertFalse(check.done_by_id or check.done_at)
        with self.assertRaises(AccessError):
            check.done_by_id = self.user_gm

    def test_R296_a_permit_is_there_or_not_needed_with_a_reason(self):
        """R296: ticked with the document; or not applicable, and why."""
        check = self._check(self._plan(), "permits")
        with self.assertRefused(ValidationError, "is done with its document"):
            check.is_done = True
        with self.assertRefused(ValidationError, "Say why"):
            check.not_applicable = True
        check.write({"not_applicable": True, "reason": "室内小型活动，无需报批"})
        self.assertEqual(check.done_by_id, self.user_steward)
        with self.assertRefused(ValidationError, "either done or not applicable"):
            check.write(
                {"is_done": True, "attachment_ids": self._attachment(self.user_steward).ids}
            )
        check.write({"not_applicable": False, "reason": False})
        check.write({"attachment_ids": self._attachment(self.user_steward, "批文.pdf").ids})
        check.is_done = True
        with self.assertRefused(ValidationError, "is done with its document"):
            check.attachment_ids = False

    def test_R292_only_partners_and_permits_may_not_apply(self):
        """R292: every activity needs staff, a schedule and informed customers."""
        activity = self._plan()
        for code in ("informed", "schedule", "staff"):
            with self.subTest(code), self.assertRefused(ValidationError, "applies to every"):
                self._check(activity, code).write({"not_applicable": True, "reason": "不用"})
        for code in ("partners", "permits"):
            self._check(activity, code).write({"not_applicable": True, "reason": "不用"})

    def test_R188_a_welfare_activity_needs_a_feasibility_study_before_it_is_submitted(self):
        """R188: with its document, among what the form lacks."""
        activity = self._plan(kind_id=self._kind("welfare").id)
        with self.assertRefused(UserError, "- Feasibility study"):
            self._submit(activity)
        study = self._check(activity, "feasibility")
        with self.assertRefused(ValidationError, "is done with its document"):
            study.is_done = True
        study.attachment_ids = self._attachment(self.user_steward, "可行性.pdf")
        study.is_done = True
        self._submit(activity)
        self.assertEqual(activity.state, "submitted")
        with self.assertRefused(UserError, "cannot be changed"):
            study.is_done = False

    def test_R188_a_welfare_activity_is_closed_with_its_summary(self):
        """R188: analysis and summary after it; the file is not closed without."""
        activity = self._plan(kind_id=self._kind("welfare").id)
        study, summary = (
            self._check(activity, code) for code in ("feasibility", "welfare_summary")
        )
        with self.assertRefused(UserError, "cannot be changed"):
            summary.note = "太早"
        study.write({"is_done": True, "attachment_ids": self._attachment(self.user_steward).ids})
        self._approve(activity)
        self._make_ready(activity)
        with freeze_time(BEGIN):
            activity.with_user(self.user_steward).action_start()
            activity.with_user(self.user_steward).action_end()
            with self.assertRefused(UserError, "- Analysis and summary"):
                activity.with_user(self.user_steward).action_close()
            summary.write(
                {"is_done": True, "attachment_ids": self._attachment(self.user_steward).ids}
            )
            self.assertFalse(activity._open_checks("day", "close"))

    def test_R266_an_owners_meeting_presents_what_the_rule_lists(self):
        """R266, E34: the topics are ticked at the meeting, before its file is closed."""
        activity = self._plan(kind_id=self._kind("owners_meeting").id)
        topics = activity.check_ids.filtered(lambda check: check.stage == "day")
        self.assertEqual(len(topics), 5)
        self._approve(activity)
        self._make_ready(activity)
        with freeze_time(BEGIN):
            activity.with_user(self.user_steward).action_start()
            topics[:4].with_user(self.user_steward).write({"is_done": True})
            activity.with_user(self.user_steward).action_end()
            with self.assertRefused(UserError, f"- {topics[4].name}"):
                activity.with_user(self.user_steward).action_close()

    def test_another_kind_demands_something_else(self):
        """R188: in draft the kind may change; what is ticked and still demanded stays."""
        activity = self._plan(kind_id=self._kind("welfare").id)
        self._check(activity, "staff").is_done = True
        activity.with_user(self.user_steward).kind_id = self._kind("owners_meeting")
        self.assertEqual(len(activity.check_ids), 10)
        self.assertFalse(self._check(activity, "feasibility"))
        self.assertTrue(self._check(activity, "staff").is_done)

    def test_checks_are_ticked_on_the_form(self):
        activity = self._plan()
        with (
            Form(activity.with_user(self.user_steward)) as form,
            form.ready_check_ids.edit(1) as line,
        ):
            line.is_done = True
        self.assertEqual(activity.check_ids.filtered("is_done").code, "schedule")
        self.assertEqual(activity.check_ids.filtered("is_done").done_by_id, self.user_steward)

    def test_no_check_is_made_or_deleted_by_hand(self):
        """R292: what is demanded is the kind's business."""
        activity = self._plan()
        with self.assertRaises(AccessError):
            activity.with_user(self.user_steward).check_ids[0].unlink()
        with self.assertRaises(AccessError):
            self._check(activity, "staff").create(
                {"activity_id": activity.id, "stage": "ready", "name": "随便"}
            )


@tagged("post_install", "-at_install")
class TestActivityRecall(ActivityCommon):
    """Taken back, postponed, cancelled (R287-R290)."""

    def _ask(self, activity, user, method, reason="下雨"):
        action = getattr(activity.with_user(user), method)()
        wizard = self.env["steward.reason.wizard"].with_user(user)
        wizard.with_context(**action["context"]).create({"reason": reason}).action_confirm()

    def test_R290_postponed_it_needs_all_approvals_again(self):
        """R289-R290: taken back with a reason, moved, submitted, reviewed and approved again; the
        clocks of the first time stay as evidence, those of the new date run."""
        activity = self._plan()
        self._approve(activity)
        event = activity.sudo().event_id
        self._ask(activity, self.user_steward, "action_take_back", "台风，延期")
        self.assertEqual(activity.state, "draft")
        self.assertEqual(activity.return_reason, "台风，延期")
        self.assertFalse(activity.reviewed_by_id or activity.approved_by_id)
        clocks = activity.sudo().deadline_ids
        self.assertEqual(clocks.mapped("state").count("met"), 3)
        later = BEGIN + timedelta(days=10)
        activity.with_user(self.user_steward).write({"date_begin": later, "date_end": later})
        running = clocks.search(
            [("res_model", "=", activity._name), ("res_id", "=", activity.id)]
        ).filtered(lambda clock: clock.state == "running")
        self.assertEqual(
            {clock.kind: clock.due_at.day for clock in running},
            {"activity_form": 26, "activity_submit": 1, "activity_approve": 4},
        )
        with freeze_time(BEGIN), self.assertRefused(UserError, "has not been approved"):
            activity.with_user(self.user_steward).action_start()
        self._approve(activity)
        self.assertEqual(activity.state, "approved")
        self.assertEqual(activity.sudo().event_id, event)
        self.assertEqual(event.date_begin, later)

    def test_R289_a_submitted_form_can_be_taken_back(self):
        """R289: and nobody is asked to review it any more."""
        activity = self._plan()
        self._submit(activity)
        self._ask(activity, self.user_steward, "action_take_back")
        self.assertEqual(activity.state, "draft")
        self.assertFalse(self._mails(activity, self.user_supervisor, DECISION))

    def test_R290_taken_back_by_its_author_or_a_role_above_only(self):
        """R290: another steward of the community does not undo an approval."""
        activity = self._plan()
        self._approve(activity)
        for method in ("action_take_back", "action_cancel"):
            with self.subTest(method), self.assertRefused(AccessError, "王芳"):
                getattr(activity.with_user(self.user_steward2), method)()
        with self.assertRaises(AccessError):
            activity.with_user(self.user_steward2)._take_back("不经向导")
        self.assertFalse(activity.with_user(self.user_steward2).can_recall)
        self.assertTrue(activity.with_user(self.user_supervisor).can_recall)
        self._ask(activity, self.user_supervisor, "action_take_back")
        self.assertEqual(activity.state, "draft")

    def test_a_cancelled_activity_asks_nothing_of_anybody(self):
        """R290: clocks stop, tasks ask no more, the event is cancelled; the form is kept."""
        activity = self._plan()
        task = activity.task_ids.filtered(lambda each: each.duty == "hosting")
        self._approve(activity)
        self.assertTrue(self._mails(task, self.user_steward, TASK))
        self._ask(activity, self.user_steward, "action_cancel", "场地不可用")
        self.assertEqual(activity.state, "cancelled")
        self.assertEqual(activity.cancel_reason, "场地不可用")
        self.assertEqual(activity.sudo().event_id.kanban_state, "cancel")
        self.assertFalse(self._mails(task, self.user_steward, TASK))
        self.assertFalse(activity.next_due_at)
        with self.assertRefused(UserError, "was cancelled"):
            task.with_user(self.user_steward).action_done()
        with self.assertRaises(UserError):
            activity.with_user(self.user_gm).action_cancel()

    def test_a_draft_is_cancelled_with_its_clocks(self):
        activity = self._plan()
        self._ask(activity, self.user_steward, "action_cancel")
        states = set(activity.sudo().deadline_ids.mapped("state"))
        self.assertEqual(states, {"cancelled"})
        self.assertFalse(activity.next_due_at)

    def test_what_was_held_is_neither_taken_back_nor_cancelled(self):
        """R297-R299: what was held goes on file."""
        activity = self._plan()
        self._approve(activity)
        self._make_ready(activity)
        with freeze_time(BEGIN):
            activity.with_user(self.user_steward).action_start()
            with self.assertRefused(UserError, "cannot be taken back or cancelled"):
                activity.with_user(self.user_steward).action_take_back()
            activity.with_user(self.user_steward).action_end()
            for method in ("action_take_back", "action_cancel"):
                with (
                    self.subTest(method),
                    self.assertRefused(UserError, "cannot be taken back or cancelled"),
                ):
                    getattr(activity.with_user(self.user_gm), method)()

    def test_R299_an_activity_is_never_deleted(self):
        """R299: the planning form is kept permanently."""
        activity = self._plan()
        with self.assertRaises(AccessError):
            activity.with_user(self.user_gm).unlink()
        with self.assertRefused(UserError, "kept permanently"):
            activity.sudo().unlink()
