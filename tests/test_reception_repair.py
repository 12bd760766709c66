from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .sheets_common import TUESDAY, SheetsCommon


@tagged("post_install", "-at_install")
class TestRepair(SheetsCommon):
    """Repairs from the call to the completed work (R018, R102-R106, R191, R276-R279)."""

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

    # in time

    def test_R277_the_specified_time_follows_from_the_appointment_and_the_policy(self):
        self.community.policy_id.repair_hours = 5
        repair = self._repair(appointed_at=datetime(2026, 3, 3, 6))
        self.assertEqual(repair.settle_by, datetime(2026, 3, 3, 11))
        self.community.policy_id.repair_hours = 50
        self.assertEqual(repair.settle_by, datetime(2026, 3, 3, 11), "no history is rewritten")
        self.assertEqual(self._deadline(repair, "settle").due_at, datetime(2026, 3, 3, 11))

    def test_R277_near_and_over_time_are_found(self):
        self.community.policy_id.work_urge_hours = 2
        repair = self._repair(appointed_at=datetime(2026, 3, 3, 6))
        Repair = self.env["steward.repair"].with_user(self.user_steward)
        lists = ("is_to_urge", "is_over_time", "is_due_today")
        for moment, expected in (
            ("2026-03-03 03:59:00", (False, False, True)),
            ("2026-03-03 04:00:00", (True, False, True)),
            ("2026-03-03 06:00:01", (True, True, True)),
            # after midnight in Shanghai
            ("2026-03-03 16:30:00", (True, True, False)),
        ):
            with freeze_time(moment):
                repair.invalidate_recordset(lists)
                found = tuple(repair in Repair.search([(name, "=", True)]) for name in lists)
                self.assertEqual(found, expected, moment)
                self.assertEqual(tuple(repair[name] for name in lists), expected, moment)

    def test_R277_the_time_to_finish_counts_once_the_worker_has_come(self):
        repair = self._repair()
        self._dispatch(repair)
        with freeze_time("2026-03-03 06:30:00"):
            self.assertTrue(repair.is_over_time)
            repair.with_user(self.user_worker).action_start()
            self.assertEqual(repair.work_due_at, repair.settle_by)
            repair.invalidate_recordset(["is_over_time"])
            self.assertFalse(repair.is_over_time)

    def test_R277_the_steward_urges_and_the_worker_hears_of_it(self):
        repair = self._repair()
        with self.assertRefused(UserError, "dispatched first"):
            repair.action_urge()
        self._dispatch(repair)
        with freeze_time("2026-03-03 07:00:00"):
            repair.action_urge()
            repair.action_urge()
        self.assertEqual(repair.urge_count, 2)
        self.assertEqual(repair.urged_at, datetime(2026, 3, 3, 7))
        message = repair.case_id.sudo().message_ids[:1]
        self.assertIn(
            self.user_worker.partner_id, message.sudo().notified_partner_ids | message.partner_ids
        )
        self.assertIn("3-2-1204", message.body)
        with self.assertRaises(AccessError):
            repair.with_user(self.user_worker).action_urge()

    # working

    def test_R058_the_worker_sets_out_prepared(self):
        repair = self._repair().with_user(self.user_worker)
        repair.sudo().department_id = self.department_engineering
        with self.assertRefused(UserError, "dispatched first"):
            repair.action_start()
        self._dispatch(repair, worker=self.env["hr.employee"])
        repair.action_start()
        self.assertTrue(repair.is_prepared)
        self.assertEqual(repair.worker_id, self.worker, "who starts has taken it over")
        self.assertEqual(repair.work_state, "started")
        with self.assertRefused(UserError, "has started"):
            repair.action_start()

    def test_R278_done_says_what_was_done_and_the_matter_is_handled(self):
        repair = self._repair()
        self._dispatch(repair)
        with self.assertRefused(UserError, "what was done"):
            self._done(repair, work_done=False)
        with freeze_time("2026-03-03 08:00:00"):
            self._done(
                repair,
                done_at=datetime(2026, 3, 3, 7, 30),
                material="接头 1 个",
                charge_amount=35,
            )
        self.assertEqual(repair.done_at, datetime(2026, 3, 3, 7, 30))
        self.assertEqual((repair.material, repair.charge_amount), ("接头 1 个", 35))
        self.assertEqual(repair.state, "handled")
        self.assertEqual(repair.answer, "更换接头")
        self.assertEqual(self._deadline(repair, "settle").met_at, datetime(2026, 3, 3, 7, 30))
        self.assertFalse(
            repair.case_id.sudo().activity_ids.filtered(
                lambda activity: activity.user_id == self.user_worker
            )
        )

    def test_R062_who_took_something_in_the_household_cannot_say_otherwise_by_silence(self):
        repair = self._repair()
        self._dispatch(repair)
        with self.assertRefused(UserError, "tip"):
            self._done(repair, took_nothing=False)

    def test_R278_work_is_not_completed_in_the_future_or_before_it_was_asked_for(self):
        repair = self._repair()
        self._dispatch(repair)
        with self.assertRefused(UserError, "future"):
            self._done(repair, done_at=TUESDAY + timedelta(minutes=1))
        with self.assertRefused(UserError, "before it was received"):
            self._done(repair, done_at=TUESDAY - timedelta(minutes=1))

    def test_R018_the_callback_counts_from_the_moment_of_completion(self):
        repair = self._repair(repair_class="urgent")
        self._dispatch(repair)
        with freeze_time("2026-03-03 08:00:00"):
            self._done(repair, done_at=datetime(2026, 3, 3, 7, 30))
        callback = self.env["steward.callback"].search([("case_id", "=", repair.case_id.id)])
        self.assertEqual(callback.trigger, "repair_urgent")
        self.assertEqual(callback.due_at, datetime(2026, 3, 4, 7, 30))

    def test_R279_the_register_and_the_reception_are_marked_with_the_completion(self):
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_steward)
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
        repair = reception.case_ids.repair_id
        repair.appointed_at = datetime(2026, 3, 3, 6)
        self.assertFalse(reception.completed_note)
        self._dispatch(repair)
        with freeze_time("2026-03-03 08:00:00"):
            self._done(repair, done_at=datetime(2026, 3, 3, 7, 30))
        self.env.invalidate_all()
        self.assertEqual(reception.case_ids.completed_note, "Repair completed at 2026-03-03 15:30")
        self.assertEqual(reception.completed_note, "Repair completed at 2026-03-03 15:30")

    def test_R066_what_is_reopened_is_worked_on_again_at_a_time_agreed_anew(self):
        repair = self._repair()
        self._dispatch(repair)
        self._done(repair)
        repair.case_id.action_reopen()
        self.assertFalse(repair.done_at)
        self.assertFalse(repair.appointed_at)
        self.assertEqual(repair.work_state, "dispatched")
        self.assertEqual(repair.case_id.sudo().activity_ids.user_id, self.user_worker)
        self.assertIn("2026-03-03 10:00", str(repair.case_id.message_ids.mapped("body")))
        repair.appointed_at = datetime(2026, 3, 4, 6)
        self._done(repair, work_done="再次更换")
        self.assertEqual(repair.state, "handled")

    def test_R104_a_sheet_of_another_label_is_closed(self):
        repair = self._repair()
        repair.case_id._relabel("complaint", "多次维修未好")
        self.assertFalse(repair.is_current)
        self.assertEqual(repair.number, "WX-2026-0001")
        self.assertFalse(
            self._deadline(repair, "dispatch").filtered(lambda d: d.state == "running")
        )
        with self.assertRefused(UserError, "another label"):
            self._dispatch(repair)
        with self.assertRefused(UserError, "Reopen"):
            repair.address = "别处"

    # leaks

    def _leak(self, responsibility, **vals):
        repair = self._repair(repair_class="leak", leak_responsibility=responsibility, **vals)
        self._dispatch(repair)
        self._done(repair)
        self.assertEqual(repair.state, "in_progress", "the work alone does not settle a leak")
        return repair

    def test_R327_common_part_needs_the_application_to_the_maintenance_fund(self):
        repair = self._leak("common")
        with self.assertRefused(UserError, "maintenance fund"):
            repair.case_id.action_handle()
        repair.fund_application = "2026-07 已申请"
        repair.case_id.action_handle()
        self.assertEqual(repair.state, "handled")

    def test_R327_private_part_is_at_the_owners_expense_with_contractors_recommended(self):
        repair = self._leak("private")
        with self.assertRefused(UserError, "contractors"):
            repair.case_id.action_handle()
        repair.contractors = "安居防水、清泉管道"
        repair.case_id.action_handle()

    def test_R325_R327_owners_of_an_adjoining_part_meet_in_one_recorded_conversation(self):
        repair = self._leak("adjoining")
        with self.assertRefused(UserError, "both households"):
            repair.action_arrange_meeting()
        with self.assertRaises(ValidationError):
            repair.neighbour_id = self.zhang
        repair.neighbour_id = self.li
        action = repair.action_arrange_meeting()
        visit = repair.meeting_visit_id
        self.assertEqual((action["res_model"], action["res_id"]), ("steward.visit", visit.id))
        self.assertEqual(visit.partner_id, self.zhang)
        self.assertEqual(visit.other_partner_ids, self.li)
        self.assertEqual(
            visit.purpose_ids, self.env.ref("property_steward.visit_purpose_mediation")
        )
        self.assertEqual(repair.action_arrange_meeting()["res_id"], visit.id, "one meeting")
        with self.assertRefused(UserError, "meeting of both owners"):
            repair.case_id.action_handle()
        visit.write({"consent": True, "needs": "双方同意共同维修"})
        visit.action_done()
        self.assertEqual(self.li.last_contact_date, self.zhang.last_contact_date)
        with self.assertRaises(UserError):
            visit.other_partner_ids = self.zhao
        repair.case_id.action_handle()
        self.assertEqual(repair.state, "handled")

    def test_R327_a_meeting_without_the_neighbour_is_none(self):
        repair = self._leak("adjoining", neighbour_id=self.li.id)
        visit = (
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .create(
                {
                    "partner_id": self.zhang.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                }
            )
        )
        with self.assertRefused(ValidationError, "Both households"):
            repair.meeting_visit_id = visit

    def test_R327_whose_part_it_is_must_be_known(self):
        repair = self._repair(repair_class="leak")
        self._dispatch(repair)
        self._done(repair)
        self.assertEqual(repair.state, "in_progress")
        with self.assertRefused(UserError, "whose part"):
            repair.case_id.action_handle()

    # rights

    def test_R044_a_department_writes_its_work_and_nothing_else(self):
        repair = self._repair()
        self._dispatch(repair)
        mine = repair.with_user(self.user_worker)
        mine.write({"work_done": "在修", "material": "接头", "charge_amount": 20})
        for vals in (
            {"appointed_at": datetime(2026, 3, 5, 2)},
            {"content": "别的"},
            {"fund_application": "x"},
            {"done_at": TUESDAY},
            {"worker_id": self.department.id},
            {"words": "别的"},
            {"state": "closed"},
        ):
            with self.assertRaises(AccessError, msg=vals):
                mine.write(vals)
        with self.assertRaises(AccessError):
            mine.action_dispatch()
        self._done(repair, charge_amount=20)
        with self.assertRefused(UserError, "stays as it is"):
            mine.charge_amount = 999

    def test_R044_a_department_writes_its_work_on_the_matter_too(self):
        repair = self._repair()
        self._dispatch(repair)
        case = repair.case_id.with_user(self.user_worker)
        case.repair_material = "接头"
        self.assertEqual(repair.material, "接头")
        with self.assertRaises(AccessError):
            case.repair_appointed_at = datetime(2026, 3, 5, 2)

    def test_R044_another_department_sees_nothing(self):
        repair = self._repair()
        self._dispatch(repair)
        other = self.env["steward.repair"].with_user(self.user_other_worker)
        self.assertFalse(other.search([("id", "=", repair.id)]))
        with self.assertRaises(AccessError):
            other.browse(repair.id).action_start()
        with self.assertRaises(AccessError):
            other.browse(repair.id).work_done = "x"
        department = self.env["steward.repair"].with_user(self.user_worker)
        self.assertTrue(department.search([("is_my_department", "=", True)]))
        self.assertTrue(department.search([("is_my_work", "=", True)]))

    def test_R006_nobody_claims_what_the_steps_note(self):
        vals = {"partner_id": self.zhang.id, "words": "x", "appointed_at": TUESDAY}
        forged = {
            "done_at": TUESDAY,
            "dispatched_at": TUESDAY,
            "worker_id": self.worker.id,
            "number": "WX-2026-9999",
            "invoice_id": self.env["account.move"].search([], limit=1).id or 1,
        }
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            Repair = self.env["steward.repair"].with_user(user)
            repair = Repair.create(vals)
            for name, value in forged.items():
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    Repair.create({**vals, name: value})
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    repair.write({name: value})
            claimed = Repair.with_context(default_done_at=TUESDAY, default_is_current=False)
            sheet = claimed.create(vals)
            self.assertFalse(sheet.done_at)
            self.assertTrue(sheet.is_current)
            case = (
                self.env["steward.case"]
                .with_user(user)
                .with_context(default_done_at=TUESDAY, default_dispatched_at=TUESDAY)
                .create({"partner_id": self.zhang.id, "category": "repair", "words": "x"})
            )
            self.assertFalse(case.repair_id.done_at)
            self.assertFalse(case.repair_id.dispatched_at)

    def test_R104_a_sheet_belongs_to_a_matter_of_its_label(self):
        with self.assertRefused(UserError, "label"):
            self._repair(category="praise")
        case = (
            self.env["steward.case"]
            .with_user(self.user_steward)
            .create({"partner_id": self.zhang.id, "category": "praise", "words": "很好"})
        )
        with self.assertRaises(AccessError):
            self._repair(case_id=case.id)
        with self.assertRaises(AccessError):
            self._repair().case_id = case

    # speed

    def _batch(self, count):
        repairs = self._repair().browse()
        for _index in range(count):
            repairs |= self._repair()
        self.env.flush_all()
        self.env.invalidate_all()
        return repairs

    def test_batches_ask_no_more_statements_for_more_repairs(self):
        counts = {}
        # the first one fills the caches
        for size in (1, 2, 20):
            repairs = self._batch(size)
            before = self.cr.sql_log_count
            repairs._dispatch(self.department_engineering, self.worker, "批量")
            self.env.flush_all()
            dispatched = self.cr.sql_log_count - before
            repairs.write({"work_done": "好了", "took_nothing": True})
            self.env.flush_all()
            before = self.cr.sql_log_count
            repairs.with_user(self.user_worker).action_done()
            self.env.flush_all()
            counts[size] = dispatched, self.cr.sql_log_count - before
        self.assertEqual(set(repairs.mapped("state")), {"handled"})
        for small, large in zip(counts[2], counts[20], strict=True):
            self.assertLessEqual(large - small, 2, counts)

    def test_R044_as_what_one_writes_is_asked_once_for_a_list(self):
        """R043: leaders of departments are stewards of their own round besides."""
        steward = self.env.ref("property_steward.property_steward_group_steward")
        self.user_department.group_ids += steward
        counts = {}
        for size in (2, 20):
            repairs = self._batch(size)
            repairs._dispatch(self.department_engineering, self.worker, "批量")
            repairs = repairs.with_user(self.user_department)
            repairs.mapped("user_part")
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(set(repairs.mapped("user_part")), {"head"})
            counts[size] = self.cr.sql_log_count - before
        self.assertEqual(counts[2], counts[20])
