from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CollectionRequest(models.TransientModel):
    """Accounting asks the steward to call on a household about an overdue invoice (R024, R233)."""

    _name = "steward.collection.request"
    _description = "Visit That Accounting Asks for"

    move_ids = fields.Many2many("account.move", string="Invoices", required=True)
    reason = fields.Char(required=True)
    date_due = fields.Date(
        string="Visit by",
        required=True,
        compute="_compute_date_due",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("move_ids")
    def _compute_date_due(self):
        for request in self:
            # sudo: only how many days the policy grants
            communities = [move._collection_household()[1].sudo() for move in request.move_ids]
            days = min(
                (place.policy_id.collection_request_days for place in communities if place),
                default=1,
            )
            request.date_due = fields.Date.context_today(request) + timedelta(days=days)

    def action_confirm(self):
        """Open or find the household's case, plan a door visit by then, tell the steward.

        :raise UserError: for invoices of nobody who lives here, and for a day that is over
        """
        self.ensure_one()
        self.move_ids.check_access("read")
        if self.date_due < fields.Date.context_today(self):
            raise UserError(self.env._("The visit must be due today or later."))
        for move in self.move_ids:
            household, community = move._collection_household()
            if not move.can_ask_steward:
                raise UserError(
                    move.env._(
                        "%(invoice)s is not an overdue invoice of a household.",
                        invoice=move.display_name,
                    )
                )
            # sudo: accounting has no rights on collection cases; that it may read this overdue
            # invoice was checked, and the case is only told that it asks
            case = self.env["steward.collection"].sudo()
            case = case._ensure_open(household, community.sudo(), "accounting")
            case._plan_requested(self.env.user, self.reason, self.date_due)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The steward is told, and the visit is planned."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
