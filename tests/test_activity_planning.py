from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .activity_common import BEGIN, FORM, NOW, ActivityCommon

DECISION = "mail_activity_type_activity_decision"
RETURNED = "mail_activity_type_activity_returned"
# due at the end of 16, 21 and 24 June in Shanghai: 15, 10 and 7 days before 1 July
FORM_DUE = datetime(2026, 6, 16, 15, 59, 59)
SUBMIT_DUE = datetime(2026, 6, 21, 15, 59, 59)
APPROVE_DUE = datetime(2026, 6, 24, 15, 59, 59)


@tagged("post_install", "-at_install")
class TestActivityClocks(ActivityCommon):
    def _clocks(self, activity, *states):
        return {
            clock.kind: clock.due_at
            for clock in activity.sudo().deadline_ids.filtered(
                lambda clock: clock.state in (states or ("running",))
            )
        }

    def test_R288_R290_three_clocks_count_back_from_the_start(self):
        """R288-R290: filled in 15, submitted 10, approved 7 days before, by the end of the day."""
        activity = self._plan()
        self.assertEqual(
            self._clocks(activity),
            {
                "activity_form": FORM_DUE,
                "activity_submit": SUBMIT_DUE,
                "activity_approve": APPROVE_DUE,
            },
        )
        self.assertEqual(activity.next_due_at, FORM_DUE)
        self.assertEqual(activity.next_due_kind, "activity_form")

    def test_R288_an_activity_at_dawn_counts_by_the_calendar_of_the_community(self):
        """R288: 00:30 on 1 July in Shanghai is still 30 June in UTC."""
        dawn = datetime(2026, 6, 30, 16, 30)
        activity = self._plan(date_begin=dawn, date_end=dawn + timedelta(hours=1))
        self.assertEqual(self._clocks(activity)["activity_form"], FORM_DUE)

    def test_R288_the_days_are_the_policys(self):
        """R288: a firm that wants its forms 20 days before gets clocks of 20 days."""
        self.community.policy_id.activity_form_days = 20
        activity = self._plan()
        self.assertEqual(self._clocks(activity)["activity_form"], FORM_DUE - timedelta(days=5))

    def test_R288_R290_each_step_meets_its_clock(self):
        """R288-R290: submitting, reviewing and approving are what the clocks wait for."""
        activity = self._plan()
        self._submit(activity)
        self.assertEqual(set(self._clocks(activity, "met")), {"activity_form"})
        self.assertEqual(activity.next_due_kind, "activity_submit")
        self._review(activity)
        self.assertEqual(set(self._clocks(activity, "met")), {"activity_form", "activity_submit"})
        activity.with_user(self.user_gm).action_approve()
        self.assertEqual(self._clocks(activity), {})
        self.assertFalse(activity.next_due_at)

    def test_R290_an_approval_after_the_seventh_day_is_late(self):
        """R290: approved on 25 June for 1 July is met, but late."""
        activity = self._plan()
        self._submit(activity)
        self._review(activity)
        with freeze_time(APPROVE_DUE + timedelta(hours=10)):
            activity.with_user(self.user_gm).action_approve()
        self.assertEqual(set(self._clocks(activity, "met_late")), {"activity_approve"})

    def test_R288_moving_the_start_moves_the_clocks_that_run(self):
        """R288: two days later is two days more."""
        activity = self._plan()
        later = BEGIN + timedelta(days=2)
        activity.write({"date_begin": later, "date_end": later + timedelta(hours=1)})
        self.assertEqual(
            self._clocks(activity),
            {
                "activity_form": FORM_DUE + timedelta(days=2),
                "activity_submit": SUBMIT_DUE + timedelta(days=2),
                "activity_approve": APPROVE_DUE + timedelta(days=2),
            },
        )

    def test_R288_a_form_that_was_in_time_stays_met_when_a_returned_one_is_moved(self):
        """R288: what was met is not asked for again because the reviewer wants a later day."""
        activity = self._plan()
        self._submit(activity)
        activity.with_user(self.user_supervisor)._return_to_author("改到周末")
        later = BEGIN + timedelta(days=3)
        activity.with_user(self.user_steward).write(
            {"date_begin": later, "date_end": later + timedelta(hours=1)}
        )
        self.assertEqual(set(self._clocks(activity, "met")), {"activity_form"})
        self.assertEqual(
            self._clocks(activity),
            {
                "activity_submit": SUBMIT_DUE + timedelta(days=3),
                "activity_approve": APPROVE_DUE + timedelta(days=3),
            },
        )

    def test_R288_a_form_not_there_in_time_is_late_and_its_author_is_told(self):
        """R288: 15 days before, without a form: it shows among what is late, 王芳 is told, and
        after some hours the supervisor."""
        activity = self._plan()
        clock = activity.sudo().deadline_ids.filtered(lambda each: each.kind == "activity_form")
        self.assertEqual(clock.responsible_id, self.steward)
        self.assertEqual(clock.community_id, self.community)
        with freeze_time(FORM_DUE - timedelta(hours=20)), self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_sweep_deadlines").method_direct_trigger()
        self.assertEqual(clock.alert_ids.user_id, self.user_steward)
        with freeze_time(FORM_DUE + timedelta(hours=5)):
            late = self.env["steward.community.activity"].with_user(self.user_steward)
            self.assertIn(activity, late.search([("is_overdue", "=", True)]))
            self.assertTrue(clock.is_late)
            with self.enter_registry_test_mode():
                self.env.ref("property_steward.ir_cron_sweep_deadlines").method_direct_trigger()
        self.assertEqual(clock.alert_ids.user_id, self.user_steward | self.user_supervisor)

    def test_F20_an_activity_planned_late_needs_a_reason(self):
        """R288, F20: on 20 June for 1 July the form is late by four days."""
        with freeze_time(datetime(2026, 6, 20, 1)):
            activity = self._plan()
            self.assertTrue(activity.needs_late_reason)
            with self.assertRefused(UserError, "Why Planned Late"):
                self._submit(activity)
            activity.late_reason = "街道临时通知"
            self._submit(activity)
        self.assertEqual(set(self._clocks(activity, "met_late")), {"activity_form"})
        self.assertEqual(activity.state, "submitted")

    def test_F20_a_form_planned_early_and_submitted_late_needs_a_reason(self):
        """R288, F20: what counts is when the form is there."""
        activity = self._plan()
        self.assertFalse(activity.needs_late_reason)
        with (
            freeze_time(FORM_DUE + timedelta(seconds=2)),
            self.assertRefused(UserError, "Why Planned Late"),
        ):
            self._submit(activity)

    def test_F20_a_returned_form_that_was_in_time_needs_no_reason(self):
        """R288, F20: the reviewer took four weeks, not the author."""
        activity = self._plan()
        self._submit(activity)
        activity.with_user(self.user_supervisor)._return_to_author("预算不清")
        with freeze_time(FORM_DUE + timedelta(days=1)):
            self._submit(activity)
        self.assertEqual(activity.state, "submitted")

    def test_clocks_of_a_batch_cost_no_more_statements_than_those_of_one(self):
        """Twenty activities start their clocks, checks and tasks in the statements of one, but for
        a few that follow each activity."""

        def plan(count):
            return self.env["steward.community.activity"].create(
                [
                    {
                        "name": f"活动{number}",
                        "kind_id": self._kind("welfare").id,
                        "community_id": self.community.id,
                        "steward_id": self.steward.id,
                        "date_begin": BEGIN,
                        "date_end": BEGIN,
                    }
                    for number in range(count)
                ]
            )

        plan(1)
        self.env.flush_all()
        counts = []
        for number in (2, 20):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activities = plan(number)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(activities.deadline_ids), 3 * number)
            self.assertEqual(len(activities.check_ids), 7 * number)
            self.assertEqual(len(activities.task_ids), 10 * number)
        self.assertLessEqual(counts[1] - counts[0], 18 * 2, counts)


