from odoo import api, fields, models
from odoo.exceptions import UserError


class ActivityAmendment(models.Model):
    """What a form said before it was amended, who amended it and why (R299)."""

    _name = "steward.activity.amendment"
    _description = "Amendment of an Activity's Form"
    _order = "create_date desc, id desc"

    activity_id = fields.Many2one(
        "steward.community.activity", required=True, index=True, readonly=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        related="activity_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    form = fields.Char(string="Amended", required=True, readonly=True)
    text = fields.Text(string="What It Said", readonly=True)
    reason = fields.Char(required=True, readonly=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Amendments are kept with the form that they concern."))
