# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""Arrears of 20,000 households with 240,000 invoices: the list as a collector and as the general
manager open it, its groups, the figures behind; then what saving an invoice and registering a
payment cost with this addon and without it.

Run by scripts/bench/run in `odoo shell`, in a database of its own; STEWARD_PLAIN_DB is one with
the same apps of Odoo and without this addon.
STEWARD_BENCH_ARREARS="2000" chooses another number of households, of twelve invoices each;
STEWARD_BENCH_OPEN="12" how many of these are not paid.
"""

import os
import time
from datetime import date

from making import employ, make_community, make_households, make_stewards, make_units
from measuring import measure, median_of, say

from odoo import Command, fields

HOUSEHOLDS = int(os.environ.get("STEWARD_BENCH_ARREARS", "20000"))
INVOICES = 12
OPEN = int(os.environ.get("STEWARD_BENCH_OPEN", "4"))
PER_STEWARD = 250
SHOWN = {
    **{name: {"fields": {"display_name": {}}} for name in ("partner_id", "community_id")},
    **{name: {"fields": {"display_name": {}}} for name in ("steward_id", "cause_id")},
    **{
        name: {}
        for name in (
            "oldest_due",
            "days_late",
            "overdue",
            "age_30",
            "age_90",
            "age_180",
            "age_365",
            "age_older",
            "credit",
            "last_contact_date",
            "promised_for",
        )
    },
}


def make_books(env):
    """Accounts and journals, in a database that has none."""
    company = env.company

    def account(code, account_type, reconcile=False):
        return env["account.account"].create(
            {"code": code, "name": code, "account_type": account_type, "reconcile": reconcile}
        )

    def journal(code, journal_type, default=False):
        return env["account.journal"].create(
            {"code": code, "name": code, "type": journal_type, "default_account_id": default}
        )

    receivable = account("B1122", "asset_receivable", True)
    income = account("B6001", "income")
    company.transfer_account_id = account("B1002", "asset_current", True)
    env["ir.default"].set(
        "res.partner", "property_account_receivable_id", receivable.id, company_id=company.id
    )
    return {
        "receivable": receivable,
        "income": income,
        "sale": journal("BINV", "sale", income.id),
        "bank": journal("BBNK", "bank"),
    }


def make_place(env):
    """The community, with a collector, a general manager and a steward of its first households."""
    community = make_community(env)
    people = employ(community, "collector", "steward", "general_manager")
    collector, steward, manager = people
    others = make_stewards(env, max(1, HOUSEHOLDS // PER_STEWARD) - 1)
    make_units(community, steward + others, HOUSEHOLDS)
    make_households(community)
    return community, {
        "collector": collector.user_id,
        "steward": steward.user_id,
        "general_manager": manager.user_id,
    }


def fill_ledger(env, community, books):
    """Twelve monthly invoices each, every other naming its unit; the last four are open, the
    others paid: an invoice, a payment and what sets them off."""
    arguments = {
        "company": env.company.id,
        "currency": env.company.currency_id.id,
        "community": community.id,
        "sale": books["sale"].id,
        "bank": books["bank"].id,
        "receivable": books["receivable"].id,
        "income": books["income"].id,
        "outstanding": env.company.transfer_account_id.id,
        "today": date.today(),
    }
    steps = {
        "bill": f"""
            CREATE TEMPORARY TABLE bill AS
            SELECT p.id AS partner_id, n, 100 + (p.id + n) %% 900 AS amount,
                   p.household_unit_id AS unit_id,
                   %(today)s::date - (30 * ({INVOICES} - n) + p.id %% 29) AS due,
                   n <= {INVOICES - OPEN} AS is_paid,
                   nextval('account_move_id_seq') AS move_id,
                   nextval('account_move_line_id_seq') AS line_id,
                   CASE WHEN n <= {INVOICES - OPEN}
                        THEN nextval('account_move_id_seq') END AS payment_id,
                   CASE WHEN n <= {INVOICES - OPEN}
                        THEN nextval('account_move_line_id_seq') END AS paid_id
              FROM res_partner p, generate_series(1, {INVOICES}) n
             WHERE p.household_community_id = %(community)s""",
        "moves": """
            INSERT INTO account_move (id, name, move_type, state, date, invoice_date,
                                      invoice_date_due, journal_id, company_id, currency_id,
                                      partner_id, commercial_partner_id, auto_post,
                                      payment_state, steward_unit_id, amount_residual)
            SELECT move_id, 'BINV/' || move_id, 'out_invoice', 'posted', due, due, due, %(sale)s,
                   %(company)s, %(currency)s, partner_id, partner_id, 'no',
                   CASE WHEN is_paid THEN 'paid' ELSE 'not_paid' END,
                   CASE WHEN n %% 2 = 0 THEN unit_id END, CASE WHEN is_paid THEN 0 ELSE amount END
              FROM bill
             UNION ALL
            SELECT payment_id, 'BBNK/' || payment_id, 'entry', 'posted', due, NULL, NULL, %(bank)s,
                   %(company)s, %(currency)s, partner_id, partner_id, 'no', 'not_paid', NULL, 0
              FROM bill WHERE is_paid""",
        "lines": """
            INSERT INTO account_move_line (id, move_id, move_name, parent_state, journal_id,
                                           company_id, company_currency_id, currency_id,
                                           account_id, partner_id, name, date, date_maturity,
                                           display_type, debit, credit, balance, amount_currency,
                                           amount_residual, amount_residual_currency, reconciled)
            SELECT line_id, move_id, 'BINV/' || move_id, 'posted', %(sale)s, %(company)s,
                   %(currency)s, %(currency)s, %(receivable)s, partner_id, 'Fees', due, due,
                   'payment_term', amount, 0, amount, amount,
                   CASE WHEN is_paid THEN 0 ELSE amount END,
                   CASE WHEN is_paid THEN 0 ELSE amount END, is_paid
              FROM bill
             UNION ALL
            SELECT nextval('account_move_line_id_seq'), move_id, 'BINV/' || move_id, 'posted',
                   %(sale)s, %(company)s, %(currency)s, %(currency)s, %(income)s, partner_id,
                   'Fees', due, NULL, 'product', 0, amount, -amount, -amount, 0, 0, FALSE
              FROM bill
             UNION ALL
            SELECT paid_id, payment_id, 'BBNK/' || payment_id, 'posted', %(bank)s, %(company)s,
                   %(currency)s, %(currency)s, %(receivable)s, partner_id, 'Payment', due, due,
                   'product', 0, amount, -amount, -amount, 0, 0, TRUE
              FROM bill WHERE is_paid
             UNION ALL
            SELECT nextval('account_move_line_id_seq'), payment_id, 'BBNK/' || payment_id,
                   'posted', %(bank)s, %(company)s, %(currency)s, %(currency)s, %(outstanding)s,
                   partner_id, 'Payment', due, due, 'product', amount, 0, amount, amount,
                   amount, amount, FALSE
              FROM bill WHERE is_paid""",
        "set off": """
            INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, amount,
                                                   debit_amount_currency, credit_amount_currency,
                                                   debit_currency_id, credit_currency_id,
                                                   company_id, max_date)
            SELECT line_id, paid_id, amount, amount, amount, %(currency)s, %(currency)s,
                   %(company)s, due
              FROM bill WHERE is_paid""",
    }
    for statement in steps.values():
        env.cr.execute(statement, arguments)
    for table in (
        "account_move",
        "account_move_line",
        "account_partial_reconcile",
        "res_partner",
        "steward_unit",
    ):
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all()


def bench_list(env, community, users):
    """What happens between the click on "Arrears" and the list."""
    for role, user in users.items():
        Arrears = env(user=user.id)["steward.arrears"].with_context(steward_show_door=True)
        domain = [("overdue", ">", 0)]

        def page(rows=Arrears, domain=domain):
            return rows.web_search_read(domain, SHOWN, limit=80)

        ms, statements = median_of(env, page)
        length = page()["length"]
        say(
            f"list as {role}, {length} households: {ms:.0f} ms, {statements:.0f} statements"
            " (aim: 10000 ms, bounded)"
        )
    Arrears = env(user=users["general_manager"].id)["steward.arrears"]
    for groupby in ("steward_id", "building_id"):
        ms, statements = median_of(
            env,
            lambda groupby=groupby: Arrears.web_read_group(
                domain, [groupby], ["overdue:sum", "age_90:sum", "__count"]
            ),
        )
        say(f"grouped by {groupby}: {ms:.0f} ms, {statements:.0f} statements")


def bench_figures(env, community, users):
    partners = env["res.partner"].search([("household_community_id", "=", community.id)])
    ms, statements = median_of(env, lambda: env["steward.arrears"]._figures(partners))
    say(f"figures of {len(partners)} households: {ms:.0f} ms, {statements:.0f} statement")
    steward = users["steward"]
    partner = partners.filtered(lambda one: one.household_steward_id.user_id == steward)[:1]
    partner = partner.with_user(steward)
    ms, statements = median_of(env, lambda: partner.arrears_overdue)
    say(f"page of a household: {ms:.1f} ms, {statements:.0f} statements")
    ms, statements = median_of(env, lambda: partner.household_unit_id.arrears_overdue)
    say(f"page of a unit: {ms:.1f} ms, {statements:.0f} statements")
    ms, statements = median_of(
        env,
        lambda: env["steward.target"]._default_fees_current(community, date.today().replace(day=1)),
    )
    say(f"targets of fees drawn up: {ms:.0f} ms, {statements:.0f} statements")


def documents(env, books):
    """{step: (ms, statements)} of an accountant's day: the form of an invoice is saved, posted,
    and its payment registered."""
    from odoo.tests import Form

    user = env["res.users"].create(
        {
            "name": "Accountant",
            "login": f"bench_accountant_{time.time()}",
            "group_ids": [
                Command.set(
                    [
                        env.ref("base.group_user").id,
                        env.ref("account.group_account_manager").id,
                    ]
                )
            ],
        }
    )
    partner = env["res.partner"].create({"name": "Payer"})
    env = env(user=user.id, context={"lang": "en_US"})
    partner = partner.with_env(env)
    figures = {}

    def note(step, action, keep):
        ms, statements, result = measure(env, action)
        if keep:
            figures[step] = (ms, statements)
        return result

    for turn in range(3):
        keep = turn == 2
        form = Form(env["account.move"].with_context(default_move_type="out_invoice"))
        form.partner_id = partner
        form.invoice_date = fields.Date.today()
        with form.invoice_line_ids.new() as line:
            line.name = "Fees"
            line.price_unit = 100
            line.tax_ids.clear()
        move = note("save the form of an invoice", form.save, keep)
        note("post it", move.action_post, keep)
        wizard = (
            env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": books["bank"].id})
        )
        note("register its payment", wizard.action_create_payments, keep)
        vals_list = [
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Fees", "price_unit": 100, "tax_ids": [Command.clear()]}
                    )
                ],
            }
        ] * 50
        moves = note("create 50 invoices", lambda v=vals_list: env["account.move"].create(v), keep)
        note("post them", moves.action_post, keep)
    return figures


def bench_documents(env, books):
    ours = documents(env, books)
    name = os.environ.get("STEWARD_PLAIN_DB")
    if not name:
        say("no database without the addon to compare with: STEWARD_PLAIN_DB is empty")
        return
    import odoo
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        plain_env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {})
        if "steward.unit" in plain_env:
            raise ValueError(f"{name} has the addon too: nothing to compare with")
        plain = documents(plain_env, make_books(plain_env))
        cr.rollback()
    for step, (ms, statements) in ours.items():
        plain_ms, plain_statements = plain[step]
        say(
            f"{step}: {statements} statements, {plain_statements} without the addon:"
            f" {statements - plain_statements:+d} (aim: at most +2); {ms:.0f} ms, {plain_ms:.0f}"
        )


def run(env):
    books = make_books(env)
    bench_documents(env, books)
    community, users = make_place(env)
    start = time.time()
    fill_ledger(env, community, books)
    say(f"{HOUSEHOLDS} households, {HOUSEHOLDS * INVOICES} invoices: {time.time() - start:.0f} s")
    bench_list(env, community, users)
    bench_figures(env, community, users)
    env.cr.rollback()


run(env)  # noqa: F821
