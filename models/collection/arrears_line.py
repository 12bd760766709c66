from odoo import fields, models
from odoo.tools import SQL

from .arrears_source import (
    IS_OPEN,
    LEDGER_DEPENDS,
    PENDING,
    RESIDUAL,
    RESIDUAL_CURRENCY,
    placed,
)


class ArrearsLine(models.Model):
    """Open item (未清项): one open receivable line, as far as a steward has to know it to talk
    about it with the household. Its id is that of the journal item."""

    _name = "steward.arrears.line"
    _description = "Open Item"
    _auto = False
    _order = "date_due, id"
    _rec_name = "number"
    _depends = LEDGER_DEPENDS

    # who
    partner_id = fields.Many2one("res.partner", string="Household", readonly=True)
    community_id = fields.Many2one("steward.community", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    unit_id = fields.Many2one(
        "steward.unit", readonly=True, help="The unit that the document names."
    )
    steward_id = fields.Many2one("hr.employee", readonly=True)
    household_steward_id = fields.Many2one(
        "hr.employee", string="Steward of the Household", readonly=True
    )

    # what
    number = fields.Char(readonly=True)
    label = fields.Char(readonly=True)
    kind = fields.Selection(
        [
            ("invoice", "Invoice"),
            ("refund", "Credit Note"),
            ("payment", "Payment"),
            ("entry", "Other Entry"),
        ],
        readonly=True,
    )
    date = fields.Date(readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    days_late = fields.Integer(readonly=True, aggregator="max")
    is_credit = fields.Boolean(string="Not Applied", readonly=True)

    # how much
    currency_id = fields.Many2one("res.currency", readonly=True)
    document_currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True, help="In the currency of the company.")
    residual = fields.Monetary(
        string="Still Open", readonly=True, help="In the currency of the company."
    )
    residual_currency = fields.Monetary(
        string="Still Open in Currency",
        currency_field="document_currency_id",
        readonly=True,
        aggregator=None,
        help="In the currency of the document.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT l.id, l.company_id, COALESCE(household.id, payer.id) AS partner_id,
                   community.id AS community_id, unit.id AS unit_id,
                   COALESCE(unit.steward_id, home.steward_id) AS steward_id,
                   home.steward_id AS household_steward_id,
                   l.move_name AS number,
                   COALESCE(
                       (SELECT x.name
                          FROM account_move_line x
                         WHERE x.move_id = l.move_id AND x.display_type = 'product'
                           AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                         ORDER BY x.sequence, x.id
                         LIMIT 1),
                       l.name) AS label,
                   CASE WHEN move.move_type IN ('out_invoice', 'out_receipt') THEN 'invoice'
                        WHEN move.move_type = 'out_refund' THEN 'refund'
                        WHEN journal.type IN ('bank', 'cash', 'credit') THEN 'payment'
                        ELSE 'entry' END AS kind,
                   l.date, COALESCE(l.date_maturity, l.date) AS date_due,
                   CASE WHEN %(residual)s > 0
                        THEN GREATEST(0, community.today - COALESCE(l.date_maturity, l.date))
                        ELSE 0 END AS days_late,
                   %(residual)s < 0 AS is_credit,
                   l.company_currency_id AS currency_id, l.currency_id AS document_currency_id,
                   l.balance AS amount, %(residual)s AS residual,
                   %(residual_currency)s AS residual_currency
              FROM account_move_line l
              LEFT JOIN (%(pending)s) pending ON pending.line_id = l.id
            %(placed)s
              LEFT JOIN account_move move ON move.id = l.move_id
              LEFT JOIN account_journal journal ON journal.id = l.journal_id
              LEFT JOIN steward_unit home ON home.id = household.household_unit_id
             WHERE %(is_open)s
            """,
            residual=RESIDUAL,
            residual_currency=RESIDUAL_CURRENCY,
            pending=PENDING,
            is_open=IS_OPEN,
            placed=placed(self.env.context.get("steward_arrears_payers")),
        )

    def action_open_document(self):
        """The invoice, payment or entry, for those who may read accounting."""
        self.ensure_one()
        line = self.env["account.move.line"].browse(self.id)
        line.check_access("read")
        return line.move_id.get_formview_action()
