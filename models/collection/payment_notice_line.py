from odoo import fields, models


class PaymentNoticeLine(models.Model):
    """What a payment notice asks for: a fee of one kind on one open item of the ledger, as it
    stood when the notice was made (R252). Written by the issue of notices only."""

    _name = "steward.payment.notice.line"
    _description = "Line of a Payment Notice"
    _order = "notice_id, date_due, id"

    notice_id = fields.Many2one(
        "steward.payment.notice", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="notice_id.company_id", store=True, precompute=True)
    community_id = fields.Many2one(related="notice_id.community_id", store=True, precompute=True)
    steward_id = fields.Many2one(related="notice_id.steward_id", store=True, precompute=True)
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Journal Item",
        index="btree_not_null",
        ondelete="set null",
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    document = fields.Char(string="Number")
    unit_id = fields.Many2one("steward.unit", index="btree_not_null")
    fee_kind_id = fields.Many2one("steward.fee.kind", string="Kind of Fee", ondelete="restrict")
    label = fields.Char()
    date_due = fields.Date(string="Due")
    kind = fields.Selection(
        [("current", "Current Fees"), ("arrears", "Arrears"), ("credit", "Credit")], required=True
    )
    currency_id = fields.Many2one("res.currency", required=True)
    residual = fields.Monetary(
        string="Open Amount", help="In the currency of the invoice; credits are negative."
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the Company"
    )
    amount = fields.Monetary(
        currency_field="company_currency_id",
        help="The open amount in the currency of the company.",
    )

    def action_open_document(self):
        """The invoice or payment as it is now, for those who may read accounting."""
        self.ensure_one()
        return self.move_line_id.move_id.get_formview_action()
