from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from .test_collection_arrears import ArrearsCommon

MONTH = date(2026, 3, 1)


@tagged("post_install", "-at_install")
class TestFeeTargets(ArrearsCommon):
    """R258: the month's collection target against what came in, old arrears apart."""

    def _target(self, kind, steward=None, target=100, month=MONTH, community=None):
        return self.env["steward.target"].create(
            {
                "community_id": (community or self.community).id,
                "steward_id": (steward or self.steward).id,
                "month": month,
                "kind": kind,
                "target": target,
            }
        )

    def _actual(self, *args, **kwargs):
        return self._target(*args, **kwargs).actual

    def test_R258_what_came_in_counts_for_the_steward_of_the_area(self):
        self._pay(self._invoice(self.zhang, 300, due="2026-01-31"), amount=120, on="2026-03-02")
        self._pay(self._invoice(self.zhao, 70, due="2026-01-31"), on="2026-03-02")
        target = self._target("fees_current", target=240)
        self.assertEqual((target.actual, target.percent), (120, 50))
        self.assertEqual(self._actual("fees_current", steward=self.steward2), 70)

    def test_R258_old_arrears_are_those_due_before_this_year(self):
        self._pay(self._invoice(self.zhang, 300, due="2025-12-31"), on="2026-03-02")
        self._pay(self._invoice(self.zhang, 40, due="2026-01-01"), on="2026-03-02")
        self.assertEqual(self._actual("fees_arrears"), 300)
        self.assertEqual(self._actual("fees_current"), 40)

    def test_R258_old_arrears_may_be_those_due_before_this_month(self):
        self.community.policy_id.old_arrears_from = "month"
        self._pay(self._invoice(self.zhang, 300, due="2026-02-28"), on="2026-03-02")
        self._pay(self._invoice(self.zhang, 40, due="2026-03-01"), on="2026-03-02")
        self.assertEqual(self._actual("fees_arrears"), 300)
        self.assertEqual(self._actual("fees_current"), 40)

    def test_R258_money_counts_in_the_month_in_which_it_came(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        self._pay(move, amount=100, on="2026-02-28")
        self._pay(move, amount=50, on="2026-03-01")
        self.assertEqual(self._actual("fees_current"), 50)
        february = MONTH - relativedelta(months=1)
        self.assertEqual(self._actual("fees_current", month=february), 100)

    def test_R259_the_years_fee_target_is_that_of_its_months_so_far(self):
        """R259: the year's fee target."""
        move = self._invoice(self.zhang, 900, due="2026-01-31")
        goals = {}
        for month, goal, paid in ((1, 100, 80), (2, 200, 70), (3, 300, 150)):
            self._pay(move, amount=paid, on=f"2026-0{month}-15")
            goals[month] = self._target(
                "fees_current", target=goal, month=MONTH.replace(month=month)
            )
        self._target("fees_current", target=999, month=date(2025, 12, 1))
        self._target("fees_current", steward=self.steward2, target=999)
        self.env.invalidate_all()
        self.assertEqual((goals[3].year_target, goals[3].year_actual), (600, 300))
        self.assertEqual(goals[3].year_percent, 50)
        self.assertEqual((goals[2].year_target, goals[2].year_actual), (300, 150))
        self.assertEqual((goals[1].year_target, goals[1].year_actual), (100, 80))

    def test_credit_notes_and_write_offs_are_no_money(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        refund = self._invoice(self.zhang, -100, due="2026-03-01")
        (move + refund).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self._pay(
            move,
            amount=150,
            on="2026-03-02",
            journal="cash",
            payment_difference_handling="reconcile",
            writeoff_account_id=self._books(self.env.company)[1]["expense"].id,
        )
        self.assertEqual(move.amount_residual, 0)
        self.assertEqual(self._actual("fees_current"), 200 - 50)

    def test_money_that_went_back_did_not_come_in(self):
        payment = self._pay(self._invoice(self.zhang, 300, due="2026-01-31"), on="2026-03-02")
        payment.move_id._reverse_moves([{"date": date(2026, 3, 3)}], cancel=True)
        refund = self._invoice(self.zhang, -80, due="2026-03-01")
        self._pay(refund, on="2026-03-03")
        self.assertEqual(self._actual("fees_current"), 0)

    def test_a_payment_reset_to_draft_did_not_come_in(self):
        payment = self._pay(self._invoice(self.zhang, 300, due="2026-01-31"), on="2026-03-02")
        self.assertEqual(self._actual("fees_current"), 300)
        payment.action_draft()
        self.env.invalidate_all()
        self.assertEqual(self._actual("fees_current", month=date(2026, 4, 1)), 0)
        self.assertFalse(
            self.env["steward.arrears.receipt"].search([("partner_id", "=", self.zhang.id)])
        )

    def test_the_records_behind_the_figure_add_up_to_it(self):
        self._pay(self._invoice(self.zhang, 300, due="2026-01-31"), amount=120, on="2026-03-02")
        self._pay(self._invoice(self.zhang, 55, due="2025-11-30"), on="2026-03-02")
        for kind, actual in (("fees_current", 120), ("fees_arrears", 55)):
            target = self._target(kind).with_user(self.user_steward)
            action = target.action_open_actual()
            rows = self.env[action["res_model"]].with_user(self.user_steward)
            rows = rows.search(action["domain"])
            self.assertEqual(sum(rows.mapped("amount")), actual)
            self.assertEqual(target.actual, actual)

    def test_R258_targets_are_a_share_of_what_is_to_be_brought_in(self):
        """95 % of the current fees due by the end of the month, 10 % of the old arrears."""
        self._invoice(self.zhang, 300, due="2026-01-31")
        self._invoice(self.zhang, 100, due="2026-03-31")
        self._invoice(self.zhang, 900, due="2026-04-01")
        self._invoice(self.li, 1000, due="2024-12-31")
        paid = self._invoice(self.zhang, 200, due="2026-02-28")
        self._pay(paid, on="2026-03-02")
        self.community._draw_up_targets(MONTH)
        self.community._draw_up_targets(MONTH)
        targets = self.env["steward.target"].search(
            [("community_id", "=", self.community.id), ("kind", "like", "fees")]
        )
        self.assertEqual(
            {(one.steward_id, one.kind): one.target for one in targets},
            {
                (self.steward, "fees_current"): 570,
                (self.steward, "fees_arrears"): 100,
            },
        )

    def test_the_figures_of_all_targets_are_one_statement_per_kind(self):
        targets = self.env["steward.target"]
        for month in (MONTH, MONTH - relativedelta(months=1)):
            for steward in (self.steward, self.steward2):
                targets |= self._target("fees_current", steward=steward, month=month)
        self.env.flush_all()
        with self.assertQueryCount(1):
            targets._actual_fees_current()
