from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    def _default_activity_review_role_id(self):
        return self.env.ref("property_steward.role_supervisor", raise_if_not_found=False)

    def _default_activity_approval_role_id(self):
        return self.env.ref("property_steward.role_project_manager", raise_if_not_found=False)

    # activities: who
    activity_review_role_id = fields.Many2one(
        "steward.role",
        string="Activities Reviewed by",
        ondelete="restrict",
        default=lambda self: self._default_activity_review_role_id(),
        help="Draws up the annual activity plan, reviews planning and evaluation forms (R286, "
        "R289, R298).",
    )
    activity_approval_role_id = fields.Many2one(
        "steward.role",
        string="Activities Approved by",
        ondelete="restrict",
        default=lambda self: self._default_activity_approval_role_id(),
        help="Approves the annual plan, planning and evaluation forms, and commands on the day "
        "(R287, R290, R293, R298).",
    )

    # activities: by when
    activity_plan_day = fields.Integer(
        string="Annual Plan Drawn up by Day",
        default=5,
        help="Day of January by which the annual activity plan is drawn up (R286).",
    )
    activity_plan_approval_day = fields.Integer(
        string="Annual Plan Approved by Day",
        default=10,
        help="Day of January by which the annual activity plan is approved (R287).",
    )
    activity_form_days = fields.Integer(
        string="Planning Form before Start",
        default=15,
        help="Days before the activity by which its planning form is filled in (R288).",
    )
    activity_submit_days = fields.Integer(
        string="Submitted before Start",
        default=10,
        help="Days before the activity by which the form is reviewed and submitted to the general "
        "manager (R289).",
    )
    activity_approve_days = fields.Integer(
        string="Approved before Start",
        default=7,
        help="Days before the activity by which it is approved (R290).",
    )
    activity_analytic_plan_id = fields.Many2one(
        "account.analytic.plan",
        string="Analytic Plan of Activities",
        ondelete="restrict",
        help="Every approved activity gets an analytic account of this plan, to which accounting "
        "distributes its bills. Empty: the firm does not use analytic accounting for them.",
    )
    activity_welfare_per_half = fields.Integer(
        string="Welfare Activities per Half-Year",
        default=1,
        help="Public-welfare activities that a community holds at least in each half-year (R188).",
    )

    _activity_days_valid = models.Constraint(
        "CHECK(activity_plan_day BETWEEN 1 AND 31"
        " AND activity_plan_approval_day BETWEEN activity_plan_day AND 31"
        " AND activity_approve_days >= 0 AND activity_submit_days >= activity_approve_days"
        " AND activity_form_days >= activity_submit_days AND activity_welfare_per_half >= 0)",
        "An activity is planned first, then submitted, then approved; its annual plan is drawn up "
        "and then approved in January.",
    )