@tagged("post_install", "-at_install")
class TestActivityForm(ActivityCommon):
    def test_R288_a_form_without_its_eleven_elements_is_not_submitted(self):
        """R288, E22: the message names all that is missing, not the first."""
        activity = self._plan(**dict.fromkeys(FORM, False), budget_line_ids=[])
        activity.task_ids.unlink()
        with self.assertRaises(UserError) as caught:
            self._submit(activity)
        for label in (
            *("Form", "Place", "Main Content", "Work Schedule", "Tasks"),
            *("Emergency Plan for the Site", "Way of Evaluation", "Budget Detail"),
        ):
            self.assertIn(f"- {label}", str(caught.exception))
        self.assertNotIn("External", str(caught.exception))
        self.assertEqual(activity.state, "draft")

    def test_R288_each_element_is_needed(self):
        """R288, E22: one missing element is enough to keep the form back."""
        for name in FORM:
            activity = self._plan(**{name: False})
            label = activity._fields[name].string
            with self.subTest(name), self.assertRefused(UserError, f"- {label}"):
                self._submit(activity)

    def test_R288_an_external_partys_plan_is_needed_only_where_there_is_one(self):
        """R288: with an external party its plan is an element, in words or as a document."""
        activity = self._plan(has_external_party=True)
        with self.assertRefused(UserError, "External Parties' Plan"):
            self._submit(activity)
        activity.external_attachment_ids = self._attachment(self.user_steward, "搭建方案.pdf")
        self._submit(activity)
        self.assertEqual(activity.state, "submitted")

    def test_R289_reviewed_by_the_manager_then_approved_by_the_general_manager(self):
        """R289-R290: sequential; each is asked when it is the own turn and no longer afterwards."""
        activity = self._plan()
        self._submit(activity)
        self.assertTrue(self._mails(activity, self.user_supervisor, DECISION))
        self.assertFalse(self._mails(activity, self.user_gm, DECISION))
        self._review(activity)
        self.assertFalse(self._mails(activity, self.user_supervisor, DECISION))
        self.assertTrue(self._mails(activity, self.user_gm, DECISION))
        activity.with_user(self.user_gm).action_approve()
        self.assertFalse(self._mails(activity, self.user_gm, DECISION))
        self.assertEqual(activity.state, "approved")
        self.assertEqual(activity.reviewed_by_id, self.user_supervisor)
        self.assertEqual(activity.approved_by_id, self.user_gm)
        self.assertTrue(activity.sudo().event_id)

    def test_R289_a_returned_form_asks_its_author(self):
        """R289: back with the reason; submitted again, nothing is asked of the author any more."""
        activity = self._plan()
        self._submit(activity)
        wizard = self.env["steward.reason.wizard"].with_user(self.user_supervisor)
        action = activity.with_user(self.user_supervisor).action_return()
        wizard.with_context(**action["context"]).create({"reason": "预算偏高"}).action_confirm()
        self.assertEqual(activity.state, "draft")
        self.assertEqual(activity.return_reason, "预算偏高")
        mail = self._mails(activity, self.user_steward, RETURNED)
        self.assertIn("预算偏高", mail.summary)
        self.assertFalse(self._mails(activity, self.user_supervisor, DECISION))
        self._submit(activity)
        self.assertFalse(self._mails(activity, self.user_steward, RETURNED))

    def test_R290_a_submitted_form_stays_as_it_was_planned(self):
        """R290: neither the form nor its budget changes behind the back of who decides."""
        activity = self._plan()
        self._submit(activity)
        author = activity.with_user(self.user_steward)
        for vals in (
            {"content": "别的"},
            {"date_begin": BEGIN - timedelta(days=1)},
            {"external_attachment_ids": self._attachment(self.user_steward).ids},
            {"late_reason": "补写"},
        ):
            with self.subTest(vals), self.assertRefused(AccessError, "stays as it was planned"):
                author.write(vals)
        with self.assertRefused(AccessError, "budget stays as it was planned"):
            author.budget_line_ids[0].price_unit = 500
        with self.assertRefused(AccessError, "budget stays as it was planned"):
            author.budget_line_ids[0].unlink()
        with self.assertRefused(AccessError, "budget stays as it was planned"):
            author.budget_line_ids.create(
                {"activity_id": activity.id, "name": "礼品", "price_unit": 1}
            )

    def test_R293_a_major_activity_is_commanded_by_the_general_manager(self):
        """R293, F19: the default, and for major activities nobody else."""
        activity = self._plan(kind_id=self._kind("festival").id)
        self.assertTrue(activity.is_major)
        self.assertEqual(activity.commander_id, self.gm)
        with self.assertRefused(ValidationError, "commands it in person"):
            activity.commander_id = self.steward

    def test_F19_another_activity_may_be_commanded_by_somebody_else(self):
        """R293, F19: the general manager may delegate what is not major."""
        activity = self._plan()
        self.assertEqual(activity.commander_id, self.gm)
        activity.commander_id = self.supervisor
        self.assertEqual(activity.commander_id, self.supervisor)

    def test_the_form_is_filled_in_on_the_screen(self):
        """R288: what the steward types, tasks and checks come by themselves."""
        with Form(self.env["steward.community.activity"].with_user(self.user_steward)) as form:
            form.name = "端午包粽子"
            form.kind_id = self._kind("welfare")
            form.community_id = self.community
            form.date_begin = BEGIN
            form.date_end = BEGIN + timedelta(hours=2)
            with form.budget_line_ids.new() as line:
                line.name = "糯米"
                line.quantity = 20
                line.price_unit = 6
            self.assertEqual(form.budget, 120)
        activity = form.record
        self.assertEqual(activity.plan_check_ids.mapped("name"), ["Feasibility study"])
        self.assertEqual(len(activity.task_ids), 10)
        with Form(activity) as form:
            form.kind_id = self._kind("culture")
        self.assertFalse(activity.plan_check_ids)
        self.assertEqual(len(activity.ready_check_ids), 5)


