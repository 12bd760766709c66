from collections import Counter
from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .visit_common import VisitCommon

MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 1)


class ScheduleCommon(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule_calls = cls.env.ref("property_steward.visit_rule_residential_not_moved_in")
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "服务中心",
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    (0, 0, {"name": part, "dayofweek": str(day), "hour_from": start, "hour_to": end})
                    for day in range(5)
                    for part, start, end in (("上午", 8.5, 12), ("下午", 14, 18))
                ],
            }
        )
        (cls.community | cls.mall).resource_calendar_id = calendar
        cls.month = cls._month_of(cls.plan)

    @classmethod
    def _create_plan(cls, community, employee, role):
        plan = super()._create_plan(community, employee, role)
        months = set(plan.month_ids.mapped("month"))
        cls.env["steward.visit.plan.month"].create(
            [
                {"plan_id": plan.id, "month": month}
                for month in (MARCH, APRIL)
                if month not in months
            ]
        )
        return plan

    @classmethod
    def _month_of(cls, plan, month=MARCH):
        return plan.month_ids.filtered(lambda record: record.month == month)

    @classmethod
    def _create_lines(cls, count, *, building=None, rule=None, plan=None, phone="13900000000"):
        """Planned visits of so many new households of `building`."""
        building = building or cls.building3
        start = len(building.unit_ids)
        units = cls.env["steward.unit"].create(
            [
                {"building_id": building.id, "number": str(2000 + start + number)}
                for number in range(count)
            ]
        )
        partners = cls.env["res.partner"].create(
            [{"name": f"住户{unit.number}", "phone": phone} for unit in units]
        )
        cls.env["steward.occupancy"].create(
            [
                {
                    "partner_id": partner.id,
                    "unit_id": unit.id,
                    "date_from": date(2020, 1, 1),
                    "move_in_date": date(2020, 1, 1),
                }
                for partner, unit in zip(partners, units, strict=True)
            ]
        )
        lines = cls.env["steward.visit.plan.line"]
        for partner in partners:
            lines |= cls._create_line(partner, rule=rule, plan=plan)
        return lines

    def local(self, line):
        return line.community_id._to_local(line.scheduled_at)

    def propose(self, month=None, user=None):
        (month or self.month).with_user(user or self.user_steward).action_propose()

    def away(self, person, start, end):
        """Time off in March 2026, whole local days from `start` to `end`."""
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "年假",
                "resource_id": person.resource_id.id,
                "date_from": datetime(2026, 3, start) - timedelta(hours=8),
                "date_to": datetime(2026, 3, end, 23, 59, 59) - timedelta(hours=8),
            }
        )


