import io
from datetime import date, timedelta

import openpyxl

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .common import StewardCommon
from .ledger_common import LedgerMixin

AGES = ("age_30", "age_90", "age_180", "age_365", "age_older")
TODAY = date(2026, 3, 15)


class ArrearsCommon(LedgerMixin, StewardCommon):
    """Noon of 15 March 2026 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-03-15 04:00:00"))
        cls._books(cls.env.company)

    def _rows(self, partner):
        self.env.invalidate_all()
        return self.env["steward.arrears"].search([("partner_id", "=", partner.id)])

    def _row(self, partner):
        row = self._rows(partner)
        self.assertEqual(len(row), 1)
        return row

    def _ledger_balance(self, partner):
        """What the receivable accounts show, whatever is reconciled with whatever."""
        [(balance,)] = self.env["account.move.line"]._read_group(
            [
                ("partner_id", "child_of", partner.commercial_partner_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ],
            [],
            ["balance:sum"],
        )
        return round(balance, 2)

    def assertOwes(self, partner, **figures):
        row = self._row(partner)
        names = ("overdue", "not_due", "credit")
        self.assertEqual(
            {name: round(row[name], 2) for name in names},
            {name: figures.get(name, 0) for name in names},
        )
        self.assertEqual(round(row.balance, 2), self._ledger_balance(partner))


@tagged("post_install", "-at_install")
class TestArrears(ArrearsCommon):
    """R151, R258: what households owe is what Odoo's ledger says, at once and to the cent."""

    def test_an_overdue_invoice_stands_with_its_household(self):
        self._invoice(self.zhang, 300, due="2026-01-31")
        row = self._row(self.zhang)
        self.assertOwes(self.zhang, overdue=300)
        self.assertEqual(row.age_90, 300)
        self.assertEqual(row.age_band, "2")
        self.assertEqual(row.days_late, 43)
        self.assertEqual(row.oldest_due, date(2026, 1, 31))
        self.assertEqual(row.community_id, self.community)
        self.assertEqual(row.unit_id, self.unit_1204)
        self.assertEqual(row.building_id, self.building3)
        self.assertEqual(row.steward_id, self.steward)

    def test_ages_are_counted_in_days_after_the_due_date(self):
        bounds = {1: 0, 30: 0, 31: 1, 90: 1, 91: 2, 180: 2, 181: 3, 365: 3, 366: 4, 2000: 4}
        for days, age in bounds.items():
            with self.subTest(days=days):
                move = self._invoice(self.zhang, 10, due=TODAY - timedelta(days=days))
                row = self._row(self.zhang)
                self.assertEqual(
                    [row[name] for name in AGES], [10 if i == age else 0 for i in range(5)]
                )
                self.assertEqual(row.age_band, str(age + 1))
                move.button_draft()

    def test_what_falls_due_today_is_not_overdue(self):
        self._invoice(self.zhang, 300, due=TODAY)
        row = self._row(self.zhang)
        self.assertOwes(self.zhang, not_due=300)
        self.assertEqual(row.days_late, 0)
        self.assertFalse(row.oldest_due)
        self.assertEqual(row.age_band, "0")

    def test_the_day_begins_at_midnight_of_the_community(self):
        self._invoice(self.zhang, 300, due="2026-03-15")
        with freeze_time("2026-03-15 15:59:00"):
            self.assertOwes(self.zhang, not_due=300)
        with freeze_time("2026-03-15 16:01:00"):
            self.assertOwes(self.zhang, overdue=300)
            self.assertEqual(self._row(self.zhang).days_late, 1)

    def test_a_draft_and_a_cancelled_invoice_are_owed_by_nobody(self):
        draft = self._invoice(self.zhang, 300, due="2026-01-31", post=False)
        self.assertFalse(self._rows(self.zhang))
        draft.button_cancel()
        self.assertFalse(self._rows(self.zhang))

    def test_an_invoice_reset_to_draft_is_owed_no_more(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        self.assertOwes(self.zhang, overdue=300)
        move.button_draft()
        self.assertFalse(self._rows(self.zhang))
        move.action_post()
        self.assertOwes(self.zhang, overdue=300)

    def test_each_instalment_of_a_payment_term_has_its_own_due_date(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "三期",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": percent, "nb_days": days})
                    for percent, days in ((50, 0), (30, 60), (20, 120))
                ],
            }
        )
        self._invoice(
            self.zhang,
            1000,
            due="2026-03-15",
            invoice_date=date(2025, 12, 31),
            invoice_payment_term_id=term.id,
        )
        row = self._row(self.zhang)
        self.assertOwes(self.zhang, overdue=800, not_due=200)
        self.assertEqual((row.age_90, row.age_30), (500, 300))
        self.assertEqual(row.line_count, 3)

    def test_an_opening_entry_counts_by_its_due_date_else_by_its_date(self):
        self._entry(self.zhang, 120, on="2024-12-31")
        self._entry(self.zhang, 80, on="2024-12-31", due="2026-02-28")
        row = self._row(self.zhang)
        self.assertOwes(self.zhang, overdue=200)
        self.assertEqual((row.age_older, row.age_30), (120, 80))

    def test_an_opening_entry_on_a_family_member_stands_with_the_household(self):
        wife = self.env["res.partner"].create({"name": "王太", "parent_id": self.zhang.id})
        self._entry(wife, 120, on="2024-12-31")
        self.assertOwes(self.zhang, overdue=120)

    def test_a_partial_payment_counts_at_once(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        payment = self._pay(move, amount=100, on="2026-03-01")
        self.assertOwes(self.zhang, overdue=200)
        self._pay(move, on="2026-03-02")
        self.assertFalse(self._rows(self.zhang))
        payment.action_draft()
        self.assertOwes(self.zhang, overdue=100)

    def test_a_payment_reset_to_draft_is_owed_again(self):
        """Odoo keeps it set off against the invoice, whose residual stays as it was."""
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        payment = self._pay(move, on="2026-03-01")
        payment.action_draft()
        self.assertEqual(move.amount_residual, 0)
        self.assertOwes(self.zhang, overdue=300)
        line = self.env["steward.arrears.line"].search([("partner_id", "=", self.zhang.id)])
        self.assertEqual((line.residual, line.residual_currency), (300, 300))
        payment.action_post()
        self.assertFalse(self._rows(self.zhang))
        payment.action_draft()
        payment.action_cancel()
        self.assertOwes(self.zhang, overdue=300)

    def test_the_payment_of_an_invoice_reset_to_draft_is_not_applied(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        self._pay(move, amount=200, on="2026-03-01")
        move.button_draft()
        self.assertOwes(self.zhang, credit=200)
        move.action_post()
        self.assertOwes(self.zhang, overdue=100)

    def test_a_reversed_invoice_is_owed_no_more(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        move._reverse_moves(cancel=True)
        self.assertFalse(self._rows(self.zhang))

    def test_a_reversed_payment_is_owed_again(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        payment = self._pay(move, on="2026-03-01")
        self.assertFalse(self._rows(self.zhang))
        payment.move_id._reverse_moves(cancel=True)
        self.assertOwes(self.zhang, overdue=300)

    def test_unapplied_payments_and_credit_notes_stand_apart(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        payment = self._receive(self.zhang, 250, on="2026-03-01")
        refund = self._invoice(self.zhang, -20, due="2026-03-01")
        self.assertOwes(self.zhang, overdue=300, credit=270)
        (move + refund).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertOwes(self.zhang, overdue=280, credit=250)
        (move + payment.move_id).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertOwes(self.zhang, overdue=30)

    def test_who_has_only_paid_in_advance_is_not_in_arrears(self):
        self._receive(self.zhang, 250, on="2026-03-01")
        self.assertOwes(self.zhang, credit=250)
        self.assertFalse(self._row(self.zhang).oldest_due)

    def test_what_is_written_off_is_owed_no_more(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        self._pay(
            move,
            amount=290,
            on="2026-03-01",
            payment_difference_handling="reconcile",
            writeoff_account_id=self._books(self.env.company)[1]["expense"].id,
        )
        self.assertFalse(self._rows(self.zhang))

    def test_a_balance_written_off_by_an_entry_is_owed_no_more(self):
        move = self._invoice(self.zhang, 300, due="2026-01-31")
        entry = self._entry(self.zhang, -300, on="2026-03-01", other="expense")
        self.assertOwes(self.zhang, overdue=300, credit=300)
        (move + entry).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertFalse(self._rows(self.zhang))

    def test_foreign_currency_is_owed_in_the_currency_of_the_company(self):
        own, other = self.env.company.currency_id, self._foreign_currency()
        move = self._invoice(
            self.zhang, 100, due="2026-01-31", invoice_date=date(2026, 1, 1), currency_id=other.id
        )
        self.assertOwes(self.zhang, overdue=700)
        self.assertEqual(self._row(self.zhang).currency_id, own)
        self._pay(move, amount=40, on="2026-03-01", currency_id=other.id)
        self.assertOwes(self.zhang, overdue=420)
        line = self.env["steward.arrears.line"].search([("partner_id", "=", self.zhang.id)])
        self.assertEqual((line.residual, line.residual_currency), (420, 60))
        self.assertEqual(line.document_currency_id, other)
        self._pay(move, amount=60, on="2026-03-01", currency_id=other.id)
        self.assertFalse(self._rows(self.zhang))
        self.assertEqual(self._ledger_balance(self.zhang), 0)

    def _foreign_currency(self):
        """One unit is 7 of the company's in January, 8 from February."""
        currency = self.env["res.currency"].create({"name": "XYZ", "symbol": "¤"})
        self.env["res.currency.rate"].create(
            [
                {
                    "name": day,
                    "currency_id": currency.id,
                    "company_id": self.env.company.id,
                    "inverse_company_rate": rate,
                }
                for day, rate in (("2026-01-01", 7), ("2026-02-01", 8))
            ]
        )
        return currency


@tagged("post_install", "-at_install")
class TestArrearsPlace(ArrearsCommon):
    """R258: an amount stands once, with the household and the community that it belongs to."""

    def test_a_payer_of_several_units_owes_once_where_no_unit_is_named(self):
        self._occupy(self.zhang, self.unit_102, is_payer=True)
        self._occupy(self.zhang, self.shop_catering, role="user", is_payer=True)
        self._invoice(self.zhang, 300, due="2026-01-31")
        self.assertOwes(self.zhang, overdue=300)
        self.assertEqual(self._row(self.zhang).community_id, self.community)

    def test_an_invoice_that_names_a_unit_stands_in_the_community_of_the_unit(self):
        self._occupy(self.zhang, self.shop_catering, role="user", is_payer=True)
        self._invoice(self.zhang, 300, due="2026-01-31")
        self._invoice(self.zhang, 500, due="2026-01-31", unit=self.shop_catering)
        rows = self._rows(self.zhang)
        self.assertEqual(
            {(row.community_id, row.unit_id): row.overdue for row in rows},
            {
                (self.community, self.unit_1204): 300,
                (self.mall, self.shop_catering): 500,
            },
        )

    def test_a_credit_note_goes_to_the_unit_of_its_invoice(self):
        self._occupy(self.zhang, self.shop_catering, role="user", is_payer=True)
        move = self._invoice(self.zhang, 500, due="2026-01-31", unit=self.shop_catering)
        self.assertEqual(move._reverse_moves().steward_unit_id, self.shop_catering)

    def test_the_household_of_a_company_owes_what_the_company_is_invoiced(self):
        company = self.env["res.partner"].create({"name": "大润集团", "is_company": True})
        self.anchor.parent_id = company
        move = self._invoice(self.anchor, 900, due="2026-01-31")
        receivable = move.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        self.assertEqual(receivable.partner_id, company)
        self.assertOwes(self.anchor, overdue=900)
        self.assertEqual(self._row(self.anchor).community_id, self.mall)
        self.assertFalse(self._rows(company))

    def test_two_households_of_one_company_owe_its_invoices_once(self):
        company = self.env["res.partner"].create({"name": "大润集团", "is_company": True})
        (self.anchor + self.catering).parent_id = company
        self._invoice(self.catering, 900, due="2026-01-31")
        rows = self._rows(self.anchor) + self._rows(self.catering)
        self.assertEqual(rows.partner_id, self.anchor)
        self.assertEqual(sum(rows.mapped("overdue")), 900)

    def test_a_payer_who_lives_nowhere_owes_for_the_unit_that_is_named(self):
        developer = self.env["res.partner"].create({"name": "开发商", "is_company": True})
        self._invoice(developer, 800, due="2026-01-31", unit=self.unit_102)
        self._invoice(developer, 70, due="2026-01-31")
        row = self._row(developer)
        self.assertEqual((row.overdue, row.unit_id), (800, self.unit_102))
        self.assertEqual(row.steward_id, self.steward)

    def test_customers_who_are_no_household_are_not_in_the_list(self):
        customer = self.env["res.partner"].create({"name": "广告公司", "is_company": True})
        self._invoice(customer, 70, due="2026-01-31")
        self.assertFalse(self._rows(customer))

    def test_vendor_bills_of_a_household_are_not_arrears(self):
        env, books = self._books(self.env.company)
        payable = env["account.account"].create(
            {
                "code": "T2202",
                "name": "应付账款",
                "account_type": "liability_payable",
                "reconcile": True,
            }
        )
        self.zhang.property_account_payable_id = payable
        journal = env["account.journal"].create(
            {"code": "TBIL", "name": "账单", "type": "purchase"}
        )
        env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.zhang.id,
                "journal_id": journal.id,
                "invoice_date": date(2026, 1, 1),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "借用场地",
                            "price_unit": 50,
                            "account_id": books["expense"].id,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        ).action_post()
        self.assertFalse(self._rows(self.zhang))

    def test_who_sold_the_flat_still_owes(self):
        self._invoice(self.zhang, 300, due="2026-01-31")
        self.unit_1204.occupancy_ids.write({"date_to": date(2026, 2, 1), "manner_to": "sold"})
        self.env["steward.occupancy"]._cron_refresh_states()
        self.assertOwes(self.zhang, overdue=300)

    def test_companies_are_counted_apart(self):
        other = self.env["res.company"].create({"name": "停车公司"})
        self.env.user.company_ids |= other
        self._invoice(self.zhang, 300, due="2026-01-31")
        self._invoice(self.zhang, 45, due="2026-01-31", company=other)
        rows = self._rows(self.zhang)
        self.assertEqual(
            {row.company_id: row.overdue for row in rows}, {self.env.company: 300, other: 45}
        )
        figures = self.env["steward.arrears"]._figures(self.zhang)
        self.assertEqual(figures[self.zhang.id, self.community.id]["overdue"], 300)

    def test_the_form_of_an_invoice_proposes_the_only_unit_that_is_paid_for(self):
        self._books(self.env.company)
        with Form(self.env["account.move"].with_context(default_move_type="out_invoice")) as form:
            form.partner_id = self.zhang
            self.assertEqual(form.steward_unit_id, self.unit_1204)
            form.partner_id = self.li
            self.assertFalse(form.steward_unit_id)
        self._occupy(self.zhang, self.unit_102, is_payer=True)
        with Form(self.env["account.move"].with_context(default_move_type="out_invoice")) as form:
            form.partner_id = self.zhang
            self.assertFalse(form.steward_unit_id)


@tagged("post_install", "-at_install")
class TestArrearsPages(ArrearsCommon):
    """Where stewards and collectors meet the figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls._invoice(cls.zhang, 300, due="2025-11-30", unit=cls.unit_1204)
        cls.soon = cls._invoice(cls.zhang, 80, due="2026-04-30")

    def test_the_pages_of_household_and_unit_show_what_is_overdue(self):
        zhang = self.zhang.with_user(self.user_steward)
        self.assertEqual((zhang.arrears_overdue, zhang.arrears_count), (300, 2))
        unit = self.unit_1204.with_user(self.user_steward)
        self.assertEqual((unit.arrears_overdue, unit.arrears_count), (300, 1))
        action = zhang.action_open_arrears()
        lines = (
            self.env["steward.arrears.line"]
            .with_user(self.user_steward)
            .with_context(**action["context"])
            .search(action["domain"])
        )
        self.assertEqual(lines.mapped("number"), [self.invoice.name, self.soon.name])
        self.assertEqual(lines.mapped("days_late"), [105, 0])
        self.assertEqual(lines[0].label, "物业费")
        action = self.unit_1204.with_user(self.user_steward).action_open_arrears()
        self.assertEqual(
            self.env["steward.arrears.line"].search(action["domain"]).number, self.invoice.name
        )

    def test_the_page_of_somebody_elses_household_shows_no_figure(self):
        zhang = self.zhang.with_user(self.user_steward2)
        self.assertEqual((zhang.arrears_overdue, zhang.arrears_count), (0, 0))
        unit = self.unit_1204.with_user(self.user_steward2)
        self.assertEqual((unit.arrears_overdue, unit.arrears_count), (0, 0))

    def test_the_lines_behind_a_figure_add_up_to_it(self):
        row = self._row(self.zhang).with_user(self.user_collector)
        action = row.action_open_lines()
        lines = self.env["steward.arrears.line"].with_context(**action["context"])
        lines = lines.with_user(self.user_collector).search(action["domain"])
        self.assertEqual(sum(lines.mapped("residual")), row.balance)
        domain = self.env["steward.arrears"]._lines_domain(self.zhang, self.community)
        items = self.env["account.move.line"].search(domain)
        self.assertEqual(sum(items.mapped("amount_residual")), row.balance)

    def test_journal_items_open_only_for_accounting(self):
        row = self._row(self.zhang)
        with self.assertRaises(AccessError):
            row.with_user(self.user_collector).action_open_ledger()
        line = self.env["steward.arrears.line"].search([("partner_id", "=", self.zhang.id)])[0]
        with self.assertRaises(AccessError):
            line.with_user(self.user_steward).action_open_document()
        self.user_collector.group_ids |= self.env.ref("account.group_account_readonly")
        action = row.with_user(self.user_collector).action_open_ledger()
        items = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(items.move_id, self.invoice + self.soon)
        action = line.with_user(self.user_collector).action_open_document()
        self.assertEqual(action["res_id"], self.invoice.id)

    def test_the_figures_of_many_households_are_one_statement(self):
        partners = self.zhang + self.li + self.zhao + self.anchor + self.catering
        for partner in partners - self.zhang:
            self._invoice(partner, 60, due="2026-01-31")
        self.env.flush_all()
        with self.assertQueryCount(1):
            figures = self.env["steward.arrears"]._figures(partners)
        self.assertEqual(
            {key: figure["overdue"] for key, figure in figures.items()},
            {
                (self.zhang.id, self.community.id): 300,
                (self.li.id, self.community.id): 60,
                (self.zhao.id, self.community.id): 60,
                (self.anchor.id, self.mall.id): 60,
                (self.catering.id, self.mall.id): 60,
            },
        )
        only = self.env["steward.arrears"]._figures(partners, self.mall)
        self.assertEqual({key[0] for key in only}, {self.anchor.id, self.catering.id})

    def test_the_list_takes_as_many_statements_for_many_as_for_one(self):
        """Speed: bounded statements."""
        Arrears = self.env["steward.arrears"].with_user(self.user_collector)
        specification = {
            "partner_id": {"fields": {"display_name": {}}},
            "community_id": {"fields": {"display_name": {}}},
            "steward_id": {"fields": {"display_name": {}}},
            **{name: {} for name in ("overdue", *AGES, "credit", "last_contact_date")},
        }

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            result = Arrears.web_search_read([("overdue", ">", 0)], specification, limit=80)
            return result["length"], self.env.cr.sql_log_count - before

        statements()
        one = statements()
        for partner in (self.li, self.zhao, self.anchor, self.catering):
            self._invoice(partner, 60, due="2026-01-31")
        many = statements()
        self.assertEqual((one[0], many[0]), (1, 5))
        self.assertLessEqual(many[1], one[1])

    def test_not_contacted_lately_is_a_number_of_the_policy(self):
        self.zhang.last_contact_date = date(2026, 3, 1)
        self.assertFalse(self._row(self.zhang).is_silent)
        self.community.policy_id.arrears_contact_days = 10
        self.assertTrue(self._row(self.zhang).is_silent)
        self.zhang.last_contact_date = False
        self.assertTrue(self._row(self.zhang).is_silent)

    def test_the_list_shows_the_collection_case_its_cause_and_the_next_promise(self):
        row = self._row(self.zhang)
        self.assertFalse(row.collection_id or row.cause_id or row.promised_for)
        cause = self.env["steward.collection.cause"].search([], limit=1)
        collection = self.env["steward.collection"].create(
            {"partner_id": self.zhang.id, "cause_id": cause.id}
        )
        self.env["steward.payment.promise"].create(
            [
                {"collection_id": collection.id, "amount": 100, "date_promised": day}
                for day in (date(2026, 4, 30), date(2026, 3, 31))
            ]
        )
        row = self._row(self.zhang).with_user(self.user_steward)
        self.assertEqual(row.collection_id, collection)
        self.assertEqual(row.cause_id, cause)
        self.assertEqual(row.promised_for, date(2026, 3, 31))
        self.assertEqual(row.action_open_collection()["res_id"], collection.id)

    def test_my_area_is_that_of_the_steward(self):
        self._invoice(self.zhao, 60, due="2026-01-31")
        Arrears = self.env["steward.arrears"]
        found = Arrears.with_user(self.user_steward).search([("is_mine", "=", True)])
        self.assertEqual(found.partner_id, self.zhang)
        self.assertTrue(found.is_mine)
        found = Arrears.with_user(self.user_manager).search([("is_mine", "=", False)])
        self.assertEqual(found.partner_id, self.zhang + self.zhao)

    def test_the_arrears_list_comes_as_xlsx_and_is_logged(self):
        """R118: resident data that leaves the house is logged."""
        self._invoice(self.zhao, 60, due="2026-01-31")
        rows = self.env["steward.arrears"].with_user(self.user_collector)
        rows = rows.search([("partner_id", "in", (self.zhang + self.zhao).ids)])
        Export = self.env["steward.register.export"].with_user(self.user_collector)
        action = Export._export("arrears", rows)
        export = Export.browse(int(action["url"].rsplit("/", 1)[1]))
        _name, content = export._file()
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        table = [[cell.value for cell in line] for line in sheet.iter_rows()]
        people = [line for line in table if "张三" in line or "赵六" in line]
        self.assertEqual(len(people), 2)
        self.assertIn(300, people[0])
        log = self.env["steward.export.log"].search([], limit=1)
        self.assertEqual((log.user_id, log.res_model), (self.user_collector, "steward.arrears"))
        foreign = self.env["steward.register.export"].with_user(self.user_steward2)
        with self.assertRaises(AccessError):
            foreign.create({"register": "arrears", "record_ids": rows.ids})._file()
