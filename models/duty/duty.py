from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine import periods
from .duty_rule import DOCUMENT_KINDS

# what a duty is, by when, and whose figures it is about: nobody's to change who only does it
STRUCTURE = frozenset(
    (
        "rule_id",
        "kind",
        "community_id",
        "role_id",
        "review_role_id",
        "period_start",
        "period_end",
        "ordinal",
        "figures_from",
        "figures_to",
        "date_due",
        "date_remind",
    )
)


class Duty(models.Model):
    """Duty of the office that is owed once (R085, R115, R197, R199, R301): by whom, by which day,
    with what evidence; reviewed by the role that its rule names, never by its author."""

    _name = "steward.duty"
    _description = "Duty"
    _inherit = [
        "steward.approval.mixin",
        "steward.reminded.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.community.mixin",
    ]
    _order = "date_due, id"
    _check_company_auto = True

    state = fields.Selection([("draft", "To Do"), ("submitted", "In Review"), ("approved", "Done")])

    # what
    rule_id = fields.Many2one("steward.duty.rule", index=True, ondelete="restrict")
    kind = fields.Selection(
        selection=lambda self: (
            self.env["steward.duty.rule"]._fields["kind"]._description_selection(self.env)
        ),
        required=True,
        default="other",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
    )
    name = fields.Char(
        string="Duty",
        required=True,
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
    )
    instruction = fields.Text(related="rule_id.instruction")

    # where and who
    role_id = fields.Many2one(
        "steward.role",
        string="Done by",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    review_role_id = fields.Many2one(
        "steward.role",
        string="Reviewed by",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Responsible",
        index=True,
        check_company=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id,
    )
    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, related_sudo=True, index=True
    )

    # when
    period_start = fields.Date(required=True, default=lambda self: self._default_month()[0])
    period_end = fields.Date(required=True, default=lambda self: self._default_month()[1])
    ordinal = fields.Integer(
        aggregator=None,
        default=1,
        required=True,
        readonly=True,
        help="Which one of the period, from 1 on.",
    )
    figures_from = fields.Date(
        string="Figures from", required=True, default=lambda self: self._default_month()[0]
    )
    figures_to = fields.Date(
        string="Figures to", required=True, default=lambda self: self._default_month()[1]
    )
    date_due = fields.Date(
        string="Due",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self._default_month()[1],
    )
    date_remind = fields.Date(
        string="Reminded from", required=True, default=fields.Date.context_today
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    # evidence
    evidence = fields.Text(help="What was done, and where the proof of it is.")
    attachment_ids = fields.Many2many("ir.attachment", string="Proof", copy=False)
    document_ids = fields.One2many("steward.duty.document", "duty_id")
    document_count = fields.Integer(compute="_compute_document_count")
    has_document = fields.Boolean(compute="_compute_has_document")
    spot_check_ids = fields.One2many("steward.spot.check", "duty_id")
    done_at = fields.Datetime(readonly=True, copy=False)

    _rule_turn_uniq = models.UniqueIndex(
        "(community_id, rule_id, period_start, ordinal) WHERE rule_id IS NOT NULL",
        "This duty is already there for the period.",
    )
    _open_idx = models.Index("(community_id, date_due) WHERE state <> 'approved'")
    _period_order = models.Constraint(
        "CHECK(period_start <= period_end AND figures_from <= figures_to)",
        "The period of a duty must begin before it ends.",
    )

    def _default_month(self):
        """First and last day of the current month, for a duty that a person enters."""
        return periods.month_bounds(fields.Date.context_today(self))

    @api.depends("rule_id")
    def _compute_from_rule(self):
        for duty in self:
            rule = duty.rule_id
            if rule:
                duty.kind = rule.kind
                duty.name = rule.name
                duty.role_id = rule.role_id
                duty.review_role_id = rule.review_role_id

    @api.depends("state", "date_due", "community_id.tz")
    def _compute_is_late(self):
        for duty in self:
            duty.is_late = (
                duty.state == "draft"
                and bool(duty.community_id and duty.date_due)
                and duty.date_due < duty.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "draft") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_due", "<", community._today())
        )

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_mine(self):
        for duty in self:
            duty.is_mine = duty.user_id == self.env.user

    def _search_is_mine(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("user_id", "=", self.env.uid)

    @api.depends("kind")
    def _compute_has_document(self):
        for duty in self:
            duty.has_document = duty.kind in dict(DOCUMENT_KINDS)

    @api.depends("document_ids")
    def _compute_document_count(self):
        for duty in self:
            duty.document_count = len(duty.document_ids)

    @api.depends("name", "community_id", "period_start", "period_end")
    def _compute_display_name(self):
        for duty in self:
            duty.display_name = duty.env._(
                "%(duty)s of %(community)s, %(start)s to %(end)s",
                duty=duty.name or "",
                community=duty.community_id.name or "",
                start=duty.period_start or "",
                end=duty.period_end or "",
            )

    def write(self, vals):
        """:raise AccessError: for whoever may do the duty but not say what it is
        :raise UserError: when a submitted duty would be changed
        """
        if self.env.su:
            return super().write(vals)
        if STRUCTURE & vals.keys():
            self.check_access("create")
        if (STRUCTURE | {"evidence", "attachment_ids"}) & vals.keys():
            for duty in self:
                if duty.state != "draft":
                    raise UserError(
                        duty.env._(
                            "%(duty)s was submitted and stays as it is.", duty=duty.display_name
                        )
                    )
        result = super().write(vals)
        if "community_id" in vals:
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        for duty in self:
            if duty.state != "draft":
                raise UserError(
                    duty.env._("%(duty)s was submitted and is kept.", duty=duty.display_name)
                )

    def action_document(self):
        """Open the document of the duty, made from the figures of its period."""
        self.ensure_one()
        if not self.document_ids:
            self.check_access("write")
            # sudo: documents are made here only, access to the duty was checked
            self.env["steward.duty.document"].sudo().create({"duty_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.duty.document",
            "res_id": self.document_ids[:1].id,
            "views": [(False, "form")],
        }

    def action_long_standing(self):
        """R096: what has been open for too long in the community."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.case_ageing_action"
        )
        action["domain"] = [
            ("community_id", "=", self.community_id.id),
            ("is_long_standing", "=", True),
        ]
        action["views"] = [(False, "list"), (False, "pivot")]
        return action
