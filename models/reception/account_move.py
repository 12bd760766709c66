from odoo import fields, models


class AccountMove(models.Model):
    """Invoices of repairs and services (R071, R094); credit notes are made from them as usual."""

    _inherit = "account.move"

    steward_repair_id = fields.Many2one(
        "steward.repair", string="Repair", readonly=True, copy=False, index="btree_not_null"
    )
    steward_service_id = fields.Many2one(
        "steward.service.request",
        string="Service Request",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _steward_repair_uniq = models.UniqueIndex(
        "(steward_repair_id) WHERE steward_repair_id IS NOT NULL AND move_type = 'out_invoice'"
        " AND state <> 'cancel' AND payment_state IS DISTINCT FROM 'reversed'",
        "The repair is invoiced already.",
    )
    _steward_service_uniq = models.UniqueIndex(
        "(steward_service_id) WHERE steward_service_id IS NOT NULL AND move_type = 'out_invoice'"
        " AND state <> 'cancel' AND payment_state IS DISTINCT FROM 'reversed'",
        "The service is invoiced already.",
    )

    def action_open_steward_sheet(self):
        """The sheet that was charged, to those who may see it."""
        self.ensure_one()
        return (self.steward_repair_id or self.steward_service_id).get_formview_action()
