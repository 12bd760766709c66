from markupsafe import Markup

from odoo import api, fields, models
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
            local = community._to_local(fields.Datetime.now())
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
        return case.handler_id or case.first_receiver_id or case.steward_id

    def _not_cleared_domain(self):
        """Open cases in none of the three states: the resident has no answer, no department works
        on it, and no time to come was promised. One moment past the promised time it counts again.
        """
        return (
            Domain("community_id", "=", self.id)
            & Domain("state", "in", ["open", "investigated", "in_progress", "handled"])
            & Domain("received_at", "<=", self._day_end(self._today()))
            & (Domain("department_id", "=", False) | Domain("state", "!=", "in_progress"))
            & (
                Domain("promised_at", "=", False)
                | Domain("promised_at", "<=", fields.Datetime.now())
            )
        )
