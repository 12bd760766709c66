import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from odoo import Command
from odoo.tests import tagged

from .test_collection_arrears import AGES, TODAY, ArrearsCommon

INVOICES, REFUNDS, ENTRIES, PAYMENTS = 560, 100, 40, 300
RECONCILIATIONS, TORN, DRAFTS = 350, 25, 25


@tagged("post_install", "-at_install")
class TestLedgerRandom(ArrearsCommon):
    """R258: whatever accounting does, the figures are the balance of the receivable accounts to
    the cent, and the ages those of a plain count in Python."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(258)
        cls.foreign = cls._currency()
        cls.households = cls.zhang + cls.li + cls.zhao + cls.anchor + cls.catering
        for number in range(201, 216):
            building = cls.random.choice([cls.building3, cls.building10, cls.building_mall])
            unit = cls._create_unit(building, str(number))
            cls.households += cls._create_household(f"住户{number}", unit, is_payer=True)
        group = cls.env["res.partner"].create({"name": "集团", "is_company": True})
        cls.anchor.parent_id = group
        env, cls.accounts = cls._books(cls.env.company)
        for partner in cls.households + group:
            partner.with_env(env).property_account_receivable_id = cls.accounts["receivable"]

    @classmethod
    def _currency(cls):
        currency = cls.env["res.currency"].create({"name": "XYZ", "symbol": "¤"})
        cls.env["res.currency.rate"].create(
            [
                {
                    "name": date(2024, 1, 1) + timedelta(days=45 * step),
                    "currency_id": currency.id,
                    "company_id": cls.env.company.id,
                    "inverse_company_rate": 7 + cls.random.randrange(-100, 100) / 137,
                }
                for step in range(20)
            ]
        )
        return currency

    def _day(self):
        return TODAY - timedelta(days=self.random.randrange(800))

    def _amount(self):
        return self.random.randrange(1, 100000) / 100

    def _one_currency(self):
        own = self.env.company.currency_id
        return self.random.choice([own, own, self.foreign])

    def _create_invoices(self, move_type, count):
        vals_list = []
        for _turn in range(count):
            day = self._day()
            partner = self.random.choice(self.households)
            units = partner.sudo().occupancy_ids.unit_id
            vals_list.append(
                {
                    "move_type": move_type,
                    "partner_id": partner.id,
                    "journal_id": self.accounts["sale"].id,
                    "currency_id": self._one_currency().id,
                    "invoice_date": day,
                    "invoice_payment_term_id": False,
                    "invoice_date_due": day + timedelta(days=self.random.randrange(120)),
                    "steward_unit_id": self.random.choice([False, units[:1].id]),
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": "物业费",
                                "price_unit": self._amount(),
                                "account_id": self.accounts["income"].id,
                                "tax_ids": [Command.clear()],
                            }
                        )
                    ],
                }
            )
        moves = self.env["account.move"].create(vals_list)
        moves.action_post()
        return moves

    def _create_payments(self, count):
        payments = self.env["account.payment"].create(
            [
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.random.choice(self.households).id,
                    "amount": self._amount(),
                    "currency_id": self._one_currency().id,
                    "date": self._day(),
                    "journal_id": self.accounts["bank"].id,
                    "destination_account_id": self.accounts["receivable"].id,
                }
                for _turn in range(count)
            ]
        )
        payments.action_post()
        return payments

    def _receivable_lines(self):
        return self.env["account.move.line"].search(
            [
                ("account_id", "=", self.accounts["receivable"].id),
                ("company_id", "=", self.env.company.id),
            ]
        )

    def _make_a_thousand_documents(self):
        self._create_invoices("out_invoice", INVOICES)
        self._create_invoices("out_refund", REFUNDS)
        for _turn in range(ENTRIES):
            amount = self.random.choice([1, 1, -1]) * self._amount()
            due = self.random.choice([None, self._day()])
            self._entry(self.random.choice(self.households), amount, on=self._day(), due=due)
        payments = self._create_payments(PAYMENTS)
        by_partner = self._receivable_lines().grouped("partner_id")
        for _turn in range(RECONCILIATIONS):
            lines = by_partner[self.random.choice(list(by_partner))]
            lines = lines.filtered(lambda line: not line.reconciled)
            chosen = self.random.sample(lines, min(len(lines), self.random.randrange(2, 5)))
            self.env["account.move.line"].union(*chosen).reconcile()
        reconciled = self._receivable_lines().filtered("matched_debit_ids")
        for line in self.random.sample(reconciled, TORN):
            line.remove_move_reconcile()
        for payment in self.random.sample(payments, DRAFTS):
            payment.action_draft()
        invoices = self._receivable_lines().move_id.filtered(
            lambda move: move.is_invoice() and move.state == "posted"
        )
        self.random.sample(invoices, 1)[0].button_draft()
        self.env["account.move"].union(*self.random.sample(invoices, DRAFTS)).filtered(
            lambda move: move.state == "posted"
        ).button_draft()

    def _count_in_python(self):
        """{(household, community): figures}: what is set off between posted entries is settled,
        the rest is open."""
        lines = self._receivable_lines().filtered(lambda line: line.parent_state == "posted")
        settled = defaultdict(Decimal)
        for partial in self.env["account.partial.reconcile"].search([]):
            if partial.debit_move_id in lines and partial.credit_move_id in lines:
                amount = Decimal(str(partial.amount))
                settled[partial.debit_move_id] += amount
                settled[partial.credit_move_id] -= amount
        figures = defaultdict(lambda: defaultdict(Decimal))
        for line in lines:
            household = line.partner_id
            if not household.is_household:
                household = household.child_ids.filtered("is_household")
            unit = line.move_id.steward_unit_id
            community = unit.community_id or household.household_community_id
            residual = Decimal(str(line.balance)) - settled[line]
            if not residual:
                continue
            figure = figures[household.id, community.id]
            days = (TODAY - (line.date_maturity or line.date)).days
            figure["balance"] += residual
            if residual < 0:
                figure["credit"] -= residual
            elif days <= 0:
                figure["not_due"] += residual
            else:
                figure["overdue"] += residual
                bounds = (30, 90, 180, 365, 10**9)
                age = next(i for i, bound in enumerate(bounds) if days <= bound)
                figure[AGES[age]] += residual
        return figures

    def test_R258_a_thousand_random_documents_agree_with_the_accounts_to_the_cent(self):
        self._make_a_thousand_documents()
        self.assertGreaterEqual(len(self._receivable_lines().move_id), 1000)
        self.env.invalidate_all()
        found = self.env["steward.arrears"]._figures(self.households)
        expected = self._count_in_python()
        names = ("overdue", "not_due", "credit", "balance", *AGES)
        for key, figure in expected.items():
            self.assertEqual(
                {name: Decimal(str(round(found[key][name], 2))) for name in names},
                {name: figure[name].quantize(Decimal("0.01")) for name in names},
                key,
            )
        for key in set(found) - set(expected):
            self.assertEqual([found[key][name] for name in names], [0] * len(names), key)
        for household in self.households:
            mine = [figure for key, figure in found.items() if key[0] == household.id]
            self.assertEqual(
                round(sum(figure["balance"] for figure in mine), 2),
                self._ledger_balance(household),
                household.name,
            )
            rows = self.env["steward.arrears"]._of(household)
            self.assertEqual(
                {row.community_id.id: round(row.balance, 2) for row in rows},
                {
                    key[1]: round(figure["balance"], 2)
                    for key, figure in found.items()
                    if key[0] == household.id
                },
            )
