from odoo import fields, models


class ReceptionTransfer(models.Model):
    """Transfer (移交): to whom a reception was handed over, when and why, and when that colleague
    received the resident (R071)."""

    _name = "steward.reception.transfer"
    _description = "Transfer of a Reception"
    _order = "at desc, id desc"
    _rec_name = "to_id"

    reception_id = fields.Many2one(
        "steward.reception", required=True, index=True, ondelete="cascade"
    )
    from_id = fields.Many2one("hr.employee", string="Handed over by", readonly=True)
    to_id = fields.Many2one("hr.employee", string="Taken over by", readonly=True, index=True)
    at = fields.Datetime(string="Moment", required=True, readonly=True, default=fields.Datetime.now)
    received_at = fields.Datetime(
        string="Resident Received", readonly=True, help="By the colleague, at once (R071)."
    )
    user_id = fields.Many2one("res.users", string="Entered by", readonly=True)
    reason = fields.Char(readonly=True)
