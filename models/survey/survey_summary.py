from odoo import api, fields, models
from odoo.exceptions import UserError


class SurveySummary(models.Model):
    """Annual summary of what the statistical techniques brought (统计技术应用总结, C086), to the
    company by 5 January of the next year (R231)."""

    _name = "steward.survey.summary"
    _description = "Annual Summary of Statistical Techniques"
    _inherit = ["steward.guard.mixin", "mail.thread", "steward.community.mixin"]
    _order = "year desc, community_id"
    _check_company_auto = True
    _guarded_fields = frozenset({"state", "submitted_at", "submitted_by_id"})

    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year - 1,
        help="The year that is looked back on.",
    )
    author_id = fields.Many2one(
        "hr.employee",
        string="Drawn up by",
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    result_ids = fields.Many2many(
        "steward.survey.result", string="Results of the Year", compute="_compute_result_ids"
    )
    cause_ids = fields.Many2many(
        "steward.survey.cause", string="Causes and Measures", compute="_compute_result_ids"
    )
    effects = fields.Text(help="What Pareto charts and cause-effect diagrams brought in the year.")
    suggestions = fields.Text(help="How they are better used next year.")
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    submitted_at = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _year_uniq = models.UniqueIndex(
        "(community_id, year)", "A community has one summary of a year."
    )
    _year_valid = models.Constraint(
        "CHECK(year BETWEEN 2000 AND 2200)", "Type the year with four digits."
    )

    @api.depends("community_id", "year", "submitted_at")
    def _compute_result_ids(self):
        """Of the waves issued in the year that were closed when the summary was submitted."""
        for summary in self:
            waves = self.env["steward.survey.wave"].search(
                [
                    ("closed_at", "<=", summary.submitted_at or fields.Datetime.now()),
                    ("community_id", "=", summary.community_id.id),
                    ("state", "=", "closed"),
                    ("date_issue", ">=", f"{summary.year:04}-01-01"),
                    ("date_issue", "<=", f"{summary.year:04}-12-31"),
                ]
            )
            summary.result_ids = waves.result_ids.filtered(lambda result: result.scope == "all")
            summary.cause_ids = waves.cause_ids.filtered("is_leaf")

    @api.depends("community_id", "year")
    def _compute_display_name(self):
        for summary in self:
            summary.display_name = f"{summary.community_id.name or ''} {summary.year}"

    def write(self, vals):
        if not self.env.su and self._changed(vals):
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self):
        for summary in self:
            if summary.state != "draft":
                raise UserError(
                    summary.env._(
                        "The summary %(summary)s was submitted and stays as it is.",
                        summary=summary.display_name,
                    )
                )

    def action_submit(self):
        self.check_access("write")
        self._check_draft()
        for summary in self:
            if not ((summary.effects or "").strip() and (summary.suggestions or "").strip()):
                raise UserError(
                    summary.env._(
                        "Say the effects and the suggestions of %(summary)s.",
                        summary=summary.display_name,
                    )
                )
        # sudo: when it was submitted, and by whom, is noted here only
        self.sudo().write(
            {
                "state": "submitted",
                "submitted_at": fields.Datetime.now(),
                "submitted_by_id": self.env.uid,
            }
        )
