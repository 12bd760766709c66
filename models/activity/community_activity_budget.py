from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityActivity(models.Model):
    """Budget of an activity against what was spent. Stewards see sums; the bills are
    accounting's."""

    _inherit = "steward.community.activity"

    budget_line_ids = fields.One2many(
        "steward.activity.budget.line", "activity_id", string="Budget Detail", copy=True
    )
    budget = fields.Monetary(compute="_compute_budget", store=True)
    planned_budget = fields.Monetary(
        related="plan_line_id.budget", string="Budget of the Annual Plan"
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        groups="account.group_account_readonly,account.group_account_invoice,"
        "analytic.group_analytic_accounting",
        help="Made on approval where the policy names an analytic plan: bills distributed to it "
        "count as spent on the activity.",
    )
    spent = fields.Monetary(
        compute="_compute_spent",
        help="Posted vendor bills booked on the activity, credit notes deducted; without the taxes "
        "that are booked apart.",
    )
    is_over_budget = fields.Boolean(string="Over Budget", compute="_compute_spent")
    is_over_plan = fields.Boolean(
        string="Above the Annual Plan",
        compute="_compute_is_over_plan",
        help="The budget is higher than what the annual plan has for the activity (R286).",
    )

    @api.depends("budget_line_ids.amount")
    def _compute_budget(self):
        for activity in self:
            activity.budget = sum(activity.budget_line_ids.mapped("amount"))

    @api.depends("budget")
    def _compute_spent(self):
        # sudo: of the bills only the sums are shown
        sums = self.env["account.move.line"].sudo()._spent_on_activities(self.ids)
        for activity in self:
            activity.spent = sums.get(activity._origin.id, 0.0)
            activity.is_over_budget = activity._exceeds(activity.spent, activity.budget)

    @api.depends("budget", "plan_line_id.budget")
    def _compute_is_over_plan(self):
        for activity in self:
            activity.is_over_plan = bool(activity.plan_line_id) and activity._exceeds(
                activity.budget, activity.planned_budget
            )

    def _exceeds(self, amount, limit):
        currency = self.currency_id or self.env.company.currency_id
        return currency.compare_amounts(amount, limit) > 0

    def _after_approve(self):
        result = super()._after_approve()
        self._open_analytic_accounts()
        return result

    def _open_analytic_accounts(self):
        """An account for each of these activities whose policy names an analytic plan."""
        # sudo: the account follows from the approved form; stewards have no rights in accounting
        waiting = self.sudo().filtered(
            lambda activity: (
                activity.community_id.policy_id.activity_analytic_plan_id
                and not activity.analytic_account_id
            )
        )
        accounts = waiting.env["account.analytic.account"].create(
            [
                {
                    "name": activity.display_name,
                    "plan_id": activity.community_id.policy_id.activity_analytic_plan_id.id,
                    "company_id": activity.company_id.id,
                }
                for activity in waiting
            ]
        )
        for activity, account in zip(waiting, accounts, strict=True):
            activity.analytic_account_id = account

    def action_open_bills(self):
        """The lines of vendor bills that make up what was spent, to accounting."""
        self.ensure_one()
        lines = self.env["account.move.line"]
        if not lines.has_access("read"):
            raise UserError(self.env._("Bills are opened by accounting only."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Bills of %(activity)s", activity=self.display_name),
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "domain": [("id", "in", lines._spending_lines(self).ids)],
            "context": {"create": False},
        }
