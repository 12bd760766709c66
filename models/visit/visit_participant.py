from odoo import api, fields, models
from odoo.exceptions import UserError


class VisitParticipant(models.Model):
    """Who came along, and in which role."""

    _name = "steward.visit.participant"
    _description = "Visit Participant"
    _order = "visit_id, id"

    visit_id = fields.Many2one("steward.visit", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True)
    role_id = fields.Many2one("steward.role")

    @api.model_create_multi
    def create(self, vals_list):
        participants = super().create(vals_list)
        participants._check_visit_under_way()
        return participants

    def write(self, vals):
        self._check_visit_under_way()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self._check_visit_under_way()

    def _check_visit_under_way(self):
        """R056: who came along is part of the evidence. Import of history is the superuser's."""
        if not self.env.su and any(participant.visit_id.state == "done" for participant in self):
            raise UserError(
                self.env._("The visit is recorded: who came along is not changed afterwards.")
            )
