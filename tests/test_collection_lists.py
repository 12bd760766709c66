from datetime import date

from odoo.tests import tagged

from .collection_common import CollectionCommon
from .list_common import MANY, ListMixin


@tagged("post_install", "-at_install")
class TestCollectionLists(CollectionCommon, ListMixin):
    """Lists and buttons of fee collection take as many statements for forty households as for
    five."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"]
        for number in range(MANY):
            unit = cls._create_unit(cls.building3, f"9{number:03d}", entrance="9")
            partner = cls._create_household(f"欠费户{number}", unit, f"1390000{number:04d}")
            cls._invoice(partner, 1000, due="2026-01-01", unit=unit)
            cls.partners |= partner
        cls._sweep()
        cls.cases = cls.env["steward.collection"].search([("partner_id", "in", cls.partners.ids)])

    def mine(self, model):
        return self.env[model].search([("partner_id", "in", self.partners.ids)])

    def check(self, model, *xmlids, user=None):
        for xmlid in xmlids:
            for asking in [user] if user else [self.user_steward, self.user_collector]:
                with self.subTest(xmlid, user=asking.login):
                    self.assert_rows_are_read_as_a_set(xmlid, self.mine(model), asking)

    def test_arrears_and_open_items(self):
        self.check("steward.arrears", "steward_arrears_view_list", "steward_arrears_view_kanban")
        self.check("steward.arrears.line", "steward_arrears_line_view_list")

    def test_receipts(self):
        for partner in self.partners:
            self._pay(self.env["account.move"].search([("partner_id", "=", partner.id)]))
        self.check("steward.arrears.receipt", "steward_arrears_receipt_view_list")

    def test_cases_and_steps(self):
        for case in self.cases[::2]:
            self._step(case)._deliver(date(2026, 3, 3), "box")
        self.check("steward.collection", "collection_view_list")
        self.check(
            "steward.collection.action",
            "collection_action_view_list",
            "collection_action_view_kanban",
        )

    def test_promises(self):
        self.env["steward.payment.promise"].create(
            [
                {"collection_id": case.id, "amount": 800, "date_promised": date(2026, 3, 10)}
                for case in self.cases
            ]
        )
        self.check("steward.payment.promise", "payment_promise_view_list")
        self.check("steward.collection", "collection_view_list")

    def test_invoices_that_were_talked_about(self):
        for case in self.cases:
            step = self._step(case)
            step._deliver(date(2026, 3, 3), "box")
            self._talk(case, promise=[(500, date(2026, 3, 20))])
        user = self._create_person(
            "lister", "会计列", groups="account.group_account_invoice"
        ).user_id
        self.check("account.move", "move_view_list_collection", user=user)
        rows = self.env["steward.invoice.contact"].search(
            [("move_id.partner_id", "in", self.partners.ids)]
        )
        self.assert_rows_are_read_as_a_set("invoice_contact_view_list", rows, user)

    def test_notices(self):
        batch = (
            self.env["steward.payment.notice.batch"]
            .with_user(self.user_collector)
            .create({"community_id": self.community.id, "month": date(2026, 3, 1)})
        )
        batch.action_issue()
        self.check(
            "steward.payment.notice", "payment_notice_view_list", "payment_notice_view_kanban"
        )
        lines = self.mine("steward.payment.notice").line_ids
        self.assert_rows_are_read_as_a_set(
            "payment_notice_line_view_list", lines, self.user_collector
        )

    def test_issues(self):
        batches = self.env["steward.payment.notice.batch"]
        for number in range(MANY):
            batches |= batches.with_user(self.user_collector).create(
                {
                    "community_id": self.community.id,
                    "month": date(2026, 3, 1),
                    "partner_ids": self.partners[number].ids,
                }
            )
        self.assert_rows_are_read_as_a_set(
            "payment_notice_batch_view_list", batches, self.user_collector
        )

    def test_arrears_plans(self):
        plans = self.env["steward.collection.plan"]
        for number in range(MANY):
            plans |= plans.create(
                {
                    "community_id": self.community.id,
                    "steward_id": self.steward.id,
                    "month": date(2026 + number // 12, number % 12 + 1, 1),
                }
            )
        self.assert_rows_are_read_as_a_set("collection_plan_view_list", plans, self.user_steward)
        plan = plans.filtered(lambda plan: plan.month == date(2026, 3, 1))
        plan.with_user(self.user_steward).action_generate()
        self.check("steward.collection.plan.line", "collection_plan_line_view_list")

    def test_targets(self):
        targets = self.env["steward.target"].create(
            [
                {
                    "community_id": self.community.id,
                    "steward_id": steward.id,
                    "month": date(2026, month, 1),
                    "kind": kind,
                    "target": 100,
                }
                for kind in ("households", "fees_current", "fees_arrears")
                for month in range(1, 13)
                for steward in self.steward + self.steward2
            ]
        )
        # of every kind and person among the few as among the many
        mixed = targets.sorted(lambda one: (one.month, one.kind, one.steward_id.id))
        view = self.env.ref("property_steward.target_view_list")
        few = self._statements_of_rows(view, self.user_supervisor, mixed[:6])
        self.assertLessEqual(self._statements_of_rows(view, self.user_supervisor, mixed), few)

    def test_matters_that_are_taken_up(self):
        self.assert_done_as_a_set(
            lambda number: self.cases[:number],
            lambda cases: cases.with_user(self.user_supervisor).write(
                {"cause_id": self.quality.id, "cause_note": "楼道灯坏了"}
            ),
        )

    def test_papers_that_are_delivered(self):
        self.assert_done_as_a_set(
            lambda number: self._step(self.cases[:number]),
            lambda steps: steps.with_user(self.user_steward)._deliver(date(2026, 3, 3), "box"),
        )

    def test_cases_that_are_given_up(self):
        self.assert_done_as_a_set(
            lambda number: self.cases[:number],
            lambda cases: cases.with_user(self.user_supervisor)._close_by_hand("given_up", "搬走"),
        )

    def test_notices_that_are_delivered_and_left_out(self):
        def draft(number):
            return (
                self.env["steward.payment.notice.batch"]
                .with_user(self.user_collector)
                .create(
                    {
                        "community_id": self.community.id,
                        "month": date(2026, 3, 1),
                        "partner_ids": self.partners[:number].ids,
                    }
                )
            )

        def issued(number):
            batch = draft(number)
            batch.action_issue()
            return batch.notice_ids

        def built(number):
            batch = draft(number)
            batch._build()
            return batch.notice_ids

        self.assert_done_as_a_set(issued, lambda notices: notices.action_deliver_box())
        self.assert_done_as_a_set(built, lambda notices: notices.action_leave_out())
