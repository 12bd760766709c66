from datetime import datetime, timedelta

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..engine.clock import Clock
from ..models.deadline.office_hours import OfficeHours
from .common import StewardCommon

# Wednesday, 10:00 in Shanghai
NOW = datetime(2026, 3, 4, 2)
HOUR = timedelta(hours=1)


class DeadlineCommon(StewardCommon):
    def case(self, **vals):
        return self.env["steward.case"].create(
            {
                "name": "路灯不亮",
                "category": "complaint",
                "community_id": self.community.id,
                "partner_id": self.zhang.id,
                "unit_id": self.unit_1204.id,
                "steward_id": self.steward.id,
                "department_id": self.department_engineering.id,
                "channel": "phone",
                "received_at": NOW,
                **vals,
            }
        )

    def bare(self, **vals):
        """A case without the clocks of its receipt."""
        case = self.case(**vals)
        case._deadline_cancel()
        return case

    def received(self, **vals):
        case = self.case(**vals)
        case._deadline_start("received")
        return case

    def dues(self, case):
        return {d.kind: d.due_at for d in case.deadline_ids if d.state == "running"}

    def deadline(self, case, kind):
        return case.deadline_ids.filtered(lambda d: d.kind == kind and d.state != "cancelled")


@tagged("post_install", "-at_install")
class TestDeadlineRules(DeadlineCommon):
    """Which clock starts, and when it is due."""

    def due(self, kind, amount, start):
        return OfficeHours(self.community).due_of(Clock(kind, amount), self.community, start)

    def test_F03_the_strictest_rule_wins_and_the_record_says_which(self):
        """R078, R084, R029: clocks of different kinds run side by side."""
        case = self.received(priority="urgent")
        self.assertEqual(
            self.dues(case),
            {
                "investigation": datetime(2026, 3, 4, 15, 59, 59),
                "answer": NOW + 24 * HOUR,
                "cap": NOW + 7 * 24 * HOUR,
            },
        )
        answer = self.deadline(case, "answer")
        self.assertEqual((answer.rule_ref, answer.clock, answer.amount), ("R029", "hours", 24))
        self.assertEqual(answer.cap_at, NOW + 7 * 24 * HOUR)
        self.assertEqual(case.next_due_at, datetime(2026, 3, 4, 15, 59, 59))
        self.assertEqual(case.next_due_kind, "investigation")

    def test_R030_a_general_complaint_by_phone_is_answered_in_48_hours_not_72(self):
        answer = self.deadline(self.received(), "answer")
        self.assertEqual((answer.due_at, answer.rule_ref), (NOW + 48 * HOUR, "R030"))

    def test_R193_where_only_the_complaint_phone_is_bound_it_is_72_hours(self):
        self.env.ref("property_steward.deadline_rule_answer_general").active = False
        answer = self.deadline(self.received(channel="hotline"), "answer")
        self.assertEqual((answer.due_at, answer.rule_ref), (NOW + 72 * HOUR, "R193"))

    def test_R052_a_tenants_suggestion_has_a_week_an_owners_has_none(self):
        tenants = self.received(
            category="suggestion",
            community_id=self.mall.id,
            partner_id=self.anchor.id,
            unit_id=self.shop_anchor.id,
            topic_id=self.env["steward.case.topic"].search([], limit=1).id,
        )
        self.assertEqual(self.dues(tenants)["cap"], datetime(2026, 3, 11, 15, 59, 59))
        self.assertNotIn("cap", self.dues(self.received(category="suggestion")))

    def test_R105_the_rework_sheet_is_due_the_same_day(self):
        case = self.received(category="after_sales")
        self.assertEqual(self.dues(case)["rework"], datetime(2026, 3, 4, 15, 59, 59))

    def test_R278_a_repair_is_told_to_maintenance_in_the_time_of_the_policy(self):
        case = self.received(category="repair")
        self.assertEqual(self.dues(case)["dispatch"], NOW + 2 * HOUR)

    def test_R095_a_problem_found_in_a_callback_is_notified_in_writing_in_24_hours(self):
        """R198: the clock of the notice starts when the problem was found."""
        rule = self.env.ref("property_steward.deadline_rule_notice")
        self.assertEqual((rule.kind, rule.trigger), ("notice", "problem"))
        self.assertEqual(self.due(rule.clock, rule.amount, NOW), NOW + 24 * HOUR)

    def test_R171_the_owner_hears_of_the_progress_every_three_days(self):
        case = self.bare(category="after_sales")
        case._deadline_start("dispatched", at=NOW)
        self.assertEqual(self.dues(case), {"progress": datetime(2026, 3, 7, 15, 59, 59)})

    def test_praise_demands_no_answer(self):
        self.assertFalse(self.received(category="praise").deadline_ids)

    @freeze_time(NOW + 26 * HOUR)
    def test_R029_who_types_yesterdays_letter_today_is_not_given_a_day(self):
        case = self.received(priority="urgent")
        answer = self.deadline(case, "answer")
        self.assertEqual((answer.started_at, answer.due_at), (NOW, NOW + 24 * HOUR))
        self.assertTrue(answer.is_late and case.is_overdue)

    def test_F32_what_is_received_after_the_cutoff_is_due_at_noon_of_the_next_day(self):
        evening = datetime(2026, 3, 4, 9, 30)
        case = self.received(received_at=evening)
        self.assertEqual(self.dues(case)["investigation"], datetime(2026, 3, 5, 4))
        self.community.policy_id.write({"cutoff_hour": 18, "cutoff_due_hour": 10})
        self.assertEqual(self.dues(case)["investigation"], datetime(2026, 3, 5, 4))
        case = self.received(received_at=evening)
        self.assertEqual(self.dues(case)["investigation"], datetime(2026, 3, 4, 15, 59, 59))

    def test_R078_the_day_is_the_communitys_not_the_servers(self):
        """23:30 on the 4th in Berlin is the 5th in Shanghai."""
        moment = datetime(2026, 3, 4, 22, 30)
        self.assertEqual(
            self.dues(self.received(received_at=moment))["investigation"],
            datetime(2026, 3, 5, 15, 59, 59),
        )
        self.community.tz = "Europe/Berlin"
        self.assertEqual(
            self.dues(self.received(received_at=moment))["investigation"],
            datetime(2026, 3, 5, 11),
        )

    def test_R084_the_week_keeps_its_hour_when_the_clocks_change(self):
        self.community.tz = "Europe/Berlin"
        case = self.received(received_at=datetime(2026, 3, 25, 9))
        self.assertEqual(self.dues(case)["cap"], datetime(2026, 4, 1, 8))

    def test_R189_a_rule_in_working_time_follows_the_office_hours(self):
        """Friday 17:00: an hour on Friday, three on Saturday from 9:00."""
        self.env["steward.deadline.rule"].create(
            {"name": "Four working hours", "kind": "settle", "clock": "working_hours", "amount": 4}
        )
        case = self.received(received_at=datetime(2026, 3, 6, 9))
        self.assertEqual(self.dues(case)["settle"], datetime(2026, 3, 7, 4))

    def test_R189_a_public_holiday_is_no_working_time(self):
        calendar = self.env.ref("property_steward.calendar_office_hours")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "国庆节",
                "calendar_id": calendar.id,
                "company_id": self.env.company.id,
                "date_from": datetime(2026, 9, 30, 16),
                "date_to": datetime(2026, 10, 7, 15, 59),
            }
        )
        self.assertEqual(
            self.due("working_days", 2, datetime(2026, 9, 30, 2)),
            datetime(2026, 10, 9, 10),
        )

    def test_R189_an_office_that_never_opens_is_told_and_not_searched_for_ever(self):
        calendar = self.env.ref("property_steward.calendar_office_hours")
        calendar.attendance_ids.unlink()
        with self.assertRefused(UserError, "翠湖花园"):
            self.due("working_hours", 2, NOW)

    def test_R191_emergencies_run_around_the_clock(self):
        """Saturday night of the National Day."""
        start = datetime(2026, 10, 3, 15)
        case = self.received(received_at=start, category="repair", priority="urgent")
        self.assertEqual(self.dues(case)["answer"], start + 24 * HOUR)


