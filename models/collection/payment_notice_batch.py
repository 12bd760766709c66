from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

CONTENT_FIELDS = {
    "community_id",
    "steward_id",
    "building_ids",
    "partner_ids",
    "excluded_partner_ids",
    "month",
    "date_due",
    "note",
    "payment_ways",
}
REMINDER = "property_steward.mail_activity_type_notices_missing"


class PaymentNoticeBatch(models.Model):
    """Issue of payment notices (交费通知): the notices of a month for a community, some buildings,
    a steward's area or chosen households (R151, C039). Draft until issued, then frozen."""

    _name = "steward.payment.notice.batch"
    _description = "Issue of Payment Notices"
    _inherit = ["steward.month.mixin", "steward.guard.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "month desc, community_id, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(("state", "date_issued", "issued_by_id"))

    # for whom
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
        string="Area of",
        index="btree_not_null",
        check_company=True,
        default=lambda self: self._default_steward_id(),
        help="Only households of this steward; empty: of the whole community.",
    )
    building_ids = fields.Many2many(
        "steward.building",
        string="Buildings",
        domain="[('community_id', '=', community_id)]",
        help="Only households of these buildings; empty: of all.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "steward_payment_notice_batch_partner_rel",
        string="Chosen Households",
        domain="[('household_community_id', '=', community_id)]",
        help="Only these households; empty: all.",
    )
    excluded_partner_ids = fields.Many2many(
        "res.partner", "steward_payment_notice_batch_excluded_rel", string="Not Notified"
    )

    # what it says
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="First day of the month.",
    )
    date_planned = fields.Date(
        string="Issue by",
        compute="_compute_date_planned",
        store=True,
        precompute=True,
        help="The day that the policy names (R151).",
    )
    date_due = fields.Date(
        string="Pay by",
        required=True,
        compute="_compute_date_due",
        store=True,
        readonly=False,
        precompute=True,
    )
    note = fields.Text(help="Stands on every notice of this issue.")
    payment_ways = fields.Text(
        string="Ways to Pay",
        compute="_compute_payment_ways",
        store=True,
        readonly=False,
        precompute=True,
    )

    # issue
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Given Out")],
        required=True,
        default="draft",
        tracking=True,
        group_expand=True,
    )
    date_issued = fields.Date(string="Issued on", readonly=True, copy=False)
    issued_by_id = fields.Many2one(
        "res.users", string="Issued by", readonly=True, copy=False, tracking=True
    )
    is_late = fields.Boolean(
        string="Not Issued in Time", compute="_compute_is_late", search="_search_is_late"
    )
    notice_ids = fields.One2many("steward.payment.notice", "batch_id", string="Payment Notices")

    # figures
    currency_id = fields.Many2one(related="company_id.currency_id")
    notice_count = fields.Integer(string="Number of Notices", compute="_compute_figures")
    undelivered_count = fields.Integer(string="Not Delivered", compute="_compute_figures")
    failed_count = fields.Integer(string="E-mails Not Sent", compute="_compute_figures")
    amount_total = fields.Monetary(string="To Pay", compute="_compute_figures")

    _month_begins = models.Constraint(
        "CHECK(EXTRACT(DAY FROM month) = 1)", "Payment notices are those of a whole month."
    )
    _issued_when = models.Constraint(
        "CHECK(state <> 'issued' OR date_issued IS NOT NULL)",
        "An issue says on which day it was issued.",
    )

    @api.model
    def _default_steward_id(self):
        """Who looks after an area only, issues the notices of that area."""
        own = self.env["steward.community"]._own_communities()[:1]
        if own._collected():
            return False
        return self.env.user.employee_id

    @api.depends("community_id.policy_id.notice_day", "month")
    def _compute_date_planned(self):
        for batch in self:
            day = batch.community_id.policy_id.notice_day
            batch.date_planned = batch.month and day and batch.month.replace(day=day)

    @api.depends("date_planned")
    def _compute_date_due(self):
        for batch in self:
            if not (batch.community_id and batch.date_planned) or batch.state == "issued":
                continue
            begin = max(batch.date_planned, batch.community_id._today())
            days = batch.community_id.policy_id.notice_pay_days
            batch.date_due = begin + timedelta(days=days)

    @api.depends("community_id")
    def _compute_payment_ways(self):
        for batch in self:
            batch.payment_ways = batch.community_id.payment_ways

    def _compute_is_late(self):
        for batch in self:
            batch.is_late = bool(
                batch.state == "draft"
                and batch.date_planned
                and batch.date_planned < batch.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "draft"), ("date_planned", "<", "today")]

    def _compute_figures(self):
        figures = {
            batch: numbers
            for batch, *numbers in self.env["steward.payment.notice"]._read_group(
                [("batch_id", "in", self.ids)],
                ["batch_id"],
                ["__count", "delivered_on:count", "amount_total:sum"],
            )
        }
        failed = dict(
            self.env["steward.payment.notice"]._read_group(
                [("batch_id", "in", self.ids), ("mail_state", "=", "failed")],
                ["batch_id"],
                ["__count"],
            )
        )
        for batch in self:
            count, delivered, amount = figures.get(batch, (0, 0, 0.0))
            batch.notice_count = count
            batch.undelivered_count = count - delivered if batch.state == "issued" else 0
            batch.failed_count = failed.get(batch, 0)
            batch.amount_total = amount

    @api.depends("community_id", "month", "building_ids", "steward_id")
    def _compute_display_name(self):
        for batch in self:
            part = "、".join(batch.building_ids.mapped("name")) or batch.steward_id.name
            values = {
                "community": batch.community_id.name or "",
                "month": batch.month and batch.month.strftime("%Y-%m") or "",
                "part": part or "",
            }
            if part:
                batch.display_name = batch.env._(
                    "Payment notices %(month)s, %(community)s (%(part)s)", **values
                )
            else:
                batch.display_name = batch.env._(
                    "Payment notices %(month)s, %(community)s", **values
                )

    def write(self, vals):
        """:raise UserError: when an issue would be changed that went out already"""
        if CONTENT_FIELDS & vals.keys() and not self.env.su:
            self._check_draft()
        return super().write(vals)

    def copy_data(self, default=None):
        """The issue of the month after."""
        vals_list = super().copy_data(default)
        for batch, vals in zip(self, vals_list, strict=True):
            if "month" not in (default or {}):
                vals["month"] = batch.month + relativedelta(months=1)
            vals.pop("date_due", None)
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self):
        for batch in self:
            if batch.state != "draft":
                raise UserError(
                    batch.env._("%(issue)s went out and stays as it is.", issue=batch.display_name)
                )

    def _is_whole(self):
        """Whether it is the issue for everybody in the community."""
        self.ensure_one()
        return not (self.steward_id or self.building_ids or self.partner_ids)

    def _horizon(self):
        """What falls due later is not asked for: the end of the month, or the day by which the
        notice asks for payment where that is later."""
        self.ensure_one()
        return max(self.month + relativedelta(months=1, days=-1), self.date_due)
