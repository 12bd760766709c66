from odoo import fields, models
from odoo.exceptions import UserError


class CommunityActivity(models.Model):
    """From the approved form to the closed file (R290, R292, R297-R298)."""

    _inherit = "steward.community.activity"

    def action_start(self):
        """:raise UserError: for what is not approved or not ready"""
        self.check_access("write")
        self._check_state("approved", self.env._("%(activity)s has not been approved."))
        self._check_ready()
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "ongoing", "started_at": fields.Datetime.now()})

    def action_end(self):
        """The activity is over; what follows from it begins."""
        self.check_access("write")
        self._check_state("ongoing", self.env._("%(activity)s is not under way."))
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "held", "held_at": fields.Datetime.now()})
        self._after_held()

    def action_close(self):
        """The activity file is complete (R297-R298).

        :raise UserError: for what its kind still demands
        """
        self.check_access("write")
        self._check_state("held", self.env._("%(activity)s has not been held."))
        self._check_complete()
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "closed", "closed_at": fields.Datetime.now()})

    def _check_state(self, state, message):
        for activity in self:
            if activity.state != state:
                raise UserError(message % {"activity": activity.display_name})

    def _check_ready(self):
        """Hook: refuses the start of an activity that is not ready."""

    def _check_complete(self):
        """Hook: refuses to close what lacks something."""

    def _after_held(self):
        """Hook: what follows once it was held."""
