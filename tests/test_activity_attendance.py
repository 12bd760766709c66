from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .activity_guests_common import GuestsCommon


@tagged("post_install", "-at_install")
class TestActivityAttendance(GuestsCommon):
    """Who comes on the day is ticked by those who receive the guests (R294)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invite()
        cls.first, cls.second = (cls._invitation(one) for one in (cls.zhang, cls.zhao))
        cls.first._answer(True, 2, 1)
        cls.activity.state = "ongoing"
        # 14:30 in Shanghai
        cls.startClassPatcher(freeze_time("2026-03-20 06:30:00"))

    def _walk_in(self, user=None, **vals):
        wizard = self.env["steward.activity.walk.in"].with_user(user or self.user_steward2)
        wizard.create({"activity_id": self.activity.id, **vals}).action_came()

    def test_R294_all_of_a_household_came(self):
        self.first.with_user(self.user_steward2).action_all_came()
        self.assertEqual(self.first.registration_ids.mapped("state"), ["done"] * 3)
        self.assertEqual(self.first.attended_count, 3)
        self.assertEqual(self.activity.attended_count, 3)
        self.assertEqual(self.zhang.with_user(self.user_steward).activity_attended_count, 1)
        self.first.with_user(self.user_steward2).action_none_came()
        self.assertEqual(self.first.attended_count, 0)
        self.assertEqual(self.first.headcount, 3)

    def test_R294_head_by_head(self):
        heads = self.first.registration_ids.with_user(self.user_steward2)
        heads[0].action_came()
        self.assertEqual(self.first.attended_count, 1)
        heads[0].action_not_came()
        self.assertEqual(self.first.attended_count, 0)

    def test_R294_an_invited_household_that_had_not_answered(self):
        action = self.second.with_user(self.user_steward).action_all_came()
        self.assertEqual(action["res_model"], "steward.activity.walk.in")
        self.assertEqual(action["context"]["default_partner_id"], self.zhao.id)
        with self.assertRefused(UserError, "not announced"):
            (self.first | self.second).with_user(self.user_steward).action_all_came()
        self._walk_in(partner_id=self.zhao.id, adult_count=1, minor_count=2)
        self.assertEqual(self.second.registration_ids.mapped("is_minor").count(True), 2)
        self.assertEqual((self.second.answer, self.second.attended_count), ("yes", 3))
        self.assertEqual(self.second.answered_by, "staff")

    def test_R294_people_from_elsewhere_are_counted_too(self):
        with self.assertRefused(UserError, "who came"):
            self._walk_in()
        with self.assertRefused(UserError, "how many"):
            self._walk_in(name="社区书记", adult_count=0)
        self._walk_in(name="社区书记", phone="13900000000", adult_count=2)
        guests = self.activity.registration_ids.filtered(lambda one: not one.steward_partner_id)
        self.assertEqual(sorted(guests.mapped("name")), ["社区书记", "社区书记 (2)"])
        self.assertEqual(set(guests.mapped("state")), {"done"})
        self.assertEqual(self.activity.attended_count, 2)

    def test_R294_a_household_that_was_not_invited(self):
        late = self._create_household("新住户", self.unit_102, move_in_date="2026-03-19")
        self._walk_in(partner_id=late.id, adult_count=1)
        self.assertFalse(self._invitation(late))
        self.assertEqual(late.with_user(self.user_steward).activity_attended_count, 1)

    def test_R294_not_more_than_there_are_seats(self):
        self.activity.sudo().seats_max = 4
        self.activity._sync_event()
        with self.assertRefused(UserError, "1 seats"):
            self._walk_in(name="客人", adult_count=2)
        self._walk_in(name="客人", adult_count=1)

    def test_R294_nobody_comes_to_what_is_over(self):
        self.activity.sudo().state = "held"
        for action in (
            self.first.with_user(self.user_steward).action_all_came,
            self.activity.with_user(self.user_steward).action_walk_in,
            self.activity.with_user(self.user_steward).action_open_desk,
        ):
            with self.assertRefused(UserError, "guests come to now"):
                action()

    def test_R294_the_desk_of_the_events_app_works_for_a_steward(self):
        action = self.activity.with_user(self.user_steward2).action_open_desk()
        self.assertEqual(action["tag"], "event.event_barcode_scan_view")
        event = self.activity.event_id
        self.assertEqual(action["context"]["active_id"], event.id)
        Registration = self.env["event.registration"].with_user(self.user_steward2)
        barcode = self.first.registration_ids[0].barcode
        result = Registration.register_attendee(barcode, event.id)
        self.assertEqual(result["status"], "confirmed_registration")
        self.assertEqual(self.first.attended_count, 1)
        result = Registration.register_attendee(barcode, event.id)
        self.assertEqual(result["status"], "already_registered")
        stranger = self.env["event.registration"].with_user(self.user_nobody)
        with self.assertRaises(AccessError):
            stranger.register_attendee(barcode, event.id)

    def test_R294_badges_of_the_events_app_are_printed_by_a_steward(self):
        action = self.activity.with_user(self.user_steward2).action_print_badges()
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.user_steward2)
            ._render_qweb_html(action["report_name"], action["context"]["active_ids"])
        )
        self.assertIn("张三 (2)", html.decode())

    def test_R291_the_attendance_list_as_excel_is_logged(self):
        self.first.with_user(self.user_steward2).action_all_came()
        action = self.activity.with_user(self.user_steward2).action_export_attendance()
        export = self.env["steward.register.export"].browse(int(action["url"].split("/")[-1]))
        export = export.with_user(self.user_steward2)
        _title, headings, rows, model = export._content()
        self.assertEqual(model, "event.registration")
        self.assertEqual(len(rows), 3)
        self.assertIn("3-2-1204", rows[0])
        self.assertEqual(len(rows[0]), len(headings))
        export._file()
        logged = self.env["steward.export.log"].search([("kind", "=", "xlsx")], limit=1)
        self.assertEqual((logged.user_id, logged.record_count), (self.user_steward2, 3))

    def test_R294_the_sign_in_sheet_lists_every_head_with_room_for_others(self):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.user_steward2)
            ._render_qweb_html("property_steward.report_activity_sign_in", self.activity.ids)
        )
        text = html.decode()
        self.assertIn("张三 (3)", text)
        self.assertIn("3-2-1204", text)
        self.assertEqual(text.count("☐"), 3 + 10)
