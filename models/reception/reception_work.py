from odoo import fields, models


class Reception(models.Model):
    _inherit = "steward.reception"

    completed_note = fields.Char(
        string="Completion",
        compute="_compute_completed_note",
        help="Marked when the work that was asked for is completed (R279).",
    )

    def _compute_completed_note(self):
        for reception in self:
            # sudo: whoever received it hears that it is completed
            notes = reception.sudo().case_ids.mapped("completed_note")
            reception.completed_note = "; ".join(filter(None, notes))
