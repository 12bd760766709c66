from odoo import api, fields, models
from odoo.exceptions import AccessError


class ActivityBudgetLine(models.Model):
    """Line of the budget of an activity (费用预算明细, element 11 of E22): part of the planning
    form, and like it fixed once submitted. Amounts are in the company's currency."""

    _name = "steward.activity.budget.line"
    _description = "Budget of an Activity"
    _order = "activity_id, sequence, id"
    _check_company_auto = True

    activity_id = fields.Many2one(
        "steward.community.activity", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(related="activity_id.community_id", store=True, precompute=True)
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Budget Item", required=True)
    quantity = fields.Float(default=1.0, digits="Product Unit")
    price_unit = fields.Monetary(string="Unit Price")
    amount = fields.Monetary(compute="_compute_amount", store=True, precompute=True)
    spent = fields.Monetary(
        compute="_compute_spent",
        help="Posted vendor bills that accounting booked on this line, credit notes deducted; "
        "without the taxes that are booked apart.",
    )
    is_over = fields.Boolean(string="Over Budget", compute="_compute_spent")

    _amount_valid = models.Constraint(
        "CHECK(quantity >= 0 AND price_unit >= 0)", "A budget is not negative."
    )

    @api.depends("quantity", "price_unit")
    def _compute_amount(self):
        for line in self:
            line.amount = line._currency().round(line.quantity * line.price_unit)

    @api.depends("amount")
    def _compute_spent(self):
        sums = self.env["account.move.line"]._spent_on_budget_lines(self.ids)
        for line in self:
            line.spent = sums.get(line._origin.id, 0.0)
            line.is_over = line._currency().compare_amounts(line.spent, line.amount) > 0

    def _currency(self):
        """A new line on the screen has no company yet."""
        return self.currency_id or self.env.company.currency_id

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_planning()
        return lines

    def write(self, vals):
        """:raise AccessError: once the planning form was submitted"""
        self._check_planning()
        result = super().write(vals)
        if "activity_id" in vals:
            self._check_planning()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        self._check_planning()

    def _check_planning(self):
        if self.env.su:
            return
        for activity in self.activity_id:
            if activity.state != "draft":
                raise AccessError(
                    activity.env._(
                        "%(activity)s was submitted and its budget stays as it was planned: have "
                        "it returned, or take it back with a reason, to change it.",
                        activity=activity.display_name,
                    )
                )
