from odoo import fields, models


class ProductTemplate(models.Model):
    """Published catalogue of services for residents, with promise and price (R245, R319, C119)."""

    _inherit = "product.template"

    is_steward_service = fields.Boolean(
        string="Service for Residents", help="Stands in the published catalogue of services."
    )
    steward_service_kind = fields.Selection(
        [
            ("paid", "Paid Service"),
            ("convenience", "Convenience Service"),
            ("value_added", "Value-Added Service"),
        ],
        string="Kind of Service",
        help="Under which heading it is published (R245, R319).",
    )
    steward_promise = fields.Char(
        string="Promise to Residents", translate=True, help="What is promised publicly (R319)."
    )