class TestMonthProposal(ScheduleCommon):
    """The proposal of a month: R011, R012, R047, R048, F14."""

    def test_R011_R012_calls_get_times_outside_of_quiet_hours(self):
        lines = self._create_lines(60, rule=self.rule_calls)
        self.propose()
        for line in lines:
            local = self.local(line)
            self.assertEqual(line.scheduled_kind, "phone")
            self.assertNotEqual(local.weekday(), 0)
            minute = local.hour * 60 + local.minute
            self.assertTrue(540 <= minute <= 710 or 840 <= minute <= 1040, local)
        self.assertEqual(len(set(lines.mapped("scheduled_at"))), 60)

    def test_R048_restaurants_are_not_visited_at_meal_times(self):
        plan = self._create_plan(self.mall, self.steward, "steward")
        line = self._create_line(self.catering, rule=self.rule_other_tenant, plan=plan)
        self.mall.policy_id.quiet_period_ids.filtered(
            lambda period: period.audience == "catering" and period.hour_from == 11
        ).hour_from = 0
        self.propose(self._month_of(plan))
        self.assertGreaterEqual(self.local(line).hour * 60 + self.local(line).minute, 810)

    def test_nothing_is_proposed_for_the_past(self):
        lines = self._create_lines(30)
        with freeze_time("2026-03-31 07:30:00"):  # 15:30 of the last day
            self.propose()
            timed = lines.filtered("scheduled_at")
            self.assertTrue(timed)
            for line in timed:
                self.assertEqual(self.local(line).date(), date(2026, 3, 31))
                self.assertGreater(self.local(line).hour * 60 + self.local(line).minute, 930)
            self.assertEqual(set((lines - timed).mapped("schedule_problem")), {"capacity"})
        with freeze_time("2026-04-01 01:00:00"), self.assertRefused(UserError, "over"):
            self.propose()

    def test_leave_and_public_holidays_are_kept_free(self):
        self.away(self.steward, 4, 10)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "公共假日",
                "calendar_id": self.community.resource_calendar_id.id,
                "date_from": datetime(2026, 3, 10, 16),
                "date_to": datetime(2026, 3, 11, 15, 59, 59),
            }
        )
        lines = self._create_lines(60)
        self.propose()
        days = {self.local(line).date().day for line in lines}
        self.assertFalse(days & {4, 5, 6, 9, 10, 11})
        self.assertIn(12, days)

    def test_who_is_away_all_month_has_no_times_and_the_reason_is_said(self):
        self.away(self.steward, 1, 31)
        line = self._create_line(self.zhang)
        self.propose()
        self.assertFalse(line.scheduled_at)
        self.assertEqual(line.schedule_problem, "no_working_time")
        self.assertIn("does not work", line.schedule_note)

    def test_a_household_is_visited_when_it_likes_to_be(self):
        lines = self._create_lines(8)
        lines[:4].partner_id.contact_time = "afternoon"
        self.propose()
        for line in lines[:4]:
            self.assertGreaterEqual(self.local(line).hour, 14)

    def test_a_household_without_calls_is_visited_at_the_door_or_left_with_the_reason(self):
        self.zhang.no_phone_calls = True
        door = self._create_line(self.zhang)
        call = self._create_line(self.zhang, rule=self.rule_calls)
        self.community.policy_id.visit_hours_per_day = 0
        self.propose()
        self.assertEqual(door.scheduled_kind, "door")
        self.assertFalse(call.scheduled_at)
        self.assertEqual(call.schedule_problem, "no_mode")

    def test_as_many_door_visits_as_the_policy_has_hours_for_the_longest_waiting_first(self):
        lines = self._create_lines(40)
        for days, line in enumerate(lines):
            line.partner_id.last_contact_date = date(2026, 2, 1) - timedelta(days=days)
        policy = self.community.policy_id
        policy.write({"visit_hours_per_day": 0.5, "door_minutes": 30, "phone_minutes": 10})
        self.propose()
        # 21 days, half an hour each: 630 minutes = 11 × 30 + 29 × 10, and 10 left over
        kinds = Counter(lines.mapped("scheduled_kind"))
        self.assertEqual(kinds, {"door": 11, "phone": 29})
        self.assertEqual(lines.filtered(lambda line: line.scheduled_kind == "door"), lines[-11:])

    def test_an_agreed_time_stays_and_nothing_else_is_put_there(self):
        agreed = self._create_line(self.zhang)
        agreed.with_user(self.user_steward).scheduled_at = datetime(2026, 3, 4, 1, 0)
        other = self._create_visit(
            self.li, agreed_at=datetime(2026, 3, 4, 2, 0), start=datetime(2026, 3, 4, 2, 0)
        )
        self.assertFalse(other.line_id)
        lines = self._create_lines(30)
        self.propose()
        self.assertEqual(agreed.scheduled_at, datetime(2026, 3, 4, 1, 0))
        for line in lines:
            self.assertFalse(
                line.scheduled_at < datetime(2026, 3, 4, 1, 30)
                and line.scheduled_until > datetime(2026, 3, 4, 1, 0)
            )
            self.assertFalse(
                line.scheduled_at < datetime(2026, 3, 4, 2, 30)
                and line.scheduled_until > datetime(2026, 3, 4, 2, 0)
            )

    def test_a_steward_of_two_communities_is_not_in_both_at_once(self):
        plan = self._create_plan(self.mall, self.steward, "steward")
        lines = self._create_lines(40)
        lines |= self._create_lines(
            20, building=self.building_mall, rule=self.rule_other_tenant, plan=plan
        )
        self.propose(self.month | self._month_of(plan), self.user_supervisor)
        spans = sorted((line.scheduled_at, line.scheduled_until) for line in lines)
        for (_start, end), (start, _end) in zip(spans, spans[1:], strict=False):
            self.assertLessEqual(end, start)

    def test_proposing_again_changes_only_what_must_change(self):
        lines = self._create_lines(20)
        self.propose()
        times = {line: line.scheduled_at for line in lines}
        last = max(lines, key=lambda line: line.scheduled_at)
        self.away(self.steward, last.scheduled_at.day, last.scheduled_at.day)
        new = self._create_lines(1)
        gone = lines.filtered(lambda line: line.scheduled_at.date() == last.scheduled_at.date())
        self.propose()
        self.assertTrue(new.scheduled_at)
        for line in lines - gone:
            self.assertEqual(line.scheduled_at, times[line])
        for line in gone:
            self.assertNotEqual(line.scheduled_at.date(), times[line].date())

    def test_proposing_all_again_keeps_only_what_a_person_fixed(self):
        lines = self._create_lines(20)
        fixed = lines[0]
        fixed.with_user(self.user_steward).scheduled_at = datetime(2026, 3, 30, 1, 0)
        lines[1:].sudo().write({"scheduled_at": datetime(2026, 3, 31, 1, 0)})
        self.month.with_user(self.user_steward).action_propose_anew()
        self.assertEqual(fixed.scheduled_at, datetime(2026, 3, 30, 1, 0))
        self.assertGreater(len(set(lines[1:].mapped("scheduled_at"))), 18)

    def test_two_proposed_times_that_overlap_are_parted(self):
        lines = self._create_lines(2)
        lines.sudo().write(
            {"scheduled_at": datetime(2026, 3, 5, 1, 0), "scheduled_kind": "door"}
        )
        self.propose()
        first, second = sorted(lines, key=lambda line: line.id)
        self.assertEqual(first.scheduled_at, datetime(2026, 3, 5, 1, 0))
        self.assertNotEqual(second.scheduled_at, datetime(2026, 3, 5, 1, 0))

    def test_what_is_overdue_keeps_the_time_that_it_had(self):
        line = self._create_line(
            self.zhang,
            period_start=date(2026, 3, 1),
            period_end=date(2026, 3, 2),
            scheduled_at=datetime(2026, 3, 2, 2, 0),
        )
        self.propose()
        self.assertEqual(line.scheduled_at, datetime(2026, 3, 2, 2, 0))
        self.assertFalse(line.schedule_problem)

    def test_quiet_hours_are_those_of_the_community_s_clock(self):
        self.community.tz = "Europe/Berlin"
        line = self._create_line(self.li, rule=self.rule_calls)
        self.propose()
        # 9:00 in Berlin is the first allowed minute of the morning, 8:00 UTC
        self.assertIn(line.scheduled_at.hour * 60 + line.scheduled_at.minute, range(480, 1051))
        self.assertFalse(self.community._quiet_period(self.local(line), "phone"))

    def test_only_who_may_change_the_plan_proposes(self):
        self._create_line(self.zhang)
        for user in (self.user_steward2, self.user_auditor, self.user_nobody):
            with self.assertRaises(AccessError):
                self.propose(user=user)
        self.propose(user=self.user_supervisor)

    def test_the_number_of_statements_does_not_depend_on_the_number_of_households(self):
        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.month._propose(keep=False)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        self._create_lines(20)
        statements()
        few = statements()
        self._create_lines(100)
        self.assertLessEqual(statements(), few + 5)

    def test_every_night_visits_without_a_time_get_one(self):
        self.env["steward.visit.plan.month"].search([]).proposed_on = date(2026, 3, 3)
        self.month.proposed_on = False
        line = self._create_line(self.zhang)
        april = self._create_line(
            self.zhang, period_start=APRIL, period_end=date(2026, 4, 30), month=APRIL
        )
        self._month_of(self.plan, APRIL).proposed_on = False
        cron = self.env.ref("property_steward.ir_cron_propose_times")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertTrue(line.scheduled_at)
        self.assertTrue(april.scheduled_at)
        self.assertEqual(self.month.proposed_on, date(2026, 3, 3))

    def test_every_night_no_time_is_changed_that_is_possible(self):
        lines = self._create_lines(5)
        lines.sudo().write(
            {"scheduled_at": datetime(2026, 3, 5, 1, 0), "scheduled_kind": "door"}
        )
        times = lines[0].scheduled_at
        self._create_line(self.zhang)
        self.month._propose()
        self.assertEqual(lines[0].scheduled_at, times)


