from odoo import fields, models


class VisitAmendment(models.Model):
    """Correction of a recorded visit: keeps the first text, the new one, who and why (R056).

    Written by the amendment wizard only; nobody may create, change or delete one directly.
    """

    _name = "steward.visit.amendment"
    _description = "Visit Amendment"
    _order = "create_date desc, id desc"

    visit_id = fields.Many2one("steward.visit", required=True, index=True, ondelete="restrict")
    field_label = fields.Char(string="Corrected", required=True, readonly=True)
    old_value = fields.Text(string="First Text", readonly=True)
    new_value = fields.Text(string="Corrected Text", readonly=True)
    reason = fields.Char(required=True, readonly=True)
