from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError


class CallbackPlanLine(models.Model):
    """A month of the callback plan (R089, R318): what was meant, and what was done."""

    _name = "steward.callback.plan.line"
    _description = "Month of a Callback Plan"
    _order = "plan_id, month"
    _rec_name = "month"

    plan_id = fields.Many2one(
        "steward.callback.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id")
    month = fields.Date(required=True, help="First day of the month.")
    planned_count = fields.Integer(
        string="Planned", help="Callbacks meant to be made, where the rules do not say how many."
    )
    focus = fields.Char(help="What is asked after above all in this month.")
    due_count = fields.Integer(string="Due", compute="_compute_figures")
    done_count = fields.Integer(string="Called Back", compute="_compute_figures")
    in_time_count = fields.Integer(string="In Time", compute="_compute_figures")
    repair_count = fields.Integer(
        string="Repairs Called Back",
        compute="_compute_figures",
        help="Every month repairs are asked after, with attitude, punctuality and quality (R318).",
    )

    _month_uniq = models.Constraint("UNIQUE(plan_id, month)", "A plan has one line for each month.")

    def _compute_figures(self):
        self.due_count = self.done_count = self.in_time_count = self.repair_count = 0
        known = self.filtered(lambda line: line.month and line.plan_id.community_id)
        for plan, lines in known.grouped("plan_id").items():
            months = lines.mapped("month")
            bounds = min(months), max(months) + relativedelta(months=1)
            figures = plan._figures(*bounds)
            repairs = plan.community_id._repair_callbacks(*bounds)
            for line in lines:
                month = line.month.replace(day=1)
                line.due_count = figures[month]["due_count"]
                line.done_count = figures[month]["done_count"]
                line.in_time_count = figures[month]["in_time_count"]
                line.repair_count = repairs.get(month, 0)

    def write(self, vals):
        if not self.env.su and any(line.plan_id.state != "draft" for line in self):
            raise UserError(
                self.env._("The plan is submitted: have it returned to change its months.")
            )
        return super().write(vals)
