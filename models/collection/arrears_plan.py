from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# whose plan it is decides who approves it
IDENTITY = {"community_id", "steward_id", "month"}


class CollectionPlan(models.Model):
    """Arrears plan (催缴方案, C100) of a steward for a month: every household of the area in
    arrears, the next step, when, and how much is to come in (R271, R168).

    Drawn up from the ledger and the collection cases, submitted to and approved by the role above.
    """

    _name = "steward.collection.plan"
    _description = "Arrears Plan"
    _inherit = [
        "steward.month.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.approval.mixin",
    ]
    _order = "month desc, community_id, steward_id"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._own_communities()[:1],
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    user_id = fields.Many2one(
        related="steward_id.user_id", store=True, related_sudo=True, precompute=True
    )
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="First day of the month.",
    )
    measures = fields.Text(help="What the steward means to do beyond the steps of the policy.")
    generated_at = fields.Datetime(
        string="Brought up to Date",
        readonly=True,
        copy=False,
        help="When the plan last followed the ledger and the collection cases.",
    )
    line_ids = fields.One2many("steward.collection.plan.line", "plan_id", string="Households")

    # figures
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_count = fields.Integer(string="Number of Households", compute="_compute_figures")
    settled_count = fields.Integer(string="Paid Up", compute="_compute_figures")
    unscheduled_count = fields.Integer(string="Without a Time", compute="_compute_figures")
    overdue = fields.Monetary(
        string="Amount Overdue", compute="_compute_figures", help="When the plan was drawn up."
    )
    target_amount = fields.Monetary(string="Target", compute="_compute_figures")
    collected = fields.Monetary(
        compute="_compute_collected",
        help="What was overdue when the plan was drawn up and is not any more.",
    )
    collected_percent = fields.Float(
        string="Collected (%)", compute="_compute_collected", digits=(5, 1)
    )
    is_late = fields.Boolean(
        string="Not Submitted", compute="_compute_is_late", search="_search_is_late"
    )

    _month_uniq = models.Constraint(
        "UNIQUE(community_id, steward_id, month)",
        "This steward already has an arrears plan for the month in this community.",
    )
    _month_begins = models.Constraint(
        "CHECK(EXTRACT(DAY FROM month) = 1)", "An arrears plan is that of a whole month."
    )

    @api.depends("community_id", "steward_id", "month")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.env._(
                "Arrears plan %(month)s of %(person)s, %(community)s",
                month=plan.month and plan.month.strftime("%Y-%m") or "",
                # sudo: the name of whose plan it is
                person=plan.sudo().steward_id.name or "",
                community=plan.community_id.name or "",
            )

    @api.depends("line_ids.overdue", "line_ids.target_amount", "line_ids.scheduled_at")
    def _compute_figures(self):
        Line = self.env["steward.collection.plan.line"]
        domain = [("plan_id", "in", self.ids)]
        figures = {
            plan: numbers
            for plan, *numbers in Line._read_group(
                domain,
                ["plan_id"],
                ["__count", "scheduled_at:count", "overdue:sum", "target_amount:sum"],
            )
        }
        settled = dict(
            Line._read_group([*domain, ("is_settled", "=", True)], ["plan_id"], ["__count"])
        )
        for plan in self:
            count, timed, overdue, target = figures.get(plan, (0, 0, 0.0, 0.0))
            plan.line_count = count
            plan.settled_count = settled.get(plan, 0)
            plan.unscheduled_count = count - timed
            plan.overdue = overdue
            plan.target_amount = target

    @api.depends("line_ids.overdue")
    def _compute_collected(self):
        # of all plans at once: the ledger is asked in one statement
        lines = self.line_ids
        lines.mapped("overdue_now")
        for plan in self:
            plan.collected = sum(
                max(line.overdue - line.overdue_now, 0.0) for line in plan.line_ids
            )
            total = sum(plan.line_ids.mapped("overdue"))
            plan.collected_percent = 100.0 * plan.collected / total if total else 0.0

    def _compute_is_late(self):
        for plan in self:
            plan.is_late = bool(
                plan.state == "draft"
                and plan.month
                and plan.month <= plan.community_id._today().replace(day=1)
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "draft"), ("month", "<=", "today")]

    def write(self, vals):
        """:raise AccessError: for a plan that would become somebody else's
        :raise UserError: when a plan that is not a draft would be changed
        """
        if not self.env.su:
            if IDENTITY & vals.keys():
                raise AccessError(
                    self.env._(
                        "%(plan)s stays the plan of this steward and month. Draw up the other one "
                        "instead.",
                        plan=self[:1].display_name,
                    )
                )
            if "measures" in vals:
                self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    plan.env._(
                        "%(plan)s is submitted: have it returned to change it.",
                        plan=plan.display_name,
                    )
                )

    # drawing up

    @api.model
    def action_draw_up(self):
        """This month's plans of all stewards with households in arrears, in every community whose
        fees the user looks after: those that are missing are made, drafts are brought up to date.

        :raise AccessError: for who looks after no community as a whole
        """
        communities = self.env["steward.community"].search([])._collected()
        if not communities:
            raise AccessError(
                self.env._(
                    "Arrears plans of all stewards are drawn up by the fee collector or supervisor "
                    "of a community."
                )
            )
        plans = self.browse()
        for community in communities:
            plans |= self._draw_up(community, community._today().replace(day=1))
        message = self.env._("Arrears plans drawn up: %(count)s", count=len(plans))
        left = self.env["steward.arrears"].search_count(
            [
                ("community_id", "in", communities.ids),
                ("overdue", ">", 0),
                ("steward_id", "=", False),
            ]
        )
        if left:
            message = self.env._(
                "%(done)s. Households in arrears that stand in none, because their unit has no "
                "steward: %(count)s.",
                done=message,
                count=left,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _draw_up(self, community, month):
        """Make and bring up to date the drafts of `month`; return them."""
        stewards = self.env["hr.employee"]
        for (steward,) in self.env["steward.arrears"]._read_group(
            self._households_domain(community), ["steward_id"]
        ):
            stewards |= steward
        known = self.search([("community_id", "=", community.id), ("month", "=", month)])
        new = self.create(
            [
                {"community_id": community.id, "steward_id": steward.id, "month": month}
                for steward in stewards - known.steward_id
            ]
        )
        plans = known.filtered(lambda plan: plan.state == "draft") | new
        plans._generate()
        return plans

    def action_generate(self):
        """Bring the plan in line with what the households owe now.

        :raise UserError: while it waits for its approval, and once its month is over
        """
        self.check_access("write")
        for plan in self:
            if plan.state == "submitted":
                plan._check_draft()
            if plan.month + relativedelta(months=1) <= plan.community_id._today():
                raise UserError(
                    plan.env._("The month of %(plan)s is over.", plan=plan.display_name)
                )
        self._generate()

    def action_open_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.collection_plan_line_action"
        )
        return dict(action, domain=[("plan_id", "=", self.id)], context={})

    def action_export(self):
        return self.env["steward.register.export"]._export("arrears_plan", self.line_ids)
