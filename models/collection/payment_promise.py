from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"
COLLECTOR = "property_steward.property_steward_group_collection"


class PaymentPromise(models.Model):
    """Promise to pay (付款承诺): how much, by when, by whom. Whether it was kept is decided by the
    payments that really came in, never by hand; instalments are several promises."""

    _name = "steward.payment.promise"
    _description = "Promise to Pay"
    _inherit = ["steward.guard.mixin", "steward.own.area.mixin"]
    _order = "date_promised, id"
    _check_company_auto = True

    collection_id = fields.Many2one(
        "steward.collection",
        string="Collection Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="collection_id.partner_id", store=True, precompute=True, index=True
    )
    community_id = fields.Many2one(
        related="collection_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="collection_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit_id = fields.Many2one(
        related="collection_id.unit_id", store=True, precompute=True, index="btree_not_null"
    )
    door = fields.Char(related="unit_id.door")
    steward_id = fields.Many2one(
        related="collection_id.steward_id", store=True, precompute=True, index="btree_not_null"
    )

    # what was promised
    amount = fields.Monetary(required=True)
    date_promised = fields.Date(required=True)
    promised_by = fields.Char(help="Who of the household promised it.")
    made_on = fields.Date(
        string="Made on",
        required=True,
        readonly=True,
        default=fields.Date.context_today,
    )
    visit_id = fields.Many2one(
        "steward.visit",
        string="Conversation",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    # what became of it
    state = fields.Selection(
        [
            ("open", "Open"),
            ("kept", "Kept"),
            ("partly", "Partly Kept"),
            ("broken", "Broken"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="open",
        group_expand=True,
    )
    amount_paid = fields.Monetary(string="Came in", readonly=True, copy=False)
    decided_on = fields.Date(readonly=True, copy=False)
    closed_note = fields.Char(string="Why It Fell Away", readonly=True, copy=False)

    _open_idx = models.Index("(date_promised, id) WHERE state = 'open'")
    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A promise to pay needs an amount above zero."
    )
    _not_back_dated = models.Constraint(
        "CHECK(date_promised >= made_on)", "Payment is promised for today or a later day."
    )

    _guarded_fields = frozenset(
        ("made_on", "visit_id", "state", "amount_paid", "decided_on", "closed_note")
    )

    def _compute_display_name(self):
        for promise in self:
            promise.display_name = promise.env._(
                "%(amount)s by %(date)s",
                amount=promise.currency_id.format(promise.amount),
                date=fields.Date.to_string(promise.date_promised),
            )

    @api.model_create_multi
    def create(self, vals_list):
        """A promise that the household makes to the office is entered on its case.

        :raise UserError: for a case that is closed
        """
        promises = super().create(vals_list)
        if not self.env.su:
            closed = promises.collection_id.filtered(lambda case: case.state == "closed")
            if closed:
                raise UserError(
                    self.env._("%(case)s: this case is closed.", case=closed[0].display_name)
                )
            promises.collection_id._wait_for_promises()
        return promises

    def write(self, vals):
        """:raise AccessError: for what was promised; it stays as it was noted"""
        if not self.env.su and {"collection_id", "amount", "date_promised"} & vals.keys():
            raise AccessError(
                self.env._("What was promised stays as it was noted: cancel it with a reason.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_system(self):
        if not self.env.su:
            raise AccessError(
                self.env._("A promise is not deleted: it is cancelled with a reason.")
            )

    def action_cancel(self):
        self._check_may_cancel()
        return self.env["steward.reason.wizard"]._ask(self, "promise_cancel")

    def _check_may_cancel(self):
        """:raise AccessError: for anybody but supervisors and fee collectors
        :raise UserError: for a promise that is decided
        """
        self.check_access("write")
        user = self.env.user
        if not self.env.su and not (user.has_group(SUPERVISOR) or user.has_group(COLLECTOR)):
            raise AccessError(
                self.env._("A promise is cancelled by the supervisor or the fee collector.")
            )
        if any(promise.state != "open" for promise in self):
            raise UserError(self.env._("Only a promise that is open is cancelled."))

    def _cancel(self, reason):
        self._check_may_cancel()
        # sudo: cancelling needs a reason, so that the fields are closed to other writes
        self.sudo().write({"state": "cancelled", "closed_note": reason})
