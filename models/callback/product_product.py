from odoo import api, fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    steward_procedure_ids = fields.One2many(
        "steward.service.procedure", "product_id", string="Procedures"
    )
    is_steward_new = fields.Boolean(
        string="New Service",
        compute="_compute_is_steward_new",
        help="Delivered for the first time; its procedure is not in the handbook yet (R033).",
    )

    @api.depends("steward_procedure_ids.state")
    def _compute_is_steward_new(self):
        for product in self:
            product.is_steward_new = any(
                procedure.state == "new" for procedure in product.steward_procedure_ids
            )
