from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"


class PaymentNotice(models.Model):
    """Payment notice (交费通知单, C039) of one household: what it is asked to pay, frozen when
    issued, and how the notice reached it (R151).

    Nobody writes one by hand: it comes with its issue and is delivered with its buttons.
    """

    _name = "steward.payment.notice"
    _description = "Payment Notice"
    _inherit = "steward.mailed.mixin"
    _order = "month desc, community_id, door_key, id"
    _check_company_auto = True

    # whose
    batch_id = fields.Many2one(
        "steward.payment.notice.batch",
        string="Issue of Payment Notices",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="batch_id.company_id", store=True, precompute=True)
    community_id = fields.Many2one(
        related="batch_id.community_id", store=True, precompute=True, index=True
    )
    month = fields.Date(related="batch_id.month", store=True, precompute=True)
    state = fields.Selection(related="batch_id.state", string="State", store=True, precompute=True)
    date_issued = fields.Date(related="batch_id.date_issued", store=True)
    date_due = fields.Date(related="batch_id.date_due", string="Pay by", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one("steward.unit", index="btree_not_null", ondelete="restrict")
    door = fields.Char()
    door_key = fields.Char()
    steward_id = fields.Many2one(
        related="unit_id.steward_id", store=True, precompute=True, index="btree_not_null"
    )

    # how much, in the currency of the company
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_current = fields.Monetary(string="Current Fees")
    amount_arrears = fields.Monetary(string="Arrears", help="What was due before the day of issue.")
    amount_credit = fields.Monetary(
        string="Credit", help="Payments and credit notes that are not applied to an invoice yet."
    )
    amount_total = fields.Monetary(string="To Pay")
    oldest_due = fields.Date(string="Oldest Due Date")
    line_ids = fields.One2many("steward.payment.notice.line", "notice_id", string="Fees")

    # how it reached the household
    channel = fields.Selection(
        [
            ("box", "Letter Box"),
            ("door", "At the Door"),
            ("email", "E-mail"),
            ("wechat", "WeChat"),
        ],
        string="Delivered by Way of",
    )
    delivered_on = fields.Date(string="Delivered on", index="btree_not_null")
    delivered_by_id = fields.Many2one("res.users", string="Delivered by")
    is_late = fields.Boolean(
        string="Not Delivered in Time",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Not delivered by the day by which it asks for payment.",
    )

    # two contacts that are merged later keep the notices that each of them got
    _partner_uniq = models.UniqueIndex(
        "(batch_id, partner_id) WHERE state = 'draft'",
        "The household already has a notice of this issue.",
    )
    _undelivered_idx = models.Index(
        "(community_id, date_due) WHERE state = 'issued' AND delivered_on IS NULL"
    )

    @api.depends("partner_id.name", "door", "month")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice.env._(
                "Payment notice %(month)s, %(household)s",
                month=notice.month and notice.month.strftime("%Y-%m") or "",
                household=" ".join(filter(None, (notice.door, notice.partner_id.name))),
            )

    def _compute_is_late(self):
        for notice in self:
            notice.is_late = bool(
                notice.state == "issued"
                and not notice.delivered_on
                and notice.date_due < notice.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "issued"), ("delivered_on", "=", False), ("date_due", "<", "today")]

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(notice.state == "issued" for notice in self):
            raise UserError(self.env._("A payment notice that was issued is kept as it is."))

    def _refuse_by_hand(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "Payment notices come from their issue and are delivered with their buttons."
                )
            )

    def action_deliver_box(self):
        return self._deliver("box")

    def action_deliver_door(self):
        return self._deliver("door")

    def action_deliver_wechat(self):
        return self._deliver("wechat")

    def _deliver(self, channel):
        """R151: the notices reached their households today, on this way; those that had been
        delivered before stay as they are.

        :raise UserError: for a notice that is not issued
        """
        self.check_access("write")
        self._check_issued()
        open_notices = self.filtered(lambda notice: not notice.delivered_on)
        for community, notices in open_notices.grouped("community_id").items():
            # sudo: nobody writes these fields by hand; the right to the notices was checked
            notices.sudo().write(
                {
                    "channel": channel,
                    "delivered_on": community._today(),
                    "delivered_by_id": self.env.uid,
                }
            )

    def action_not_delivered(self):
        """Take back what was ticked by mistake: who ticked it, or a supervisor.

        :raise UserError: for what was sent by e-mail
        :raise AccessError: for anybody else
        """
        self.check_access("write")
        may_all = self.env.user.has_group(SUPERVISOR)
        for notice in self:
            if notice.mail_state == "sent":
                raise UserError(
                    notice.env._("%(notice)s was sent by e-mail.", notice=notice.display_name)
                )
            if not may_all and notice.delivered_by_id != self.env.user:
                raise AccessError(
                    notice.env._(
                        "%(notice)s was delivered by somebody else: a supervisor can take it back.",
                        notice=notice.display_name,
                    )
                )
        # sudo: as above
        self.sudo().write({"channel": False, "delivered_on": False, "delivered_by_id": False})

    def action_leave_out(self):
        """Leave households out of an issue that is still a draft, also when it is made again."""
        for batch, notices in self.grouped("batch_id").items():
            batch.check_access("write")
            batch._check_draft()
            batch.excluded_partner_ids += notices.partner_id
            # sudo: nobody deletes notices by hand; the right to the issue was checked
            notices.sudo().unlink()

    def _check_issued(self):
        for notice in self:
            if notice.state != "issued":
                raise UserError(
                    notice.env._("%(notice)s is not issued yet.", notice=notice.display_name)
                )

    def _payment_code(self):
        """The code of Odoo's own bank settings by which the household pays, as a data URI; nothing
        where the company has no bank account, or one without such codes."""
        self.ensure_one()
        # sudo: the company's bank account is printed as a code for whoever owes
        notice = self.sudo()
        account = notice.company_id.partner_id.bank_ids.filtered(
            lambda bank: bank.company_id in (notice.company_id, bank.company_id.browse())
        )[:1]
        if not account or notice.amount_total <= 0:
            return None
        reference = f"{notice.month:%Y-%m} {notice.door or notice.partner_id.name}"
        return account.build_qr_code_base64(
            notice.amount_total, reference, reference, notice.currency_id, notice.partner_id
        )
