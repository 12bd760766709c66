from datetime import datetime

from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon
from .tour_common import FrozenTours

INVOICES = "action-account.action_move_out_invoice_type"


@tagged("post_install", "-at_install")
class TestCollectionTour(CollectionCommon, FrozenTours):
    """Fees in the browser, in Chinese, in March 2026 with the clocks of Shanghai: accounting asks
    for a visit, the steward brings a promise, the payment keeps it and closes the case; another
    promise is broken and raises the next step (R024, R168, R233)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.user_steward | cls.user_accountant | cls.user_supervisor).lang = "zh_CN"

    def _tour(self, when, who, name, path):
        """The tour of the person `who`, at "month-day hour:minute" of 2026 in Shanghai."""
        # who goes to the door has no desk
        self.touch_enabled = who == "steward"
        self.browser_size = "390x844" if self.touch_enabled else "1600x900"
        self.start_tour_at(
            self.community._to_utc(datetime.fromisoformat(f"2026-{when}")),
            f"/odoo/{path}",
            f"steward_collection_{name}",
            login=f"t_{who}",
        )
        self.env.invalidate_all()

    def _sweep_at(self, when):
        moment = self.community._to_utc(datetime.fromisoformat(f"2026-{when}"))
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_sweep_collections").method_direct_trigger()
        self.env.invalidate_all()

    def test_R168_from_the_overdue_invoice_to_the_payment(self):
        self._tour("03-03 10:00", "accountant", "ask", INVOICES)
        case = self._case_of(self.zhang)
        step = self._step(case)
        self.assertEqual((case.opened_by, step.kind), ("accounting", "door"))
        self.assertEqual(case.activity_ids.user_id, self.user_steward)
        case.cause_note = "欠高利贷"

        self._tour("03-04 10:00", "steward", "promise", "my-fee-steps")
        promise = case.promise_ids
        self.assertEqual((promise.amount, str(promise.date_promised)), (1200, "2026-03-11"))
        self.assertEqual((step.state, step.visit_id.steward_id), ("done", self.steward))
        self.assertFalse(case.activity_ids)

        self._tour("03-09 10:00", "accountant", "pay", INVOICES)
        self.assertIn(self.invoice.payment_state, ("paid", "in_payment"))
        self._sweep_at("03-10 05:00")
        self.assertEqual(promise.state, "kept")
        self.assertEqual((case.state, case.closed_reason), ("closed", "paid"))
        self._tour("03-10 10:00", "supervisor", "kept", f"collection-cases/{case.id}")

    def test_R168_a_broken_promise_raises_the_next_step(self):
        self._invoice(self.li, 300, due="2026-01-01", unit=self.unit_101)
        case = self._open_case(self.li, kind="door")
        case.cause_id = self.forgot
        self._tour("03-04 10:00", "steward", "promise_second", "my-fee-steps")
        self.assertEqual(case.promise_ids.amount, 300)
        step = self._step(case)
        self.assertEqual(str(step.period_start), "2026-03-12", "it waits for the promise")
        self._sweep_at("03-12 05:00")
        self.assertEqual(case.promise_ids.state, "broken")
        self._tour("03-12 10:00", "steward", "broken", "my-fee-steps")
        self.assertEqual((step.kind, step.state, step.delivery), ("formal_notice", "done", "door"))
