from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .sheets_common import TUESDAY, SheetsCommon


@tagged("post_install", "-at_install")
class TestRepair(SheetsCommon):
    """Repairs from the call to the dispatch (R102-R106, R191, R278)."""

    # entering

    def test_R276_a_repair_is_entered_in_one_step_with_number_address_and_phone(self):
        form = Form(
            self.env["steward.repair"].with_user(self.user_steward),
            view="property_steward.repair_view_form_quick",
        )
        form.partner_id = self.zhang
        form.words = "厨房水管漏水"
        form.appointed_at = datetime(2026, 3, 3, 6)
        repair = form.save()
        self.assertEqual(repair.number, "WX-2026-0001")
        self.assertEqual(repair.category, "repair")
        self.assertEqual(repair.kind, "repair")
        self.assertEqual(repair.contact_name, "张三")
        self.assertEqual(repair.contact_phone, "13800001111")
        self.assertEqual(repair.address, "翠湖花园 3-2-1204")
        self.assertEqual(repair.content, "厨房水管漏水")
        self.assertEqual(repair.received_at, TUESDAY)
        self.assertEqual(repair.case_id.repair_id, repair)

    def test_R106_a_matter_labelled_repair_brings_its_sheet_with_it(self):
        case = (
            self.env["steward.case"]
            .with_user(self.user_steward)
            .create(
                {
                    "partner_id": self.zhang.id,
                    "category": "repair",
                    "words": "灯不亮",
                    "repair_class": "safety",
                }
            )
        )
        self.assertEqual(case.repair_id.repair_class, "safety")
        self.assertEqual(case.repair_id.contact_phone, "13800001111")

    # dispatching

    def test_R278_nothing_is_dispatched_before_the_five_fields_are_there(self):
        repair = self._repair(appointed_at=False, contact_phone=" ")
        with self.assertRefused(UserError, "Appointed Time"):
            repair.action_dispatch()
        with self.assertRefused(UserError, "Contact Phone"):
            self._dispatch(repair)
        self.assertFalse(repair.dispatched_at)
        repair.write({"appointed_at": datetime(2026, 3, 3, 6), "contact_phone": "13800001111"})
        for name in ("contact_name", "contact_phone", "address", "content", "appointed_at"):
            kept = repair[name]
            repair[name] = False
            with self.assertRefused(UserError, repair._fields[name].string):
                repair.action_dispatch()
            repair[name] = kept
        self.assertEqual(repair.action_dispatch()["res_model"], "steward.sheet.dispatch")

    def test_R278_the_error_names_every_sheet_that_lacks_something(self):
        first = self._repair(appointed_at=False)
        second = self._repair(words=False, content=False)
        with self.assertRaises(UserError) as caught:
            (first | second).action_dispatch()
        self.assertIn(first.number, str(caught.exception))
        self.assertIn(second.number, str(caught.exception))

    def test_R103_R278_dispatch_is_a_hand_off_with_a_task_and_meets_the_clock(self):
        repair = self._repair()
        clock = self._deadline(repair, "dispatch")
        self.assertEqual(clock.due_at, TUESDAY + timedelta(hours=2))
        with freeze_time("2026-03-03 03:00:00"):
            self._dispatch(repair)
            self.assertEqual(repair.dispatched_at, datetime(2026, 3, 3, 3))
        self.assertEqual(repair.dispatched_by_id, self.user_steward)
        self.assertEqual(repair.work_state, "dispatched")
        self.assertEqual(repair.state, "in_progress")
        self.assertEqual(clock.state, "met")
        case = repair.case_id
        self.assertEqual(case.handler_id, self.worker)
        self.assertEqual(case.first_receiver_id, self.steward, "stays answerable (R066)")
        handoff = case.sudo().handoff_ids
        self.assertEqual(handoff.to_id, self.worker)
        self.assertEqual(handoff.department_id, self.department_engineering)
        self.assertEqual(case.sudo().activity_ids.user_id, self.user_worker)

    def test_R172_R277_the_steward_of_the_building_answers_for_what_others_work_on(self):
        repair = self._repair(user=self.user_supervisor)
        self._dispatch(repair)
        self.assertEqual(repair.case_id.handler_id, self.worker)
        self.assertEqual(repair.case_id.first_receiver_id, self.supervisor)
        self.assertEqual(self._deadline(repair, "settle").responsible_id, self.steward)

    def test_R028_what_was_answered_on_the_spot_or_is_still_being_said_is_no_work(self):
        visit = (
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .create(
                {
                    "partner_id": self.zhang.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                    "consent": True,
                    "case_ids": [
                        Command.create({"category": "repair", "words": "灯不亮"}),
                        Command.create(
                            {"category": "repair", "words": "怎么报修", "answered_on_spot": True}
                        ),
                    ],
                }
            )
        )
        repairs = visit.case_ids.repair_id
        Repair = self.env["steward.repair"].with_user(self.user_steward)
        at_work = [("is_at_work", "=", True), ("id", "in", repairs.ids)]
        self.assertFalse(Repair.search(at_work))
        repairs[0].appointed_at = datetime(2026, 3, 3, 6)
        with self.assertRefused(UserError, "record the visit"):
            repairs[0].action_dispatch()
        visit.action_done()
        self.assertEqual(Repair.search(at_work), repairs[0])
        self.assertEqual(repairs.mapped("is_at_work"), [True, False])

    def test_R103_a_department_of_another_company_is_none_of_ours(self):
        company = self.env["res.company"].create({"name": "外地物业"})
        far = self.env["hr.department"].create({"name": "外地", "company_id": company.id})
        with self.assertRefused(UserError, "another company"):
            self._repair()._dispatch(far, self.env["hr.employee"])

    def test_R278_without_a_worker_the_head_answers_and_names_one(self):
        repair = self._repair()
        self._dispatch(repair, worker=self.env["hr.employee"])
        self.assertEqual(repair.case_id.handler_id, self.department)
        self.assertEqual(repair.case_id.sudo().activity_ids.user_id, self.user_department)
        repair.with_user(self.user_department)._dispatch(
            self.department_engineering, self.worker, "派给周工"
        )
        self.assertEqual(repair.worker_id, self.worker)
        self.assertEqual(repair.case_id.sudo().activity_ids.user_id, self.user_worker)
        self.assertEqual(len(repair.case_id.sudo().handoff_ids), 2)
        with self.assertRaises(AccessError):
            repair.with_user(self.user_department)._dispatch(
                self.department_other, self.other_worker, "不归我们"
            )

    def test_R103_a_worker_belongs_to_the_department(self):
        with self.assertRefused(UserError, "何工"):
            self._dispatch(self._repair(), worker=self.other_worker)

    def test_R071_dispatching_to_another_says_why_and_keeps_the_first_moment(self):
        repair = self._repair()
        self._dispatch(repair)
        with freeze_time("2026-03-03 05:00:00"):
            with self.assertRefused(UserError, "say why"):
                self._dispatch(repair, worker=self.department)
            self._dispatch(repair, worker=self.department, reason="周工请假")
        self.assertEqual(repair.dispatched_at, TUESDAY)
        self.assertEqual(repair.worker_id, self.department)
        reasons = repair.case_id.sudo().handoff_ids.sorted("id").mapped("reason")
        self.assertEqual(reasons, ["Dispatched", "周工请假"])

    def test_R100_R278_the_front_desk_dispatches_what_residents_bring(self):
        """R072: on the phone the time agreed is the time promised."""
        repair = self._repair(user=self.user_desk, channel="phone")
        self.assertEqual(repair.promised_at, repair.settle_by)
        self.assertEqual(repair.user_part, "steward")
        self._dispatch(repair, user=self.user_desk)
        self.assertEqual(repair.work_state, "dispatched")
        self.assertEqual(repair.dispatched_by_id, self.user_desk)
        repair.action_urge()
        self._done(repair, user=self.user_desk)
        self.assertEqual(repair.state, "handled")

    def test_R100_who_only_received_it_follows_it_and_does_not_write_the_sheet(self):
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_nobody)
            .create(
                {
                    "channel": "phone",
                    "partner_id": self.zhang.id,
                    "text": "水管漏水",
                    "promised_at": datetime(2026, 3, 4, 2),
                    "case_ids": [Command.create({"category": "repair", "words": "水管漏水"})],
                }
            )
        )
        repair = reception.case_ids.repair_id.with_user(self.user_nobody)
        self.env.invalidate_all()
        self.assertEqual(repair.contact_phone, "13800001111")
        self.assertEqual(repair.user_part, "reader")
        with self.assertRaises(AccessError):
            repair.appointed_at = datetime(2026, 3, 3, 6)
        with self.assertRaises(AccessError):
            repair.action_dispatch()

    def test_R103_a_member_takes_on_what_was_passed_to_the_department(self):
        repair = self._repair(department_id=self.department_engineering.id, appointed_at=False)
        repair.case_id.action_pass()
        mine = repair.with_user(self.user_worker)
        self.assertEqual(mine.user_part, "department")
        with self.assertRefused(UserError, "Appointed Time"):
            mine.action_take_sheet()
        repair.appointed_at = datetime(2026, 3, 3, 6)
        with self.assertRefused(UserError, self.department_engineering.name):
            repair.action_take_sheet()
        mine.action_take_sheet()
        self.assertEqual(repair.worker_id, self.worker)
        self.assertEqual(repair.work_state, "dispatched")
        self.assertEqual(self._deadline(repair, "dispatch").state, "met")
        self.assertEqual(repair.case_id.sudo().activity_ids.user_id, self.user_worker)
        with self.assertRefused(UserError, "周工"):
            repair.with_user(self.user_department).action_take_sheet()
        with self.assertRaises(AccessError):
            repair.with_user(self.user_other_worker).action_take_sheet()

    # emergencies

    def test_R191_emergencies_count_by_the_clock_and_others_by_office_hours(self):
        # Saturday, 22:00 in Shanghai
        night = datetime(2026, 3, 7, 14)
        with freeze_time(night):
            urgent = self._repair(repair_class="urgent", appointed_at=night + timedelta(hours=1))
            other = self._repair(appointed_at=night + timedelta(days=2))
            due = self._deadline(urgent, "dispatch").due_at
            self.assertEqual(due, night + timedelta(minutes=30))
            self.assertEqual(urgent.priority, "urgent")
            self.assertEqual(self._deadline(urgent, "answer").due_at, night + timedelta(hours=24))
            self.assertGreater(self._deadline(other, "dispatch").due_at, night + timedelta(hours=8))

    def test_R191_a_repair_that_turns_out_urgent_is_told_at_once(self):
        night = datetime(2026, 3, 7, 14)
        with freeze_time(night):
            repair = self._repair(appointed_at=night + timedelta(days=2))
            repair.repair_class = "urgent"
            clock = self._deadline(repair, "dispatch").filtered(lambda d: d.state == "running")
            self.assertEqual(clock.due_at, night + timedelta(minutes=30))
            self.assertEqual(repair.priority, "urgent")

    # rework

    def test_R105_the_rework_sheet_goes_back_the_same_day_and_its_time_is_supervised(self):
        repair = self._repair(category="after_sales", words="墙面空鼓", appointed_at=False)
        self.assertEqual(repair.kind, "rework")
        same_day = self._deadline(repair, "rework")
        self.assertEqual(same_day.due_at, datetime(2026, 3, 3, 15, 59, 59))
        with self.assertRefused(UserError, "翠湖花园"):
            repair.action_return_sheet()
        self.community.after_sales_department_id = self.department_other
        with self.assertRefused(UserError, "Specified Time"):
            repair.action_return_sheet()
        repair.settle_by = datetime(2026, 3, 10, 9)
        self.assertEqual(self._deadline(repair, "settle").due_at, datetime(2026, 3, 10, 9))
        repair.action_return_sheet()
        self.assertEqual(same_day.state, "met")
        self.assertEqual(repair.department_id, self.department_other)
        progress = self._deadline(repair, "progress")
        self.assertEqual(progress.rule_ref, "R171")
        with freeze_time("2026-03-11 02:00:00"):
            self._done(repair, user=self.user_steward)
        self.assertEqual(self._deadline(repair, "settle").state, "met_late")

    def test_R105_the_place_and_what_is_left_to_do_are_known_before(self):
        self.community.after_sales_department_id = self.department_other
        repair = self._repair(category="after_sales", settle_by=datetime(2026, 3, 10, 9))
        for name in ("address", "content"):
            kept = repair[name]
            repair[name] = " "
            with self.assertRefused(UserError, repair._fields[name].string):
                repair.action_return_sheet()
            repair[name] = kept

    def test_R105_a_new_specified_time_replaces_the_clock(self):
        repair = self._repair(category="after_sales", settle_by=datetime(2026, 3, 10, 9))
        repair.settle_by = datetime(2026, 3, 12, 9)
        clocks = self._deadline(repair, "settle").sorted("id")
        self.assertEqual(clocks.mapped("state"), ["cancelled", "running"])
        self.assertEqual(clocks[1].due_at, datetime(2026, 3, 12, 9))
        repair.settle_by = False
        self.assertNotIn("running", self._deadline(repair, "settle").mapped("state"))

    def test_R105_only_rework_goes_back_to_after_sales(self):
        with self.assertRefused(UserError, "no rework"):
            self._repair().action_return_sheet()
