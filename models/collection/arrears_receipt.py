from odoo import fields, models

from .arrears_source import LEDGER_DEPENDS, receipts


class ArrearsReceipt(models.Model):
    """Fee received (收费到账): bank or cash money that was set off against what a household owed
    (R258), dated when both the payment and the debt were there."""

    _name = "steward.arrears.receipt"
    _description = "Fee Received"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "payment_number"
    _depends = LEDGER_DEPENDS

    # who
    partner_id = fields.Many2one("res.partner", string="Household", readonly=True)
    community_id = fields.Many2one("steward.community", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    unit_id = fields.Many2one(
        "steward.unit", readonly=True, help="The unit that the document names."
    )
    steward_id = fields.Many2one("hr.employee", readonly=True)

    # what
    date = fields.Date(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True)
    number = fields.Char(string="Document Paid", readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    payment_number = fields.Char(string="Payment", readonly=True)
    is_old = fields.Boolean(
        string="Old Arrears",
        readonly=True,
        help="Due before the boundary that the policy names: this year or this month.",
    )

    @property
    def _table_query(self):
        return receipts()
