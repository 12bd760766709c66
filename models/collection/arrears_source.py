"""SQL over Odoo's own ledger that every figure of this room begins with.

A line of a receivable account belongs to one household and one community, so that no amount
stands twice:

- the household is the payer of the line; where the payer is none, the first household of which it
  is the invoicing contact (or that is the invoicing contact of the payer); else, where the entry
  names a unit, the payer itself;
- the community is that of the unit that the entry names, else that of the household.

Today is each community's own.
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
    "account.move": ["steward_unit_id", "move_type"],
    "res.partner": [
        "commercial_partner_id",
        "household_community_id",
        "household_unit_id",
        "is_household",
        "last_contact_date",
    ],
    "steward.unit": ["building_id", "community_id", "door", "steward_id"],
    "steward.community": ["company_id", "policy_id", "tz"],
    "steward.policy": ["arrears_contact_days"],
}
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
               l.amount_residual AS residual
          FROM account_move_line l
        %(placed)s
         WHERE l.reconciled IS NOT TRUE AND l.parent_state = 'posted'
        """,
        placed=placed(payers),
    )


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
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late BETWEEN 1 AND 30), 0) AS age_30,
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late BETWEEN 31 AND 90), 0) AS age_90,
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late BETWEEN 91 AND 180), 0) AS age_180,
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late BETWEEN 181 AND 365), 0) AS age_365,
               COALESCE(sum(o.residual) FILTER (
                   WHERE o.residual > 0 AND o.days_late > 365), 0) AS age_older,
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
        lines=open_lines(payers),
    )
