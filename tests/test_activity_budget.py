from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .activity_common import ActivityCommon
from .ledger_common import LedgerMixin


@tagged("post_install", "-at_install")
class TestActivityBudget(LedgerMixin, ActivityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger, cls.books = cls._books(cls.env.company)
        payable = cls.ledger["account.account"].create(
            {
                "code": "T2202",
                "name": "应付账款",
                "account_type": "liability_payable",
                "reconcile": True,
            }
        )
        cls.purchases = cls.ledger["account.journal"].create(
            {"code": "TBIL", "name": "账单", "type": "purchase"}
        )
        cls.vendor = cls.env["res.partner"].create({"name": "礼仪公司"})
        cls.vendor.property_account_payable_id = payable

    def _bill(self, *lines, move_type="in_invoice", post=True):
        """A vendor bill as accounting books it: pairs of an amount and values of its line."""
        bill = (
            self.env["account.move"]
            .with_user(self.user_accountant)
            .create(
                {
                    "move_type": move_type,
                    "partner_id": self.vendor.id,
                    "journal_id": self.purchases.id,
                    "invoice_date": date(2026, 6, 1),
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": "采购",
                                "price_unit": amount,
                                "account_id": self.books["expense"].id,
                                "tax_ids": [Command.clear()],
                                **vals,
                            }
                        )
                        for amount, vals in lines
                    ],
                }
            )
        )
        if post:
            bill.action_post()
        return bill

    def _spent(self, record):
        record.invalidate_recordset(["spent"])
        return record.with_user(self.user_steward).spent

    def _approved(self, **vals):
        activity = self._plan(**vals)
        self._approve(activity)
        return activity

    def test_R286_the_budget_is_the_sum_of_its_lines(self):
        """R286, E22: 100 lanterns at 5 and 200 pastries at 8."""
        activity = self._plan()
        self.assertEqual(activity.budget_line_ids.mapped("amount"), [500, 1600])
        self.assertEqual(activity.budget, 2100)

    def test_posted_vendor_bills_count_as_spent(self):
        """E22: drafts do not count, credit notes are deducted, each line counts once."""
        activity = self._approved()
        lanterns, pastries = activity.budget_line_ids
        on = {"steward_activity_id": activity.id}
        self._bill((480, {**on, "steward_budget_line_id": lanterns.id}), (70, {}))
        self._bill((1500, {**on, "steward_budget_line_id": pastries.id}), (30, on))
        self._bill((999, on), post=False)
        self.assertEqual(self._spent(activity), 2010)
        self.assertEqual(self._spent(lanterns), 480)
        self.assertEqual(self._spent(pastries), 1500)
        self.assertFalse(activity.is_over_budget)
        self._bill((100, {**on, "steward_budget_line_id": pastries.id}), move_type="in_refund")
        self.assertEqual(self._spent(activity), 1910)
        self.assertEqual(self._spent(pastries), 1400)

    def test_more_spent_than_planned_is_shown(self):
        """E22: a warning on the activity and on the line, no refusal."""
        activity = self._approved()
        lanterns = activity.budget_line_ids[0]
        vals = {"steward_activity_id": activity.id, "steward_budget_line_id": lanterns.id}
        self._bill((2100.01, vals))
        self._spent(activity)
        self.assertTrue(activity.is_over_budget)
        self.assertTrue(lanterns.is_over)
        self.assertFalse(activity.budget_line_ids[1].is_over)

    def test_a_budget_above_the_annual_plan_is_shown(self):
        """R286: the plan's 2000 against a budget of 2100 is shown, not refused."""
        plan = self.env["steward.activity.plan"].create(
            {
                "community_id": self.community.id,
                "year": 2026,
                "steward_id": self.supervisor.id,
                "line_ids": [
                    Command.create(
                        {
                            "name": "邻里游园会",
                            "date_planned": date(2026, 7, 1),
                            "kind_id": self._kind("culture").id,
                            "form": "游园会",
                            "content": "猜灯谜",
                            "budget": 2000,
                        }
                    )
                ],
            }
        )
        activity = self._plan(plan_line_id=plan.line_ids.id)
        self.assertTrue(activity.is_over_plan)
        activity.budget_line_ids[0].quantity = 10
        self.assertFalse(activity.is_over_plan)

    def test_analytic_distribution_counts_by_its_share_and_once(self):
        """A firm with analytic accounting distributes; a line that is also booked on an activity
        counts there in full and nowhere else."""
        policy = self.community.policy_id
        policy.activity_analytic_plan_id = self.env["account.analytic.plan"].create(
            {"name": "活动"}
        )
        activity, other = self._approved(), self._approved()
        account = activity.sudo().analytic_account_id
        self.assertEqual(account.name, activity.display_name)
        self.assertEqual(account.plan_id, policy.activity_analytic_plan_id)
        key, other_key = str(account.id), str(other.sudo().analytic_account_id.id)
        self._bill((100, {"analytic_distribution": {key: 25, other_key: 75}}))
        self.assertEqual(self._spent(activity), 25)
        self.assertEqual(self._spent(other), 75)
        self._bill(
            (40, {"analytic_distribution": {key: 100}, "steward_activity_id": activity.id}),
            (60, {"analytic_distribution": {key: 100}, "steward_activity_id": other.id}),
        )
        self.assertEqual(self._spent(activity), 65)
        self.assertEqual(self._spent(other), 135)

    def test_a_firm_without_analytic_accounting_gets_no_account(self):
        activity = self._approved()
        self.assertFalse(activity.sudo().analytic_account_id)

    def test_an_activity_approved_again_keeps_its_account(self):
        self.community.policy_id.activity_analytic_plan_id = self.env[
            "account.analytic.plan"
        ].create({"name": "活动"})
        activity = self._approved()
        account = activity.sudo().analytic_account_id
        activity.with_user(self.user_steward)._take_back("改期")
        self._approve(activity)
        self.assertEqual(activity.sudo().analytic_account_id, account)

    def test_customer_invoices_do_not_count(self):
        """Only what is bought is spent."""
        activity = self._approved()
        move = self._invoice(self.zhang, 300, due="2026-06-30", post=False)
        move.invoice_line_ids.steward_activity_id = activity
        move.action_post()
        self.assertEqual(self._spent(activity), 0)

    def test_a_budget_line_belongs_to_the_activity_of_the_bill(self):
        """Accounting cannot book on the line of another activity."""
        activity, other = self._approved(), self._approved()
        with self.assertRefused(ValidationError, other.display_name):
            self._bill(
                (
                    10,
                    {
                        "steward_activity_id": activity.id,
                        "steward_budget_line_id": other.budget_line_ids[0].id,
                    },
                )
            )

    def test_accounting_books_a_bill_on_the_screen(self):
        """Accounting holds no role in the community: it finds approved activities and books."""
        draft, activity = self._plan(), self._approved()
        found = self.env["steward.community.activity"].with_user(self.user_accountant)
        self.assertEqual(found.search([("id", "in", (draft.id, activity.id))]), activity)
        bill = self._bill((50, {}), post=False)
        with (
            Form(bill, view="account.view_move_form") as form,
            form.invoice_line_ids.edit(0) as line,
        ):
            line.steward_activity_id = activity.with_user(self.user_accountant)
            line.steward_budget_line_id = activity.budget_line_ids[1].with_user(
                self.user_accountant
            )
        bill.action_post()
        self.assertEqual(self._spent(activity.budget_line_ids[1]), 50)
        self.env.invalidate_all()
        with Form(activity.with_user(self.user_accountant)) as form:
            self.assertEqual(form.spent, 50)
        action = activity.with_user(self.user_accountant).action_open_bills()
        lines = self.env["account.move.line"].with_user(self.user_accountant)
        self.assertEqual(lines.search(action["domain"]), bill.invoice_line_ids)

    def test_stewards_see_sums_and_no_bills(self):
        """The steward reads what was spent; whose bills they are is accounting's."""
        activity = self._approved()
        bill = self._bill((80, {"steward_activity_id": activity.id}))
        self.assertEqual(self._spent(activity), 80)
        with self.assertRefused(UserError, "accounting only"):
            activity.with_user(self.user_steward).action_open_bills()
        with self.assertRaises(AccessError):
            bill.with_user(self.user_steward).check_access("read")
        fields = self.env["steward.community.activity"].with_user(self.user_steward).fields_get()
        self.assertNotIn("analytic_account_id", fields)

    def test_accounting_changes_nothing_about_an_activity(self):
        activity = self._approved().with_user(self.user_accountant)
        with self.assertRaises(AccessError):
            activity.place = "别处"
        with self.assertRaises(AccessError):
            activity.budget_line_ids[0].price_unit = 1

    def test_sums_of_a_list_cost_one_statement(self):
        """What was spent on 30 activities and 60 lines is asked for at once."""
        activities = self.env["steward.community.activity"].union(
            *(self._plan(name=f"活动{number}") for number in range(30))
        )
        self.env.flush_all()
        self.env.invalidate_all()
        activities.mapped("budget")
        activities.currency_id.mapped("rounding")
        with self.assertQueryCount(1):
            activities.mapped("spent")
        lines = activities.budget_line_ids
        lines.mapped("amount")
        lines.currency_id.mapped("rounding")
        with self.assertQueryCount(1):
            lines.mapped("spent")

    def test_an_unrelated_invoice_asks_nothing_of_activities(self):
        """Saving and posting an invoice looks at no activity and no budget."""
        move = self._invoice(self.zhang, 100, due="2026-06-30", post=False)
        statements = self._recorded()
        move.invoice_line_ids.price_unit = 110
        move.action_post()
        self.env.flush_all()
        self.assertTrue(statements)
        self.assertFalse(
            [
                statement
                for statement in statements
                if 'FROM "steward_community_activity"' in statement
                or 'FROM "steward_activity_' in statement
            ]
        )

    def _recorded(self):
        """Statements from now on."""
        statements = []
        execute = type(self.env.cr).execute

        def recorded(cursor, query, *args, **kwargs):
            statements.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **kwargs)

        self.patch(type(self.env.cr), "execute", recorded)
        return statements
