import random
from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..engine.quiet import is_quiet
from .forms_print import FormsPrint
from .ledger_common import LedgerMixin
from .test_visit_schedule import MARCH, ScheduleCommon

APPROVAL = "property_steward.mail_activity_type_arrears_plan_approval"
QUIET = (
    # (weekday, from, to, applies to)
    ("0", 0, 24, "phone"),
    (False, 0, 9, "all"),
    (False, 12, 14, "phone"),
    (False, 15, 16.5, "door"),
    ("2", 8, 12, "door"),
    ("3", 13, 24, "all"),
)


@tagged("post_install", "-at_install")
class TestArrearsPlan(FormsPrint, LedgerMixin, ScheduleCommon):
    """R271, C100: the steward's plan of the month. It is Tuesday, 3 March 2026, 10:00."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invoice(cls.zhang, 300, "2026-01-10", unit=cls.unit_1204)
        cls._invoice(cls.li, 100, "2026-02-10")
        cls._invoice(cls.zhao, 500, "2026-02-10")
        # not overdue yet
        cls.fine = cls._create_household("周九", cls.unit_102, "13800009999")
        cls._invoice(cls.fine, 700, "2026-03-20")
        cls.env.flush_all()

    def _draw_up(self, user=None, steward=None):
        plan = (
            self.env["steward.collection.plan"]
            .with_user(user or self.user_steward)
            .create(
                {
                    "community_id": self.community.id,
                    "steward_id": (steward or self.steward).id,
                    "month": MARCH,
                }
            )
        )
        plan.action_generate()
        return plan

    def _of(self, plan, partner):
        return plan.line_ids.filtered(lambda line: line.partner_id == partner)

    def _case(self, partner, kind="phone", start=date(2026, 3, 3), due=date(2026, 3, 31), **vals):
        case = self.env["steward.collection"].create({"partner_id": partner.id, **vals})
        case.action_ids.filtered(lambda action: action.state == "open").unlink()
        self.env["steward.collection.action"].create(
            {
                "collection_id": case.id,
                "kind": kind,
                "period_start": start,
                "period_end": due,
            }
        )
        return case

    def _debtors(self, count, building=None):
        lines = self._create_lines(count, building=building)
        partners = lines.partner_id
        lines.unlink()
        for number, partner in enumerate(partners, start=1):
            self._invoice(partner, 100 + number, "2026-02-01")
        return partners

    def _problems(self, lines):
        """What is wrong with the proposed times: quiet hours, no working time, two at once."""
        quiet = self.community.policy_id.quiet_period_ids._intervals()
        days = {
            day.date: day.intervals
            for day in self.community._working_days(
                self.steward, date(2026, 3, 1), date(2026, 3, 31)
            )
        }
        problems, taken = [], []
        for line in lines.filtered("scheduled_at"):
            local = self.local(line)
            minutes = (line.scheduled_until - line.scheduled_at) / timedelta(minutes=1)
            if is_quiet(local, quiet, line.scheduled_kind, line.unit_id.is_catering, minutes):
                problems.append(f"{line.display_name}: {local} is quiet")
            minute = local.hour * 60 + local.minute
            if not any(
                start <= minute and minute + minutes <= end
                for start, end in days.get(local.date(), ())
            ):
                problems.append(f"{line.display_name}: {local} is no working time")
            if any(
                line.scheduled_at < end and start < line.scheduled_until for start, end in taken
            ):
                problems.append(f"{line.display_name}: {local} is taken")
            taken.append((line.scheduled_at, line.scheduled_until))
        return problems

    # who and what

    def test_R271_every_household_in_arrears_of_the_area_stands_in_it_once(self):
        self._debtors(40)
        self._receive(self.zhang, 50, "2026-03-01")
        plan = self._draw_up()
        owing = self.env["steward.arrears"].search(
            [
                ("community_id", "=", self.community.id),
                ("steward_id", "=", self.steward.id),
                ("overdue", ">", 0),
            ]
        )
        self.assertEqual(len(owing), 42)
        self.assertEqual(plan.line_ids.partner_id, owing.partner_id)
        self.assertEqual(len(plan.line_ids), 42)
        self.assertNotIn(self.zhao, plan.line_ids.partner_id, "the other steward's")
        self.assertNotIn(self.fine, plan.line_ids.partner_id, "not due yet")
        line = self._of(plan, self.zhang)
        self.assertEqual((line.overdue, line.oldest_due), (250, date(2026, 1, 10)))
        self.assertEqual(plan.overdue, sum(owing.mapped("overdue")) - 50)

    def test_R168_it_says_why_each_does_not_pay_and_what_is_done_next(self):
        cause = self.env.ref("property_steward.collection_cause_forgot")
        case = self._case(self.zhang, "formal_notice", cause_id=cause.id)
        plan = self._draw_up()
        line = self._of(plan, self.zhang)
        self.assertEqual((line.collection_id, line.cause_id), (case, cause))
        self.assertEqual(line.kind, "formal_notice")
        first = self.community.policy_id.collection_step_ids[0]
        self.assertEqual(self._of(plan, self.li).kind, first.kind, "not chased before")

    def test_R271_the_target_is_all_that_is_overdue_unless_the_steward_says_otherwise(self):
        plan = self._draw_up()
        self.assertEqual(plan.target_amount, 400)
        self._of(plan, self.zhang).write({"target_amount": 150, "measure": "分两期付款"})
        self._invoice(self.zhang, 80, "2026-02-20")
        self._invoice(self.li, 20, "2026-02-20")
        plan.action_generate()
        self.assertEqual(self._of(plan, self.zhang).target_amount, 150)
        self.assertEqual(self._of(plan, self.zhang).measure, "分两期付款")
        self.assertEqual(self._of(plan, self.li).target_amount, 120)
        self.assertEqual(plan.overdue, 500)

    # when

    def test_R014_it_shares_the_month_s_planned_visit_to_the_household(self):
        moment = datetime(2026, 3, 12, 1, 30)
        visit = self._create_line(self.zhang, scheduled_at=moment, scheduled_kind="door")
        line = self._of(self._draw_up(), self.zhang)
        self.assertEqual((line.scheduled_at, line.shared_line_id), (moment, visit))
        self.assertEqual(line.scheduled_kind, "door")

    def test_R014_when_the_planned_visit_moves_the_plan_follows(self):
        visit = self._create_line(
            self.zhang, scheduled_at=datetime(2026, 3, 12, 1, 30), scheduled_kind="door"
        )
        plan = self._draw_up()
        visit.scheduled_at = datetime(2026, 3, 13, 2, 0)
        plan.action_generate()
        self.assertEqual(self._of(plan, self.zhang).scheduled_at, datetime(2026, 3, 13, 2, 0))

    def test_R024_a_planned_call_does_not_stand_in_for_a_step_at_the_door(self):
        self._create_line(
            self.zhang, scheduled_at=datetime(2026, 3, 12, 1, 30), scheduled_kind="phone"
        )
        self._case(self.zhang, "door")
        line = self._of(self._draw_up(), self.zhang)
        self.assertFalse(line.shared_line_id)
        self.assertEqual(line.scheduled_kind, "door")

    def test_R011_a_planned_visit_in_a_quiet_hour_is_not_shared(self):
        # a person moved it there and gave a reason; a Monday
        self._create_line(
            self.zhang, scheduled_at=datetime(2026, 3, 9, 2, 0), scheduled_kind="phone"
        )
        self._case(self.zhang, "phone")
        line = self._of(self._draw_up(), self.zhang)
        self.assertFalse(line.shared_line_id)
        self.assertEqual(self._problems(line), [])

    def test_else_it_is_a_half_day_in_which_the_steward_is_in_the_building_anyway(self):
        # building 3 on one Thursday morning, building 10 (in her care for now) on all the others
        here = datetime(2026, 3, 12, 0, 30)
        self.building10.steward_id = self.steward
        self._create_line(self.fine, scheduled_at=here, scheduled_kind="door")
        for number in range(29):
            day = date(2026, 3, 3) + timedelta(days=number)
            for hour in (3, 6):
                if (day.isoformat(), hour) != ("2026-03-12", 3) and day.weekday() < 5:
                    self._create_line(
                        self.zhao,
                        rule=self.rule_key,
                        is_manual=True,
                        scheduled_at=datetime(day.year, day.month, day.day, hour),
                        scheduled_kind="door",
                    )
        line = self._of(self._draw_up(), self.li)
        self.assertEqual(self.local(line).date(), date(2026, 3, 12))
        self.assertLess(self.local(line).hour, 12)

    def test_a_step_is_proposed_by_the_day_on_which_it_is_due(self):
        self._case(self.zhang, "door", due=date(2026, 3, 4))
        self._debtors(20)
        self.assertLessEqual(
            self.local(self._of(self._draw_up(), self.zhang)).date(), date(2026, 3, 4)
        )

    def test_what_is_overdue_already_gets_a_time_in_what_is_left_of_the_month(self):
        self._case(self.zhang, "door", start=date(2026, 2, 1), due=date(2026, 2, 20))
        self.assertGreaterEqual(
            self._of(self._draw_up(), self.zhang).scheduled_at, datetime(2026, 3, 3, 2, 0)
        )

    def test_a_household_that_promised_to_pay_is_left_alone_until_then(self):
        self._case(self.zhang, "door", start=date(2026, 3, 20))
        self._case(self.li, "door", start=date(2026, 4, 2), due=date(2026, 4, 10))
        plan = self._draw_up()
        self.assertGreaterEqual(self.local(self._of(plan, self.zhang)).date(), date(2026, 3, 20))
        waiting = self._of(plan, self.li)
        self.assertEqual((waiting.scheduled_at, waiting.problem), (False, "promise"))

    def test_R011_R012_R048_no_time_ever_lies_in_a_quiet_hour(self):
        partners = self._debtors(60)
        rng = random.Random(271)
        for partner in partners:
            partner.contact_time = rng.choice(["any", "morning", "afternoon", "evening"])
            partner.no_phone_calls = rng.random() < 0.2
            partner.household_unit_id.is_catering = rng.random() < 0.2
            self._case(
                partner,
                rng.choice(["phone", "phone", "door", "formal_notice"]),
                due=date(2026, 3, rng.randint(3, 31)),
            )
            if rng.random() < 0.2:
                self._create_line(
                    partner,
                    scheduled_at=datetime(2026, 3, rng.randint(4, 31), rng.randint(0, 14)),
                    scheduled_kind=rng.choice(["door", "phone"]),
                )
        policy = self.community.policy_id
        plan = self._draw_up()
        self.assertEqual(len(plan.line_ids), 62)
        for number in range(6):
            shared = plan.line_ids.filtered("shared_line_id")
            self.assertEqual(self._problems(plan.line_ids - shared), [])
            quiet = policy.quiet_period_ids._intervals()
            for line in plan.line_ids.filtered("scheduled_at"):
                facts = (line.scheduled_kind, line.unit_id.is_catering)
                self.assertFalse(is_quiet(self.local(line), quiet, *facts), line.display_name)
            self.assertGreater(len(plan.line_ids.filtered("scheduled_at")), 30)
            untimed = plan.line_ids.filtered(lambda one: not one.scheduled_at)
            self.assertTrue(all(untimed.mapped("problem")))
            policy.quiet_period_ids = [
                Command.clear(),
                *[
                    Command.create(
                        {
                            "name": "安静",
                            "weekday": weekday,
                            "hour_from": start,
                            "hour_to": end,
                            "applies_to": applies,
                            "audience": rng.choice(["all", "catering"]),
                        }
                    )
                    for weekday, start, end, applies in rng.sample(QUIET, 2 + number % 4)
                ],
            ]
            plan.action_generate()

    def test_R011_a_person_cannot_choose_a_quiet_hour_either(self):
        self._case(self.zhang, "phone")
        line = self._of(self._draw_up(), self.zhang)
        self.assertEqual(line.scheduled_kind, "phone")
        with self.assertRefused(UserError, "quiet hour"):
            line.scheduled_at = datetime(2026, 3, 9, 2, 0)  # a Monday
        with self.assertRefused(UserError, "2026-03"):
            line.scheduled_at = datetime(2026, 4, 8, 2, 0)
        line.scheduled_at = datetime(2026, 3, 10, 2, 0)
        line.plan_id.action_generate()
        self.assertEqual((line.scheduled_at, line.is_fixed), (datetime(2026, 3, 10, 2, 0), True))

    # again

    def test_drawing_up_again_changes_nothing_where_nothing_changed(self):
        self._debtors(15)
        self._create_line(
            self.zhang, scheduled_at=datetime(2026, 3, 12, 1, 30), scheduled_kind="door"
        )
        plan = self._draw_up()
        self.env.flush_all()
        Line = self.registry["steward.collection.plan.line"]
        with patch.object(Line, "write", side_effect=AssertionError("changed")):
            plan.action_generate()
        self.assertEqual(len(plan.line_ids), 17)

    def test_drawing_up_again_changes_only_what_must_change(self):
        partners = self._debtors(15)
        plan = self._draw_up()
        before = {line.partner_id: line.scheduled_at for line in plan.line_ids}
        self._pay(self.env["account.move"].search([("partner_id", "=", partners[3].id)]))
        new = self._debtors(1)
        self.away(self.steward, 5, 6)
        with freeze_time("2026-03-04 23:00:00"):  # the 5th, 7:00 in the community
            plan.action_generate()
            over = datetime(2026, 3, 4, 23, 0)
        after = {line.partner_id: line.scheduled_at for line in plan.line_ids}
        self.assertEqual(set(after), set(before) - {partners[3]} | {new})
        for partner, moment in before.items():
            if partner == partners[3]:
                continue
            local = self.community._to_local(moment).date()
            if moment > over and local not in (date(2026, 3, 5), date(2026, 3, 6)):
                self.assertEqual(after[partner], moment, partner.name)
            else:
                self.assertNotEqual(after[partner], moment, partner.name)
                self.assertGreater(after[partner], over)

    # approval

    def test_R002_the_role_above_approves_it_and_nobody_the_own(self):
        plan = self._draw_up()
        plan.action_submit()
        self.assertEqual(plan.activity_ids.user_id, self.user_supervisor)
        with self.assertRaises(AccessError):
            plan.action_approve()
        with self.assertRefused(AccessError, "is decided by"):
            plan.with_user(self.user_collector).action_approve()
        with self.assertRefused(UserError, "have it returned"):
            self._of(plan, self.zhang).measure = "上门"
        with self.assertRefused(UserError, "have it returned"):
            plan.action_generate()
        plan.with_user(self.user_supervisor).action_approve()
        self.assertEqual((plan.state, plan.approved_by_id), ("approved", self.user_supervisor))
        self.assertFalse(plan.activity_ids)

    def test_R002_a_supervisor_who_looks_after_buildings_has_the_own_plan_approved_above(self):
        self.building3.steward_id = self.supervisor
        self.env.flush_all()
        plan = self._draw_up(self.user_supervisor, self.supervisor)
        plan.action_submit()
        self.assertFalse(plan.can_approve)
        with self.assertRefused(AccessError, "never by the person"):
            plan.action_approve()
        plan.with_user(self.user_manager).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_R002_returned_with_a_reason_it_is_a_draft_again(self):
        plan = self._draw_up()
        plan.action_submit()
        action = plan.with_user(self.user_supervisor).action_return()
        self.env["steward.reason.wizard"].with_user(self.user_supervisor).with_context(
            **action["context"]
        ).create({"reason": "补充措施"}).action_confirm()
        self.assertEqual((plan.state, plan.return_reason), ("draft", "补充措施"))
        self.assertFalse(plan.activity_ids)
        with self.assertRefused(AccessError, "buttons"):
            plan.state = "approved"

    def test_a_plan_that_was_not_drawn_up_is_not_submitted(self):
        plan = (
            self.env["steward.collection.plan"]
            .with_user(self.user_steward)
            .create({"community_id": self.community.id, "month": MARCH})
        )
        with self.assertRefused(UserError, "Draw up"):
            plan.action_submit()

    def test_R271_an_approved_plan_shows_what_came_in_and_who_is_settled(self):
        plan = self._draw_up()
        plan.action_submit()
        plan.with_user(self.user_supervisor).action_approve()
        self._pay(self.env["account.move"].search([("partner_id", "=", self.li.id)]))
        self._receive(self.zhang, 120, "2026-03-03")
        plan.action_generate()
        plan.invalidate_recordset()
        self.assertEqual(plan.state, "approved")
        self.assertEqual((plan.overdue, plan.collected), (400, 220))
        self.assertEqual(plan.collected_percent, 55)
        paid = self._of(plan, self.li)
        self.assertEqual((paid.is_settled, paid.overdue_now, paid.overdue), (True, 0, 100))
        self.assertEqual(self._of(plan, self.zhang).overdue_now, 180)

    def test_R271_a_household_handed_over_goes_to_the_plan_of_its_new_steward(self):
        plan = self._draw_up()
        plan.action_submit()
        plan.with_user(self.user_supervisor).action_approve()
        self.unit_101.own_steward_id = self.steward2
        self.env.flush_all()
        other = self._draw_up(self.user_steward2, self.steward2)
        plan.action_generate()
        self.assertEqual((plan.line_ids.partner_id, plan.state), (self.zhang, "approved"))
        self.assertEqual(other.line_ids.partner_id, self.li + self.zhao)

    def test_R002_an_approved_plan_to_which_households_came_is_approved_again(self):
        plan = self._draw_up()
        plan.action_submit()
        plan.with_user(self.user_supervisor).action_approve()
        new = self._debtors(1)
        plan.action_generate()
        self.assertEqual((plan.state, plan.approved_by_id), ("draft", self.env["res.users"]))
        self.assertIn(new, plan.line_ids.partner_id)
        self.assertIn(new.name, plan.message_ids[0].body)

    def test_two_contacts_that_are_merged_stand_in_the_plan_once_with_what_both_owe(self):
        plan = self._draw_up()
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.zhang + self.li).ids, self.zhang, extra_checks=False
        )
        self.env.invalidate_all()
        self.assertEqual(plan.line_ids.partner_id, self.zhang)
        self.assertEqual((plan.line_ids.overdue, plan.target_amount), (400, 400))
        plan.action_generate()
        self.assertEqual((len(plan.line_ids), plan.overdue), (1, 400))

    # who

    def test_the_collector_draws_up_the_plans_of_all_stewards(self):
        Plan = self.env["steward.collection.plan"]
        Plan.with_user(self.user_collector).action_draw_up()
        plans = Plan.search([("community_id", "=", self.community.id)])
        self.assertEqual(plans.steward_id, self.steward + self.steward2)
        self.assertEqual(plans.line_ids.partner_id, self.zhang + self.li + self.zhao)
        Plan.with_user(self.user_supervisor).action_draw_up()
        self.assertEqual(Plan.search([("community_id", "=", self.community.id)]), plans)
        with self.assertRefused(AccessError, "fee collector or supervisor"):
            Plan.with_user(self.user_steward).action_draw_up()

    def test_R271_who_is_in_arrears_where_no_steward_is_named_is_not_passed_over_in_silence(self):
        Plan = self.env["steward.collection.plan"].with_user(self.user_collector)
        self.assertEqual(Plan.action_draw_up()["params"]["type"], "success")
        self.building10.steward_id = False
        self.env.flush_all()
        told = Plan.action_draw_up()["params"]
        self.assertEqual(told["type"], "warning")
        self.assertIn("no steward: 1", told["message"])

    def test_a_steward_draws_up_and_sees_the_own_plan_only(self):
        self._draw_up(self.user_collector, self.steward2)
        mine = self._draw_up()
        Plan = self.env["steward.collection.plan"]
        self.assertEqual(Plan.with_user(self.user_steward).search([]), mine)
        with self.assertRaises(AccessError):
            Plan.with_user(self.user_steward).create(
                {
                    "community_id": self.community.id,
                    "steward_id": self.steward2.id,
                    "month": date(2026, 4, 1),
                }
            )
        for user in (self.user_accountant, self.user_nobody, self.user_portal):
            with self.assertRaises(AccessError):
                Plan.with_user(user).search([])
        with self.assertRefused(AccessError, "ledger"):
            mine.line_ids[:1].overdue = 1

    # sets

    def test_a_plan_takes_no_more_statements_for_more_households(self):
        counts = []
        for number in (5, 40):
            for partner in self._debtors(number):
                self._case(partner, "door")
            plan = self.env["steward.collection.plan"].search([]) or self._draw_up()
            for again in range(2):
                if not again:
                    plan.line_ids.sudo().unlink()
                self.env.flush_all()
                self.env.invalidate_all()
                start = self.env.cr.sql_log_count
                plan.action_generate()
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - start)
        first, first_again, second, second_again = counts
        self.assertLessEqual(second, first + 2, counts)
        self.assertLessEqual(second_again, first_again + 2, counts)
        self.assertLess(second, 90, counts)

    def test_the_list_of_plans_asks_the_ledger_once_for_all_of_them(self):
        self._draw_up()
        self._draw_up(self.user_collector, self.steward2)
        self.env.flush_all()
        self.env.invalidate_all()
        plans = self.env["steward.collection.plan"].with_user(self.user_collector).search([])
        Arrears = self.registry["steward.arrears"]
        with patch.object(
            Arrears, "_figures", autospec=True, side_effect=Arrears._figures
        ) as asked:
            plans.mapped("collected")
        self.assertEqual(asked.call_count, 1)

    # paper

    def test_C100_the_printed_plan_lists_every_household_with_step_time_and_target(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._debtors(40)
        plan = self._draw_up()
        plan.measures = "逢拜访日一并催缴"
        self._of(plan, self.zhang).measure = "协助申请分期"
        html = self._html("arrears_plan", plan)
        text = self._text(html)
        for line in plan.line_ids:
            self.assertIn(line.door, text)
        local = self.local(self._of(plan, self.zhang)).strftime("%m-%d %H:%M")
        for words in ("逢拜访日一并催缴", "协助申请分期", "王芳", local):
            self.assertIn(words, text)
        pages = html.count('<div class="ps_form"')
        self.assertGreater(pages, 1)
        self.assertEqual(len(self._pdf("arrears_plan", plan).pages), pages)

    def test_C100_the_plan_as_excel_names_step_time_and_target(self):
        plan = self._draw_up()
        Export = self.env["steward.register.export"].with_user(self.user_steward)
        export = Export.browse(int(plan.action_export()["url"].rsplit("/")[-1]))
        _title, headings, rows, _model = export._content()
        self.assertEqual(len(rows), 2)
        by_door = {row[headings.index("Door")]: row for row in rows}
        row = by_door["3-2-1204"]
        self.assertEqual(row[headings.index("Target")], 300)
        line = self._of(plan, self.zhang)
        self.assertEqual(row[headings.index("Proposed Time")], self.local(line))
