from odoo import fields, models


class Community(models.Model):
    _inherit = "steward.community"

    after_sales_department_id = fields.Many2one(
        "hr.department",
        string="After-Sales Department",
        check_company=True,
        help="On-site department to which rework sheets are returned (R105).",
    )
