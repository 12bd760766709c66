from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .arrears_source import AGE_FROM, LEDGER_DEPENDS, age_class, arrears

AMOUNTS = (
    "not_due",
    "overdue",
    *AGE_FROM,
    "credit",
    "balance",
)


class Arrears(models.Model):
    """Arrears (欠费): what a household owes in a community, by age; the open receivable lines of
    posted entries, straight from Odoo's ledger (R151, R168, R258).

    Amounts in the currency of the company; what is overdue is counted in days after the due date,
    in the community's time zone. Payments and credit notes that are not applied yet stand apart as
    `credit`, a positive number: `balance` = `overdue` + `not_due` − `credit` = what the receivable
    accounts show for the household, to the cent.
    """

    _name = "steward.arrears"
    _description = "Arrears"
    _inherit = "steward.mine.mixin"
    _auto = False
    _order = "oldest_due, overdue desc, id"
    _rec_name = "partner_id"
    _depends = LEDGER_DEPENDS | {
        "steward.collection": ["cause_id", "community_id", "partner_id", "state"],
        "steward.payment.promise": ["collection_id", "date_promised", "state"],
    }

    # who
    partner_id = fields.Many2one("res.partner", string="Household", readonly=True)
    community_id = fields.Many2one("steward.community", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    unit_id = fields.Many2one("steward.unit", readonly=True)
    building_id = fields.Many2one("steward.building", readonly=True)
    door = fields.Char(readonly=True)
    steward_id = fields.Many2one("hr.employee", readonly=True)

    # how much
    currency_id = fields.Many2one("res.currency", readonly=True)
    overdue = fields.Monetary(string="Amount Overdue", readonly=True)
    age_30 = fields.Monetary(string="1–30 Days", readonly=True)
    age_90 = fields.Monetary(string="31–90 Days", readonly=True)
    age_180 = fields.Monetary(string="91–180 Days", readonly=True)
    age_365 = fields.Monetary(string="181–365 Days", readonly=True)
    age_older = fields.Monetary(string="Over a Year", readonly=True)
    not_due = fields.Monetary(string="Not Due Yet", readonly=True)
    credit = fields.Monetary(
        string="Not Applied",
        readonly=True,
        help="Payments and credit notes that are not set off against an invoice yet.",
    )
    balance = fields.Monetary(
        readonly=True,
        help="What is overdue and not due yet, less what is not applied: the balance of the "
        "receivable accounts.",
    )
    line_count = fields.Integer(string="Open Items", readonly=True)

    # since when
    oldest_due = fields.Date(readonly=True)
    days_late = fields.Integer(readonly=True, aggregator="max")
    age_band = fields.Selection(
        [
            ("0", "Nothing Overdue"),
            ("1", "1–30 Days"),
            ("2", "31–90 Days"),
            ("3", "91–180 Days"),
            ("4", "181–365 Days"),
            ("5", "Over a Year"),
        ],
        string="Oldest Arrears",
        readonly=True,
    )

    # talked
    last_contact_date = fields.Date(string="Last Contact", readonly=True)
    is_silent = fields.Boolean(
        string="Not Contacted Lately",
        readonly=True,
        help="Nobody has talked with the household in the days that the policy names.",
    )

    # chased
    collection_id = fields.Many2one("steward.collection", string="Collection Case", readonly=True)
    cause_id = fields.Many2one(
        "steward.collection.cause", string="Cause of the Arrears", readonly=True
    )
    promised_for = fields.Date(
        readonly=True, help="Date of the next promise to pay that is not decided yet."
    )

    @property
    def _table_query(self):
        """`steward_arrears_payers` in the context narrows it to these contacts: one household is
        found by index, without adding up everybody's."""
        return SQL(
            """
            SELECT a.id, a.partner_id, a.community_id, a.company_id, a.currency_id,
                   u.id AS unit_id, u.building_id, u.door, u.steward_id,
                   a.overdue, a.age_30, a.age_90, a.age_180, a.age_365, a.age_older, a.not_due,
                   a.credit, a.balance, a.line_count, a.oldest_due, a.days_late,
                   %(age_band)s::text AS age_band,
                   p.last_contact_date,
                   (p.last_contact_date IS NULL
                    OR p.last_contact_date < (%(now)s AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date
                                             - policy.arrears_contact_days) AS is_silent,
                   chased.id AS collection_id, chased.cause_id,
                   (SELECT min(promise.date_promised)
                      FROM steward_payment_promise promise
                     WHERE promise.collection_id = chased.id AND promise.state = 'open'
                   ) AS promised_for
              FROM (%(arrears)s) a
              JOIN res_partner p ON p.id = a.partner_id
              JOIN steward_community c ON c.id = a.community_id
              JOIN steward_policy policy ON policy.id = c.policy_id
              LEFT JOIN steward_collection chased
                ON chased.partner_id = a.partner_id AND chased.community_id = a.community_id
               AND chased.state = 'open'
              LEFT JOIN steward_unit u
                ON u.id = CASE WHEN p.is_household AND p.household_community_id = a.community_id
                               THEN p.household_unit_id
                               ELSE a.named_unit_id END
            """,
            age_band=age_class(SQL("a.days_late")),
            arrears=arrears(self.env.context.get("steward_arrears_payers")),
            now=fields.Datetime.now(),
        )

    @api.model
    def _of(self, partners):
        """The rows of these households that the user may see."""
        narrowed = self.with_context(steward_arrears_payers=partners.ids)
        return narrowed.search([("partner_id", "in", partners.ids)])

    @api.model
    def _figures(self, partners, community=None):
        """{(partner id, community id): {figure: value}} in one statement; no key, no open line.

        Of entries of the community's own company, in its currency. Nobody's rights are asked for:
        the caller has checked them.
        """
        for model, names in LEDGER_DEPENDS.items():
            self.env[model].flush_model(names)
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT a.*
                  FROM (%s) a
                  JOIN steward_community c
                    ON c.id = a.community_id AND c.company_id = a.company_id
                 WHERE a.partner_id = ANY(%s) AND (%s IS NULL OR a.community_id = %s)
                """,
                arrears(partners.ids),
                partners.ids,
                community and community.id or None,
                community and community.id or None,
            )
        )
        names = (*AMOUNTS, "oldest_due", "days_late", "line_count", "currency_id")
        return {
            (row["partner_id"], row["community_id"]): {
                name: float(row[name]) if name in AMOUNTS else row[name] for name in names
            }
            for row in rows
        }

    @api.model
    def _lines_domain(self, partner, community=None):
        """Domain of the journal items behind the figure of a household."""
        # sudo: only which ones; whoever opens them needs the rights of accounting
        Line = self.env["steward.arrears.line"].sudo()
        domain = Domain("partner_id", "=", partner.id)
        if community:
            domain &= Domain("community_id", "=", community.id)
        lines = Line.with_context(steward_arrears_payers=partner.ids).search(domain)
        return [("id", "in", lines.ids)]

    def action_open_lines(self):
        """The open items behind the figure, as stewards may see them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.steward_arrears_line_action"
        )
        return dict(
            action,
            name=self.env._("Open Items of %(household)s", household=self.partner_id.name),
            domain=[
                ("partner_id", "=", self.partner_id.id),
                ("community_id", "=", self.community_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            context={"steward_arrears_payers": self.partner_id.ids, "steward_show_door": True},
        )

    def action_open_collection(self):
        """The collection case of the household."""
        self.ensure_one()
        return self.collection_id.get_formview_action()

    def action_open_ledger(self):
        """The journal items themselves, for those who may read accounting."""
        self.ensure_one()
        self.env["account.move.line"].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal Items of %(household)s", household=self.partner_id.name),
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "domain": self._lines_domain(self.partner_id, self.community_id),
            "context": {"create": False},
        }
