from odoo import api, fields, models


class VisitPlan(models.Model):
    """Annual visit plan (年度拜访计划) of one person in one community, with its months
    (R001-R003, R038); submitted to and approved by the role above (R002, F30)."""

    _name = "steward.visit.plan"
    _description = "Annual Visit Plan"
    _inherit = ["mail.thread", "mail.activity.mixin", "steward.approval.mixin"]
    _order = "year desc, community_id, steward_id"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    year = fields.Integer(required=True, aggregator=None)
    role_id = fields.Many2one("steward.role", required=True, ondelete="restrict")
    steward_id = fields.Many2one(
        "hr.employee", string="Visitor", required=True, index=True, check_company=True
    )
    user_id = fields.Many2one(related="steward_id.user_id", store=True, related_sudo=True)
    month_ids = fields.One2many("steward.visit.plan.month", "plan_id")
    line_ids = fields.One2many("steward.visit.plan.line", "plan_id")
    change_ids = fields.One2many("steward.visit.plan.change", "plan_id")

    _person_uniq = models.Constraint(
        "UNIQUE(community_id, year, steward_id, role_id)",
        "This person already has a visit plan for the year in this community.",
    )

    @api.depends("year", "steward_id", "community_id")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.env._(
                "%(year)s visit plan of %(person)s, %(community)s",
                year=plan.year,
                person=plan.steward_id.name or "",
                community=plan.community_id.name or "",
            )

    def _approval_author(self):
        return self.steward_id

    def _approval_community(self):
        return self.community_id

    def _approval_role(self):
        return self.role_id.superior_id
