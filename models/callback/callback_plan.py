from collections import Counter, defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..policy.approval_mixin import DECISION_FIELDS

DRAFT_FIELDS = {"community_id", "year", "author_id", "intention", "rate_target", "line_ids"}
# counted when the year is concluded, never entered
FIGURES = (
    "due_count",
    "done_count",
    "in_time_count",
    "satisfied_count",
    "persisting_count",
)


class CallbackPlan(models.Model):
    """The year's callback plan and its summary (回访工作计划及年度总结, R089, R093): what is
    meant to be called back month by month, and what became of it."""

    _name = "steward.callback.plan"
    _description = "Callback Plan of a Year"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "steward.approval.mixin",
    ]
    _order = "year desc, community_id"
    _check_company_auto = True
    _guarded_fields = DECISION_FIELDS | {*FIGURES, "rate", "summarised_at", "summarised_by_id"}

    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._own_communities()[:1],
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: fields.Date.context_today(self).year
    )
    author_id = fields.Many2one(
        "hr.employee", required=True, default=lambda self: self.env.user.employee_id
    )
    intention = fields.Text(string="Aims of the Year")
    rate_target = fields.Float(
        string="Callback Rate Target (%)",
        compute="_compute_rate_target",
        store=True,
        readonly=False,
        help="As the policy said when the plan was drawn up (R097).",
    )
    line_ids = fields.One2many("steward.callback.plan.line", "plan_id", copy=True)

    # summary (R089), frozen when it is concluded
    due_count = fields.Integer(string="Due", readonly=True, copy=False)
    done_count = fields.Integer(string="Called Back", readonly=True, copy=False)
    in_time_count = fields.Integer(string="In Time", readonly=True, copy=False)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True, copy=False)
    persisting_count = fields.Integer(string="Problem Still There", readonly=True, copy=False)
    rate = fields.Float(string="Callback Rate (%)", readonly=True, copy=False, digits=(5, 1))
    summary = fields.Text(string="Evaluation of the Year", copy=False)
    summarised_at = fields.Datetime(string="Concluded", readonly=True, copy=False)
    summarised_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _community_year_uniq = models.Constraint(
        "UNIQUE(community_id, year)", "The community already has a callback plan for this year."
    )
    _year_valid = models.Constraint(
        "CHECK(year BETWEEN 2000 AND 2999)", "Enter the year of the plan with four digits."
    )

    @api.depends("community_id")
    def _compute_rate_target(self):
        for plan in self:
            plan.rate_target = plan.rate_target or plan.community_id.policy_id.callback_rate_target

    @api.depends("community_id", "year")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.env._(
                "Callback plan of %(community)s, %(year)s",
                community=plan.community_id.name or "",
                year=plan.year,
            )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        for plan in plans.filtered(lambda plan: not plan.line_ids):
            plan.line_ids = [
                fields.Command.create({"month": date(plan.year, month, 1)})
                for month in range(1, 13)
            ]
        return plans

    def write(self, vals):
        if not self.env.su:
            if DRAFT_FIELDS & vals.keys() and any(plan.state != "draft" for plan in self):
                raise UserError(
                    self.env._(
                        "%(plan)s is submitted: have it returned to change it.",
                        plan=self[:1].display_name,
                    )
                )
            if any(plan.summarised_at for plan in self) and "summary" in vals:
                raise UserError(self.env._("The year is concluded: its evaluation stays as it is."))
        return super().write(vals)

    def _refuse_forged_fields(self):
        raise AccessError(self.env._("The figures of the year are counted when it is concluded."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(plan.state != "draft" for plan in self):
            raise UserError(self.env._("A submitted plan is not deleted."))

    def _approval_author(self):
        return self.author_id

    def _approval_role(self):
        return self.env.ref("property_steward.role_project_manager")

    def _after_approve(self):
        """R093: the manager's own callbacks of the year become obligations."""
        for plan in self:
            # sudo: they follow from the policy, whoever approves
            plan.community_id.sudo()._plan_manager_callbacks(plan.year)

    def _bounds(self):
        """First day of the year and of the next one."""
        return date(self.year, 1, 1), date(self.year + 1, 1, 1)

    def _due_domain(self, first, last):
        """Callbacks due from the local day `first` to before `last`."""
        self.ensure_one()
        community = self.community_id
        begin, end = (fields.Datetime.to_string(community._day_start(day)) for day in (first, last))
        return (
            Domain("community_id", "=", community.id)
            & Domain("due_at", ">=", begin)
            & Domain("due_at", "<", end)
        )

    def _figures(self, first, last):
        """{first day of a month: {figure: number}} of the callbacks due from the local day `first`
        to before `last`, in one statement; optional ones count once they are made."""
        # months are those of the community
        callbacks = self.env["steward.callback"].with_context(tz=self.community_id.tz)
        groups = callbacks._read_group(
            self._due_domain(first, last)
            & Domain("state", "in", ("open", "done", "unreachable"))
            & (Domain("is_optional", "=", False) | Domain("state", "=", "done")),
            ["due_at:month", "state", "is_in_time", "result", "problem_persists"],
            ["__count"],
        )
        figures = defaultdict(Counter)
        for month, state, is_in_time, result, persists, count in groups:
            done = count if state == "done" else 0
            figures[month.date()].update(
                due_count=count,
                done_count=done,
                in_time_count=done if is_in_time else 0,
                satisfied_count=done if result == "satisfied" else 0,
                persisting_count=done if persists == "yes" else 0,
            )
        return figures

    def action_conclude(self):
        """R089: the year's summary, with its figures as they stand now.

        :raise UserError: before the plan was approved, and without an evaluation
        """
        self.check_access("write")
        for plan in self:
            if plan.state != "approved" or plan.summarised_at:
                raise UserError(
                    plan.env._(
                        "%(plan)s is concluded once, after it was approved.",
                        plan=plan.display_name,
                    )
                )
            if not (plan.summary or "").strip():
                raise UserError(plan.env._("Write the evaluation of the year."))
            figures = sum(plan._figures(*plan._bounds()).values(), Counter())
            due, done = figures["due_count"], figures["done_count"]
            # sudo: figures are counted, not entered
            plan.sudo().write(
                {
                    **{name: figures[name] for name in FIGURES},
                    "rate": 100.0 * done / due if due else 100.0,
                    "summarised_at": fields.Datetime.now(),
                    "summarised_by_id": self.env.uid,
                }
            )

    def action_open_callbacks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.callback_action")
        action["domain"] = list(self._due_domain(*self._bounds()))
        action["context"] = {}
        return action