@tagged("post_install", "-at_install")
class TestDeadlineMixin(DeadlineCommon):
    """What becomes of a clock."""

    def test_nothing_starts_twice(self):
        case = self.received()
        before = case.deadline_ids
        self.assertFalse(case._deadline_start("received"))
        self.assertEqual(case.deadline_ids, before)

    def test_two_clocks_of_a_kind_never_run_at_once_on_a_record(self):
        answer = self.deadline(self.received(), "answer")
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            answer.sudo().copy()

    def test_R084_a_promise_is_not_later_than_the_cap(self):
        case = self.received()
        with freeze_time(NOW + HOUR):
            for named in ("2026-03-11 10:00", "2026-03-12 10:00"):
                with self.assertRefused(UserError, named):
                    case._deadline_set("promised", NOW + 8 * 24 * HOUR)
            case._deadline_set("promised", NOW + 7 * 24 * HOUR)
        self.assertEqual(self.deadline(case, "promised").cap_at, NOW + 7 * 24 * HOUR)

    def test_R072_after_the_cap_the_resident_still_gets_a_time_to_count_on(self):
        case = self.received()
        with freeze_time(NOW + 8 * 24 * HOUR):
            case._deadline_set("promised", NOW + 9 * 24 * HOUR)
        self.assertEqual(self.dues(case)["promised"], NOW + 9 * 24 * HOUR)

    def test_R072_a_new_promise_takes_the_place_of_the_old_one_which_stays_as_evidence(self):
        case = self.bare()
        with freeze_time(NOW):
            first = case._deadline_set("promised", NOW + 4 * HOUR)
            self.assertEqual(case._deadline_set("promised", NOW + 4 * HOUR), first)
            second = case._deadline_set("promised", NOW + 9 * HOUR)
        self.assertEqual((first.state, first.due_at), ("cancelled", NOW + 4 * HOUR))
        self.assertEqual((second.state, case.next_due_at), ("running", NOW + 9 * HOUR))

    def test_R084_a_reopening_starts_new_answers_and_the_first_cap_stays(self):
        case = self.received()
        cap = self.deadline(case, "cap")
        case._deadline_meet("answer", at=NOW + 3 * HOUR)
        case._deadline_start("reopened", at=NOW + 50 * HOUR)
        self.assertEqual(self.dues(case)["answer"], NOW + 98 * HOUR)
        self.assertEqual(len(self.deadline(case, "answer")), 2)
        self.assertEqual(self.deadline(case, "cap"), cap)
        self.assertEqual(cap.due_at, NOW + 7 * 24 * HOUR)

    def test_F03_a_pause_moves_what_may_pause_by_exactly_its_time(self):
        """The cap and the investigation never pause (R084, R078)."""
        case = self.received()
        before = self.dues(case)
        with freeze_time(NOW + 5 * HOUR):
            case.with_user(self.user_steward)._deadline_pause("rain", "屋面")
        self.assertTrue(case.is_deadline_paused)
        self.assertEqual(self.dues(case).keys(), {"investigation", "cap"})
        with freeze_time(NOW + 8 * HOUR):
            case.with_user(self.user_supervisor)._deadline_resume()
        self.assertEqual(self.dues(case), before | {"answer": before["answer"] + 3 * HOUR})
        pause = case.deadline_ids.pause_ids
        self.assertEqual(
            (pause.reason, pause.text, pause.paused_from, pause.paused_to),
            ("rain", "屋面", NOW + 5 * HOUR, NOW + 8 * HOUR),
        )
        self.assertEqual(
            (pause.user_id, pause.resumed_by_id), (self.user_steward, self.user_supervisor)
        )

    def test_F03_pauses_add_up(self):
        case = self.received()
        for start, length in ((1, 2), (10, 5), (30, 1)):
            case._deadline_pause("resident", at=NOW + start * HOUR)
            case._deadline_pause("resident", at=NOW + start * HOUR + HOUR / 2)
            case._deadline_resume(at=NOW + (start + length) * HOUR)
            case._deadline_resume(at=NOW + (start + length) * HOUR)
        self.assertEqual(self.dues(case)["answer"], NOW + 56 * HOUR)

    def test_R098_met_in_time_or_late_counts_for_punctuality(self):
        case = self.received()
        case._deadline_meet(["investigation"], at=NOW + 2 * HOUR)
        case._deadline_meet("answer", at=NOW + 49 * HOUR)
        self.assertEqual(
            {d.kind: (d.state, d.in_time) for d in case.deadline_ids},
            {"investigation": ("met", 100), "answer": ("met_late", 0), "cap": ("running", 0)},
        )
        (share,) = self.env["steward.deadline"]._read_group(
            [("id", "in", case.deadline_ids.ids)], [], ["in_time:avg"]
        )
        self.assertEqual(share, (50,), "What is open is neither kept nor broken.")
        case._deadline_cancel()
        self.assertFalse(case.next_due_at)
        self.assertEqual(self.deadline(case, "investigation").state, "met")

    def test_R098_what_is_done_during_a_pause_is_judged_with_the_pause(self):
        case = self.received()
        case._deadline_pause("municipal", at=NOW + 40 * HOUR)
        case._deadline_meet("answer", at=NOW + 60 * HOUR)
        answer = self.deadline(case, "answer")
        self.assertEqual((answer.state, answer.due_at), ("met", NOW + 68 * HOUR))
        self.assertEqual(answer.pause_ids.paused_to, NOW + 60 * HOUR)

    def test_a_changed_rule_changes_new_records_only(self):
        old = self.received(priority="urgent")
        self.env.ref("property_steward.deadline_rule_answer_urgent").write(
            {"amount": 12, "pausable": False}
        )
        new = self.received(priority="urgent")
        self.assertEqual(self.dues(old)["answer"], NOW + 24 * HOUR)
        self.assertEqual(self.deadline(old, "answer").amount, 24)
        self.assertEqual(self.dues(new)["answer"], NOW + 12 * HOUR)
        (old | new)._deadline_pause("rain", at=NOW)
        self.assertEqual(self.deadline(old, "answer").state, "paused")
        self.assertEqual(self.deadline(new, "answer").state, "running")

    def test_R261_a_profile_grants_its_own_time_instead_of_the_general_one(self):
        general = self.env.ref("property_steward.deadline_rule_answer_general")
        own = general.copy(
            {"amount": 60, "policy_id": self.community.policy_id.id, "replaces_id": general.id}
        )
        case = self.received(channel="visit")
        self.assertEqual(self.deadline(case, "answer").rule_id, own)
        elsewhere = self.env["steward.community"].create(
            {
                "name": "邻里苑",
                "tz": "Asia/Shanghai",
                "policy_id": self.env["steward.policy"].create({"name": "邻里"}).id,
            }
        )
        other = self.received(channel="visit", community_id=elsewhere.id, unit_id=False)
        self.assertEqual(self.deadline(other, "answer").rule_id, general)
        branch = self.community.policy_id.copy()
        self.assertEqual(branch.deadline_rule_ids.replaces_id, general)

    def test_copies_follow_the_case(self):
        case = self.received()
        self.assertEqual(case.deadline_ids.responsible_id, self.steward)
        case.write({"steward_id": self.steward2.id, "department_id": False})
        self.assertEqual(case.deadline_ids.responsible_id, self.steward2)
        self.assertFalse(case.deadline_ids.department_id)
        case._deadline_meet("answer", at=NOW)
        case.steward_id = self.steward
        self.assertEqual(
            self.deadline(case, "answer").responsible_id, self.steward2, "Who kept it stays."
        )

    def test_deadlines_go_with_their_record(self):
        visit = self.env["steward.visit"].create(
            {
                "partner_id": self.zhang.id,
                "steward_id": self.steward.id,
                "mode_id": self.env.ref("property_steward.contact_mode_door").id,
            }
        )
        case = self.received(visit_id=visit.id)
        deadlines = case.deadline_ids
        case.unlink()
        self.assertFalse(deadlines.exists())

    def test_late_due_today_and_mine(self):
        with freeze_time(NOW + 49 * HOUR):
            case = self.received()
            Deadline = self.env["steward.deadline"].with_user(self.user_steward)
            mine = [("res_id", "=", case.id), ("is_mine", "=", True)]
            late = Deadline.search([*mine, ("is_late", "=", True)])
            self.assertEqual(set(late.mapped("kind")), {"investigation", "answer"})
            self.assertEqual(late.mapped("is_late"), [True, True])
            self.assertEqual(
                self.env["steward.case"].search([("is_overdue", "=", True)]) & case, case
            )
            today = [("res_id", "=", case.id), ("is_due_today", "=", True)]
            self.assertEqual(Deadline.search(today).mapped("kind"), ["answer"])
            self.assertFalse(
                Deadline.with_user(self.user_supervisor).search([*mine, ("is_late", "=", True)])
            )
        with freeze_time(NOW + 300 * HOUR):
            self.assertFalse(Deadline.search(today))

    def test_rows_written_by_sql_are_those_that_the_orm_would_write(self):
        case = self.received(priority="urgent")
        answer = self.deadline(case, "answer")
        case._deadline_cancel()
        self.env.invalidate_all()
        names = [
            name
            for name, field in answer._fields.items()
            if field.store and field.column_type and name not in ("id", "state", "cancelled_at")
        ]
        (row,) = answer.read(names, load=False)
        twin = answer.create({**row, "next_level_id": False, "next_alert_at": False})
        self.env.flush_all()
        self.env.invalidate_all()
        (twin_row,) = twin.read(names, load=False)
        moments = {"create_date", "write_date", "id", "in_time"}
        self.assertEqual(
            {key: value for key, value in row.items() if key not in moments},
            {key: value for key, value in twin_row.items() if key not in moments},
        )

    def test_statements_do_not_grow_with_the_batch(self):
        def statements(count):
            cases = self.env["steward.case"].create(
                [
                    {
                        "name": "路灯不亮",
                        "category": "complaint",
                        "community_id": self.community.id,
                        "partner_id": self.zhang.id,
                        "steward_id": self.steward.id,
                        "received_at": NOW,
                    }
                    for _number in range(count)
                ]
            )
            used = []
            for work in (
                lambda: cases._deadline_start("received"),
                lambda: cases._deadline_set("promised", NOW + 4 * HOUR),
                lambda: cases._deadline_pause("rain"),
                cases._deadline_resume,
                cases._deadline_sync,
                lambda: cases._deadline_meet(["answer", "promised"]),
                cases._deadline_cancel,
            ):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                with freeze_time(NOW):
                    work()
                    self.env.flush_all()
                used.append(self.env.cr.sql_log_count - before)
            return used

        statements(1)
        few, many = statements(3), statements(60)
        self.assertEqual(few, many)
        self.assertLessEqual(max(many), 16, many)


