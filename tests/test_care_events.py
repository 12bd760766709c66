from datetime import date, timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .care_common import CareCommon


@tagged("post_install", "-at_install")
class TestCareEvents(CareCommon):
    """Where life events come from, and what each of them starts."""

    # from the register

    def test_R015_the_move_in_date_starts_a_joint_call_at_once(self):
        event = self._move_in()
        self.assertEqual((event.date, event.partner_id), (self.TODAY, self.li))
        call = self._due(event, "life_move_in")
        self.assertEqual(call.role_ids.mapped("code"), ["steward", "health_steward"])
        self.assertEqual(call.mode_ids, self.door_mode)
        self.assertEqual(call.assignee_id, self.steward)
        self.assertFalse(call.is_optional)

    def test_R016_three_months_after_the_move_in_the_household_is_asked(self):
        call = self._due(self._move_in(), "life_three_months")
        self.assertEqual(call.period_end, date(2026, 6, 3))
        self.assertEqual(set(call.mode_ids.mapped("code")), {"phone", "door"})
        self.assertFalse(call.is_optional)

    def test_R016_the_end_of_a_short_month_is_its_last_day(self):
        with freeze_time("2026-11-30 02:00:00"):
            call = self._due(self._move_in(day=date(2026, 11, 30)), "life_three_months")
            self.assertEqual(call.period_end, date(2027, 2, 28))

    def test_F28_hand_over_and_move_in_are_two_events(self):
        line = self._occupancy(self.li)
        line.write({"handover_date": self.TODAY, "move_in_date": self.TODAY})
        self.assertEqual(
            line.life_event_ids.kind_id, self._kind("handover") | self._kind("move_in")
        )
        self.assertEqual(
            set(line.life_event_ids.callback_ids.mapped("trigger")),
            {"life_handover", "life_move_in", "life_three_months"},
        )

    def test_R272_the_card_is_due_on_the_hand_over_day(self):
        line = self._occupancy(self.li)
        line.handover_date = self.TODAY
        card = self._due(line.life_event_ids, "life_handover")
        self.assertEqual(card.period_end, self.TODAY)
        self.assertEqual(card.due_at, self._local("2026-03-03T23:59:59"))

    def test_R015_an_import_of_old_dates_starts_nothing(self):
        line = self._occupancy(self.li)
        line.write({"handover_date": date(2026, 2, 20), "move_in_date": date(2026, 2, 23)})
        self.assertFalse(line.life_event_ids)
        line.move_in_date = date(2026, 2, 24)
        self.assertTrue(line.life_event_ids, "a week back is the policy's limit")
        self.assertEqual(line.life_event_ids.date, date(2026, 2, 24))

    def test_R015_how_far_back_is_policy(self):
        self.policy.care_back_days = 30
        line = self._occupancy(self.li)
        line.move_in_date = date(2026, 2, 10)
        self.assertTrue(line.life_event_ids)
        self.assertTrue(self._due(line.life_event_ids, "life_move_in"), "it is still asked for")

    def test_R015_who_has_moved_out_since_is_not_congratulated(self):
        line = self._occupancy(self.li)
        line.write({"date_from": date(2026, 2, 1), "date_to": date(2026, 3, 2)})
        self.assertEqual(line.state, "ended")
        line.write({"handover_date": date(2026, 3, 1), "move_in_date": date(2026, 3, 1)})
        self.assertFalse(line.life_event_ids)

    def test_R015_a_future_date_starts_on_its_day_and_only_once(self):
        line = self._occupancy(self.li)
        line.move_in_date = date(2026, 3, 10)
        Event = self.env["steward.life.event"]
        Event._cron_begin()
        self.assertFalse(line.life_event_ids)
        # 00:30 in Shanghai, the day before by the server's clock
        with freeze_time("2026-03-09 16:30:00"):
            Event._cron_begin()
            self.assertEqual(line.life_event_ids.date, date(2026, 3, 10))
            Event._cron_begin()
            self.assertEqual(len(line.life_event_ids), 1)
            self.assertEqual(len(line.life_event_ids.callback_ids), 2)

    def test_R015_two_workers_begin_nothing_twice(self):
        """The other worker's event is not in this one's snapshot: the database refuses it, and
        the job goes on."""
        line = self._occupancy(self.li)
        line.move_in_date = date(2026, 3, 10)
        Event = self.env["steward.life.event"]
        with freeze_time("2026-03-09 16:30:00"):
            Event._cron_begin()
            event = line.life_event_ids
            with (
                patch.object(type(Event), "search", lambda self, *a, **kw: self.browse()),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                Event._begin_for(line)
                self.env.flush_all()
            original = type(Event)._begin_for
            with (
                patch.object(
                    type(Event),
                    "_begin_for",
                    lambda self, lines: original(self, lines | line),
                ),
                patch.object(type(Event), "search", lambda self, *a, **kw: self.browse()),
                mute_logger("odoo.sql_db"),
            ):
                Event._cron_begin()
            self.assertEqual(line.life_event_ids, event)

    def test_R015_a_claimed_occupancy_is_left_to_the_other_worker(self):
        line = self._occupancy(self.li)
        line.move_in_date = date(2026, 3, 10)
        Occupancy = type(self.env["steward.occupancy"])
        with (
            freeze_time("2026-03-09 16:30:00"),
            patch.object(Occupancy, "try_lock_for_update", lambda self, **kw: self.browse()),
        ):
            self.env["steward.life.event"]._cron_begin()
        self.assertFalse(line.life_event_ids)

    def test_R016_a_corrected_date_moves_what_nobody_has_begun(self):
        event = self._move_in()
        call = self._due(event, "life_three_months")
        joint = self._due(event, "life_move_in")
        event.occupancy_id.move_in_date = date(2026, 3, 1)
        self.assertEqual(event.date, date(2026, 3, 1))
        self.assertEqual(call.period_end, date(2026, 6, 1))
        self.assertEqual(joint.period_end, date(2026, 3, 4))
        self.assertEqual(
            call.deadline_ids.filtered(lambda d: d.state == "running").due_at, call.due_at
        )

    def test_R015_a_date_that_was_a_mistake_cancels_the_event(self):
        event = self._move_in()
        event.occupancy_id.move_in_date = False
        self.assertEqual(event.state, "cancelled")
        self.assertEqual(set(event.callback_ids.mapped("state")), {"cancelled"})
        self.assertFalse(event.callback_ids.filtered("next_due_at"))

    def test_R016_who_has_moved_out_is_not_asked(self):
        event = self._move_in()
        event.occupancy_id.move_out_date = date(2026, 4, 1)
        with freeze_time("2026-04-02 02:00:00"):
            self.env["steward.occupancy"]._cron_refresh_states()
            self.env["steward.life.event"]._cron_begin()
        self.assertEqual(event.state, "cancelled")
        self.assertNotIn("open", event.callback_ids.mapped("state"))

    def test_R269_the_care_goes_with_the_area(self):
        event = self._move_in()
        wizard = self.env["steward.area.hand.over"].with_user(self.user_supervisor)
        wizard.create(
            {"from_id": self.steward.id, "to_id": self.steward2.id, "scope": "area"}
        ).action_hand_over()
        self.assertEqual(event.steward_id, self.steward2)
        self.assertEqual(event.callback_ids.assignee_id, self.steward2)
        self.assertEqual(event.callback_ids.deadline_ids.responsible_id, self.steward2)

    def test_R015_many_occupancies_ask_for_a_bounded_number_of_statements(self):
        units = [self._create_unit(self.building3, f"{n}", entrance="9") for n in range(901, 941)]
        partners = self.env["res.partner"].create(
            [{"name": f"业主{unit.number}"} for unit in units]
        )

        def occupy(pairs):
            lines = self.env["steward.occupancy"].create(
                [
                    {
                        "unit_id": unit.id,
                        "partner_id": partner.id,
                        "date_from": date(2026, 3, 1),
                        "move_in_date": self.TODAY,
                    }
                    for unit, partner in pairs
                ]
            )
            self.env.flush_all()
            return lines

        pairs = list(zip(units, partners, strict=True))
        occupy(pairs[:5])
        counts = []
        for part in (pairs[5:10], pairs[10:]):
            before = self.env.cr.sql_log_count
            lines = occupy(part)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(lines.life_event_ids.callback_ids), 2 * len(part))
        self.assertEqual(counts[0], counts[1], "for five as for thirty")

    # by hand

    def test_an_event_has_a_name_once_household_and_kind_are_known(self):
        event = self.env["steward.life.event"].new({"kind_id": self._kind("wedding").id})
        self.assertFalse(event.display_name)
        event.partner_id = self.zhang
        self.assertIn(self.zhang.name, event.display_name)

    def test_R021_a_wedding_is_offered(self):
        offer = self._due(self._create_event("wedding", date=date(2026, 5, 20)), "life_wedding")
        self.assertTrue(offer.is_optional)
        self.assertEqual(offer.period_end, date(2026, 3, 10), "from when it became known")
        self.assertFalse(offer.deadline_ids, "an offer is never late")

    def test_R021_an_offer_is_declined_in_one_tap_with_a_reason(self):
        event = self._create_event("wedding")
        offer = event.callback_ids.with_user(self.user_steward)
        offer.action_decline()
        self.assertEqual(offer.state, "cancelled")
        self.assertTrue(offer.closed_reason)
        self.assertEqual(offer.closed_by_id, self.user_steward)
        self.assertEqual(event.state, "done", "nothing more is to be done")

    def test_R021_an_offer_is_declined_with_the_persons_own_reason(self):
        event = self._create_event("wedding")
        action = event.callback_ids.with_user(self.user_steward).action_decline_why()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_steward)
            .with_context(**action["context"])
            .create({"reason": "酒店已包办"})
        )
        wizard.action_confirm()
        self.assertEqual(event.callback_ids.closed_reason, "酒店已包办")

    def test_R015_what_the_rules_demand_cannot_be_declined(self):
        call = self._due(self._move_in(), "life_move_in").with_user(self.user_steward)
        with self.assertRefused(UserError, "only the supervisor"):
            call.action_decline()
        with self.assertRaises(AccessError):
            call.life_event_id.action_cancel()
        call.life_event_id.with_user(self.user_supervisor)._cancel("录入错误")
        self.assertEqual(call.state, "cancelled")

    def test_R022_a_misfortune_sends_somebody_to_the_door(self):
        event = self._create_event("misfortune", date=date(2026, 2, 10))
        call = event.callback_ids
        self.assertEqual(call.mode_ids, self.door_mode)
        self.assertFalse(call.is_optional)
        self.assertEqual(call.period_end, date(2026, 3, 4), "from when it became known")
        self.assertTrue(event.is_confidential)

    def test_R022_help_is_organised_and_asked_for(self):
        event = self._create_event("misfortune")
        event.write(
            {
                "task_ids": [
                    fields.Command.create(
                        {
                            "name": "送孩子上学",
                            "employee_id": self.worker.id,
                            "date_due": date(2026, 3, 5),
                        }
                    )
                ]
            }
        )
        task = event.task_ids.with_user(self.user_worker)
        activity = task.sudo().activity_ids
        self.assertEqual(
            (activity.user_id, activity.date_deadline), (self.user_worker, date(2026, 3, 5))
        )
        self.assertEqual(task.door, "3-2-1204", "the helper is told where")
        with self.assertRaises(AccessError):
            task.event_id.read(["note"])
        task.result = "已接送"
        task.action_done()
        self.assertEqual((task.is_done, task.done_on), (True, self.TODAY))
        self.assertFalse(task.sudo().activity_ids)
        with self.assertRaises(UserError):
            task.name = "别的事"
        with self.assertRaisesRegex(UserError, "Help that was given stays on record"):
            event.task_ids.unlink()

    def test_R022_undone_help_is_late_by_the_communitys_day(self):
        event = self._create_event("misfortune")
        event.task_ids = [
            fields.Command.create(
                {"name": "代收快递", "employee_id": self.worker.id, "date_due": self.TODAY}
            )
        ]
        self.assertFalse(event.task_ids.is_late)
        with freeze_time("2026-03-03 16:30:00"):
            event.invalidate_recordset()
            event.task_ids.invalidate_recordset()
            self.assertTrue(event.task_ids.is_late)
            self.assertIn(event, self.env["steward.life.event"].search([("is_late", "=", True)]))

    def test_R026_every_stage_of_a_childs_first_year_is_a_joint_offer(self):
        event = self._create_event("birth", date=date(2026, 1, 31))
        calls = event.callback_ids.sorted("period_start")
        self.assertEqual(
            calls.life_stage_id.sorted("months").mapped("months"),
            [1, 3, 12],
            "the first days are over",
        )
        self.assertEqual(
            calls.mapped("period_start"), [date(2026, 2, 28), date(2026, 4, 30), date(2027, 1, 31)]
        )
        self.assertEqual(set(calls.role_ids.mapped("code")), {"steward", "health_steward"})
        self.assertTrue(all(calls.mapped("is_optional")))
        self.assertEqual(event.stage_id.months, 1)

    def test_R026_pregnancy_has_its_stages(self):
        event = self._create_event("pregnancy")
        self.assertEqual(event.callback_ids.life_stage_id, self._kind("pregnancy").stage_ids)
        self.assertTrue(event.is_confidential)

    def test_E08_a_firm_has_kinds_of_its_own(self):
        kind = self.env["steward.life.event.kind"].create({"name": "金婚"})
        event = self._create_event("wedding", kind_id=kind.id)
        self.assertEqual(event.callback_ids.trigger, "life_other")
        self.assertIn("金婚", event.callback_ids.display_name)
        self.assertIn("金婚", event.display_name)

    def test_R015_a_role_that_nobody_fills_is_not_waited_for(self):
        self.env["steward.role.assignment"].search([("employee_id", "=", self.health.id)]).unlink()
        call = self._due(self._move_in(), "life_move_in")
        self.assertEqual(call.role_ids.mapped("code"), ["steward"])

    def test_R015_an_old_event_that_is_entered_late_asks_for_nothing(self):
        event = self._create_event("move_in", date=date(2025, 6, 1))
        self.assertFalse(event.callback_ids)
        event.action_close()
        self.assertEqual(event.state, "done")

    # the conversations

    def test_R015_the_joint_call_needs_both_stewards(self):
        call = self._due(self._move_in(), "life_move_in")
        alone = self._call_on(call)
        self.assertIn(call.role_ids[-1:].name, alone.callback_unfit_note)
        alone.action_done()
        self.assertEqual(call.state, "open", "the steward came alone")
        together = self._call_on(call, along=self.health, gift_ids=[])
        together.action_done()
        self.assertEqual(call.state, "done")
        self.assertFalse(call.result, "care asks for no rating")

    def test_R015_the_health_steward_may_record_it_as_well(self):
        call = self._due(self._move_in(), "life_move_in")
        visit = self._call_on(call, user=self.user_health, along=self.steward)
        visit.action_done()
        self.assertEqual((call.state, call.visit_id), ("done", visit.sudo(False)))

    def test_R016_the_three_months_call_counts_near_its_day(self):
        call = self._due(self._move_in(), "life_three_months")
        self.assertEqual(call.period_start, date(2026, 5, 19))
        early = self._call_on(call)
        self.assertTrue(early.callback_unfit_note)
        early.action_done()
        self.assertEqual(call.state, "open")
        with freeze_time("2026-05-20 02:00:00"):
            self._call_on(call, mode=self.phone_mode).action_done()
        self.assertEqual(call.state, "done")

    def test_F29_one_visit_may_be_the_monthly_and_the_three_months_one(self):
        call, line = self._three_months_and_monthly()
        with freeze_time("2026-06-02 02:00:00"):
            visit = self._create_visit(self.li, line_id=line.id, fulfil_callback_ids=call.ids)
            visit.action_done()
        self.assertEqual((call.state, line.state), ("done", "done"))
        self.assertEqual(call.visit_id, line.visit_id)

    def test_F29_set_out_for_the_three_months_it_may_be_the_monthly_one(self):
        call, line = self._three_months_and_monthly()
        with freeze_time("2026-06-02 02:00:00"):
            self._call_on(call).action_done()
        self.assertEqual((call.state, line.state), ("done", "done"))

    def test_F29_the_policy_may_want_two_conversations(self):
        self.policy.care_shares_monthly = False
        call, line = self._three_months_and_monthly()
        with freeze_time("2026-06-02 02:00:00"):
            # set out for neither, both ticked
            visit = self._create_visit(
                self.li, fulfil_line_ids=line.ids, fulfil_callback_ids=call.ids
            )
            self.assertTrue(visit.callback_unfit_note)
            visit = self._create_visit(self.li, line_id=line.id, fulfil_callback_ids=call.ids)
            self.assertTrue(visit.callback_unfit_note)
            visit.action_done()
            self.assertEqual((call.state, line.state), ("open", "done"))
        other, line = self._three_months_and_monthly(self.zhang, self._create_event("move_in"))
        with freeze_time("2026-06-02 02:00:00"):
            self._call_on(other).action_done()
        self.assertEqual((other.state, line.state), ("done", "open"))

    def _three_months_and_monthly(self, partner=None, event=None):
        call = self._due(event or self._move_in(), "life_three_months")
        line = self._create_line(partner or self.li, period_end=date(2026, 6, 30))
        return call, line

    def test_R015_the_event_is_done_when_all_of_it_is(self):
        event = self._move_in()
        joint, later = (self._due(event, code) for code in ("life_move_in", "life_three_months"))
        self._call_on(joint, along=self.health).action_done()
        self.assertEqual(event.state, "open")
        with freeze_time("2026-06-02 02:00:00"):
            self._call_on(later).action_done()
        self.assertEqual((event.state, event.closed_on), ("done", date(2026, 6, 2)))

    # guards

    def test_R022_what_buttons_say_is_not_written(self):
        event = self._create_event("wedding")
        for vals in (
            {"state": "done"},
            {"partner_id": self.li.id},
            {"kind_id": self._kind("birth").id},
        ):
            with self.assertRaises(AccessError):
                event.write(vals)
        with self.assertRaises(AccessError):
            event.unlink()
        with self.assertRaises(AccessError):
            self._create_event("wedding", state="done")
        with self.assertRaises(AccessError):
            self._create_event("wedding", occupancy_id=self._occupancy(self.li).id)
        with self.assertRaises(AccessError):
            event.callback_ids.with_user(self.user_steward).write({"life_event_id": False})

    def test_R022_a_steward_enters_events_of_the_own_area_only(self):
        with self.assertRaises(AccessError):
            self._create_event("wedding", self.zhao)
        self._create_event("wedding", self.zhao, self.user_steward2)
        self._create_event("misfortune", self.zhao, self.user_supervisor)

    def test_R015_the_day_of_the_register_is_corrected_in_the_register(self):
        event = self._move_in().with_user(self.user_steward)
        with self.assertRefused(AccessError, "occupancy"):
            event.date = self.TODAY - timedelta(days=1)

    def test_R021_the_visit_says_what_it_is_for(self):
        visit = self._call_on(self._create_event("wedding").callback_ids)
        self.assertEqual(visit.purpose_ids, self.env.ref("property_steward.visit_purpose_wedding"))
        self.assertEqual(visit.life_event_id.kind_id, self._kind("wedding"))