@tagged("post_install", "-at_install")
class TestReviewMixin(ActivityCommon):
    """R289, R298: two people of two roles, never the author."""

    def test_R289_nothing_is_approved_before_it_is_reviewed(self):
        """R289: the general manager cannot pass over the review."""
        activity = self._plan()
        with self.assertRefused(UserError, "has not been submitted"):
            activity.with_user(self.user_supervisor).action_review()
        self._submit(activity)
        with self.assertRefused(UserError, "has not been reviewed"):
            activity.with_user(self.user_gm).action_approve()

    def test_R289_what_was_decided_is_not_decided_again(self):
        """R289: neither a second review nor a second approval, nor a return of what is approved."""
        activity = self._plan()
        self._submit(activity)
        self._review(activity)
        with self.assertRefused(UserError, "has been decided already"):
            activity.with_user(self.user_manager).action_review()
        activity.with_user(self.user_gm).action_approve()
        for method in ("action_review", "action_approve", "action_return"):
            with (
                self.subTest(method),
                self.assertRefused(UserError, "has been decided already"),
            ):
                getattr(activity.with_user(self.user_gm), method)()

    def test_R289_the_author_neither_reviews_nor_approves(self):
        """R289: nobody decides the own form, whatever role is held."""
        activity = self._plan(self.user_supervisor, steward_id=self.supervisor.id)
        activity.action_submit()
        with self.assertRefused(AccessError, "never by the person whose work it is"):
            activity.action_review()
        activity.with_user(self.user_manager).action_review()
        with self.assertRefused(AccessError, "never by the person whose work it is"):
            activity.action_approve()

    def test_R289_who_submits_for_another_decides_neither(self):
        """R289: the supervisor who submits the steward's form does not review it."""
        activity = self._plan()
        activity.with_user(self.user_supervisor).action_submit()
        with self.assertRaises(AccessError):
            activity.with_user(self.user_supervisor).action_review()
        self.assertEqual(
            self._mails(activity, self.user_manager, DECISION).user_id, self.user_manager
        )

    def test_R289_the_reviewer_does_not_approve(self):
        """R289: a general manager who reviewed it in person leaves the approval to another."""
        activity = self._plan()
        self._submit(activity)
        activity.with_user(self.user_gm).action_review()
        with self.assertRefused(AccessError, "nor twice by the same person"):
            activity.with_user(self.user_gm).action_approve()
        self.assertFalse(activity.with_user(self.user_gm).can_approve)

    def test_R289_a_steward_decides_nothing(self):
        """R289: only who holds the deciding role, or one above it, decides."""
        activity = self._plan()
        self._submit(activity)
        with self.assertRefused(AccessError, "is decided by the"):
            activity.with_user(self.user_steward2).action_review()
        self._review(activity)
        with self.assertRefused(AccessError, "is decided by the"):
            activity.with_user(self.user_manager).action_approve()

    def test_R289_the_button_shows_to_whose_turn_it_is(self):
        """R289: first the reviewer, then the approver."""
        activity = self._plan()

        def turn():
            users = (self.user_steward, self.user_supervisor, self.user_gm)
            return [user for user in users if activity.with_user(user).can_approve]

        self.assertEqual(turn(), [])
        self._submit(activity)
        self.assertEqual(turn(), [self.user_supervisor, self.user_gm])
        self._review(activity)
        self.assertEqual(turn(), [self.user_gm])

    def test_R289_the_approver_returns_it_to_the_author_and_both_decide_again(self):
        """R289: a review does not outlive a return."""
        activity = self._plan()
        self._submit(activity)
        self._review(activity)
        activity.with_user(self.user_gm)._return_to_author("时间冲突")
        self.assertEqual(activity.state, "draft")
        self.assertFalse(activity.reviewed_by_id)
        self._submit(activity)
        with self.assertRefused(UserError, "has not been reviewed"):
            activity.with_user(self.user_gm).action_approve()

    def test_R289_who_reviewed_and_when_is_not_typed(self):
        """R289: decisions are taken with the buttons only."""
        activity = self._plan()
        for vals in (
            {"state": "reviewed"},
            {"reviewed_by_id": self.user_supervisor.id},
            {"reviewed_at": NOW},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                activity.with_user(self.user_steward).write(vals)
            with self.subTest(vals), self.assertRaises(AccessError):
                self._plan(**vals)
