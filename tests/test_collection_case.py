from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionCase(CollectionCommon):
    """R168, R024: a case begins by rule, goes on step by step, and ends when nothing is owed."""

    def test_R168_a_household_that_is_overdue_for_long_enough_is_chased_by_itself(self):
        self._invoice(self.zhao, 500, due="2026-02-20", unit=self.unit_10_201)
        self._sweep()
        case = self._case_of(self.zhang)
        self.assertEqual((case.state, case.opened_by), ("open", "rule"))
        self.assertEqual(case.opened_on, date(2026, 3, 3))
        self.assertEqual((case.unit_id, case.steward_id), (self.unit_1204, self.steward))
        self.assertEqual((case.overdue, case.oldest_due), (1200, date(2026, 1, 1)))
        self.assertFalse(self._case_of(self.zhao), "eleven days are not thirty")
        self.policy.collection_days = 11
        self._sweep()
        self.assertTrue(self._case_of(self.zhao), "how many days is the policy's")

    def test_R168_who_owes_less_than_the_policy_allows_is_left_alone(self):
        self.policy.collection_amount = 1200
        self._sweep()
        self.assertFalse(self._case_of(self.zhang))
        self.policy.collection_amount = 1199
        self._sweep()
        self.assertTrue(self._case_of(self.zhang))

    def test_a_payment_that_nobody_applied_yet_counts(self):
        self._receive(self.zhang, 1200, on="2026-03-01")
        self._sweep()
        self.assertFalse(self._case_of(self.zhang))

    def test_the_sweep_opens_nothing_twice(self):
        self._sweep()
        self._sweep()
        self.assertEqual(len(self._case_of(self.zhang)), 1)
        self.assertEqual(len(self._case_of(self.zhang).action_ids), 1)

    def test_a_case_has_a_name_once_the_household_is_known(self):
        case = self.env["steward.collection"].new({})
        self.assertFalse(case.display_name)
        case.partner_id = self.zhang
        self.assertIn(self.zhang.name, case.display_name)

    def test_a_household_has_one_open_case(self):
        self._open_case()
        with self.assertRaisesRegex(Exception, "steward_collection_open_uniq"):
            self._open_case()

    def test_R168_the_steps_follow_each_other_with_their_intervals(self):
        case = self._open_case()
        step = self._step(case)
        self.assertEqual((step.kind, step.period_end), ("reminder", date(2026, 3, 3)))
        step.with_user(self.user_steward)._deliver(date(2026, 3, 3), "box")
        self.assertEqual((step.state, step.delivery), ("done", "box"))
        step = self._step(case)
        self.assertEqual((step.kind, step.period_end), ("phone", date(2026, 3, 10)))
        with freeze_time("2026-03-06 02:00:00"):
            self._talk(case, mode_id=self.phone_mode.id, collection_result="will_pay")
        step = self._step(case)
        self.assertEqual((step.kind, step.period_end), ("door", date(2026, 3, 13)))
        with freeze_time("2026-03-13 02:00:00"):
            self._talk(case, collection_result="refuses")
            self.assertEqual(self._step(case).kind, "formal_notice")
            self.assertEqual(self._step(case).period_end, date(2026, 3, 28))
            self._step(case)._deliver(date(2026, 3, 13), "post")
            self.assertEqual(self._step(case).kind, "lawyer")
            self._step(case)._deliver(date(2026, 3, 13), "post")
        self.assertFalse(self._step(case), "no step is left")

    def test_a_step_of_the_policy_is_changed_by_the_general_manager(self):
        step = self.policy.collection_step_ids.filtered(lambda step: step.kind == "phone")
        step.with_user(self.user_gm).days = 3
        case = self._open_case(kind="phone")
        self.assertEqual(self._step(case).period_end, date(2026, 3, 6))

    def test_R011_R012_a_call_is_proposed_outside_of_quiet_hours(self):
        with freeze_time("2026-03-09 02:00:00"):
            case = self._open_case()
            self._step(case)._deliver(date(2026, 3, 9), "box")
            step = self._step(case)
        # the day that is due is a Monday, on which nobody is phoned: proposed before, never later
        self.assertEqual(step.period_end, date(2026, 3, 16))
        local = self.community._to_local(step.scheduled_at)
        self.assertEqual(local.date(), date(2026, 3, 15))
        self.assertFalse(self.community._quiet_period(local, "phone"))

    def test_a_paper_is_not_delivered_tomorrow_nor_is_a_call_a_paper(self):
        case = self._open_case()
        with self.assertRaisesRegex(UserError, "later day"):
            self._step(case)._deliver(date(2026, 3, 4), "box")
        self._go_on_to(case, "phone")
        with self.assertRaisesRegex(UserError, "recorded as a visit"):
            self._step(case)._deliver(date(2026, 3, 3), "box")

    def test_many_papers_are_delivered_at_once(self):
        self._invoice(self.li, 300, due="2026-01-01", unit=self.unit_101)
        steps = self._step(self._open_case()) | self._step(self._open_case(self.li))
        wizard = (
            self.env["steward.collection.delivery"]
            .with_user(self.user_steward)
            .with_context(active_ids=steps.ids)
            .create({"delivery": "door"})
        )
        wizard.action_confirm()
        self.assertEqual(set(steps.mapped("state")), {"done"})
        self.assertEqual(steps.delivered_by_id, self.steward)

    def test_the_case_is_closed_by_itself_when_it_is_paid(self):
        self._sweep()
        case = self._case_of(self.zhang)
        self._pay(self.invoice, 700, on="2026-03-03")
        self._sweep()
        self.assertEqual(case.state, "open")
        self.assertEqual(case.overdue, 500)
        self._pay(self.invoice, 500, on="2026-03-03")
        self._sweep()
        self.assertEqual((case.state, case.closed_reason), ("closed", "paid"))
        self.assertEqual(case.closed_on, date(2026, 3, 3))
        self.assertFalse(self._step(case))

    def test_a_household_that_is_overdue_again_is_chased_again(self):
        self._sweep()
        first = self._case_of(self.zhang)
        self._pay(self.invoice, on="2026-03-03")
        self._sweep()
        self._invoice(self.zhang, 900, due="2026-04-01", unit=self.unit_1204)
        with freeze_time("2026-05-04 02:00:00"):
            self._sweep()
        self.assertEqual(len(self._case_of(self.zhang) - first), 1)

    def test_what_was_given_up_is_not_chased_for_the_same_fees(self):
        self._sweep()
        case = self._case_of(self.zhang)
        with self.assertRaises(AccessError):
            case.with_user(self.user_steward).action_give_up()
        action = case.with_user(self.user_supervisor).action_give_up()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"reason": "业主已故，无继承人"})
        )
        wizard.action_confirm()
        self.assertEqual((case.state, case.closed_reason), ("closed", "given_up"))
        self.assertEqual(case.closed_note, "业主已故，无继承人")
        self._sweep()
        self.assertEqual(self._case_of(self.zhang), case)
        self._pay(self.invoice, on="2026-03-20")
        self._invoice(self.zhang, 900, due="2026-04-01", unit=self.unit_1204)
        with freeze_time("2026-05-04 02:00:00"):
            self._sweep()
        self.assertEqual(len(self._case_of(self.zhang) - case), 1, "these are other fees")

    def test_R168_with_the_case_its_promises_fall_away(self):
        case = self._open_case(kind="door")
        promise = self._talk(case, promise=[(600, "2026-03-10")]).promise_ids
        case.with_user(self.user_supervisor)._close_by_hand("given_up", "业主已故，无继承人")
        self.assertEqual((promise.state, promise.amount_paid), ("cancelled", 0))
        self.assertTrue(promise.closed_note)
        self.assertFalse(self._step(case))

    def test_what_the_system_notes_cannot_be_forged(self):
        case = self._open_case().with_user(self.user_steward)
        step = self._step(case)
        for record, vals in (
            (case, {"state": "closed"}),
            (case, {"opened_by": "accounting"}),
            (case, {"case_id": 1}),
            (step, {"state": "done"}),
            (step, {"delivered_on": "2026-03-03"}),
            (step, {"period_end": "2027-03-03"}),
            (step, {"attempt_count": 9}),
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                record.write(vals)
        with self.assertRaises(AccessError):
            case.partner_id = self.li
        with self.assertRaises(AccessError):
            case.unlink()
        with self.assertRaises(AccessError):
            self.env["steward.collection"].with_user(self.user_steward).with_context(
                default_opened_by="accounting"
            ).create({"partner_id": self.li.id})
        with self.assertRaises(AccessError):
            self.env["steward.collection.action"].with_user(self.user_steward).create(
                {
                    "collection_id": case.id,
                    "kind": "door",
                    "period_start": "2026-03-03",
                    "period_end": "2026-03-03",
                }
            )

    def test_R269_the_fee_collector_works_where_the_role_is_held(self):
        case = self.env["steward.collection"].with_user(self.user_collector)
        case = case.create({"partner_id": self.zhang.id})
        self.assertEqual(case.overdue, 1200)
        self._step(case)._deliver(date(2026, 3, 3), "wechat")
        visit = self._talk(
            case,
            user=self.user_collector,
            mode_id=self.phone_mode.id,
            promise=[(1200, "2026-03-20")],
        )
        self.assertEqual(case.promise_ids.visit_id, visit)
        self.assertEqual(case.sudo().action_ids.visit_id.steward_id, self.collector)
        with self.assertRaises(AccessError):
            self._create_visit(self.zhang, user=self.user_collector)

    def test_R168_a_cause_that_is_a_complaint_is_taken_up_as_one(self):
        case = self._open_case().with_user(self.user_steward)
        case.write({"cause_id": self.quality.id, "cause_note": "绿化半年没人修剪"})
        matter = case.case_id
        self.assertEqual((matter.category, matter.origin), ("complaint", "collection"))
        self.assertEqual((matter.partner_id, matter.unit_id), (self.zhang, self.unit_1204))
        self.assertIn("绿化", matter.words)
        self.assertTrue(matter.complaint_id.number, "it is in the register like any other")
        case.cause_note = "绿化半年没人修剪，保洁也少"
        self.assertEqual(case.case_id, matter, "taken up once")

    def test_R168_a_repair_that_was_never_done_is_taken_up_also_in_a_shopping_centre(self):
        self._invoice(self.anchor, 5000, due="2026-01-01", unit=self.shop_anchor)
        case = self._open_case(self.anchor)
        defect = self.env.ref("property_steward.collection_cause_defect")
        case.write({"cause_id": defect.id, "cause_note": "货梯坏了两个月"})
        self.assertEqual(case.case_id.category, "repair")
        self.assertEqual(
            case.case_id.topic_id, self.env.ref("property_steward.case_topic_tenant_engineering")
        )

    def test_the_case_follows_the_steward_of_the_area(self):
        case = self._open_case()
        self.building3.steward_id = self.steward2
        self.assertEqual(case.steward_id, self.steward2)
        self.assertEqual(self._step(case).steward_id, self.steward2)

    def test_my_day_says_how_many_steps_are_due(self):
        case = self._open_case()
        Line = self.env["steward.visit.plan.line"].with_user(self.user_steward)
        self.assertEqual(Line.get_my_day_counters()["collection"]["count"], 1)
        self._step(case)._deliver(date(2026, 3, 3), "box")
        self.assertEqual(Line.get_my_day_counters()["collection"]["count"], 0)
        other = Line.with_user(self.user_steward2)
        self.assertEqual(other.get_my_day_counters()["collection"]["count"], 0)

    def test_late_steps_are_found_by_the_communitys_day(self):
        case = self._open_case()
        step = self._step(case)
        Action = self.env["steward.collection.action"]
        # 23:00 of the day in Shanghai
        with freeze_time(datetime(2026, 3, 3, 15)):
            self.assertNotIn(step, Action.search([("is_late", "=", True)]))
        with freeze_time(datetime(2026, 3, 3, 16, 30)):
            step.invalidate_recordset(["is_late"])
            self.assertTrue(step.is_late)
            self.assertIn(step, Action.search([("is_late", "=", True)]))

    def test_R168_a_step_that_waits_for_a_promise_is_not_due_today_whenever_it_is_proposed(self):
        case = self._open_case(kind="door")
        self._talk(case, promise=[(600, "2026-03-10")])
        step = self._step(case)
        step.with_user(self.user_steward).scheduled_at = datetime(2026, 3, 3, 8)
        due = [("id", "=", step.id), ("is_due_today", "=", True)]
        self.assertFalse(step.is_due_today)
        self.assertFalse(step.search(due))
        with freeze_time("2026-03-11 02:00:00"):
            step.invalidate_recordset(["is_due_today"])
            self.assertTrue(step.is_due_today, "the promised day is over")
            self.assertTrue(step.search(due))

    def test_R012_who_wishes_no_calls_is_not_called_about_fees(self):
        step = self._step(self._open_case(kind="phone"))
        self.assertTrue(step.can_call)
        self.zhang.no_phone_calls = True
        step.invalidate_recordset(["can_call"])
        self.assertFalse(step.can_call)

    def test_a_profile_that_is_copied_keeps_its_steps(self):
        own = self.policy.copy()
        self.assertEqual(
            own.collection_step_ids.mapped("kind"), self.policy.collection_step_ids.mapped("kind")
        )
        self.assertFalse(own.collection_step_ids & self.policy.collection_step_ids)

    def test_a_contact_that_lives_nowhere_here_is_not_chased(self):
        stranger = self.env["res.partner"].create({"name": "供应商"})
        with self.assertRaisesRegex(Exception, "household|community"):
            self.env["steward.collection"].create(
                {"partner_id": stranger.id, "community_id": self.community.id}
            )

    def test_deputies_take_the_steps_of_whom_they_stand_in_for(self):
        case = self._open_case()
        assignment = self.steward.sudo().steward_assignment_ids.filtered(
            lambda line: line.community_id == self.community
        )
        with self.assertRaises(AccessError):
            case.with_user(self.user_steward2).cause_id = self.forgot
        assignment.deputy_id = self.steward2
        case.with_user(self.user_steward2).cause_id = self.forgot
        step = self._step(case).with_user(self.user_steward2)
        self.assertIn(step, step.search([("is_mine", "=", True)]))

    def test_lists_are_read_in_a_number_of_statements_that_does_not_grow(self):
        cases = self._open_case() | self._open_case(self.li) | self._open_case(self.zhao)
        names = ["overdue", "oldest_due", "next_kind", "next_due", "promised_until", "visit_count"]

        def statements(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.read(names)
            return self.cr.sql_log_count - before

        one = statements(cases[:1])
        self.assertLessEqual(statements(cases), one)

    def test_commands_of_a_form_write_what_a_person_may_say(self):
        case = self._open_case().with_user(self.user_steward)
        case.write(
            {
                "cause_id": self.forgot.id,
                "promise_ids": [
                    Command.create(
                        {"amount": 300, "date_promised": "2026-03-20", "promised_by": "张太太"}
                    )
                ],
            }
        )
        self.assertEqual(
            (case.promise_ids.made_on, case.promise_ids.state), (date(2026, 3, 3), "open")
        )
        with self.assertRaises(AccessError):
            case.promise_ids.amount = 200
        with self.assertRaises(AccessError):
            case.promise_ids.state = "kept"
        with self.assertRaises(AccessError):
            case.promise_ids.unlink()
