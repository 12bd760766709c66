from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

YEARS = range(2000, 2200)
# whose plan it is, and what the company asked for: they stay as they were submitted
IDENTITY = frozenset(("community_id", "year", "steward_id", "requirement", "line_ids"))


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
        "steward.community.mixin",
    ]
    _order = "year desc, community_id"
    _check_company_auto = True

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
    line_ids = fields.One2many("steward.activity.plan.line", "plan_id", string="Planned Activities")
    budget = fields.Monetary(compute="_compute_budget", store=True)
    date_due = fields.Date(
        string="Due", compute="_compute_dates", help="Day by which it is drawn up (R286)."
    )
    date_approval_due = fields.Date(
        string="Approval Due", compute="_compute_dates", help="Day by which it is approved (R287)."
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Not submitted, or submitted and not approved, by the day that the policy names.",
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

    @api.depends(
        "year",
        "community_id.policy_id.activity_plan_day",
        "community_id.policy_id.activity_plan_approval_day",
    )
    def _compute_dates(self):
        for plan in self:
            policy = plan.community_id.policy_id
            known = plan.year in YEARS and policy
            plan.date_due = known and date(plan.year, 1, policy.activity_plan_day)
            plan.date_approval_due = known and date(plan.year, 1, policy.activity_plan_approval_day)

    @api.depends("state", "date_due", "date_approval_due", "community_id.tz")
    def _compute_is_late(self):
        for plan in self:
            due = plan._due()
            plan.is_late = bool(due) and due < plan.community_id._today()

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: the days of all profiles, so that the answer is the same for everybody
        policies = self.env["steward.policy"].sudo().with_context(active_test=False).search([])

        def late(state, day):
            def condition(community):
                today = community._today()
                over = policies.filtered(lambda policy: date(today.year, 1, policy[day]) < today)
                return Domain("year", "<", today.year) | (
                    Domain("year", "=", today.year)
                    & Domain("community_id.policy_id", "in", over.ids)
                )

            return Domain("state", "=", state) & self.env["steward.community"]._domain_by_time_zone(
                condition
            )

        return late("draft", "activity_plan_day") | late("submitted", "activity_plan_approval_day")

    def _due(self):
        """Day by which the next step is due: none once it is approved."""
        self.ensure_one()
        if self.state == "draft":
            return self.date_due
        return self.state == "submitted" and self.date_approval_due

    @api.depends("year", "community_id")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.env._(
                "%(year)s activity plan of %(community)s",
                year=plan.year,
                community=plan.community_id.name or "",
            )

    def write(self, vals):
        """:raise UserError: when a plan that was submitted would be changed"""
        if not self.env.su and IDENTITY & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.constrains("year", "community_id")
    def _check_year(self):
        for plan in self:
            if plan.year not in YEARS:
                raise ValidationError(plan.env._("Type the year with four digits."))
            # sudo: whoever prepared it, an activity stays where it is
            if plan.line_ids.sudo().prepared_ids.filtered(
                lambda activity, plan=plan: activity.community_id != plan.community_id
            ):
                raise ValidationError(
                    plan.env._(
                        "Activities of another community were prepared from %(plan)s.",
                        plan=plan.display_name,
                    )
                )
        self.line_ids._check_year()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    plan.env._("%(plan)s was submitted and is kept.", plan=plan.display_name)
                )

    def _check_draft(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    plan.env._(
                        "%(plan)s was submitted and stays as it is: have it returned, or amend it "
                        "with a reason, to change it.",
                        plan=plan.display_name,
                    )
                )

    def _approval_role(self):
        return self.community_id.policy_id.activity_approval_role_id
