"""Invoices and payments for the tests of what households owe."""

from odoo import Command, fields

ACCOUNTS = {
    "T1122": "receivable",
    "T6001": "income",
    "T6711": "expense",
    "T1002": "outstanding",
}
JOURNALS = {"TINV": "sale", "TBNK": "bank", "TCSH": "cash", "TMSC": "general"}


class LedgerMixin:
    """Makes documents in the accounts of the partner's company; a company without a chart of
    accounts gets the few accounts and journals that they need."""

    @classmethod
    def _company_of(cls, partner):
        return partner.sudo().household_community_id.company_id or cls.env.company

    @classmethod
    def _books(cls, company):
        """Environment of the company and its accounts and journals, opened when first asked for."""
        env = cls.env["account.move"].with_company(company).env
        mine = [("company_id", "=", company.id)]
        journals = env["account.journal"].search([*mine, ("code", "in", list(JOURNALS))])
        if not journals:
            cls._open_books(env, company)
            journals = env["account.journal"].search([*mine, ("code", "in", list(JOURNALS))])
        accounts = env["account.account"].search(
            [("company_ids", "in", company.ids), ("code", "in", list(ACCOUNTS))]
        )
        return env, {
            **{ACCOUNTS[account.code]: account for account in accounts},
            **{JOURNALS[journal.code]: journal for journal in journals},
        }

    @classmethod
    def _open_books(cls, env, company):
        def account(code, name, account_type):
            return env["account.account"].create(
                {
                    "code": code,
                    "name": name,
                    "account_type": account_type,
                    "reconcile": account_type in ("asset_receivable", "liability_payable"),
                    "company_ids": [Command.set(company.ids)],
                }
            )

        def journal(code, name, journal_type, default=None):
            return env["account.journal"].create(
                {
                    "code": code,
                    "name": name,
                    "type": journal_type,
                    "company_id": company.id,
                    "default_account_id": default and default.id,
                }
            )

        account("T1122", "应收账款", "asset_receivable")
        income = account("T6001", "物业费收入", "income")
        expense = account("T6711", "坏账损失", "expense")
        outstanding = account("T1002", "在途资金", "asset_current")
        outstanding.reconcile = True
        company.write(
            {
                "transfer_account_id": outstanding.id,
                "income_currency_exchange_account_id": income.id,
                "expense_currency_exchange_account_id": expense.id,
            }
        )
        journal("TINV", "物业费", "sale", income)
        journal("TBNK", "银行", "bank")
        journal("TCSH", "现金", "cash")
        company.currency_exchange_journal_id = journal("TMSC", "其他", "general")

    @classmethod
    def _invoice(cls, partner, amount, due, unit=None, post=True, **vals):
        """Customer invoice (a credit note where the amount is negative) of one line, without tax.

        :param due: due date, which is also the date of the document unless `invoice_date` is given
        """
        env, books = cls._books(vals.pop("company", None) or cls._company_of(partner))
        partner.with_env(env).property_account_receivable_id = books["receivable"]
        due = fields.Date.to_date(due)
        vals.setdefault("invoice_date", due)
        if "invoice_payment_term_id" not in vals:
            vals |= {"invoice_payment_term_id": False, "invoice_date_due": due}
        move = env["account.move"].create(
            {
                "move_type": "out_invoice" if amount >= 0 else "out_refund",
                "partner_id": partner.id,
                "journal_id": books["sale"].id,
                "steward_unit_id": unit and unit.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "物业费",
                            "price_unit": abs(amount),
                            "account_id": books["income"].id,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **vals,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _pay(cls, moves, amount=None, on=None, journal="bank", **vals):
        """Payment registered on invoices, as the "Pay" button does it."""
        env, books = cls._books(moves.company_id)
        wizard = (
            env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create(
                {
                    "journal_id": books[journal].id,
                    "payment_date": on or moves[0].invoice_date,
                    "group_payment": True,
                    **({"amount": amount} if amount is not None else {}),
                    **vals,
                }
            )
        )
        return wizard._create_payments()

    @classmethod
    def _receive(cls, partner, amount, on, journal="bank", **vals):
        """Payment that is not applied to any invoice."""
        env, books = cls._books(vals.pop("company", None) or cls._company_of(partner))
        payment = env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": partner.id,
                "amount": amount,
                "date": fields.Date.to_date(on),
                "journal_id": books[journal].id,
                "destination_account_id": books["receivable"].id,
                **vals,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def _entry(cls, partner, amount, on, due=None, other="income", **vals):
        """Posted entry that debits the household, for example an opening balance."""
        env, books = cls._books(cls._company_of(partner))
        line = {"partner_id": partner.id, "name": "期初余额"}
        move = env["account.move"].create(
            {
                "move_type": "entry",
                "date": fields.Date.to_date(on),
                "journal_id": books["general"].id,
                "line_ids": [
                    Command.create(
                        {
                            **line,
                            "account_id": books["receivable"].id,
                            "debit": max(amount, 0),
                            "credit": max(-amount, 0),
                            "date_maturity": due,
                        }
                    ),
                    Command.create(
                        {
                            **line,
                            "account_id": books[other].id,
                            "debit": max(-amount, 0),
                            "credit": max(amount, 0),
                        }
                    ),
                ],
                **vals,
            }
        )
        move.action_post()
        return move
