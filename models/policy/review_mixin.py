from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .approval_mixin import DECISION_FIELDS


class ReviewMixin(models.AbstractModel):
    """Draft → submitted → reviewed → approved: two people of two roles decide one after the other,
    and neither is the author nor has submitted it (R289, R298).

    Models say who reviews (`_review_role`) beside what `steward.approval.mixin` asks for.
    """

    _name = "steward.review.mixin"
    _description = "Review and Approval by Role"
    _inherit = ["steward.approval.mixin"]
    _guarded_fields = DECISION_FIELDS | {"reviewed_by_id", "reviewed_at"}

    state = fields.Selection(
        selection_add=[("reviewed", "Reviewed"), ("approved",)],
        ondelete={"reviewed": "set default"},
    )
    reviewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reviewed_at = fields.Datetime(readonly=True, copy=False)

    def _review_role(self):
        """The role that reviews; roles above it may review too."""
        raise NotImplementedError

    def _compute_can_approve(self):
        for record in self:
            record.can_approve = record.state in ("submitted", "reviewed") and record._may_approve()

    def _deciding_role(self):
        """The role whose turn it is."""
        return self._review_role() if self.state == "submitted" else self._approval_role()

    def _may_approve(self):
        """Whether it is the current user's turn: the reviewer's, then the approver's, who is
        another person; never the author's."""
        self.ensure_one()
        user = self.env.user
        # sudo: the author's user decides the answer and is not shown
        if user in (self.submitted_by_id, self._approval_author().sudo().user_id):
            return False
        if self.state == "reviewed" and user == self.reviewed_by_id:
            return False
        return bool(self._deciding_role()._held_by(user, self._approval_community()))

    def _approvers(self):
        """Users to be told that it is their turn."""
        self.ensure_one()
        # sudo: the author's user is only compared
        own = self.submitted_by_id | self._approval_author().sudo().user_id
        if self.state == "reviewed":
            own |= self.reviewed_by_id
        return self._approval_community()._users_upwards(self._deciding_role(), but=own)

    def action_review(self):
        """:raise AccessError: for the author and for whoever does not hold the reviewing role."""
        self._check_may_decide(("submitted",))
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(
            {
                "state": "reviewed",
                "reviewed_by_id": self.env.uid,
                "reviewed_at": fields.Datetime.now(),
            }
        )
        self._after_review()

    def action_approve(self):
        """:raise AccessError: for author and reviewer, and for whoever does not hold the deciding
        role."""
        self._check_may_decide(("reviewed",))
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(self._approved_values())
        self._after_approve()

    def _return_to_author(self, reason):
        # sudo: the decision fields are closed to everything but these actions
        self._check_may_decide()
        self.sudo().write(
            {
                "state": "draft",
                "return_reason": reason,
                "reviewed_by_id": False,
                "reviewed_at": False,
            }
        )
        self._after_return(reason)

    def _check_may_decide(self, states=("submitted", "reviewed")):
        self.check_access("write")
        for record in self:
            if record.state not in states:
                if record.state == "submitted":
                    message = record.env._(
                        "%(record)s has not been reviewed.", record=record.display_name
                    )
                elif record.state == "draft":
                    message = record.env._(
                        "%(record)s has not been submitted.", record=record.display_name
                    )
                else:
                    message = record.env._(
                        "%(record)s has been decided already.", record=record.display_name
                    )
                raise UserError(message)
            if not record._may_approve():
                raise AccessError(
                    record.env._(
                        "%(record)s is decided by the %(role)s of %(community)s, and never by the "
                        "person whose work it is, nor twice by the same person.",
                        record=record.display_name,
                        role=record._deciding_role().name,
                        community=record._approval_community().name,
                    )
                )

    def _after_review(self):
        """Hook: what follows a review."""
