from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .collection_common import CollectionCommon

REQUEST = "property_steward.mail_activity_type_collection_visit"
CONFIDENTIAL = "欠高利贷，妻子不知道"


@tagged("post_install", "-at_install")
class TestCollectionAccounting(CollectionCommon):
    """What accounting sees of the stewards' talks on its invoices, and what it may ask for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_steward.lang = cls.user_accountant.lang = "en_US"

    def as_accountant(self, record=None):
        return (record or self.invoice).with_user(self.user_accountant)

    def ask(self, reason="三次信函无回音", **vals):
        action = self.as_accountant().action_ask_steward()
        form = Form(
            self.env["steward.collection.request"]
            .with_user(self.user_accountant)
            .with_context(**action["context"])
        )
        form.reason = reason
        for name, value in vals.items():
            form[name] = value
        wizard = form.save()
        wizard.action_confirm()
        return self._case_of(self.zhang)

    def test_the_invoice_shows_how_often_and_until_when(self):
        case = self._open_case(kind="phone")
        self._talk(
            case, mode_id=self.phone_mode.id, promise=[(600, "2026-03-10"), (600, "2026-03-20")]
        )
        invoice = self.as_accountant()
        self.assertEqual(invoice.steward_visit_count, 1)
        self.assertEqual(invoice.promised_until, date(2026, 3, 20))
        self.assertIn("Promised to Pay", invoice.collection_note)
        self.assertIn("答应付款", invoice.collection_note)
        action = invoice.action_open_steward_contacts()
        contacts = self.env[action["res_model"]].with_user(self.user_accountant)
        contact = contacts.search(action["domain"])
        self.assertEqual(contact.visitor, "王芳")
        self.assertEqual((contact.result, contact.amount_promised), ("promised", 1200))
        self.assertEqual(contact.date_promised, date(2026, 3, 20))

    def test_R168_what_was_called_off_is_promised_no_more(self):
        case = self._open_case(kind="phone")
        visit = self._talk(
            case, mode_id=self.phone_mode.id, promise=[(600, "2026-03-10"), (600, "2026-03-20")]
        )
        last = visit.promise_ids.filtered(lambda one: one.date_promised == date(2026, 3, 20))
        last.with_user(self.user_supervisor)._cancel("日期记错了")
        invoice = self.as_accountant()
        invoice.invalidate_recordset()
        self.assertEqual(invoice.promised_until, date(2026, 3, 10))
        later = [("id", "=", invoice.id), ("promised_until", ">", "2026-03-10")]
        self.assertFalse(invoice.search(later))
        contact = self.env["steward.invoice.contact"].with_user(self.user_accountant)
        contact = contact.search([("move_id", "=", invoice.id)])
        self.assertEqual((contact.date_promised, contact.amount_promised), (date(2026, 3, 10), 600))

    def test_it_shows_no_confidential_talk(self):
        case = self._open_case(kind="phone")
        hardship = self.env.ref("property_steward.collection_cause_hardship")
        visit = self._talk(
            case,
            needs=CONFIDENTIAL,
            collection_cause_id=hardship.id,
            collection_cause_note=CONFIDENTIAL,
            promise=[(600, "2026-03-10")],
        )
        contacts = self.env["steward.invoice.contact"].with_user(self.user_accountant)
        shown = contacts.search([("move_id", "=", self.invoice.id)]).read()
        shown += self.as_accountant().read(["collection_note", "promised_until"])
        self.assertNotIn(CONFIDENTIAL, str(shown))
        for record in (visit, case, case.action_ids, case.promise_ids, visit.promise_line_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.user_accountant).read()

    def test_attempts_are_shown_as_well(self):
        case = self._open_case(kind="door")
        before = self.as_accountant().steward_visit_count
        self._step(case).with_user(self.user_steward).action_nobody_home()
        self.invoice.invalidate_recordset()
        self.assertEqual(self.as_accountant().steward_visit_count, before + 1)
        self.assertIn("Not Met", self.as_accountant().collection_note)

    def test_the_list_of_invoices_is_searched_by_what_was_promised(self):
        case = self._open_case(kind="phone")
        other = self._invoice(self.li, 100, due="2026-01-01", unit=self.unit_101)
        self._talk(case, promise=[(600, "2026-03-10")])
        Move = self.env["account.move"].with_user(self.user_accountant)
        both = [("id", "in", (self.invoice | other).ids)]
        for domain, found in (
            ([("promised_until", "!=", False)], self.invoice),
            ([("promised_until", "=", False)], other),
            ([("promised_until", "<=", "2026-03-10")], self.invoice),
            ([("promised_until", "<", "2026-03-10")], Move),
            ([("promised_until", ">", "2026-03-01")], self.invoice),
            ([("promised_until", "=", "2026-03-10")], self.invoice),
        ):
            with self.subTest(domain):
                self.assertEqual(Move.search(both + domain).ids, found.ids)

    def test_a_list_of_invoices_costs_one_statement_however_long_it_is(self):
        invoices = self.invoice
        for number in range(5):
            invoices |= self._invoice(self.zhang, 100 + number, due="2026-01-01")
        case = self._open_case(kind="phone")
        self._talk(case, promise=[(600, "2026-03-10")])
        invoices = self.as_accountant(invoices)

        def statements(records):
            self.env.flush_all()
            self.env.invalidate_all()
            records.mapped("name")
            before = self.cr.sql_log_count
            records.mapped("promised_until")
            return self.cr.sql_log_count - before

        self.assertEqual(statements(invoices), 1)

    def test_R233_accounting_asks_for_a_visit(self):
        case = self.ask()
        self.assertEqual(case.opened_by, "accounting")
        step = self._step(case)
        self.assertEqual((step.kind, step.period_end), ("door", date(2026, 3, 6)))
        self.assertEqual(step.requested_by_id, self.user_accountant)
        self.assertEqual(step.request_reason, "三次信函无回音")
        self.assertTrue(step.scheduled_at)
        activity = case.activity_ids
        self.assertEqual(activity.activity_type_id, self.env.ref(REQUEST))
        self.assertEqual(activity.user_id, self.user_steward)
        self.assertIn("三次信函无回音", activity.summary)

    def test_the_days_for_it_are_the_policys_and_may_be_changed(self):
        self.policy.collection_request_days = 5
        self.assertEqual(self._step(self.ask()).period_end, date(2026, 3, 8))
        self.assertEqual(
            self._step(self.ask(date_due=date(2026, 3, 4))).period_end, date(2026, 3, 4)
        )

    def test_the_days_for_it_are_the_policys_without_a_form_as_well(self):
        self.policy.collection_request_days = 5
        request = (
            self.env["steward.collection.request"]
            .with_user(self.user_accountant)
            .create({"move_ids": self.invoice.ids, "reason": "三次信函无回音"})
        )
        self.assertEqual(request.date_due, date(2026, 3, 8))

    def test_what_was_planned_before_goes_on_after_the_visit(self):
        case = self._open_case(kind="phone")
        self.ask()
        self.assertEqual(self._step(case).kind, "door")
        self._talk(case, collection_result="will_pay")
        self.assertEqual(self._step(case).kind, "phone")
        self.assertFalse(case.activity_ids, "nobody has to be reminded any more")

    def test_asking_twice_plans_one_visit_for_the_earlier_day(self):
        self.ask(date_due=date(2026, 3, 9))
        case = self.ask(date_due=date(2026, 3, 5))
        self.assertEqual(self._step(case).period_end, date(2026, 3, 5))
        self.assertEqual(len(case.action_ids.filtered(lambda step: step.state == "open")), 1)
        self.assertEqual(len(case.activity_ids), 1)

    def test_an_invoice_that_is_not_overdue_is_not_asked_about(self):
        fresh = self._invoice(self.zhang, 100, due="2026-04-01")
        self.assertFalse(self.as_accountant(fresh).can_ask_steward)
        today = self._invoice(self.zhang, 100, due="2026-03-03")
        self.assertFalse(self.as_accountant(today).can_ask_steward, "its last day is not over")
        self.assertTrue(self.as_accountant().can_ask_steward)
        self._pay(self.invoice, on="2026-03-03")
        self.invoice.invalidate_recordset()
        self.assertFalse(self.as_accountant().can_ask_steward)
        wizard = (
            self.env["steward.collection.request"]
            .with_user(self.user_accountant)
            .create({"move_ids": fresh.ids, "reason": "x", "date_due": "2026-03-05"})
        )
        with self.assertRaisesRegex(UserError, "overdue invoice of a household"):
            wizard.action_confirm()

    def test_only_accounting_asks(self):
        for user in (self.user_steward, self.user_nobody, self.user_collector):
            with self.assertRaises(AccessError):
                self.env["steward.collection.request"].with_user(user).create(
                    {"move_ids": self.invoice.ids, "reason": "x", "date_due": "2026-03-05"}
                )

    def test_invoices_of_a_payer_whose_household_is_another_contact(self):
        firm = self.env["res.partner"].create({"name": "大润集团", "is_company": True})
        self.anchor.parent_id = firm
        invoice = self._invoice(
            firm, 800, due="2026-01-01", unit=self.shop_anchor, company=self.community.company_id
        )
        self.assertEqual(invoice._collection_household(), (self.anchor, self.mall))
        rows = self.env["steward.arrears"].search([("partner_id", "=", self.anchor.id)])
        self.assertEqual(rows.overdue, 800, "as the ledger's figures see it")
