from odoo import api, fields, models
from odoo.exceptions import AccessError

# whose plan it is, and in which role, decides who approves it (R002)
IDENTITY = ("community_id", "year", "role_id", "steward_id")


class VisitPlan(models.Model):
    """Annual visit plan (年度拜访计划) of one person in one community, with its months
    (R001-R003, R038); submitted to and approved by the role above (R002, F30)."""

    _name = "steward.visit.plan"
    _description = "Annual Visit Plan"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "steward.approval.mixin",
        "steward.visit.plan.doubt.mixin",
    ]
    _order = "year desc, community_id, steward_id"
    _check_company_auto = True
    _compared = frozenset(IDENTITY)

    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    year = fields.Integer(required=True, aggregator=None)
    role_id = fields.Many2one("steward.role", required=True, ondelete="restrict")
    steward_id = fields.Many2one(
        "hr.employee", string="Visitor", required=True, index=True, check_company=True
    )
    user_id = fields.Many2one(
        related="steward_id.user_id", store=True, related_sudo=True, precompute=True
    )
    month_ids = fields.One2many("steward.visit.plan.month", "plan_id", string="Months")
    line_ids = fields.One2many("steward.visit.plan.line", "plan_id", string="Planned Visits")
    change_ids = fields.One2many("steward.visit.plan.change", "plan_id", string="Changes by Facts")

    # figures
    owed_count = fields.Integer(string="Owed", compute="_compute_counts")
    done_count = fields.Integer(string="Done", compute="_compute_counts")
    late_count = fields.Integer(string="Overdue", compute="_compute_counts")
    done_percent = fields.Float(string="Done (%)", compute="_compute_counts", digits=(5, 1))
    draft_month_count = fields.Integer(
        string="Months to Approve", compute="_compute_draft_month_count"
    )
    unseen_change_count = fields.Integer(
        string="Changes Not Seen", compute="_compute_unseen_change_count"
    )
    due_date = fields.Date(
        compute="_compute_due_date", help="Day by which the plan is to be submitted (R001)."
    )
    is_late = fields.Boolean(
        string="Not Submitted in Time", compute="_compute_is_late", search="_search_is_late"
    )

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

    def _compute_counts(self):
        figures = self.env["steward.visit.plan.line"]._figures_by("plan_id", self)
        for plan in self:
            owed, done, late, _unscheduled = figures.get(plan, (0, 0, 0, 0))
            plan.owed_count = owed
            plan.done_count = done
            plan.late_count = late
            plan.done_percent = 100.0 * done / owed if owed else 0.0

    def _compute_draft_month_count(self):
        counts = dict(
            self.env["steward.visit.plan.month"]._read_group(
                [("plan_id", "in", self.ids), ("state", "!=", "approved")],
                ["plan_id"],
                ["__count"],
            )
        )
        for plan in self:
            plan.draft_month_count = counts.get(plan, 0)

    def _compute_unseen_change_count(self):
        counts = dict(
            self.env["steward.visit.plan.change"]._read_group(
                [("plan_id", "in", self.ids), ("seen_at", "=", False)], ["plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.unseen_change_count = counts.get(plan, 0)

    @api.depends("year", "community_id.policy_id")
    def _compute_due_date(self):
        for plan in self:
            plan.due_date = plan.community_id._plan_due_date(plan.year) if plan.year else False

    def _compute_is_late(self):
        for plan in self:
            plan.is_late = bool(
                plan.state == "draft"
                and plan.due_date
                and plan.due_date < plan.community_id._today()
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        due = self.env["steward.community"].search([])._plan_due_before(today)
        return [
            ("state", "=", "draft"),
            "|",
            ("year", "<", today.year),
            "&",
            ("year", "=", today.year),
            ("community_id", "in", due.ids),
        ]

    def write(self, vals):
        """:raise AccessError: for a plan that would become somebody else's."""
        if not self.env.su:
            for plan in self:
                current = plan._convert_to_write({name: plan[name] for name in IDENTITY})
                if any(name in vals and vals[name] != current[name] for name in IDENTITY):
                    raise AccessError(
                        plan.env._(
                            "%(plan)s stays the plan of this person, role and year. Generate the "
                            "plans again, or hand over the area, to plan for somebody else.",
                            plan=plan.display_name,
                        )
                    )
        return super().write(vals)

    def _doubt_keys(self):
        return {(plan.community_id.id, plan.year, None) for plan in self}

    def _approval_role(self):
        return self.role_id.superior_id

    def _after_submit(self):
        # sudo: the decision fields are closed to everything but the actions
        self.month_ids.filtered(lambda month: month.state == "draft").sudo().write(
            {
                "state": "submitted",
                "submitted_by_id": self.env.uid,
                "submitted_at": fields.Datetime.now(),
                "return_reason": False,
            }
        )
        self._close_activities("mail_activity_type_plan_missing")
        for plan in self:
            plan._ask_approvers(plan.env._("Approve the visit plan"))

    def _after_approve(self):
        """Approving the year's plan approves its months (R002, F38)."""
        # sudo: the decision fields are closed to everything but the actions
        self.month_ids.filtered(lambda month: month.state != "approved").sudo().write(
            self._approved_values()
        )
        self._close_activities("mail_activity_type_plan_approval")

    def _after_return(self, reason):
        # sudo: the decision fields are closed to everything but the actions
        self.month_ids.filtered(lambda month: month.state == "submitted").sudo().write(
            {"state": "draft", "return_reason": reason}
        )
        self._close_activities("mail_activity_type_plan_approval")
        for plan in self:
            plan._post_to_author(
                plan.env._("The visit plan was returned: %(reason)s", reason=reason)
            )

    def _ask_approvers(self, summary):
        """One open activity per approver and plan, however often something is submitted."""
        self.ensure_one()
        # sudo: the author may not see the approvers' activities, which are looked at and made here
        Activity = self.env["mail.activity"].sudo()
        kind = self.env.ref("property_steward.mail_activity_type_plan_approval")
        told = Activity.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("activity_type_id", "=", kind.id),
            ]
        ).user_id
        Activity.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": self.id,
                    "activity_type_id": kind.id,
                    "summary": summary,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": self.community_id._today(),
                }
                for user in self._approvers() - told
            ]
        )

    def _close_activities(self, xmlid):
        # sudo: the activity of another approver is settled by whoever decides first
        self.sudo().activity_unlink([f"property_steward.{xmlid}"])

    def _post_to_author(self, body):
        # sudo: the author's partner is only notified
        self.message_post(body=body, partner_ids=self.sudo().user_id.partner_id.ids)

    def action_open_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.visit_plan_line_action"
        )
        return dict(
            action,
            domain=[("plan_id", "=", self.id)],
            context={"default_plan_id": self.id, "search_default_g_month": 1},
        )

    def action_open_late(self):
        return dict(
            self.action_open_lines(),
            domain=[
                ("plan_id", "=", self.id),
                ("state", "=", "open"),
                ("period_end", "<", self.community_id._today()),
            ],
        )

    def action_changes_seen(self):
        """The approver has seen what facts changed."""
        self.change_ids.filtered(lambda change: not change.seen_at).action_seen()
