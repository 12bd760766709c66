from odoo import fields, models


class Case(models.Model):
    """Matters that somebody wrote on the sheet of a survey (R310)."""

    _inherit = "steward.case"

    origin = fields.Selection(
        selection_add=[("survey", "Survey")], ondelete={"survey": "set manual"}
    )
    channel = fields.Selection(
        selection_add=[("survey", "Survey Sheet")], ondelete={"survey": "set letter"}
    )
