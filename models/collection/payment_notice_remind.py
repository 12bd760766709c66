from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from .payment_notice_batch import REMINDER


class PaymentNoticeBatch(models.Model):
    """R151: notices go out on time; whoever has to issue them is reminded once a month."""

    _inherit = "steward.payment.notice.batch"

    @api.model
    def _cron_remind(self):
        """From the day that the policy names on: where households owe something and no issue for
        the whole community went out this month, one activity for who collects the fees, else for
        the stewards of these households, and one for the supervisor. Once a month, also when it
        runs twice or on two workers."""
        months = {}
        for community in self.env["steward.community"].search([]):
            today = community._today()
            if today.day >= community.policy_id.notice_day:
                months[community] = today.replace(day=1)
        missing = self._missing(months)
        Plan = self.env["steward.visit.plan"]
        claimed = Plan._claim_communities(
            "notices_reminded_for", {community: months[community] for community in missing}
        )
        tasks = []
        for community in claimed:
            month, stewards = months[community], missing[community]
            count = sum(stewards.values())
            for user in self._reminded_users(community, stewards):
                env = Plan._spoken(user)
                tasks.append(
                    {
                        "record": community,
                        "user": user,
                        "summary": env._(
                            "Issue the payment notices of %(month)s: %(count)s households wait",
                            month=month.strftime("%Y-%m"),
                            count=stewards.get(user, count),
                        ),
                        "date_deadline": month.replace(day=community.policy_id.notice_day),
                    }
                )
        Plan._tell(REMINDER, tasks)

    @api.model
    def _missing(self, months):
        """{community: {user of the steward: households}} that owe something by the end of the month
        and have no issued notice of it; not where the whole community had its issue.

        :param months: {community: first day of the month}
        """
        issued = defaultdict(set)
        whole = set()
        for batch in self.search(
            Domain("state", "=", "issued")
            & Domain.OR(
                Domain("community_id", "=", community.id) & Domain("month", "=", month)
                for community, month in months.items()
            )
        ):
            issued[batch.community_id].update(batch.notice_ids.partner_id.ids)
            if batch._is_whole():
                whole.add(batch.community_id)
        owing = defaultdict(float)
        waiting = [community for community in months if community not in whole]
        # sudo: scheduled action; only who is told how many households wait
        Line = self.env["steward.arrears.line"].sudo()
        for community, partner, steward, residual in Line._read_group(
            Domain.OR(
                Domain("community_id", "=", community.id)
                & Domain("company_id", "=", community.company_id.id)
                & (
                    Domain("is_credit", "=", True)
                    | Domain("date_due", "<", months[community] + relativedelta(months=1))
                )
                for community in waiting
            ),
            ["community_id", "partner_id", "household_steward_id"],
            ["residual:sum"],
        ):
            if partner.id not in issued[community]:
                owing[community, partner, steward] += residual
        missing = {}
        for (community, _partner, steward), residual in owing.items():
            if residual > 0:
                users = missing.setdefault(community.with_env(self.env), defaultdict(int))
                users[steward.user_id.with_env(self.env)] += 1
        return missing

    @api.model
    def _reminded_users(self, community, stewards):
        collectors = community._role_users(self.env.ref("property_steward.role_collector"))
        if not collectors:
            collectors = self.env["res.users"].union(*stewards)
        role = self.env.ref("property_steward.role_supervisor")
        return collectors | community._users_upwards(role)

    def _close_reminders(self):
        """An issue for the whole community settles the reminder, whoever was reminded."""
        communities = self.filtered(lambda batch: batch._is_whole()).community_id
        # sudo: the activity of a colleague is settled by whoever issues
        communities.sudo().activity_unlink([REMINDER])
