from odoo import api, fields, models


class AccountMove(models.Model):
    """The unit that an invoice is for, where its payer has several (R151, R258)."""

    _inherit = "account.move"

    steward_unit_id = fields.Many2one(
        "steward.unit",
        string="Unit",
        index="btree_not_null",
        check_company=True,
        help="The unit that this invoice is for. Empty: what is owed stands with the household, "
        "once.",
    )

    @api.onchange("partner_id")
    def _onchange_partner_steward_unit(self):
        """The unit for which the payer pays, where there is exactly one.

        Only while the invoice is typed: invoices that are imported or generated name their unit
        or none, and saving one asks for nothing here.
        """
        if not self.is_sale_document(include_receipts=True) or self.state != "draft":
            return
        # sudo: only which unit somebody pays for, which the invoice then says
        Occupancy = self.env["steward.occupancy"].sudo()
        today = fields.Date.context_today(self)
        lines = Occupancy.search(
            [
                ("partner_id", "=", self.partner_id._origin.id),
                ("is_payer", "=", True),
                ("company_id", "=", self.company_id.id),
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )
        units = lines.unit_id
        self.steward_unit_id = units if len(units) == 1 else False
