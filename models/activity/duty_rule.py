from odoo import fields, models


class DutyRule(models.Model):
    _inherit = "steward.duty.rule"

    kind = fields.Selection(
        selection_add=[("welfare", "Public-Welfare Activity"), ("other",)],
        ondelete={"welfare": "set default"},
    )
