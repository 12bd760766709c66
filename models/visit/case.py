from odoo import fields, models


class Case(models.Model):
    """Case (事项): what a resident or tenant said that demands an answer (R027-R028, R046,
    R051-R053). The one register that complaints, repairs and services will hang on."""

    _name = "steward.case"
    _description = "Opinion or Case"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id desc"
    _check_company_auto = True

    name = fields.Char(string="Subject", required=True)
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
    partner_id = fields.Many2one("res.partner", string="Household", index=True)
    community_id = fields.Many2one("steward.community", required=True, index=True)
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    unit_id = fields.Many2one("steward.unit", index="btree_not_null")
    door = fields.Char(related="unit_id.door")
    visit_id = fields.Many2one("steward.visit", index="btree_not_null", ondelete="restrict")
    origin = fields.Selection(
        [("visit", "Visit"), ("import", "Register Import"), ("manual", "Entered by Hand")],
        required=True,
        default="manual",
    )
    steward_id = fields.Many2one("hr.employee", string="Steward", index=True)
    department_id = fields.Many2one("hr.department", index=True, tracking=True)
    received_on = fields.Date(required=True, default=fields.Date.context_today)
    date_due = fields.Date(string="Due", tracking=True)
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

    # valid suggestions (R051-R052)
    is_valid = fields.Boolean(string="Valid and Reasonable", tracking=True)
    reported_at = fields.Datetime(string="Reported in Writing", readonly=True, copy=False)
    fed_back_on = fields.Date(string="Fed Back to the Tenant", tracking=True)

    # contacts during and after (R053)
    progress_contact_on = fields.Date(string="Contacted during Handling", tracking=True)
    closing_contact_on = fields.Date(string="Contacted after Handling", tracking=True)
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _open_idx = models.Index("(community_id, date_due) WHERE state <> 'closed'")

    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for case in self:
            case.is_late = bool(
                case.date_due and case.state in ("open", "in_progress") and case.date_due < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "in", ("open", "in_progress")), ("date_due", "<", "today")]
