from odoo import fields, models


class DeadlinePause(models.Model):
    """Pause of a clock, with its reason; the due moment moves by exactly this time."""

    _name = "steward.deadline.pause"
    _description = "Pause of a Deadline"
    _order = "paused_from desc, id desc"

    deadline_id = fields.Many2one(
        "steward.deadline", required=True, index=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Selection(
        [
            ("resident", "Waiting for the Resident"),
            ("rain", "Waiting for Rain"),
            ("municipal", "Waiting for Municipal Works"),
            ("other", "Other"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Char(string="Explanation", readonly=True)
    paused_from = fields.Datetime(string="From", required=True, readonly=True)
    paused_to = fields.Datetime(string="To", readonly=True)
    user_id = fields.Many2one("res.users", string="Paused by", required=True, readonly=True)
    resumed_by_id = fields.Many2one("res.users", string="Resumed by", readonly=True)