class TestMovingVisits(ScheduleCommon):
    """A supervisor moves visits on the calendar; a forbidden hour asks for a reason."""

    def setUp(self):
        super().setUp()
        self.line = self._create_line(self.li, rule=self.rule_calls)
        self.propose()
        self.mine = self.line.with_user(self.user_supervisor)

    def test_a_visit_moved_by_hand_is_fixed(self):
        self.assertFalse(self.mine.move_to("2026-03-05 02:00:00"))
        self.assertEqual(self.line.scheduled_at, datetime(2026, 3, 5, 2, 0))
        self.assertEqual(self.line.scheduled_until, datetime(2026, 3, 5, 2, 10))
        self.assertTrue(self.line.is_fixed)
        self.mine.action_release()
        self.assertFalse(self.line.is_fixed)

    def test_R012_a_quiet_hour_is_refused_without_a_reason(self):
        with self.assertRefused(UserError, "quiet hour"):
            self.mine.scheduled_at = "2026-03-05 05:00:00"  # 13:00, nap

    def test_R011_dragging_to_a_monday_asks_for_the_reason_and_logs_it(self):
        action = self.mine.move_to("2026-03-09 02:00:00")
        self.assertEqual(action["res_model"], "steward.visit.move")
        self.assertNotEqual(self.line.scheduled_at, datetime(2026, 3, 9, 2, 0))
        move = (
            self.env["steward.visit.move"]
            .with_user(self.user_supervisor)
            .with_context(action["context"])
            .create({})
        )
        self.assertIn("quiet hour", move.objection)
        with self.assertRefused(UserError, "reason"):
            move.action_confirm()
        move.reason = "住户要求周一联系"
        move.action_confirm()
        self.assertEqual(self.line.scheduled_at, datetime(2026, 3, 9, 2, 0))
        self.assertEqual(self.line.override_reason, "住户要求周一联系")
        note = self.month.message_ids[0]
        self.assertEqual(note.author_id, self.user_supervisor.partner_id)
        self.assertIn("住户要求周一联系", note.body)
        # the reason belongs to that hour
        self.mine.move_to("2026-03-10 02:00:00")
        self.assertFalse(self.line.override_reason)

    def test_F14_what_falls_into_a_quiet_hour_is_offered_earlier(self):
        def offered(moment):
            move = self.env["steward.visit.move"].new(
                {"line_id": self.line.id, "scheduled_at": moment, "scheduled_kind": "phone"}
            )
            return move.earlier_at

        # Thursday 13:00 → 11:50; Monday 15:00 → Friday 17:20; now is Tuesday 10:00
        self.assertEqual(offered(datetime(2026, 3, 5, 5, 0)), datetime(2026, 3, 5, 3, 50))
        self.assertEqual(offered(datetime(2026, 3, 9, 7, 0)), datetime(2026, 3, 6, 9, 20))
        self.assertFalse(offered(datetime(2026, 3, 2, 7, 0)))

    def test_F14_the_earlier_time_is_taken_with_one_tap(self):
        move = (
            self.env["steward.visit.move"]
            .with_user(self.user_supervisor)
            .create(
                {
                    "line_id": self.line.id,
                    "scheduled_at": datetime(2026, 3, 5, 5, 0),
                    "scheduled_kind": "phone",
                }
            )
        )
        self.assertEqual(move.action_earlier()["res_id"], move.id)
        self.assertFalse(move.objection)
        move.action_confirm()
        self.assertEqual(self.line.scheduled_at, datetime(2026, 3, 5, 3, 50))

    def test_a_day_of_leave_asks_for_a_reason(self):
        self.away(self.steward, 5, 5)
        with self.assertRefused(UserError, "leave"):
            self.mine.scheduled_at = "2026-03-05 02:00:00"
        self.mine.write({"scheduled_at": "2026-03-05 02:00:00", "override_reason": "同事代班"})
        self.assertEqual(self.line.scheduled_at, datetime(2026, 3, 5, 2, 0))

    def test_a_visit_stays_in_its_period(self):
        for moment in ("2026-02-27 02:00:00", "2026-04-01 02:00:00"):
            with self.assertRefused(UserError, "owed from"):
                self.mine.move_to(moment)

    def test_an_overdue_visit_is_moved_to_a_later_day(self):
        with freeze_time("2026-04-02 02:00:00"):
            self.mine.move_to("2026-04-03 02:00:00")
        self.assertEqual(self.line.scheduled_at, datetime(2026, 4, 3, 2, 0))

    def test_F38_moving_to_another_month_reopens_both_approved_months(self):
        self.line.period_end = date(2026, 6, 30)
        april = self._month_of(self.plan, APRIL)
        (self.month | april).sudo().write({"state": "approved"})
        move = self.env["steward.visit.move"].new(
            {"line_id": self.line.id, "scheduled_at": datetime(2026, 4, 8, 2, 0)}
        )
        self.assertTrue(move.reopens)
        self.mine.move_to("2026-04-08 02:00:00")
        self.assertEqual(self.line.month_id, april)
        self.assertEqual(set((self.month | april).mapped("state")), {"draft"})

    def test_moving_within_the_month_leaves_the_approval_alone(self):
        self.month.sudo().state = "approved"
        self.mine.move_to("2026-03-10 02:00:00")
        self.propose()
        self.assertEqual(self.month.state, "approved")

    def test_an_overlap_is_shown_and_not_refused(self):
        other = self._create_line(self.zhang, scheduled_at=datetime(2026, 3, 5, 2, 0))
        move = self.env["steward.visit.move"].new(
            {
                "line_id": self.line.id,
                "scheduled_at": datetime(2026, 3, 5, 2, 20),
                "scheduled_kind": "phone",
            }
        )
        self.assertIn(other.partner_id.name, move.overlap)
        move.scheduled_at = datetime(2026, 3, 5, 2, 30)
        self.assertFalse(move.overlap)

    def test_only_who_may_change_the_plan_moves_its_visits(self):
        for user in (self.user_steward2, self.user_auditor, self.user_nobody):
            with self.assertRaises(AccessError):
                self.line.with_user(user).move_to("2026-03-05 02:00:00")

    def test_a_supervisor_enters_leave_of_the_stewards_only(self):
        Leave = self.env["resource.calendar.leaves"].with_user(self.user_supervisor)
        vals = {"date_from": datetime(2026, 3, 5), "date_to": datetime(2026, 3, 6)}
        Leave.create({"resource_id": self.steward.resource_id.id, **vals})
        with self.assertRaises(AccessError):
            Leave.create({"resource_id": self.accountant.resource_id.id, **vals})
        with self.assertRaises(AccessError):
            Leave.create(vals)
        self.env["resource.calendar.leaves"].with_user(self.user_gm).create(vals)
