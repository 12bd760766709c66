from datetime import date, datetime

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestContactBox(DutyCommon):
    """The owners' contact box is opened every day at a fixed time (R185)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls.env["steward.contact.box"].create(
            {"name": "大堂", "community_id": cls.community.id, "date_from": date(2026, 3, 3)}
        )
        cls.Opening = cls.env["steward.contact.box.opening"]

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_contact_box").method_direct_trigger()
        return self.box.opening_ids

    def test_R185_every_day_has_one_row_however_often_the_action_runs(self):
        self.assertEqual(self._run().mapped("date"), [date(2026, 3, 3)])
        self.assertEqual(len(self._run()), 1)
        with freeze_time("2026-03-03 16:30:00"):
            self.assertEqual(
                self._run().mapped("date"), [date(2026, 3, 4), date(2026, 3, 3)], "Shanghai's day"
            )

    @mute_logger("odoo.sql_db")
    def test_R185_two_workers_cannot_make_a_second_row(self):
        self._run()
        with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
            self.Opening.create({"box_id": self.box.id, "date": date(2026, 3, 3)})

    def test_R185_opening_keeps_person_time_and_letters(self):
        opening = self._run().with_user(self.user_front)
        opening.letter_count = 2
        with freeze_time("2026-03-03 01:05:00"):
            opening.action_open()
        self.assertEqual((opening.opened_by_id, opening.letter_count), (self.front, 2))
        self.assertEqual(opening.opened_at, datetime(2026, 3, 3, 1, 5))
        with self.assertRaises(AccessError):
            opening.opened_at = False

    def test_R185_missed_days_are_shown_and_reminded_also_after_the_server_was_down(self):
        self._run().action_open()
        with freeze_time("2026-03-07 00:00:00"):
            openings = self._run()
            self.assertEqual(len(openings), 5)
            missed = self.Opening.search([("box_id", "=", self.box.id), ("is_missed", "=", True)])
            self.assertEqual(
                missed.mapped("date"), [date(2026, 3, 6), date(2026, 3, 5), date(2026, 3, 4)]
            )
            self.box.invalidate_recordset(["missed_count"])
            self.assertEqual(self.box.missed_count, 3)
            self.assertEqual(missed.filtered("is_missed"), missed)
            told = self._activities(self.box, self.user_front, "contact_box")
            self.assertEqual(len(told), 1)
            self._run()
            self.assertEqual(
                self._activities(self.box, self.user_front, "contact_box"), told, "told once"
            )
            told.action_done()
            self._run()
            self.assertFalse(self._activities(self.box, self.user_front, "contact_box"))

    def test_R185_a_missed_day_is_claimed_by_one_who_tells(self):
        day = self.Opening.create({"box_id": self.box.id, "date": "2026-03-01"})
        self.assertEqual(day._claim_reminder(), day)
        self.assertFalse(day._claim_reminder())

    def test_R185_missed_day_stays_one_with_the_reason(self):
        opening = self._run().with_user(self.user_front)
        with freeze_time("2026-03-04 00:00:00"):
            opening.invalidate_recordset()
            with self.assertRefused(UserError, "is over"):
                opening.action_open()
            opening.note = "停电，大堂封闭"
        self.assertFalse(opening.opened_at)

    def test_R185_letter_of_the_box_becomes_a_reception(self):
        opening = self._run().with_user(self.user_front)
        with self.assertRefused(UserError, "Open the box first"):
            opening.action_record_letter()
        opening.action_open()
        action = opening.action_record_letter()
        reception = (
            self.env["steward.reception"]
            .with_user(self.user_front)
            .with_context(**action["context"])
            .create({"text": "希望增加路灯", "caller_name": "匿名"})
        )
        self.assertEqual(reception.channel, "box")
        self.assertEqual(opening.reception_ids, reception)

    def test_R185_statements_do_not_grow_with_the_boxes(self):
        self.env["steward.contact.box"].create(
            [
                {"name": f"箱{n}", "community_id": self.community.id, "date_from": date(2026, 3, 1)}
                for n in range(20)
            ]
        )
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.box._add_openings()
        self.assertEqual(self.Opening.search_count([("box_id.name", "=like", "箱%")]), 60)
