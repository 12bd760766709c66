from odoo import models


class SurveyWave(models.Model):
    """Milestones of a wave as clocks: each is due at the end of its day, by the community's
    calendar (R226-R227, R304, R307, R309, R311, R313)."""

    _inherit = "steward.survey.wave"
    _deadline_sync_fields = ("community_id", "steward_id")

    def _deadline_department(self):
        return {wave: wave.steward_id.department_id for wave in self}

    def _deadline_partner(self):
        return {wave: self.env["res.partner"] for wave in self}
