from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class Case(models.Model):
    """Case (事项): what a resident or tenant said that demands an answer (R027-R028, R046,
    R051-R053). The one register that complaints, repairs and services will hang on."""

    _name = "steward.case"
    _description = "Opinion or Case"
    _inherit = ["mail.thread", "mail.activity.mixin", "steward.deadline.mixin"]
    _order = "date_due, id desc"
    _check_company_auto = True
    _deadline_start_field = "received_at"

    # what was said
    name = fields.Char(
        string="Subject",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    category = fields.Selection(
        [
            ("after_sales", "After-Sales"),
            ("repair", "Repair"),
            ("complaint", "Complaint"),
            ("service", "Service"),
            ("praise", "Praise"),
            ("suggestion", "Suggestion"),
            ("other", "Other"),
        ],
        required=True,
        tracking=True,
    )
    topic_id = fields.Many2one("steward.case.topic", ondelete="restrict")
    words = fields.Text(string="In the Resident's Words")

    # who and where
    partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        index=True,
        compute="_compute_from_visit",
        store=True,
        readonly=False,
        precompute=True,
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        compute="_compute_community_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    community_kind = fields.Selection(related="community_id.kind")
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    door = fields.Char(related="unit_id.door")
    visit_id = fields.Many2one("steward.visit", index="btree_not_null", ondelete="restrict")
    origin = fields.Selection(
        [("visit", "Visit"), ("import", "Register Import"), ("manual", "Entered by Hand")],
        required=True,
        compute="_compute_origin",
        store=True,
        readonly=False,
        precompute=True,
    )
    steward_id = fields.Many2one(
        "hr.employee",
        index=True,
        compute="_compute_steward_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        index=True,
        tracking=True,
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
    )

    # clocks
    received_at = fields.Datetime(string="Received", default=fields.Datetime.now)
    priority = fields.Selection(
        [("general", "General"), ("urgent", "Urgent")], required=True, default="general"
    )
    channel = fields.Selection(
        [("visit", "Visit"), ("phone", "Phone"), ("hotline", "Complaint Phone")],
    )
    severity = fields.Selection(
        [("normal", "Normal"), ("serious", "Serious"), ("special", "Special"), ("major", "Major")],
        required=True,
        default="normal",
    )

    # answer
    received_on = fields.Date(
        required=True,
        compute="_compute_received_on",
        store=True,
        readonly=False,
        precompute=True,
        help="In the community's time zone.",
    )
    date_due = fields.Date(
        string="Due",
        tracking=True,
        compute="_compute_date_due",
        store=True,
        readonly=False,
        precompute=True,
        help="Day by which the handling opinion reaches the resident or tenant (R052).",
    )
    answered_on_spot = fields.Boolean(string="Answered on the Spot")
    answer = fields.Text(string="Answer or Handling Opinion")
    state = fields.Selection(
        [
            ("open", "Open"),
            ("in_progress", "In Progress"),
            ("handled", "Handled"),
            ("closed", "Closed"),
        ],
        required=True,
        default="open",
        tracking=True,
        group_expand=True,
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    is_my_department = fields.Boolean(compute="_compute_is_mine", search="_search_is_my_department")

    # valid suggestions (R051-R052)
    is_valid = fields.Boolean(string="Valid and Reasonable", tracking=True)
    reported_at = fields.Datetime(string="Reported in Writing", readonly=True, copy=False)
    fed_back_on = fields.Date(string="Fed Back to the Tenant", tracking=True, copy=False)

    # contacts during and after (R053)
    progress_contact_on = fields.Date(string="Contacted during Handling", tracking=True, copy=False)
    closing_contact_on = fields.Date(string="Contacted after Handling", tracking=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)

    _open_idx = models.Index("(community_id, date_due) WHERE state <> 'closed'")
    _next_due_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")

    @api.depends("words", "category")
    def _compute_name(self):
        labels = dict(self._fields["category"]._description_selection(self.env))
        for case in self:
            first_line = next(iter((case.words or "").strip().splitlines()), "")
            case.name = case.name or first_line[:60] or labels.get(case.category)

    @api.depends("visit_id")
    def _compute_from_visit(self):
        for case in self:
            case.partner_id = case.partner_id or case.visit_id.partner_id

    @api.depends("visit_id", "partner_id")
    def _compute_community_id(self):
        for case in self:
            case.community_id = (
                case.visit_id.community_id
                or case.community_id
                or case.partner_id.household_community_id
            )

    @api.depends("visit_id", "partner_id")
    def _compute_unit_id(self):
        for case in self:
            case.unit_id = (
                case.unit_id or case.visit_id.unit_id or case.partner_id.household_unit_id
            )

    @api.depends("visit_id")
    def _compute_origin(self):
        for case in self:
            case.origin = "visit" if case.visit_id else (case.origin or "manual")

    @api.depends("visit_id", "unit_id")
    def _compute_steward_id(self):
        for case in self:
            case.steward_id = case.steward_id or case.unit_id.steward_id or case.visit_id.steward_id

    @api.depends("topic_id", "community_id")
    def _compute_department_id(self):
        for case in self:
            topic = case.topic_id.with_company(case.community_id.company_id)
            case.department_id = topic.department_id or case.department_id

    @api.depends("visit_id", "community_id")
    def _compute_received_on(self):
        for case in self:
            if case.visit_id.start and case.community_id:
                local = case.community_id._to_local(case.visit_id.start)
                case.received_on = local.date()
            elif not case.received_on:
                case.received_on = (
                    case.community_id._today() if case.community_id else fields.Date.today()
                )

    @api.depends("received_on", "community_id")
    def _compute_date_due(self):
        for case in self:
            days = case.community_id.policy_id.opinion_answer_days
            if case.received_on and days:
                case.date_due = case.received_on + timedelta(days=days)

    @api.depends("state", "date_due", "fed_back_on", "closing_contact_on")
    def _compute_is_late(self):
        for case in self:
            today = case.community_id._today() if case.community_id else fields.Date.today()
            case.is_late = bool(
                case.date_due
                and case.date_due < today
                and case.state != "closed"
                and not case.fed_back_on
                and not case.closing_contact_on
            )

    def _search_is_late(self, operator, _value):
        """R052: late is what did not reach the resident by the due day of the community."""
        if operator != "in":
            return NotImplemented
        return (
            Domain("state", "!=", "closed")
            & Domain("fed_back_on", "=", False)
            & Domain("closing_contact_on", "=", False)
            & self.env["steward.community"]._domain_by_time_zone(
                lambda community: Domain("date_due", "<", community._today())
            )
        )

    @api.depends_context("uid")
    def _compute_is_mine(self):
        # sudo: which employee the current user is, is the user's own business
        own = self.env.user.sudo().employee_ids
        for case in self:
            case.is_mine = case.steward_id in own
            case.is_my_department = case.department_id in own.department_id

    def _search_is_mine(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: as above
        return Domain("steward_id", "in", self.env.user.sudo().employee_ids.ids)

    def _search_is_my_department(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: as above
        departments = self.env.user.sudo().employee_ids.department_id
        return Domain("department_id", "in", departments.ids)
