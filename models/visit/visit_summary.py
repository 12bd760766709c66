from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

UNSETTLED = ("open", "investigated", "in_progress")


class VisitSummary(models.Model):
    """Tenant visit problem summary (租户拜访问题汇总表, C011): what the visits of a period
    brought up, and the meeting that discussed it (R054-R055).

    Built from the cases of the period's visits. A draft can be rebuilt; a discussed summary is
    the record of the meeting and stays as it was.
    """

    _name = "steward.visit.summary"
    _description = "Visit Problem Summary"
    _inherit = ["mail.thread", "mail.activity.mixin", "steward.community.mixin"]
    _order = "date_from desc, community_id, id"
    _check_company_auto = True

    # period
    date_from = fields.Date(
        string="From",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        help="By default the last period that has ended, of as many months as the policy says.",
    )
    date_to = fields.Date(
        string="To",
        required=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )

    # content
    line_ids = fields.One2many("steward.visit.summary.line", "summary_id", string="Problems")
    line_count = fields.Integer(compute="_compute_counts")
    unsettled_count = fields.Integer(string="Not Settled", compute="_compute_counts")

    # meeting (R055)
    state = fields.Selection(
        [("draft", "To Be Discussed"), ("discussed", "Discussed")],
        required=True,
        default="draft",
        tracking=True,
        group_expand=True,
    )
    meeting_at = fields.Datetime(string="Meeting Planned for", copy=False)
    meeting_id = fields.Many2one(
        "calendar.event", string="Discussion Meeting", readonly=True, copy=False
    )
    minutes = fields.Text(copy=False)
    discussed_on = fields.Date(readonly=True, copy=False)

    _period_uniq = models.Constraint(
        "UNIQUE(community_id, date_from)",
        "The community already has a problem summary that begins on this day.",
    )
    _dates_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period of a summary must begin before it ends."
    )

    @api.depends("community_id")
    def _compute_dates(self):
        for summary in self:
            if summary.community_id and not summary.date_from:
                summary.date_from, summary.date_to = summary._ended_period(summary.community_id)

    @api.depends("community_id", "date_from", "date_to")
    def _compute_display_name(self):
        for summary in self:
            summary.display_name = summary.env._(
                "Problem summary of %(community)s, %(start)s to %(end)s",
                community=summary.community_id.name or "",
                start=summary.date_from or "",
                end=summary.date_to or "",
            )

    @api.depends("line_ids.case_state")
    def _compute_counts(self):
        for summary in self:
            summary.line_count = len(summary.line_ids)
            summary.unsettled_count = len(
                summary.line_ids.filtered(lambda line: line.case_state in UNSETTLED)
            )

    @api.constrains("state", "minutes")
    def _check_minutes(self):
        """A meeting that left no record was not held (R055)."""
        for summary in self:
            if summary.state == "discussed" and not summary.minutes:
                raise ValidationError(
                    summary.env._(
                        "%(summary)s has no minutes: write down what the meeting decided, "
                        "then mark it as discussed.",
                        summary=summary.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        summaries = super().create(vals_list)
        summaries._build()
        return summaries

    def write(self, vals):
        """:raise UserError: when a discussed summary would be changed."""
        if set(vals) & {"community_id", "date_from", "date_to", "line_ids", "minutes"}:
            self._check_draft()
        result = super().write(vals)
        if set(vals) & {"community_id", "date_from", "date_to"}:
            self._build()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_discussed(self):
        self._check_draft()

    def action_rebuild(self):
        """Take in what visits and departments have recorded since; conclusions stay."""
        self._check_draft()
        self._build()

    def action_plan_meeting(self):
        """Invite the heads of the departments concerned to the meeting (R055), and open it.

        :raise UserError: when nobody has said when it is.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.meeting_id:
            if not self.meeting_at:
                raise UserError(
                    self.env._(
                        "Say when the meeting on %(summary)s takes place.",
                        summary=self.display_name,
                    )
                )
            # sudo: the heads of departments are invited, nothing else of them is read
            heads = self.line_ids.department_id.sudo().manager_id.user_id.partner_id
            self.meeting_id = self.env["calendar.event"].create(
                {
                    "name": self.env._("Discussion: %(summary)s", summary=self.display_name),
                    "start": self.meeting_at,
                    "stop": self.meeting_at + timedelta(hours=1),
                    "partner_ids": (heads | self.env.user.partner_id).ids,
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "calendar.event",
            "res_id": self.meeting_id.id,
            "views": [(False, "form")],
        }

    def action_discussed(self):
        for summary in self:
            summary.write({"state": "discussed", "discussed_on": summary.community_id._today()})
        self.activity_feedback(["property_steward.mail_activity_visit_summary"])

    def action_reopen(self):
        self.write({"state": "draft", "discussed_on": False})

    def _check_draft(self):
        for summary in self:
            if summary.state == "discussed":
                raise UserError(
                    summary.env._(
                        "%(summary)s was discussed and is kept as it is; reopen it first.",
                        summary=summary.display_name,
                    )
                )

    @api.model
    def _ended_period(self, community):
        """First and last day of the last period that has ended in the community's time zone:
        calendar periods of `summary_months`, the first of a year beginning on 1 January."""
        months = community.policy_id.summary_months
        today = community._today()
        last = self._period_start(today, months) - timedelta(days=1)
        # where the months do not divide the year, its last period is shorter
        return self._period_start(last, months), last

    @api.model
    def _period_start(self, date, months):
        return date.replace(month=(date.month - 1) // months * months + 1, day=1)

    def _visit_domain(self):
        """Visits that were held in the period, its days being those of the community."""
        self.ensure_one()
        begin, end = (
            self.community_id._to_utc(fields.Datetime.to_datetime(day))
            for day in (self.date_from, self.date_to + timedelta(days=1))
        )
        return (
            Domain("community_id", "=", self.community_id.id)
            & Domain("state", "=", "done")
            & Domain("start", ">=", begin)
            & Domain("start", "<", end)
        )

    def _build(self):
        """Write the lines of each draft anew, as a set, and keep the conclusions."""
        Line = self.env["steward.visit.summary.line"]
        conclusions = {
            (line.summary_id, line.case_id): line.conclusion
            for line in self.line_ids
            if line.conclusion
        }
        self.line_ids.unlink()
        vals_list = []
        for summary in self:
            cases = self.env["steward.case"].search(
                [("visit_id", "any", summary._visit_domain())], order="topic_id, received_on, id"
            )
            vals_list += [
                {
                    **Line._values(case),
                    "summary_id": summary.id,
                    "sequence": number,
                    "conclusion": conclusions.get((summary, case)),
                }
                for number, case in enumerate(cases, start=1)
            ]
        Line.create(vals_list)

    @api.model
    def _cron_build_summaries(self):
        """R054-R055: where the last period has no summary yet, build it and remind whoever leads
        the community's tenant service to discuss it. The summary itself marks the period as
        done, so that a second run finds nothing."""
        for community in self._communities_without_summary():
            summary = self.create({"community_id": community.id})
            user = summary._responsible_user()
            if user:
                summary.activity_schedule(
                    "property_steward.mail_activity_visit_summary",
                    date_deadline=community._today(),
                    user_id=user.id,
                )
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _communities_without_summary(self):
        """Communities with tenants' visits in the last ended period that nobody summarised."""
        communities = self.env["steward.community"].search([("kind", "=", "shopping")])
        found = communities.browse()
        for community in communities:
            draft = self.new({"community_id": community.id})
            if self.search_count(
                [("community_id", "=", community.id), ("date_from", "=", draft.date_from)], limit=1
            ):
                continue
            if self.env["steward.visit"].search_count(draft._visit_domain(), limit=1):
                found += community
        return found

    def _responsible_user(self):
        """Who compiles the summary: the operations staff of the community, else the supervisor."""
        self.ensure_one()
        for xmlid in ("role_operations", "role_supervisor", "role_centre_manager"):
            employee = self.community_id._role_holder(self.env.ref(f"property_steward.{xmlid}"))
            # sudo: only the login is read, to address the reminder
            if employee.sudo().user_id:
                return employee.sudo().user_id
        return self.env["res.users"]
