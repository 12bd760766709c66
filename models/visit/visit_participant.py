from odoo import fields, models


class VisitParticipant(models.Model):
    """Who came along, and in which role."""

    _name = "steward.visit.participant"
    _description = "Visit Participant"
    _order = "visit_id, id"

    visit_id = fields.Many2one("steward.visit", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True)
    role_id = fields.Many2one("steward.role")
