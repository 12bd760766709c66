from odoo import fields, models


class SurveyExtend(models.TransientModel):
    """More time for the sheets to come back, with a reason (R308)."""

    _name = "steward.survey.extend"
    _description = "More Time for a Survey"

    wave_id = fields.Many2one("steward.survey.wave", required=True, ondelete="cascade")
    date_return_before = fields.Date(related="wave_id.date_return", string="Return until Now")
    date_return = fields.Date(string="Return by", required=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.wave_id._extend(self.date_return, self.reason)
        return {"type": "ir.actions.act_window_close"}
