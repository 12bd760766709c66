from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang


class VisitPlanMonth(models.Model):
    """Monthly visit plan (月度拜访计划): approved with the year's plan in January; a person's
    own change of an approved month needs a new approval (R001-R002, F38)."""

    _name = "steward.visit.plan.month"
    _description = "Monthly Visit Plan"
    _inherit = ["mail.thread", "steward.approval.mixin", "steward.visit.plan.doubt.mixin"]
    _order = "month, plan_id"
    _compared = frozenset(("plan_id", "month"))

    plan_id = fields.Many2one(
        "steward.visit.plan", string="Annual Plan", required=True, index=True, ondelete="cascade"
    )
    month = fields.Date(string="First Day", required=True, help="First day of the month.")
    month_label = fields.Char(string="Month", compute="_compute_month_label")
    community_id = fields.Many2one(
        related="plan_id.community_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        related="plan_id.steward_id", store=True, index=True, precompute=True
    )
    line_ids = fields.One2many("steward.visit.plan.line", "month_id", string="Planned Visits")

    # figures
    owed_count = fields.Integer(string="Owed", compute="_compute_counts")
    done_count = fields.Integer(string="Done", compute="_compute_counts")
    late_count = fields.Integer(string="Overdue", compute="_compute_counts")
    unscheduled_count = fields.Integer(string="Without a Time", compute="_compute_counts")
    done_percent = fields.Float(string="Done (%)", compute="_compute_counts", digits=(5, 1))

    _month_uniq = models.Constraint("UNIQUE(plan_id, month)", "The plan already has this month.")

    @api.depends("month", "plan_id")
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.env._(
                "%(month)s visit plan of %(person)s, %(community)s",
                month=record.month and record.month.strftime("%Y-%m") or "",
                person=record.plan_id.steward_id.name or "",
                community=record.plan_id.community_id.name or "",
            )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_label(self):
        locale = babel_locale_parse(get_lang(self.env).code)
        for record in self:
            record.month_label = record.month and format_skeleton(
                "yMMM", record.month, locale=locale
            )

    def _compute_counts(self):
        figures = self.env["steward.visit.plan.line"]._figures_by("month_id", self)
        for record in self:
            owed, done, late, unscheduled = figures.get(record, (0, 0, 0, 0))
            record.owed_count = owed
            record.done_count = done
            record.late_count = late
            record.unscheduled_count = unscheduled
            record.done_percent = 100.0 * done / owed if owed else 0.0

    def _doubt_keys(self):
        return self.plan_id._doubt_keys()

    def _approval_author(self):
        return self.plan_id._approval_author()

    def _approval_community(self):
        return self.plan_id._approval_community()

    def _approval_role(self):
        return self.plan_id._approval_role()

    def _after_submit(self):
        for plan in self.plan_id:
            plan._ask_approvers(plan.env._("Approve the changed monthly visit plan"))

    def _after_approve(self):
        self._settle_activities()

    def _after_return(self, reason):
        for record in self:
            record.plan_id._post_to_author(
                record.env._(
                    "%(month)s was returned: %(reason)s",
                    month=record.display_name,
                    reason=reason,
                )
            )
        self._settle_activities()

    def _settle_activities(self):
        """Approvers are left alone when nothing of the plan waits for them any more."""
        waiting = self.search(
            [("plan_id", "in", self.plan_id.ids), ("state", "=", "submitted")]
        ).plan_id
        settled = (self.plan_id - waiting).filtered(lambda plan: plan.state != "submitted")
        settled._close_activities("mail_activity_type_plan_approval")

    def _reopen(self, what):
        """A person changed approved months: they need a new approval (F38).

        :param what: the sentence that the months' chatter tells
        """
        reopened = self.filtered(lambda record: record.state == "approved")
        # sudo: the decision fields are closed to everything but the actions and this consequence
        reopened.sudo().write({"state": "draft", "approved_by_id": False, "approved_at": False})
        for record in reopened:
            record.message_post(
                body=record.env._("%(what)s The month needs a new approval.", what=what)
            )

    def action_open_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.visit_plan_line_action"
        )
        return dict(
            action,
            domain=[("month_id", "=", self.id)],
            context={"default_plan_id": self.plan_id.id, "default_month": self.month},
        )
