from odoo import fields, models


class ProductTemplate(models.Model):
    """Published catalogue of special services, with promise and price (R033, R319)."""

    _inherit = "product.template"

    is_steward_service = fields.Boolean(
        string="Service for Residents", help="Stands in the published catalogue of services."
    )
    steward_promise = fields.Char(
        string="Promise to Residents", translate=True, help="What is promised publicly (R319)."
    )
