from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError


class ActivityPlan(models.Model):
    """Annual activity plan (《年度客户活动计划》, C106) of a community: drawn up by 5 January,
    approved by 10 January (R286-R287)."""

    _name = "steward.activity.plan"
    _description = "Annual Activity Plan"
    _inherit = [
        "steward.approval.mixin",
        "steward.reminded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "year desc, community_id"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._only_one(),
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(required=True, aggregator=None, default=lambda self: self._default_year())
    steward_id = fields.Many2one(
        "hr.employee",
        string="Drawn up by",
        index=True,
        check_company=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id,
    )
    requirement = fields.Text(
        string="Company's Requirement",
        help="What the company asks for, and the budget it gives (R286).",
    )
    line_ids = fields.One2many("steward.activity.plan.line", "plan_id", string="Activities")
    budget = fields.Monetary(compute="_compute_budget", store=True)
    date_due = fields.Date(
        string="Due", compute="_compute_dates", help="Day by which it is drawn up (R286)."
    )
    date_approval_due = fields.Date(
        string="Approval Due", compute="_compute_dates", help="Day by which it is approved (R287)."
    )

    _community_year_uniq = models.Constraint(
        "UNIQUE(community_id, year)", "The community has an activity plan for this year already."
    )

    def _default_year(self):
        """From December on the plan is the next year's."""
        today = fields.Date.context_today(self)
        return today.year + (today.month == 12)

    @api.depends("line_ids.budget")
    def _compute_budget(self):
        for plan in self:
            plan.budget = sum(plan.line_ids.mapped("budget"))

    @api.depends("year", "community_id.policy_id")
    def _compute_dates(self):
        for plan in self:
            policy = plan.community_id.policy_id
            known = plan.year and policy
            plan.date_due = known and date(plan.year, 1, policy.activity_plan_day)
            plan.date_approval_due = known and date(plan.year, 1, policy.activity_plan_approval_day)

    @api.depends("year", "community_id")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.env._(
                "%(year)s activity plan of %(community)s",
                year=plan.year,
                community=plan.community_id.name or "",
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    plan.env._("%(plan)s was submitted and is kept.", plan=plan.display_name)
                )

    def _approval_author(self):
        return self.steward_id

    def _approval_community(self):
        return self.community_id

    def _approval_role(self):
        return self.community_id.policy_id.activity_approval_role_id
