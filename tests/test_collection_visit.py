from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionVisit(CollectionCommon):
    """R014, R024, R168, R245: talks about fees are visits, with what came of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._open_case(kind="door")
        cls.case.cause_id = cls.forgot

    def test_R024_a_door_step_is_done_by_a_talk_at_the_door(self):
        step = self._step(self.case)
        visit = self._begin(self.case, mode_id=self.phone_mode.id, collection_result="will_pay")
        self.assertIn("done otherwise", visit.collection_unfit_note)
        visit.action_done()
        self.assertEqual(step.state, "open")
        self._talk(self.case, collection_result="will_pay")
        self.assertEqual((step.state, step.done_on), ("done", date(2026, 3, 3)))

    def test_R245_fees_are_chased_and_services_taken_on_in_one_talk(self):
        visit = self._begin(
            self.case,
            collection_result="will_pay",
            case_ids=[Command.create({"category": "service", "words": "想订每周保洁"})],
        )
        self.assertIn(self.env.ref("property_steward.visit_purpose_fee"), visit.purpose_ids)
        visit.action_done()
        service = visit.case_ids
        self.assertTrue(service.registered_at)
        self.assertEqual(service.service_id.kind, "entrusted", "until a paid service is chosen")

    def test_it_begins_with_one_tap_from_the_step(self):
        step = self._step(self.case).with_user(self.user_steward)
        action = step.action_start_visit()
        form = Form(
            self.env["steward.visit"].with_user(self.user_steward).with_context(**action["context"])
        )
        self.assertEqual(form.partner_id, self.zhang)
        self.assertEqual(form.unit_id, self.unit_1204)
        self.assertEqual(form.collection_overdue, 1200)
        form.consent = True
        form.collection_result = "promised"
        form.collection_note = "月底发工资后付"
        form.collection_cause_id = self.forgot
        with form.promise_line_ids.new() as line:
            line.date_promised = date(2026, 3, 31)
            line.amount = 1200
        visit = form.save()
        self.assertEqual(visit.sudo().invoice_ids, self.invoice)
        visit.action_done()
        self.assertEqual(self.case.promise_ids.amount, 1200)
        self.assertEqual(self.case.promise_ids.visit_id, visit)
        self.assertEqual(step.state, "done")

    def test_R014_a_planned_visit_of_the_month_is_held_by_the_talk_about_fees(self):
        line = self._create_line(self.zhang)
        visit = self._begin(self.case, collection_result="will_pay")
        self.assertIn(line, visit.fulfil_line_ids)
        visit.action_done()
        self.assertEqual((line.state, line.visit_id), ("done", visit))

    def test_R014_fees_are_talked_about_on_another_occasion(self):
        line = self._create_line(self.zhang)
        visit = self._create_visit(self.zhang, line_id=line.id)
        self.assertEqual(visit.candidate_collection_id, self.case)
        visit.about_fees = True
        self.assertEqual(visit.collection_id, self.case)
        with self.assertRaisesRegex(UserError, "what came of the talk"):
            visit.action_done()
        visit.collection_result = "disputes"
        visit.collection_cause_id = self.forgot
        step = self._step(self.case)
        visit.action_done()
        self.assertEqual((step.state, step.visit_id), ("done", visit))
        self.assertEqual(visit.collection_action_id, step)
        self.assertEqual(line.visit_id, visit)

    def test_what_is_not_ticked_stays_open(self):
        visit = self._create_visit(self.zhang)
        visit.action_done()
        self.assertEqual(self._step(self.case).kind, "door")
        self.assertFalse(visit.collection_id)

    def test_R168_the_cause_is_compulsory_before_the_second_talk(self):
        case = self._open_case(self.li)
        self._step(case)._deliver(date(2026, 3, 3), "box")
        first = self._begin(case, collection_result="will_pay")
        first.action_done()
        second = self._begin(case, collection_result="will_pay")
        with self.assertRaisesRegex(UserError, "R168"):
            second.action_done()
        second.collection_cause_id = self.forgot
        second.action_done()
        self.assertEqual(case.cause_id, self.forgot)

    def test_R168_some_causes_need_the_households_words(self):
        visit = self._begin(
            self.case, collection_result="disputes", collection_cause_id=self.quality.id
        )
        with self.assertRaisesRegex(UserError, "needs its words"):
            visit.action_done()
        visit.collection_cause_note = "电梯三天两头坏"
        visit.action_done()
        self.assertEqual(self.case.case_id.words, "电梯三天两头坏")
        self.assertEqual(self.case.case_id.first_receiver_id, self.steward)

    def test_a_promise_says_how_much_and_when(self):
        visit = self._begin(
            self.case, collection_result="promised", collection_cause_id=self.forgot.id
        )
        with self.assertRaisesRegex(UserError, "how much"):
            visit.action_done()
        visit.promise_line_ids = [Command.create({"amount": 100, "date_promised": "2026-03-02"})]
        with self.assertRaisesRegex(UserError, "later day"):
            visit.action_done()
        visit.promise_line_ids.date_promised = "2026-03-05"
        visit.collection_result = "will_pay"
        with self.assertRaisesRegex(UserError, "was promised"):
            visit.action_done()

    def test_R168_it_is_noted_who_promised(self):
        visit = self._begin(
            self.case,
            collection_result="promised",
            promise_line_ids=[
                Command.create({"amount": 300, "date_promised": "2026-03-20"}),
                Command.create(
                    {"amount": 900, "date_promised": "2026-03-31", "promised_by": "张太太"}
                ),
            ],
        )
        visit.action_done()
        self.assertEqual(
            visit.promise_ids.sorted("date_promised").mapped("promised_by"),
            [self.zhang.name, "张太太"],
        )

    def test_what_was_promised_is_evidence(self):
        visit = self._talk(self.case, promise=[(500, "2026-03-10")])
        with self.assertRaises(UserError):
            visit.promise_line_ids.amount = 5
        with self.assertRaises(UserError):
            visit.promise_line_ids.unlink()
        with self.assertRaises(UserError):
            self.env["steward.visit.promise"].with_user(self.user_steward).create(
                {"visit_id": visit.id, "amount": 5, "date_promised": "2026-03-10"}
            )
        with self.assertRaises(UserError):
            visit.collection_note = "anders"

    def test_nobody_home_is_an_attempt_and_after_so_many_the_next_step_follows(self):
        step = self._step(self.case).with_user(self.user_steward)
        step.action_nobody_home()
        self.assertEqual((step.state, step.attempt_count), ("open", 1))
        self.assertEqual(self.community._to_local(step.scheduled_at).date(), date(2026, 3, 4))
        self.assertEqual(self.case.visit_ids.sorted()[0].collection_result, "not_met")
        step.action_nobody_home()
        step.action_nobody_home()
        self.assertEqual(step.state, "cancelled")
        self.assertIn("3", step.closed_note)
        self.assertEqual(self._step(self.case).kind, "formal_notice")

    def test_another_time_that_was_agreed_is_an_appointment_for_the_step(self):
        visit = self._begin(self.case, next_at="2026-03-05 02:00:00")
        visit.action_busy()
        agreed = self.env["steward.visit"].search(
            [("collection_action_id", "=", self._step(self.case).id), ("state", "=", "draft")]
        )
        self.assertEqual(str(agreed.agreed_at), "2026-03-05 02:00:00")
        self.assertEqual(agreed.collection_id, self.case)
        with freeze_time("2026-03-05 02:30:00"):
            action = self._step(self.case).with_user(self.user_steward).action_start_visit()
        self.assertEqual(action["res_id"], agreed.id)

    def test_the_fees_of_one_household_are_not_talked_about_with_another(self):
        with self.assertRaises(AccessError):
            self._create_visit(self.li, collection_id=self.case.id)
        with self.assertRaises(AccessError):
            self._create_visit(self.zhao, user=self.user_steward2, collection_id=self.case.id)

    def test_only_invoices_of_the_household_are_linked(self):
        other = self._invoice(self.li, 300, due="2026-01-01", unit=self.unit_101)
        lines = self.env["steward.arrears.line"].search(
            [("partner_id", "in", (self.li | self.zhang).ids)]
        )
        visit = self._begin(self.case)
        visit.fee_line_ids = lines
        self.assertEqual(visit.sudo().invoice_ids, self.invoice)
        self.assertNotIn(other, visit.sudo().invoice_ids)
        with self.assertRaises(AccessError):
            visit.with_user(self.user_steward).read(["invoice_ids"])
        with self.assertRaises(AccessError):
            visit.with_user(self.user_steward).invoice_ids = other

    def test_the_overdue_invoices_are_taken_unless_others_are_chosen(self):
        self._invoice(self.zhang, 300, due="2026-04-01", unit=self.unit_1204)
        second = self._invoice(self.zhang, 200, due="2026-02-01", unit=self.unit_1204)
        visit = self._begin(
            self.case, collection_result="will_pay", collection_cause_id=self.forgot.id
        )
        self.assertEqual(
            set(visit.fee_line_ids.mapped("residual")), {1200, 200}, "not what is not due"
        )
        visit.fee_line_ids = visit.fee_line_ids.filtered(lambda line: line.residual == 200)
        visit.action_done()
        self.assertEqual(visit.sudo().invoice_ids, second)

    def test_R056_a_talk_that_was_none_is_taken_back(self):
        step = self._step(self.case)
        visit = self._talk(self.case, promise=[(500, "2026-03-10")])
        self.assertEqual(self._step(self.case).kind, "formal_notice")
        wizard = (
            self.env["steward.visit.amend"]
            .with_user(self.user_steward)
            .with_context(active_id=visit.id)
            .create({"outcome": "nobody_home", "reason": "记错了户"})
        )
        wizard.action_apply()
        self.assertEqual(self._step(self.case), step)
        self.assertEqual(self.case.promise_ids.state, "cancelled")
        self.assertEqual(visit.collection_result, "not_met")

    def test_a_step_is_not_done_without_a_talk(self):
        with self.assertRaises(AccessError):
            self._step(self.case).with_user(self.user_steward).write({"state": "done"})
        with self.assertRaisesRegex(Exception, "done_by_visit"):
            self._step(self.case).write({"state": "done"})
            self.env.flush_all()

    def test_a_neighbours_steward_sees_nothing_of_it(self):
        self._talk(self.case, promise=[(500, "2026-03-10")])
        for records in (self.case, self.case.action_ids, self.case.promise_ids):
            self.assertFalse(records.with_user(self.user_steward2)._filtered_access("read"))
