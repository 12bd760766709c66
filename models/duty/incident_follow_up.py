from odoo import api, fields, models
from odoo.exceptions import UserError


class IncidentFollowUp(models.Model):
    """Follow-up of a major event (R234): who did what, and when."""

    _name = "steward.incident.follow.up"
    _description = "Follow-Up of a Major Event"
    _order = "incident_id, done_at, id"

    incident_id = fields.Many2one("steward.incident", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(related="incident_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="incident_id.company_id", store=True)
    done_at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    employee_id = fields.Many2one(
        "hr.employee",
        string="By Whom",
        required=True,
        default=lambda self: self.env.user.employee_id,
    )
    description = fields.Text(string="What Was Done", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        follow_ups = super().create(vals_list)
        follow_ups._check_not_closed()
        return follow_ups

    def write(self, vals):
        self._check_not_closed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_not_closed()

    def _check_not_closed(self):
        if any(follow_up.incident_id.state == "closed" for follow_up in self):
            raise UserError(self.env._("A closed event stays as it was recorded."))
