"""SQL over Odoo's own ledger that every figure of this room begins with.

A line of a receivable account belongs to one household and one community, so that no amount
stands twice:

- the household is the payer of the line; where the payer is none, the first household of which it
  is the invoicing contact (or that is the invoicing contact of the payer); else, where the entry
  names a unit, the payer itself;
- the community is that of the unit that the entry names, else that of the household.

Today is each community's own.

Odoo keeps a payment or an invoice that is reset to draft set off against its counterpart, whose
residual does not change; the balance of the account does. What is set off against a draft is open
here, so that the figures agree with the receivable accounts at any time.
"""

from odoo import fields
from odoo.tools import SQL

# what the ledger is asked for has to be in the database before the statement runs
LEDGER_DEPENDS = {
    "account.move.line": [
        "account_id",
        "amount_currency",
        "amount_residual",
        "amount_residual_currency",
        "balance",
        "company_currency_id",
        "company_id",
        "currency_id",
        "date",
        "date_maturity",
        "journal_id",
        "move_id",
        "move_name",
        "name",
        "parent_state",
        "partner_id",
        "reconciled",
    ],
    "account.account": ["account_type"],
    "account.journal": ["type"],
    "account.partial.reconcile": [
        "amount",
        "credit_amount_currency",
        "credit_move_id",
        "debit_amount_currency",
        "debit_move_id",
        "max_date",
    ],
    "account.move": ["steward_unit_id", "move_type"],
    "res.partner": [
        "commercial_partner_id",
        "household_community_id",
        "household_steward_id",
        "household_unit_id",
        "is_household",
        "last_contact_date",
    ],
    "steward.unit": ["building_id", "community_id", "door", "steward_id"],
    "steward.community": ["company_id", "policy_id", "tz"],
    "steward.policy": ["arrears_contact_days", "old_arrears_from"],
}
# the age classes: on which day after the due date each begins
AGE_FROM = {"age_30": 1, "age_90": 31, "age_180": 91, "age_365": 181, "age_older": 366}
HOUSEHOLD = SQL(
    """
    CASE WHEN payer.is_household THEN payer.id
         ELSE COALESCE(
              (SELECT min(other.id)
                 FROM res_partner other
                WHERE other.commercial_partner_id = payer.id AND other.is_household),
              (SELECT other.id
                 FROM res_partner other
                WHERE other.id = payer.commercial_partner_id AND other.is_household))
         END
    """
)
# receivable lines that are set off against a draft, and how much of them
PENDING = SQL(
    """
    SELECT line_id, sum(amount) AS amount, sum(amount_currency) AS amount_currency
      FROM (SELECT r.debit_move_id AS line_id, r.amount,
                   r.debit_amount_currency AS amount_currency
              FROM account_move_line draft
              JOIN account_account a
                ON a.id = draft.account_id AND a.account_type = 'asset_receivable'
              JOIN account_partial_reconcile r ON r.credit_move_id = draft.id
             WHERE draft.parent_state = 'draft'
             UNION ALL
            SELECT r.credit_move_id, -r.amount, -r.credit_amount_currency
              FROM account_move_line draft
              JOIN account_account a
                ON a.id = draft.account_id AND a.account_type = 'asset_receivable'
              JOIN account_partial_reconcile r ON r.debit_move_id = draft.id
             WHERE draft.parent_state = 'draft') half
     GROUP BY line_id
    """
)
# of the lines `l`: which are open; of `pending`: the part that is set off against a draft
IS_OPEN = SQL(
    """
    l.parent_state = 'posted'
    AND (l.reconciled IS NOT TRUE OR l.id = ANY(ARRAY(SELECT line_id FROM (%s) set_off)))
    """,
    PENDING,
)
RESIDUAL = SQL("l.amount_residual + COALESCE(pending.amount, 0)")
RESIDUAL_CURRENCY = SQL("l.amount_residual_currency + COALESCE(pending.amount_currency, 0)")
# of the entry of a payment `paid`: the part of its receivable lines that is money
MONEY_SHARE = SQL(
    """
    (SELECT CASE WHEN sum(x.balance) FILTER (WHERE a.account_type = 'asset_receivable') < 0
                 THEN LEAST(1, GREATEST(0, 1 + COALESCE(
                      sum(x.balance) FILTER (
                          WHERE a.account_type LIKE 'income%%' OR a.account_type LIKE 'expense%%'),
                      0) / sum(x.balance) FILTER (WHERE a.account_type = 'asset_receivable')))
                 ELSE 1 END
       FROM account_move_line x
       JOIN account_account a ON a.id = x.account_id
      WHERE x.move_id = paid.move_id)
    """
)


