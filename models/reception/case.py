from datetime import timedelta

from odoo import api, fields, models


class Case(models.Model):
    """Case (事项): what a resident or tenant said that demands an answer (R027-R028, R046,
    R051-R053, R076, R104, R300). The one register on which complaints, repairs and services hang.
    """

    _name = "steward.case"
    _description = "Case"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "steward.deadline.mixin",
        "steward.mine.mixin",
    ]
    _order = "next_due_at, id desc"
    _deadline_start_field = "received_at"
    _deadline_sync_fields = (
        "community_id",
        "department_id",
        "partner_id",
        "handler_id",
        "first_receiver_id",
        "steward_id",
    )
    _check_company_auto = True

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
    corrects_register = fields.Boolean(related="topic_id.corrects_register")
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
    community_kind = fields.Selection(related="community_id.kind", string="Kind of Community")
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    door = fields.Char(related="unit_id.door")
    building_id = fields.Many2one(
        related="unit_id.building_id", store=True, precompute=True, index="btree_not_null"
    )
    visit_id = fields.Many2one("steward.visit", index="btree_not_null", ondelete="restrict")
    channel = fields.Selection(
        [
            ("visit", "Personal Visit"),
            ("phone", "Phone"),
            ("hotline", "Complaint Phone"),
            ("letter", "Letter"),
            ("fax", "Fax"),
            ("email", "E-Mail"),
            ("box", "Contact Box"),
            ("media", "Network or Media"),
            ("wechat", "WeChat"),
            ("sms", "SMS"),
            ("portal", "Portal"),
        ],
        required=True,
        default="visit",
        help="The way by which it reached the office (R076, R102).",
    )
    origin = fields.Selection(
        [
            ("visit", "Visit"),
            ("reception", "Reception"),
            ("callback", "Callback"),
            ("import", "Register Import"),
            ("manual", "Entered by Hand"),
        ],
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

    # received
    received_at = fields.Datetime(
        string="Received",
        required=True,
        compute="_compute_received_at",
        store=True,
        readonly=False,
        precompute=True,
        help="The moment of receipt, from which the clocks run; typing it may be later.",
    )
    received_on = fields.Date(
        string="Day of Receipt",
        required=True,
        compute="_compute_received_on",
        store=True,
        precompute=True,
        help="In the community's time zone.",
    )
    first_receiver_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        default=lambda self: self.env.user.employee_id,
        copy=False,
        help="Stays answerable until the resident is satisfied, whoever works on it (R066).",
    )
    handler_id = fields.Many2one(
        "hr.employee", string="Handled by", index="btree_not_null", tracking=True, copy=False
    )
    priority = fields.Selection(
        [("general", "General"), ("urgent", "Urgent")],
        required=True,
        default="general",
        tracking=True,
        help="Urgent matters are decided and answered within 24 hours, general ones within 48 "
        "(R029-R030).",
    )
    severity = fields.Selection(
        [
            ("normal", "Normal"),
            ("serious", "Serious"),
            ("special", "Special"),
            ("major", "Major"),
        ],
        required=True,
        default="normal",
        tracking=True,
        help="Special and major complaints need the manager's decision (R079, R083).",
    )

    # answer
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
            ("open", "Registered"),
            ("investigated", "Investigated"),
            ("in_progress", "In Progress"),
            ("handled", "Handled"),
            ("replied", "Replied"),
            ("called_back", "Called Back"),
            ("closed", "Written Off"),
        ],
        required=True,
        default="open",
        tracking=True,
        group_expand=True,
    )

    # valid suggestions (R051-R052)
    is_valid = fields.Boolean(string="Valid and Reasonable", tracking=True)
    reported_at = fields.Datetime(string="Reported in Writing", readonly=True, copy=False)
    fed_back_on = fields.Date(string="Fed Back to the Tenant", tracking=True, copy=False)

    # contacts during and after (R053)
    progress_contact_on = fields.Date(string="Contacted during Handling", tracking=True, copy=False)
    closing_contact_on = fields.Date(string="Contacted after Handling", tracking=True, copy=False)
    closed_at = fields.Datetime(string="Written Off At", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", string="Written Off by", readonly=True, copy=False)

    _open_idx = models.Index("(community_id, date_due) WHERE state <> 'closed'")
    _next_due_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")
    _received_idx = models.Index("(received_on, category)")

    @api.depends("words", "category")
    def _compute_name(self):
        """The first line of the words, unless somebody typed a subject; the label of the category
        only stands in until the words are there."""
        labels = dict(self._fields["category"]._description_selection(self.env))
        for case in self:
            typed = case.name not in labels.values() and case.name
            case.name = typed or self._first_line(case.words) or labels.get(case.category)

    @api.model
    def _first_line(self, words):
        return next(iter((words or "").strip().splitlines()), "")[:60]

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

    @api.depends("visit_id")
    def _compute_received_at(self):
        for case in self:
            case.received_at = case.visit_id.start or case.received_at or fields.Datetime.now()

    @api.depends("received_at", "community_id")
    def _compute_received_on(self):
        for case in self:
            if case.received_at and case.community_id:
                case.received_on = case.community_id._to_local(case.received_at).date()

    @api.depends("received_on", "community_id")
    def _compute_date_due(self):
        for case in self:
            days = case.community_id.policy_id.opinion_answer_days
            if case.received_on and days:
                case.date_due = case.received_on + timedelta(days=days)
