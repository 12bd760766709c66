from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

INVOICING = "account.group_account_invoice"


class SheetWorkMixin(models.AbstractModel):
    """Charging (收费): a draft invoice for whoever pays for the unit (R071, R094)."""

    _inherit = "steward.sheet.work.mixin"

    currency_id = fields.Many2one(related="case_id.company_id.currency_id")
    invoice_id = fields.Many2one("account.move", readonly=True, copy=False, index="btree_not_null")
    invoice_name = fields.Char(string="Invoice Number", compute="_compute_invoice_state")
    invoice_state = fields.Selection(
        [
            ("none", "Not Invoiced"),
            ("draft", "Invoice Drafted"),
            ("posted", "Invoiced"),
            ("paid", "Paid"),
            ("cancelled", "Cancelled"),
        ],
        string="Charging",
        compute="_compute_invoice_state",
    )
    is_chargeable = fields.Boolean(compute="_compute_is_chargeable")

    def _compute_invoice_state(self):
        for sheet in self:
            # sudo: stewards tell the household how far its own charge is, and see no more of it
            move = sheet.sudo().invoice_id
            sheet.invoice_name = (move.name or sheet.env._("Draft Invoice")) if move else False
            if not move:
                sheet.invoice_state = "none"
            elif move.state == "cancel" or move.payment_state == "reversed":
                sheet.invoice_state = "cancelled"
            elif move.state == "posted" and move.payment_state in ("paid", "in_payment"):
                sheet.invoice_state = "paid"
            else:
                sheet.invoice_state = move.state

    @api.depends(lambda self: (self._done_field, *self._charge_fields()))
    def _compute_is_chargeable(self):
        for sheet in self:
            sheet.is_chargeable = bool(
                sheet[sheet._done_field]
                and sheet.invoice_state in ("none", "cancelled")
                and sheet._charge() > 0
            )

    def _is_invoiced(self):
        return self.invoice_state not in ("none", "cancelled")

    def _charge(self):
        """What the household is to pay, in the currency of the company."""
        raise NotImplementedError

    def _charge_lines(self):
        """Values of the lines of the invoice."""
        raise NotImplementedError

    @api.model
    def _sheet_field_of_invoice(self):
        """Name of the field by which an invoice knows its sheet."""
        raise NotImplementedError

    def action_invoice(self):
        """Draft the invoice of this sheet; who may not see invoices has asked for one (R071).

        :raise UserError: for what is not done, costs nothing or is invoiced already
        """
        self.ensure_one()
        self.check_access("write")
        self.case_id._check_not_department()
        if not self.try_lock_for_update():
            raise UserError(
                self.env._("%(sheet)s is being invoiced by somebody.", sheet=self.display_name)
            )
        self._check_chargeable()
        payer = self._payer()
        may_invoice = self.env.user.has_group(INVOICING)
        # sudo: a steward without rights in accounting asks for the invoice by drafting it: payer
        # and amount are those of the sheet, and whoever may invoice checks and posts it
        Move = self.env["account.move"] if may_invoice else self.env["account.move"].sudo()
        move = Move.with_company(self.company_id).create(
            {
                "move_type": "out_invoice",
                "partner_id": payer.id,
                "invoice_origin": self.number,
                self._sheet_field_of_invoice(): self.id,
                "invoice_line_ids": [Command.create(line) for line in self._charge_lines()],
            }
        )
        # sudo: noted by this step only
        self.sudo().invoice_id = move
        self.case_id.message_post(
            body=self.env._(
                "Invoice drafted for %(payer)s: %(amount)s",
                payer=payer.name,
                amount=self.currency_id.format(move.amount_total),
            )
        )
        if may_invoice:
            return self.action_open_invoice()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The invoice is drafted; accounting checks and sends it."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _check_chargeable(self):
        self.invalidate_recordset(["invoice_state"])
        # the database itself keeps a second invoice out: it has to know what was cancelled
        self.env["account.move"].flush_model(["state", "payment_state"])
        if self._is_invoiced():
            raise UserError(
                self.env._(
                    "%(sheet)s is invoiced already: %(invoice)s.",
                    sheet=self.display_name,
                    invoice=self.invoice_name,
                )
            )
        if not self[self._done_field]:
            raise UserError(
                self.env._("%(sheet)s is charged once it is done.", sheet=self.display_name)
            )
        if self._charge() <= 0:
            raise UserError(
                self.env._("Enter what is charged for %(sheet)s.", sheet=self.display_name)
            )

    def _payer(self):
        """Who pays for the unit of the case; else the household itself."""
        day = self.community_id._today()
        # sudo: only asks who pays, for an invoice that follows from the sheet
        payers = (
            self.sudo()
            .unit_id.occupancy_ids.filtered(lambda line: line.is_payer and line._is_current(day))
            .partner_id
        )
        payer = payers & self.sudo().partner_id or payers[:1] or self.sudo().partner_id
        if not payer:
            raise UserError(
                self.env._(
                    "%(sheet)s names no household that could pay: choose it first.",
                    sheet=self.display_name,
                )
            )
        return payer.sudo(False)

    def action_open_invoice(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.invoice_id.id,
            "view_mode": "form",
        }