def placed(payers=None):
    """FROM clause that adds to the receivable lines `l` their place: `household` (a contact, may
    be NULL), `unit` (that the entry names, may be NULL), `community` with its `today`.

    :param payers: ids of contacts; only lines of them and of whoever is invoiced with them
    """
    mine = SQL("TRUE")
    if payers is not None:
        mine = SQL(
            """
            payer.commercial_partner_id IN (
                SELECT commercial_partner_id FROM res_partner WHERE id = ANY(%s))
            """,
            list(payers),
        )
    return SQL(
        """
          JOIN account_account account
            ON account.id = l.account_id AND account.account_type = 'asset_receivable'
          JOIN res_partner payer ON payer.id = l.partner_id AND %(mine)s
          LEFT JOIN account_move named
            ON named.id = l.move_id AND named.steward_unit_id IS NOT NULL
          LEFT JOIN steward_unit unit ON unit.id = named.steward_unit_id
          LEFT JOIN res_partner household ON household.id = %(household)s
          JOIN (SELECT id, company_id, policy_id,
                       (%(now)s AT TIME ZONE 'UTC' AT TIME ZONE tz)::date AS today
                  FROM steward_community) community
            ON community.id = COALESCE(unit.community_id, household.household_community_id)
        """,
        mine=mine,
        household=HOUSEHOLD,
        now=fields.Datetime.now(),
    )


def open_lines(payers=None):
    """The open receivable lines: id, company, currency, partner, community, named unit, due date,
    days late and what is still open in the currency of the company."""
    return SQL(
        """
        SELECT l.id, l.company_id, l.company_currency_id AS currency_id,
               COALESCE(household.id, payer.id) AS partner_id,
               community.id AS community_id, unit.id AS unit_id,
               COALESCE(l.date_maturity, l.date) AS date_due,
               community.today - COALESCE(l.date_maturity, l.date) AS days_late,
               %(residual)s AS residual
          FROM account_move_line l
          LEFT JOIN (%(pending)s) pending ON pending.line_id = l.id
        %(placed)s
         WHERE %(is_open)s
        """,
        residual=RESIDUAL,
        pending=PENDING,
        placed=placed(payers),
        is_open=IS_OPEN,
    )


def age_class(days_late):
    """Number of the class of `AGE_FROM` in which so many days after the due date lie; 0 before."""
    return SQL("width_bucket(%s, %s)", days_late, list(AGE_FROM.values()))


def arrears(payers=None):
    """One row per company, household and community, see `steward.arrears`."""
    return SQL(
        """
        SELECT min(o.id) AS id, o.company_id, o.currency_id, o.partner_id, o.community_id,
               min(o.unit_id) AS named_unit_id,
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late <= 0), 0) AS not_due,
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late > 0), 0) AS overdue,
               %(ages)s,
               COALESCE(-sum(o.residual) FILTER (WHERE o.residual < 0), 0) AS credit,
               sum(o.residual) AS balance,
               min(o.date_due) FILTER (
                   WHERE o.residual > 0 AND o.days_late > 0) AS oldest_due,
               COALESCE(max(o.days_late) FILTER (
                   WHERE o.residual > 0 AND o.days_late > 0), 0) AS days_late,
               count(*) AS line_count
          FROM (%(lines)s) o
         GROUP BY o.company_id, o.currency_id, o.partner_id, o.community_id
        """,
        ages=SQL(", ").join(
            SQL(
                "COALESCE(sum(o.residual) FILTER (WHERE o.residual > 0 AND %s = %s), 0) AS %s",
                age_class(SQL("o.days_late")),
                number,
                SQL.identifier(name),
            )
            for number, name in enumerate(AGE_FROM, start=1)
        ),
        lines=open_lines(payers),
    )


def receipts():
    """What came in: one row per bank or cash payment set off against a receivable line, dated when
    both were there; see `steward.arrears.receipt`.

    Credit notes, write-offs and exchange differences are no money, and what goes back from or to
    the bank (a payment that was returned, a refund that was paid out) is none that came in. Where
    the entry of the payment writes something off too, the money is its share without that.
    """
    return SQL(
        """
        SELECT r.id, r.max_date AS date,
               round(r.amount * %(share)s, currency.decimal_places) AS amount, l.company_id,
               l.company_currency_id AS currency_id,
               COALESCE(household.id, payer.id) AS partner_id,
               community.id AS community_id, unit.id AS unit_id,
               COALESCE(unit.steward_id, household.household_steward_id) AS steward_id,
               l.move_name AS number, COALESCE(l.date_maturity, l.date) AS date_due,
               paid.move_name AS payment_number,
               COALESCE(l.date_maturity, l.date)
               < date_trunc(policy.old_arrears_from, r.max_date)::date AS is_old
          FROM account_partial_reconcile r
          JOIN account_move_line l ON l.id = r.debit_move_id AND l.parent_state = 'posted'
          JOIN account_journal origin
            ON origin.id = l.journal_id AND origin.type NOT IN ('bank', 'cash', 'credit')
          JOIN account_move_line paid
            ON paid.id = r.credit_move_id AND paid.parent_state = 'posted'
          JOIN account_journal till
            ON till.id = paid.journal_id AND till.type IN ('bank', 'cash', 'credit')
          JOIN res_currency currency ON currency.id = l.company_currency_id
        %(placed)s
          JOIN steward_policy policy ON policy.id = community.policy_id
        """,
        share=MONEY_SHARE,
        placed=placed(),
    )
