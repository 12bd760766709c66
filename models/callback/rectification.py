from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STEWARD = "property_steward.property_steward_group_steward"
PREFIX = "ZG"
# what the department says; the rest is the callback's and the stewards'
DEPARTMENT_FIELDS = {"worker_id", "done_note"}


class Rectification(models.Model):
    """Written rectification notice (书面整改通知, C018): what a callback found goes to the
    department in writing within 24 hours (R095, R198, F40); somebody else verifies that it was
    done."""

    _name = "steward.rectification"
    _description = "Rectification Notice"
    _inherit = [
        "steward.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.deadline.mixin",
    ]
    _order = "found_at desc, id desc"
    _deadline_start_field = "found_at"
    _rec_name = "number"
    _check_company_auto = True
    _guarded_fields = frozenset(
        (
            "number",
            "state",
            "callback_id",
            "case_id",
            "community_id",
            "partner_id",
            "unit_id",
            "steward_id",
            "found_at",
            "issued_at",
            "issued_by_id",
            "done_at",
            "done_by_id",
            "verified_at",
            "verified_by_id",
            "cancel_reason",
            "is_repeated",
        )
    )

    number = fields.Char(readonly=True, copy=False)
    callback_id = fields.Many2one(
        "steward.callback", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    case_id = fields.Many2one(
        "steward.case", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    category = fields.Selection(related="case_id.category", store=True)
    partner_id = fields.Many2one("res.partner", string="Household", readonly=True)
    unit_id = fields.Many2one("steward.unit", readonly=True, index="btree_not_null")
    door = fields.Char(related="unit_id.door")
    community_id = fields.Many2one(
        "steward.community", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    steward_id = fields.Many2one("hr.employee", readonly=True, index="btree_not_null")

    # the notice
    problem = fields.Text(required=True, tracking=True)
    department_id = fields.Many2one(
        "hr.department", string="To the Department", index="btree_not_null", tracking=True
    )
    worker_id = fields.Many2one("hr.employee", string="To", tracking=True)
    found_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    issued_at = fields.Datetime(readonly=True, copy=False)
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    due_on = fields.Date(string="To Be Rectified by", tracking=True)
    state = fields.Selection(
        [
            ("draft", "To Be Issued"),
            ("issued", "Issued"),
            ("done", "Rectified"),
            ("verified", "Verified"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        tracking=True,
        group_expand=True,
    )

    # what became of it
    done_note = fields.Text(string="What Was Done")
    done_at = fields.Datetime(string="Rectified", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", string="Reported by", readonly=True, copy=False)
    verify_note = fields.Text(string="Verification")
    verified_at = fields.Datetime(readonly=True, copy=False)
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    cancel_reason = fields.Char(readonly=True, copy=False)
    is_repeated = fields.Boolean(
        string="Repeated Problem",
        readonly=True,
        copy=False,
        help="The same again within the policy's days: asks for a corrective action (R219).",
    )
    corrective_action_id = fields.Many2one(
        "steward.corrective.action", index="btree_not_null", copy=False
    )

    _number_uniq = models.UniqueIndex(
        "(community_id, number)", "The number of a notice is given once in a community."
    )
    _next_due_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")
    _repeat_idx = models.Index("(community_id, department_id, category, found_at)")

    def write(self, vals):
        if not self.env.su:
            self._check_writes(vals)
        result = super().write(vals)
        if "department_id" in vals or "worker_id" in vals:
            # sudo: whose clock it is follows from the notice
            self.sudo()._deadline_sync()
        return result

    def _check_writes(self, vals):
        changed = self._changed(vals)
        if changed - DEPARTMENT_FIELDS and not self.env.user.has_group(STEWARD):
            raise AccessError(
                self.env._("The department says who rectifies it and what was done; no more.")
            )
        if {"problem", "department_id", "due_on"} & changed and any(
            notice.state != "draft" for notice in self
        ):
            raise UserError(
                self.env._("%(notice)s is issued and stays as it is.", notice=self[:1].number)
            )
        if changed and any(notice.state in ("verified", "cancelled") for notice in self):
            raise UserError(
                self.env._("%(notice)s is closed and stays as it is.", notice=self[:1].number)
            )

    def _refuse_forged_fields(self):
        raise AccessError(
            self.env._("A notice is issued, reported done and verified with its buttons only.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A numbered notice is not deleted; it is cancelled with a reason.")
        )

    @api.model
    def _create_for(self, callbacks):
        """A numbered notice for each of these callbacks, which found a problem; the clock of
        24 hours runs until it is issued (R095)."""
        if not callbacks:
            return self.browse()
        # sudo: who repaired it is the person addressed, whoever called back
        cases = {callback: callback.sudo().case_id for callback in callbacks}
        keys = [
            (callback.community_id.id, callback.community_id._to_local(callback.done_at).year)
            for callback in callbacks
        ]
        numbers = self.env["steward.number"]._take(PREFIX, keys)
        notices = self.create(
            [
                {
                    "number": number,
                    "callback_id": callback.id,
                    "case_id": cases[callback].id,
                    "partner_id": callback.partner_id.id,
                    "unit_id": callback.unit_id.id,
                    "community_id": callback.community_id.id,
                    "steward_id": callback.assignee_id.id,
                    "problem": callback._written_problem(),
                    "department_id": cases[callback].department_id.id,
                    "worker_id": (
                        cases[callback].repair_id.worker_id or cases[callback].service_id.worker_id
                    ).id,
                    "found_at": callback.done_at,
                    "due_on": callback.community_id._today()
                    + timedelta(days=callback.community_id.policy_id.rectification_days),
                }
                for callback, number in zip(callbacks, numbers, strict=True)
            ]
        )
        notices._deadline_start("problem", {notice: notice.found_at for notice in notices})
        notices._flag_repeated()
        return notices
