from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .test_visit_record import PICTURE
from .visit_common import VisitCommon


@tagged("post_install", "-at_install")
class TestVisitCorrect(VisitCommon):
    """R056: what was recorded wrongly is corrected, and what was recorded first is kept."""

    def correct(self, visit, user=None, **vals):
        Amend = (
            self.env["steward.visit.amend"]
            .with_user(user or self.user_steward)
            .with_context(active_id=visit.id, active_model="steward.visit")
        )
        with Form(Amend) as form:
            form.reason = "记错了"
            for name, value in vals.items():
                if name == "photo_ids":
                    for photo in value:
                        form.photo_ids.add(photo)
                else:
                    form[name] = value
        return form.record.action_apply()

    def history(self, visit):
        return {line.field_label: (line.old_value, line.new_value) for line in visit.amendment_ids}

    def photo(self, name):
        return (
            self.env["ir.attachment"]
            .with_user(self.user_steward)
            .create({"name": name, "datas": PICTURE, "res_model": "steward.visit"})
        )

    # it was no conversation

    def test_R006_R056_who_was_not_met_after_all_is_still_owed_a_visit(self):
        planned = self._create_line(self.zhang)
        borrowed = self._create_line(self.zhang, self.rule_key)
        visit = self._create_visit(self.zhang, line_id=planned.id)
        visit.fulfil_line_ids = planned | borrowed
        visit.action_done()
        self.assertEqual((planned | borrowed).mapped("state"), ["done", "done"])
        self.correct(visit, outcome="nobody_home")
        self.assertEqual((visit.state, visit.outcome), ("done", "nobody_home"))
        self.assertEqual((planned | borrowed).mapped("state"), ["open", "open"])
        self.assertFalse((planned | borrowed).visit_id)
        self.assertEqual(planned.attempt_count, 1, "An attempt it was.")
        labels = dict(
            visit._fields["outcome"]._description_selection(self.env(user=self.user_steward))
        )
        self.assertIn((labels["done"], labels["nobody_home"]), self.history(visit).values())
        self.assertEqual(visit.needs, "希望楼道灯亮一些", "What was written stays.")

    def test_R056_the_last_contact_is_again_the_one_before(self):
        self.zhang.last_contact_date = date(2026, 1, 15)
        with freeze_time("2026-02-03 02:00:00"):
            first = self._create_visit(self.zhang)
            first.action_done()
        second = self._create_visit(self.zhang)
        second.action_done()
        self.assertEqual(self.zhang.last_contact_date, date(2026, 3, 3))
        self.correct(first, outcome="no_answer")
        self.assertEqual(self.zhang.last_contact_date, date(2026, 3, 3), "The later one was held.")
        self.correct(second, outcome="no_answer")
        self.assertEqual(self.zhang.last_contact_date, date(2026, 2, 3))

    def test_R056_the_last_contact_that_the_office_knew_comes_back(self):
        self.zhang.last_contact_date = date(2026, 1, 15)
        visit = self._create_visit(self.zhang)
        visit.action_done()
        self.correct(visit, outcome="refused")
        self.assertEqual(self.zhang.last_contact_date, date(2026, 1, 15))

    # it was one

    def test_R006_R056_who_was_met_after_all_is_visited(self):
        line = self._create_line(self.zhang)
        line.with_user(self.user_steward).action_nobody_home()
        visit = self.env["steward.visit"].search([("line_id", "=", line.id)])
        self.correct(visit, outcome="done", consent=True, needs="一切都好")
        self.assertEqual((line.state, line.visit_id), ("done", visit))
        self.assertEqual(self.zhang.last_contact_date, date(2026, 3, 3))
        self.assertEqual(visit.needs, "一切都好")
        self.assertEqual(len(visit.amendment_ids), 3)

    def test_R013_a_correction_makes_no_conversation_of_nothing(self):
        line = self._create_line(self.zhang)
        line.with_user(self.user_steward).action_nobody_home()
        visit = self.env["steward.visit"].search([("line_id", "=", line.id)])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.correct(visit, outcome="done", consent=True)
        visit.invalidate_recordset()
        self.assertEqual((visit.outcome, line.state), ("nobody_home", "open"))
        self.assertFalse(visit.amendment_ids)

    def test_R056_what_another_visit_has_fulfilled_meanwhile_stays_with_it(self):
        line = self._create_line(self.zhang)
        line.with_user(self.user_steward).action_nobody_home()
        attempt = self.env["steward.visit"].search([("line_id", "=", line.id)])
        other = self._create_visit(self.zhang, line_id=line.id)
        other.action_done()
        self.correct(attempt, outcome="done", consent=True, needs="一切都好")
        self.assertEqual(line.visit_id, other)

    def test_R013_a_time_that_was_agreed_instead_is_an_appointment(self):
        visit = self._create_visit(self.zhang)
        visit.action_done()
        with self.assertRaises(UserError):
            self.correct(visit, outcome="busy")

    # photos

    def test_R056_photos_are_added_and_the_first_ones_kept(self):
        first, second = self.photo("门口.png"), self.photo("楼道.png")
        visit = self._create_visit(self.zhang, photo_ids=[Command.link(first.id)])
        visit.action_done()
        self.correct(visit, photo_ids=[second])
        self.assertEqual(visit.photo_ids, first | second)
        self.assertIn(("门口.png", "门口.png, 楼道.png"), self.history(visit).values())
        self.assertEqual((second.res_model, second.res_id), ("steward.visit", visit.id))
        with self.assertRaises(UserError):
            second.unlink()

    def test_R056_a_photo_that_one_may_not_see_is_not_taken(self):
        secret = self.env["ir.attachment"].create(
            {
                "name": "合同.png",
                "datas": PICTURE,
                "res_model": "hr.employee",
                "res_id": self.gm.id,
            }
        )
        visit = self._create_visit(self.zhang)
        visit.action_done()
        Amend = self.env["steward.visit.amend"].with_user(self.user_steward)
        with self.assertRaises(AccessError):
            Amend.with_context(active_id=visit.id).create(
                {"reason": "x", "photo_ids": [Command.link(secret.id)]}
            ).action_apply()

    # rights

    def test_R056_only_who_may_change_the_visit_corrects_its_outcome(self):
        line = self._create_line(self.zhang)
        visit = self._create_visit(self.zhang, line_id=line.id)
        visit.action_done()
        for user in (self.user_steward2, self.user_auditor, self.user_nobody):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.correct(visit, user, outcome="nobody_home")
        self.assertEqual(line.state, "done")
        self.correct(visit, self.user_supervisor, outcome="nobody_home")
        self.assertEqual(line.state, "open")
        self.assertEqual(set(visit.amendment_ids.create_uid), {self.user_supervisor})

    def test_R006_a_line_is_not_opened_again_by_hand(self):
        line = self._create_line(self.zhang)
        self._create_visit(self.zhang, line_id=line.id).action_done()
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                line.with_user(user).write({"state": "open", "visit_id": False})
