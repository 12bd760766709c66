from odoo import fields, models


class ActivityAnswer(models.TransientModel):
    """What a household answers by phone or at its door, noted by staff (R291)."""

    _name = "steward.activity.answer"
    _description = "Answer to an Invitation"

    invitation_id = fields.Many2one(
        "steward.activity.invitation", required=True, ondelete="cascade"
    )
    adult_count = fields.Integer(string="Adults", default=1)
    minor_count = fields.Integer(string="Minors")

    def action_coming(self):
        self.ensure_one()
        self.invitation_id.check_access("write")
        self.invitation_id._answer(True, self.adult_count, self.minor_count, by="staff")

    def action_not_coming(self):
        self.ensure_one()
        self.invitation_id.action_not_coming()
