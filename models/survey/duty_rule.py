from odoo import fields, models


class DutyRule(models.Model):
    _inherit = "steward.duty.rule"

    kind = fields.Selection(
        selection_add=[("response", "Public Response to Opinions")],
        ondelete={"response": "set default"},
    )
