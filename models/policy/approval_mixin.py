from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# models that guard more than these name them too
DECISION_FIELDS = frozenset(
    ("state", "submitted_by_id", "submitted_at", "approved_by_id", "approved_at", "return_reason")
)


class ApprovalMixin(models.AbstractModel):
    """Draft → submitted → approved by the role that the rule names (R002); nobody approves
    the own.

    Models say which role decides (`_approval_role`), and who asks (`_approval_author`) and where
    (`_approval_community`) if it is not `steward_id` in `community_id`.
    """

    _name = "steward.approval.mixin"
    _description = "Approval by Role"
    _inherit = ["steward.guard.mixin"]
    _guarded_fields = DECISION_FIELDS

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
    return_reason = fields.Char(string="Reason for Return", readonly=True, copy=False)
    can_approve = fields.Boolean(
        string="I Decide", compute="_compute_can_approve", help="The current user may decide it."
    )

    @api.depends("state", "submitted_by_id")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        for record in self:
            record.can_approve = record.state == "submitted" and record._may_approve()

    def _refuse_forged_fields(self):
        raise AccessError(
            self.env._("A plan is submitted, approved and returned with its buttons only.")
        )

    def _approval_author(self):
        """The employee whose work is approved."""
        return self.steward_id

    def _approval_community(self):
        return self.community_id

    def _approval_role(self):
        """The role that decides; roles above it may decide too."""
        raise NotImplementedError

    def _may_approve(self):
        """Whether the current user holds the deciding role, or one above it, and neither
        submitted the record nor is its author."""
        self.ensure_one()
        user = self.env.user
        # sudo: the author's user decides the answer and is not shown
        if user in (self.submitted_by_id, self._approval_author().sudo().user_id):
            return False
        return bool(self._approval_role()._held_by(user, self._approval_community()))

    def _approvers(self):
        """Users to be told of a submission: who fills the deciding role, or the next one above
        that somebody else than the author fills."""
        self.ensure_one()
        # sudo: the author's user is only compared
        own = self.submitted_by_id | self._approval_author().sudo().user_id
        return self._approval_community()._users_upwards(self._approval_role(), but=own)

    def action_submit(self):
        for record in self:
            if record.state != "draft":
                raise UserError(
                    record.env._("%(record)s is not a draft.", record=record.display_name)
                )
        self.check_access("write")
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(
            {
                "state": "submitted",
                "submitted_by_id": self.env.uid,
                "submitted_at": fields.Datetime.now(),
                "return_reason": False,
            }
        )
        self._after_submit()

    def action_approve(self):
        """:raise AccessError: for the author and for whoever does not hold the deciding role."""
        self._check_may_decide()
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(self._approved_values())
        self._after_approve()

    def _approved_values(self):
        return {
            "state": "approved",
            "approved_by_id": self.env.uid,
            "approved_at": fields.Datetime.now(),
        }

    def action_return(self):
        """Ask for the reason, then give the record back to its author."""
        self._check_may_decide()
        return self.env["steward.reason.wizard"]._ask(self, "return")

    def _return_to_author(self, reason):
        self._check_may_decide()
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write({"state": "draft", "return_reason": reason})
        self._after_return(reason)

    def _check_may_decide(self):
        self.check_access("write")
        for record in self:
            if record.state != "submitted":
                raise UserError(
                    self.env._("%(record)s has not been submitted.", record=record.display_name)
                )
            if not record._may_approve():
                raise AccessError(
                    self.env._(
                        "%(record)s is decided by the %(role)s of %(community)s, and never by the "
                        "person whose work it is.",
                        record=record.display_name,
                        role=record._approval_role().name,
                        community=record._approval_community().name,
                    )
                )

    def _after_submit(self):
        """Hook: what follows a submission."""

    def _after_approve(self):
        """Hook: what follows an approval."""

    def _after_return(self, reason):
        """Hook: what follows a return to the author."""