@tagged("post_install", "-at_install")
class TestDeadlineRuleForm(DeadlineCommon):
    """What a rule may say."""

    def test_a_condition_that_cannot_be_understood_is_refused(self):
        rule = self.env.ref("property_steward.deadline_rule_answer_urgent")
        for domain in ("[('no_such_field', '=', 1)]", "[(", "env"):
            with self.assertRefused(ValidationError, rule.name), self.env.cr.savepoint():
                rule.domain = domain

    def test_R084_the_cap_may_not_pause(self):
        cap = self.env.ref("property_steward.deadline_rule_cap_complaint")
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            cap.pausable = True
            cap.flush_recordset()

    def test_days_are_whole_and_hours_are_more_than_none(self):
        rule = self.env.ref("property_steward.deadline_rule_progress")
        with self.assertRefused(ValidationError, rule.name), self.env.cr.savepoint():
            rule.amount = 1.5
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            rule.write({"clock": "hours", "amount": 0})
            rule.flush_recordset()

    def test_the_general_manager_makes_a_rule(self):
        with Form(self.env["steward.deadline.rule"].with_user(self.user_gm)) as form:
            form.name = "A decision within a day"
            form.kind = "decision"
            form.amount = 24
        rule = form.record
        self.assertEqual(
            (rule.clock, rule.trigger, rule.res_model), ("hours", "received", "steward.case")
        )
        case = self.received()
        self.assertEqual(self.dues(case)["decision"], NOW + 24 * HOUR)
