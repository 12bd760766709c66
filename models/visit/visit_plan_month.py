from odoo import fields, models


class VisitPlanMonth(models.Model):
    """Monthly visit plan (月度拜访计划): approved with the year's plan in January; a person's
    own change of an approved month needs a new approval (R001-R002, F38)."""

    _name = "steward.visit.plan.month"
    _description = "Monthly Visit Plan"
    _inherit = ["mail.thread", "steward.approval.mixin"]
    _order = "month, plan_id"

    plan_id = fields.Many2one("steward.visit.plan", required=True, index=True, ondelete="cascade")
    month = fields.Date(required=True, help="First day of the month.")
    community_id = fields.Many2one(related="plan_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    steward_id = fields.Many2one(related="plan_id.steward_id", store=True, index=True)
    line_ids = fields.One2many("steward.visit.plan.line", "month_id")

    _month_uniq = models.Constraint("UNIQUE(plan_id, month)", "The plan already has this month.")

    def _approval_author(self):
        return self.plan_id._approval_author()

    def _approval_community(self):
        return self.plan_id._approval_community()

    def _approval_role(self):
        return self.plan_id._approval_role()
