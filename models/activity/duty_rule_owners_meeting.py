from odoo import fields, models


class DutyRule(models.Model):
    """An owners' meeting is owed once by each new project, not in a rhythm (R265)."""

    _inherit = "steward.duty.rule"

    kind = fields.Selection(
        selection_add=[("owners_meeting", "Owners' Meeting"), ("other",)],
        ondelete={"owners_meeting": "set default"},
    )
