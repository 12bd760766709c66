# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""The sweep of fee collection over 10,000 households that are overdue: opening their cases, then
deciding as many promises by what came in, of which a third is kept, a third kept in part and a
third broken; closing what is paid, raising the next step elsewhere; and once more with nothing new.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_PROMISES="1000 10000" chooses other numbers of promises.
"""

import os
import time
from datetime import date, timedelta

from making import LOG, WHO, employ, make_community, make_households, make_units
from measuring import measure, say

SIZES = [int(n) for n in os.environ.get("STEWARD_BENCH_PROMISES", "1000 10000").split()]
PER_BUILDING = 100
BATCH = 1000
AIM_SECONDS = 10
OVERDUE = 1000


def make_books(env):
    def account(code, account_type):
        values = {"code": code, "name": code, "account_type": account_type}
        return env["account.account"].create(values | {"reconcile": True})

    stamp = str(time.time_ns())[-7:]
    return {
        "receivable": account(f"R{stamp}", "asset_receivable").id,
        "sale": env["account.journal"]
        .create({"code": f"S{stamp[-4:]}", "name": "Fees", "type": "sale"})
        .id,
        "bank": env["account.journal"]
        .create({"code": f"B{stamp[-4:]}", "name": "Bank", "type": "bank"})
        .id,
        "company": env.company.id,
        "currency": env.company.currency_id.id,
    }


def make_place(env, count):
    """A community with `count` households, two stewards and a supervisor."""
    community = make_community(env)
    stewards = employ(community, "steward", "steward", "supervisor")[:2]
    make_units(community, stewards, count, PER_BUILDING, PER_BUILDING)
    make_households(community)
    return community


def post(  # noqa: PLR0913, PLR0917 -- what stands on a line of the ledger
    env, community, books, journal, day, amount, residual
):
    """One posted receivable line per household, and its move."""
    env.cr.execute(
        f"""
        CREATE TEMPORARY TABLE posted ON COMMIT DROP AS
        SELECT p.id AS partner_id, p.turn, nextval('account_move_id_seq') AS move_id
          FROM (SELECT id, row_number() OVER (ORDER BY id) AS turn FROM res_partner
                 WHERE household_community_id = {community.id}) p
         WHERE ({amount}) <> 0;
        INSERT INTO account_move (id, name, move_type, state, date, journal_id, company_id,
                                  currency_id, partner_id, commercial_partner_id, auto_post,
                                  payment_state)
        SELECT move_id, 'M/' || move_id, 'entry', 'posted', %(day)s, {books[journal]},
               {books["company"]}, {books["currency"]}, partner_id, partner_id, 'no', 'not_paid'
          FROM posted;
        INSERT INTO account_move_line (move_id, move_name, parent_state, journal_id, company_id,
                                       company_currency_id, currency_id, account_id, partner_id,
                                       name, date, date_maturity, display_type, debit, credit,
                                       balance, amount_currency, amount_residual,
                                       amount_residual_currency, reconciled, {LOG})
        SELECT move_id, 'M/' || move_id, 'posted', {books[journal]}, {books["company"]},
               {books["currency"]}, {books["currency"]}, {books["receivable"]}, partner_id, 'Fees',
               %(day)s, %(day)s, 'payment_term', GREATEST({amount}, 0), GREATEST(-({amount}), 0),
               {amount}, {amount}, {residual}, {residual}, ({residual}) = 0, {WHO}
          FROM posted;
        DROP TABLE posted
        """,
        {"day": day},
    )


def pay(env, community, books):
    """A third of the households pays all, a third two hundred, the others nothing."""
    amount = "CASE turn % 3 WHEN 0 THEN 0 WHEN 1 THEN -200 ELSE -1000 END".replace("%", "%%")
    post(env, community, books, "bank", date.today() - timedelta(days=2), amount, "0")
    env.cr.execute(
        f"""
        UPDATE account_move_line l
           SET amount_residual = {OVERDUE} + paid.balance,
               amount_residual_currency = {OVERDUE} + paid.balance,
               reconciled = {OVERDUE} + paid.balance = 0
          FROM account_move_line paid
         WHERE l.journal_id = {books["sale"]} AND paid.journal_id = {books["bank"]}
           AND paid.partner_id = l.partner_id
        """
    )
    env.invalidate_all()


def promise(env, community):
    env["steward.payment.promise"].create(
        [
            {
                "collection_id": case.id,
                "amount": 800,
                "made_on": date.today() - timedelta(days=5),
                "date_promised": date.today() - timedelta(days=1),
            }
            for case in env["steward.collection"].search([("community_id", "=", community.id)])
        ]
    )


def open_cases(env):
    collections = env["steward.collection"].with_context(
        tracking_disable=True, mail_create_nosubscribe=True
    )

    def next_batch(_count):
        env.flush_all()
        env.invalidate_all()
        return True

    collections._open_by_rule(BATCH, next_batch)


def sweep(env):
    collections = env["steward.collection"].with_context(
        tracking_disable=True, mail_create_nosubscribe=True
    )
    started = collections._clock()
    while collections._sweep_batch(started, BATCH):
        env.flush_all()
        env.invalidate_all()


def main(env):
    say("| promises | what | seconds | statements | per promise |")
    say("|---|---|---|---|---|")
    failed = False
    for count in SIZES:
        books = make_books(env)
        community = make_place(env, count)
        post(
            env,
            community,
            books,
            "sale",
            date.today() - timedelta(days=60),
            str(OVERDUE),
            str(OVERDUE),
        )
        env.cr.execute(
            "ANALYZE account_move, account_move_line, res_partner, steward_unit, account_account"
        )
        env.invalidate_all()

        def line(what, figures, count=count):
            milliseconds, statements = figures[:2]
            say(
                f"| {count} | {what} | {milliseconds / 1000:.2f} | {statements} |"
                f" {milliseconds / count:.2f} ms, {statements / count:.3f} |"
            )
            return milliseconds / 1000

        line("opening the cases by rule", measure(env, lambda: open_cases(env)))
        promise(env, community)
        pay(env, community, books)
        seconds = line("deciding, closing, raising", measure(env, lambda: sweep(env)))
        line("again, nothing new", measure(env, lambda: sweep(env)))
        states = dict(
            env["steward.payment.promise"]._read_group(
                [("community_id", "=", community.id)], ["state"], ["__count"]
            )
        )
        say(f"states: {states}")
        failed |= seconds > AIM_SECONDS
        env.cr.rollback()
    if failed:
        raise SystemExit(f"the sweep takes longer than {AIM_SECONDS} s")


main(env)  # noqa: F821 -- bound by `odoo shell`
