from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .care_common import CareCommon
from .list_common import MANY, ListMixin


@tagged("post_install", "-at_install")
class TestCareLists(CareCommon, ListMixin):
    """Lists and buttons of care take as many statements for forty households as for five."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        units = [
            cls._create_unit(cls.building3, f"9{number:03d}", entrance="9")
            for number in range(MANY)
        ]
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"业主{unit.number}", "phone": "13900000000"} for unit in units]
        )
        cls.lines = cls.env["steward.occupancy"].create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": partner.id,
                    "date_from": date(2026, 3, 1),
                    "handover_date": cls.TODAY,
                }
                for unit, partner in zip(units, cls.partners, strict=True)
            ]
        )
        cls.env.flush_all()

    def check(self, records, *xmlids):
        for xmlid in xmlids:
            for user in (self.user_steward, self.user_supervisor):
                with self.subTest(xmlid, user=user.login):
                    self.assert_rows_are_read_as_a_set(xmlid, records, user)

    def test_events_and_the_visits_that_they_start(self):
        events = self.lines.life_event_ids
        events[::2].with_user(self.user_steward).action_card_given()
        self.check(events, "life_event_view_list", "life_event_view_kanban")
        self.lines.move_in_date = self.TODAY
        events = self.lines.life_event_ids.filtered(
            lambda event: event.kind_id == self._kind("move_in")
        )
        self.check(events, "life_event_view_list", "life_event_view_kanban")
        self.check(events.callback_ids, "care_visit_view_list", "callback_view_kanban")

    def test_help(self):
        self.check(self.tasks(MANY), "life_event_task_view_list")

    def test_gifts(self):
        gifts = self.env["steward.gift"].create(
            [
                {
                    "kind_id": self.gift_kind.id,
                    "partner_id": partner.id,
                    "employee_id": self.steward.id,
                    "date": self.TODAY,
                }
                for partner in self.partners
            ]
        )
        self.check(gifts, "gift_view_list")

    def test_invitations(self):
        activity = self.env["steward.community.activity"].create(
            {
                "name": "元宵灯会",
                "kind_id": self.env.ref("property_steward.activity_kind_festival").id,
                "community_id": self.community.id,
                "steward_id": self.steward.id,
                "date_begin": datetime(2026, 3, 20, 6),
                "date_end": datetime(2026, 3, 20, 8),
            }
        )
        invited = self.env["steward.callback"]._invite(
            activity, self.partners, self.env["ir.attachment"]
        )
        self.check(invited, "invitation_view_list")

    def tasks(self, number):
        return self.env["steward.life.event.task"].create(
            [
                {
                    "event_id": event.id,
                    "name": "送饭",
                    "employee_id": self.steward.id,
                    "date_due": self.TODAY + timedelta(days=1),
                }
                for event in self.lines[:number].life_event_ids
            ]
        )

    def test_days_that_are_corrected_in_the_register(self):
        for day in (date(2026, 3, 2), False):
            with self.subTest(day=day):
                self.assert_done_as_a_set(
                    lambda number: self.lines[:number],
                    lambda lines, day=day: lines.write({"handover_date": day}),
                )

    def test_events_that_are_entered(self):
        wedding = self._kind("wedding")
        self.assert_done_as_a_set(
            lambda number: self.partners[:number],
            lambda partners: self.env["steward.life.event"].create(
                [
                    {"kind_id": wedding.id, "partner_id": partner.id, "date": self.TODAY}
                    for partner in partners
                ]
            ),
        )

    def test_events_that_end(self):
        def settled(number):
            events = self.lines[:number].life_event_ids
            events.callback_ids.write({"state": "cancelled", "closed_reason": "x"})
            return events

        self.assert_done_as_a_set(
            settled, lambda events: events.with_user(self.user_steward).action_card_given()
        )
        self.assert_done_as_a_set(
            lambda number: self.lines[:number].life_event_ids,
            lambda events: events.with_user(self.user_supervisor)._cancel("弄错了"),
        )

    def test_help_that_is_asked_for_and_put_off(self):
        self.assert_done_as_a_set(
            self.tasks,
            lambda tasks: tasks.with_user(self.user_steward).write({"date_due": date(2026, 3, 9)}),
        )
