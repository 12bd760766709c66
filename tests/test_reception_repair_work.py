from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .sheets_common import TUESDAY, SheetsCommon


@tagged("post_install", "-at_install")
class TestRepairWork(SheetsCommon):
    """Repairs in time, urged, worked on and completed (R018, R058, R062, R277-R279)."""

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

    def test_R072_a_promise_is_kept_by_the_work_and_not_by_its_entry(self):
        states = {}
        for words, done_at in (
            ("水管", datetime(2026, 3, 4, 5, 30)),
            ("阳台", datetime(2026, 3, 4, 6, 30)),
        ):
            repair = self._repair(words=words)
            self._dispatch(repair)
            promise = self._deadline(repair, "promised")
            self.assertEqual(promise.due_at, datetime(2026, 3, 4, 6))
            with freeze_time("2026-03-05 01:00:00"):
                self._done(repair, done_at=done_at)
            self.assertEqual(promise.met_at, done_at)
            states[words] = promise.state
        self.assertEqual(states, {"水管": "met", "阳台": "met_late"})

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
