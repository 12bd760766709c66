from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Domain

from .activity_plan_approval import APPROVAL, DUE


class ActivityPlan(models.Model):
    """Reminders of the annual plan, daily. Each goes out once, also when it runs twice or on two
    workers, and the number of statements does not depend on that of the communities."""

    _inherit = "steward.activity.plan"

    @api.model
    def _cron_remind(self):
        communities = self.env["steward.community"].search([])
        self._remind_authors(communities)
        self._remind_approvers(communities)

    @api.model
    def _remind_authors(self, communities):
        """R286: from December on, whoever draws up the plan is told by when it is due, as long as
        it is not submitted; once for each year."""
        dues = {community: self._next_due(community) for community in communities}
        dues = {
            community: due
            for community, due in dues.items()
            if due - timedelta(days=community.policy_id.activity_plan_remind_days)
            <= community._today()
        }
        plans = {
            (plan.community_id, plan.year): plan
            for plan in self.search(
                Domain("community_id", "in", [community.id for community in dues])
                & Domain("year", "in", list({due.year for due in dues.values()}))
            )
        }
        waiting = {}
        for community, due in dues.items():
            plan = plans.get((community, due.year), self.browse())
            if not plan or plan.state == "draft":
                waiting[community] = plan
        Plan = self.env["steward.visit.plan"]
        claimed = Plan._claim_communities(
            "activity_plan_reminded_for", {community: dues[community] for community in waiting}
        )
        roles = {community: community.policy_id.activity_review_role_id for community in claimed}
        holders = self._filled_upwards(roles)
        Plan._tell(
            DUE,
            [
                {
                    "record": waiting[community] or community,
                    "user": user,
                    "summary": Plan._spoken(user)._(
                        "Draw up the activity plan of %(year)s", year=dues[community].year
                    ),
                    "date_deadline": dues[community],
                }
                for community in claimed
                for user in holders[community]
            ],
        )

    @api.model
    def _remind_approvers(self, communities):
        """R287: on the day by which a submitted plan is to be approved, whoever has not decided is
        told so."""
        late = self.search(
            Domain("state", "=", "submitted")
            & Domain("reminded", "=", False)
            & Domain("community_id", "in", communities.ids)
        ).filtered(lambda plan: plan.date_approval_due <= plan.community_id._today())
        late = late._claim_reminder()
        # sudo: the author's user is only compared
        own = {
            plan: plan.submitted_by_id | plan.sudo().steward_id.user_id.sudo(False) for plan in late
        }
        approvers = self._filled_upwards(
            {plan.community_id: plan._approval_role() for plan in late},
            but={plan.community_id: own[plan] for plan in late},
        )
        Plan = self.env["steward.visit.plan"]
        Plan._tell(
            APPROVAL,
            [
                {
                    "record": plan,
                    "user": user,
                    "summary": Plan._spoken(user)._(
                        "Decide on the activity plan of %(year)s today", year=plan.year
                    ),
                    "date_deadline": plan.date_approval_due,
                }
                for plan in late
                for user in approvers[plan.community_id]
            ],
        )

    @api.model
    def _next_due(self, community):
        """The day by which the plan is drawn up that is thought of today: next year's from the day
        of its reminder on."""
        today, policy = community._today(), community.policy_id
        due = date(today.year + 1, 1, policy.activity_plan_day)
        if due - timedelta(days=policy.activity_plan_remind_days) <= today:
            return due
        return due.replace(year=today.year)

    @api.model
    def _filled_upwards(self, roles, but=None):
        """{community: logins} of who fills the role of each, or the next one above that somebody
        with a login fills, other than the users in `but`; one statement for all.

        :param roles: {community: role}
        :param but: {community: users}
        """
        nobody = self.env["res.users"]
        chains = {community: role._and_above() for community, role in roles.items()}
        communities = self.env["steward.community"].union(*roles)
        # sudo: who fills which role is not secret
        filled = defaultdict(lambda: nobody)
        for assignment in (
            self.env["steward.role.assignment"]
            .sudo()
            .search(
                Domain("community_id", "in", communities.ids)
                & Domain("role_id", "in", self.env["steward.role"].union(*chains.values()).ids)
                & Domain("is_in_force", "=", True)
            )
        ):
            filled[assignment.community_id.id, assignment.role_id.id] |= (
                assignment.user_id | assignment.deputy_user_id
            ).with_env(self.env)
        return {
            community: next(
                filter(
                    None,
                    (
                        filled[community.id, role.id] - (but or {}).get(community, nobody)
                        for role in chain
                    ),
                ),
                nobody,
            )
            for community, chain in chains.items()
        }
