from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class ApprovalMixin(models.AbstractModel):
    """Draft → submitted → approved by the role that the rule names (R002); nobody approves
    the own.

    Models say who asks (`_approval_author`), where (`_approval_community`) and which role
    decides (`_approval_role`).
    """

    _name = "steward.approval.mixin"
    _description = "Approval by Role"

    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("approved", "Approved")],
        required=True,
        default="draft",
        tracking=True,
        group_expand=True,
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(readonly=True, copy=False)
    return_reason = fields.Char(readonly=True, copy=False)
    can_approve = fields.Boolean(compute="_compute_can_approve")

    def _compute_can_approve(self):
        for record in self:
            record.can_approve = record.state == "submitted" and record._may_approve()

    def _approval_author(self):
        """The employee whose work is approved."""
        raise NotImplementedError

    def _approval_community(self):
        raise NotImplementedError

    def _approval_role(self):
        """The role that decides; roles above it may decide too."""
        raise NotImplementedError

    def _may_approve(self):
        """Whether the current user holds the deciding role, or one above it, and neither
        submitted the record nor is its author."""
        self.ensure_one()
        user = self.env.user
        if user in (self.submitted_by_id, self._approval_author().sudo().user_id):
            return False
        return bool(self._approval_role()._held_by(user, self._approval_community()))

    def action_submit(self):
        for record in self:
            if record.state != "draft":
                raise UserError(
                    record.env._("%(record)s is not a draft.", record=record.display_name)
                )
            record.write(
                {
                    "state": "submitted",
                    "submitted_by_id": record.env.uid,
                    "submitted_at": fields.Datetime.now(),
                    "return_reason": False,
                }
            )
            record._after_submit()

    def action_approve(self):
        """:raise AccessError: for the author and for whoever does not hold the deciding role."""
        for record in self:
            if record.state != "submitted":
                raise UserError(
                    record.env._(
                        "%(record)s has not been submitted.", record=record.display_name
                    )
                )
            record._check_may_approve()
            record.write(
                {
                    "state": "approved",
                    "approved_by_id": record.env.uid,
                    "approved_at": fields.Datetime.now(),
                }
            )
            record._after_approve()

    def _return_to_author(self, reason):
        for record in self:
            record._check_may_approve()
            record.write({"state": "draft", "return_reason": reason})

    def _check_may_approve(self):
        if not self._may_approve():
            raise AccessError(
                self.env._(
                    "%(record)s is decided by the %(role)s of %(community)s, and never by the "
                    "person whose work it is.",
                    record=self.display_name,
                    role=self._approval_role().name,
                    community=self._approval_community().name,
                )
            )

    def _after_submit(self):
        """Hook: what follows a submission."""

    def _after_approve(self):
        """Hook: what follows an approval."""
