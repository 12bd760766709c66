from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon

BROKEN = "property_steward.mail_activity_type_promise_broken"
# ten in the morning in Shanghai
BEFORE, ON, AFTER = "2026-03-09 02:00:00", "2026-03-10 02:00:00", "2026-03-11 02:00:00"


@tagged("post_install", "-at_install")
class TestCollectionPromise(CollectionCommon):
    """R168: whether a promise to pay is kept is decided by the payments that really came in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_steward.lang = "en_US"
        cls.case = cls._open_case(kind="door")

    def promise(self, amount=500, day="2026-03-10"):
        return self._talk(self.case, promise=[(amount, day)]).promise_ids

    def after(self, moment=AFTER):
        with freeze_time(moment):
            self._sweep()

    def activities(self):
        return self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", self.env.ref(BROKEN).id),
                ("res_model", "=", "steward.collection"),
            ]
        )

    def test_a_promise_is_kept_as_soon_as_the_money_is_in(self):
        promise = self.promise()
        self._pay(self.invoice, 500, on="2026-03-08")
        self.after(BEFORE)
        self.assertEqual((promise.state, promise.amount_paid), ("kept", 500))
        self.assertEqual(promise.decided_on, date(2026, 3, 9))
        self.assertEqual(self.case.state, "open", "700 are still overdue")

    def test_it_is_open_until_its_day_is_over(self):
        promise = self.promise()
        self.after(ON)
        self.assertEqual(promise.state, "open")
        self.after(AFTER)
        self.assertEqual((promise.state, promise.decided_on), ("broken", date(2026, 3, 11)))

    def test_days_of_grace_are_the_policys(self):
        self.policy.promise_grace_days = 3
        promise = self.promise()
        self.after(AFTER)
        self.assertEqual(promise.state, "open")
        self._pay(self.invoice, 500, on="2026-03-13")
        self.after("2026-03-13 02:00:00")
        self.assertEqual(promise.state, "kept")

    def test_part_of_the_money_keeps_it_in_part(self):
        promise = self.promise()
        self._pay(self.invoice, 499.99, on="2026-03-10")
        self.after()
        self.assertEqual((promise.state, promise.amount_paid), ("partly", 499.99))

    def test_a_credit_note_is_no_payment(self):
        promise = self.promise()
        refund = self._invoice(self.zhang, -500, due="2026-03-05", unit=self.unit_1204)
        (self.invoice + refund).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.after()
        self.assertEqual((promise.state, promise.amount_paid), ("broken", 0))

    def test_what_is_written_off_with_a_payment_is_no_payment(self):
        promise = self.promise()
        books = self._books(self.community.company_id)[1]
        self.invoice2 = self._invoice(self.zhang, 500, due="2026-02-01", unit=self.unit_1204)
        self._pay(
            self.invoice2,
            400,
            on="2026-03-06",
            payment_difference_handling="reconcile",
            writeoff_account_id=books["expense"].id,
        )
        self.after()
        self.assertEqual((promise.state, promise.amount_paid), ("partly", 400))

    def test_an_entry_of_another_journal_is_no_payment(self):
        promise = self.promise()
        self._entry(self.zhang, -500, on="2026-03-06", other="outstanding")
        self.after()
        self.assertEqual((promise.state, promise.amount_paid), ("broken", 0))

    def test_what_is_written_off_for_somebody_else_in_the_same_entry_is_not_taken_off(self):
        """One line of the bank for two households, of which the other was let off a part."""
        promise = self.promise()
        books = self._books(self.community.company_id)[1]

        def line(account, partner, **vals):
            return Command.create(
                {"account_id": books[account].id, "partner_id": partner.id, **vals}
            )

        self._entry(
            self.zhang,
            0,
            on="2026-03-06",
            journal_id=books["bank"].id,
            line_ids=[
                line("outstanding", self.zhang, debit=900),
                line("expense", self.li, debit=100),
                line("receivable", self.zhang, credit=500),
                line("receivable", self.li, credit=500),
            ],
        )
        self.after()
        self.assertEqual((promise.state, promise.amount_paid), ("kept", 500))

    def test_cash_that_is_not_applied_to_an_invoice_is_a_payment(self):
        promise = self.promise()
        self._receive(self.zhang, 500, on="2026-03-06", journal="cash")
        self.after()
        self.assertEqual(promise.state, "kept")

    def test_money_that_came_by_card_is_a_payment(self):
        promise = self.promise()
        env, books = self._books(self.community.company_id)
        card = env["account.journal"].create(
            {
                "code": "TCRD",
                "name": "刷卡",
                "type": "credit",
                "company_id": self.community.company_id.id,
                "default_account_id": books["outstanding"].id,
            }
        )
        self._entry(self.zhang, -500, on="2026-03-06", other="outstanding", journal_id=card.id)
        self.after()
        self.assertEqual(promise.state, "kept")

    def test_what_was_paid_before_the_promise_does_not_count(self):
        self._pay(self.invoice, 500, on="2026-03-02")
        promise = self.promise()
        self.after()
        self.assertEqual(promise.state, "broken")

    def test_a_bank_statement_that_comes_late_corrects_what_was_decided(self):
        promise = self.promise()
        self.after()
        self.assertEqual(promise.state, "broken")
        self._pay(self.invoice, 500, on="2026-03-10")
        self.after("2026-03-12 02:00:00")
        self.assertEqual(promise.state, "kept")

    def test_a_payment_that_was_taken_back_keeps_nothing(self):
        promise = self.promise()
        payment = self._pay(self.invoice, 500, on="2026-03-08")
        self.after(BEFORE)
        self.assertEqual(promise.state, "kept")
        payment.action_draft()
        self.after(ON)
        self.assertEqual((promise.state, promise.amount_paid), ("open", 0))
        self.after(AFTER)
        self.assertEqual(promise.state, "broken")

    def test_a_promise_that_seemed_kept_and_was_not_raises_the_next_step(self):
        """The payment bounced after the promised day: the steward is told as of any other."""
        self._invoice(self.zhang, 700, due="2026-02-01", unit=self.unit_1204)
        promise = self.promise()
        payment = self._pay(self.invoice, 500, on="2026-03-08")
        self.after()
        self.assertEqual((promise.state, self.case.state), ("kept", "open"))
        self.assertFalse(self.activities())
        payment.action_draft()
        self.after("2026-03-12 02:00:00")
        self.assertEqual(promise.state, "broken")
        self.assertEqual(self.activities().user_id, self.user_steward)
        self.assertEqual(self._step(self.case).period_end, date(2026, 3, 12))

    def test_instalments_are_several_promises(self):
        promises = self._talk(
            self.case, promise=[(400, "2026-03-10"), (400, "2026-03-20"), (400, "2026-03-30")]
        ).promise_ids
        self._pay(self.invoice, 600, on="2026-03-09")
        self.after()
        self.assertEqual(promises.mapped("state"), ["kept", "open", "open"])
        self.assertEqual(promises.mapped("amount_paid"), [400, 200, 0])
        self.after("2026-03-21 02:00:00")
        self.assertEqual(promises.mapped("state"), ["kept", "partly", "open"])

    def test_two_households_payments_are_not_mixed_up(self):
        promise = self.promise()
        self._receive(self.li, 500, on="2026-03-06")
        self.after()
        self.assertEqual(promise.state, "broken")

    def test_steps_before_a_promise_falls_due_wait(self):
        self.promise(day="2026-03-30")
        step = self._step(self.case)
        self.assertEqual(step.kind, "formal_notice")
        self.assertEqual(step.period_start, date(2026, 3, 31))
        self.assertEqual(step.period_end, date(2026, 3, 31))
        Action = self.env["steward.collection.action"]
        with freeze_time("2026-03-30 02:00:00"):
            self.assertNotIn(step, Action.search([("is_due_today", "=", True)]))
        with freeze_time("2026-03-31 02:00:00"):
            self.assertIn(step, Action.search([("is_due_today", "=", True)]))

    def test_a_promise_made_to_the_office_lets_the_open_step_wait(self):
        step = self._step(self.case)
        self.env["steward.payment.promise"].with_user(self.user_steward).create(
            {"collection_id": self.case.id, "amount": 100, "date_promised": "2026-03-25"}
        )
        self.assertEqual(step.period_start, date(2026, 3, 26))

    def test_a_broken_promise_raises_the_next_step_at_once(self):
        self.promise()
        step = self._step(self.case)
        self.assertEqual(step.period_end, date(2026, 3, 18))
        self.after()
        self.assertEqual(step.period_end, date(2026, 3, 11))
        self.assertTrue(step.with_context(tz="Asia/Shanghai").state == "open")
        activity = self.activities()
        self.assertEqual(activity.user_id, self.user_steward)
        self.assertIn("was not kept", activity.summary)
        self.after("2026-03-12 02:00:00")
        self.assertEqual(len(self.activities()), 1, "told once")

    def test_a_broken_promise_of_a_household_that_paid_otherwise_raises_nothing(self):
        self.promise(amount=1200)
        refund = self._invoice(self.zhang, -1200, due="2026-03-05", unit=self.unit_1204)
        (self.invoice + refund).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.after()
        self.assertEqual(self.case.state, "closed")
        self.assertFalse(self.activities())

    def test_the_case_is_closed_with_the_last_payment_and_nobody_is_reminded_any_more(self):
        promise = self.promise(amount=1200)
        self.after()
        self.assertEqual(len(self.activities()), 1)
        self._pay(self.invoice, 1200, on="2026-03-12")
        self.after("2026-03-12 02:00:00")
        self.assertEqual((self.case.state, self.case.closed_reason), ("closed", "paid"))
        self.assertEqual(promise.state, "broken", "it came two days late")
        self.assertFalse(self._step(self.case))
        self.assertFalse(self.activities())

    def test_a_steward_without_login_is_stood_in_for_by_the_supervisor(self):
        self.promise()
        self.steward.user_id = False
        self.after()
        self.assertEqual(self.activities().user_id, self.user_supervisor)

    def test_a_promise_is_cancelled_with_a_reason_by_the_supervisor(self):
        promise = self.promise()
        with self.assertRaises(AccessError):
            promise.with_user(self.user_steward).action_cancel()
        action = promise.with_user(self.user_supervisor).action_cancel()
        self.env["steward.reason.wizard"].with_user(self.user_supervisor).with_context(
            **action["context"]
        ).create({"reason": "金额说错"}).action_confirm()
        self.assertEqual((promise.state, promise.closed_note), ("cancelled", "金额说错"))
        self._pay(self.invoice, 500, on="2026-03-08")
        self.after()
        self.assertEqual(promise.state, "cancelled")
        with self.assertRaises(UserError):
            promise.with_user(self.user_supervisor).action_cancel()

    def test_a_promise_is_cancelled_by_the_fee_collector_as_well(self):
        promise = self.promise().with_user(self.user_collector)
        promise.action_cancel()
        promise._cancel("金额说错")
        self.assertEqual((promise.state, promise.closed_note), ("cancelled", "金额说错"))

    def test_the_sweep_twice_decides_the_same(self):
        promise = self.promise()
        self._pay(self.invoice, 200, on="2026-03-08")
        self.after()
        found = promise.read(["state", "amount_paid", "decided_on", "write_date"])
        actions = self.case.action_ids.read(["state", "period_end"])
        self.after()
        self.assertEqual(promise.read(["state", "amount_paid", "decided_on", "write_date"]), found)
        self.assertEqual(self.case.action_ids.read(["state", "period_end"]), actions)

    def test_the_scheduled_action_runs_it(self):
        promise = self.promise()
        with freeze_time(AFTER), self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_sweep_collections").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(promise.state, "broken")
