from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    steward_fee_kind_id = fields.Many2one(
        "steward.fee.kind",
        string="Kind of Fee",
        ondelete="restrict",
        help="Under which heading it stands on payment notices (R252).",
    )
