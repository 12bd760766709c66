from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

ACTIVITY = "property_steward.mail_activity_type_daily_clear"
LISTED = 20


class Community(models.Model):
    """Daily clear (日清日结; R247, F31): what is neither closed, nor dispatched, nor promised for a
    time to come is flagged at the end of the day."""

    _inherit = "steward.community"

    @api.model
    def _cron_daily_clear(self):
        """One activity per person and day, also when it runs twice or on two workers."""
        days = {}
        for community in self.search([]):
            local = community._to_local(self.env.cr.now())
            hour = local.hour + local.minute / 60
            if hour >= community.policy_id.daily_clear_hour:
                days[community] = local.date()
        claimed = self.env["steward.visit.plan"]._claim_communities("daily_clear_on", days)
        for community in claimed:
            community._flag_not_cleared()

    def _flag_not_cleared(self):
        self.ensure_one()
        cases = self.env["steward.case"].search(self._not_cleared_domain(), order="id")
        tasks = []
        for employee, mine in cases.grouped(self._answers_for).items():
            # sudo: only the login is read, to address the activity
            user = employee.sudo().user_id
            if user:
                env = self.with_context(lang=user.lang).env
                tasks.append(
                    {
                        "record": self,
                        "user": user,
                        "summary": env._("Not cleared today: %(count)s", count=len(mine)),
                        "note": Markup("<br/>").join(mine[:LISTED].mapped("name")),
                        "date_deadline": self._today(),
                    }
                )
        self.env["steward.visit.plan"]._tell(ACTIVITY, tasks)

    def _answers_for(self, case):
        return case.steward_id

    def _not_cleared_domain(self):
        """Open cases in none of the three states."""
        return (
            Domain("community_id", "=", self.id)
            & Domain("state", "=", "open")
            & Domain("received_on", "<=", self._today())
            & Domain("steward_id", "!=", False)
        )
