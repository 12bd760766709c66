from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

APPROVE = "property_steward.mail_activity_type_publication_approve"
POST = "property_steward.mail_activity_type_publication_post"
RETURNED = "property_steward.mail_activity_type_publication_returned"
TAKEN_BACK_IN = ("submitted", "approved")


class Publication(models.Model):
    """Who agrees to a publication before it is posted: the management representative to open
    letters (R312), to others whom their kind names; else it is posted right away (F26)."""

    _inherit = "steward.publication"

    can_approve = fields.Boolean(search="_search_can_approve")
    can_take_back = fields.Boolean(
        compute="_compute_can_take_back", help="The current user may put it back into draft."
    )

    @api.depends("state", "submitted_by_id", "steward_id")
    @api.depends_context("uid")
    def _compute_can_take_back(self):
        for publication in self:
            publication.can_take_back = (
                publication.state in TAKEN_BACK_IN and publication._may_take_back()
            )

    def _search_can_approve(self, operator, _value):
        """What waits for the decision of the current user."""
        if operator != "in":
            return NotImplemented
        # sudo: which roles the user fills is the user's own business
        Assignment = self.env["steward.role.assignment"].sudo()
        held = Assignment.search(
            (Domain("user_id", "=", self.env.uid) | Domain("deputy_user_id", "=", self.env.uid))
            & Domain("is_in_force", "=", True)
        )
        mine = Domain.FALSE
        for row in self._kinds():
            roles = (row.approval_role_id or self._posting_role())._and_above()
            communities = held.filtered(lambda one, roles=roles: one.role_id in roles).community_id
            mine |= Domain("kind", "=", row.kind) & Domain("community_id", "in", communities.ids)
        return (
            mine
            & Domain("state", "=", "submitted")
            & Domain("submitted_by_id", "!=", self.env.uid)
            & Domain("steward_id", "not in", self.env.user.employee_ids.ids)
        )

    def _approval_role(self):
        return self._rule().approval_role_id or self._posting_role()

    @api.model
    def _posting_role(self):
        return self.env.ref("property_steward.role_supervisor")

    def _check_may_decide(self):
        """The representative need not be able to edit: reads it, and decides with the buttons."""
        self.check_access("read")
        # sudo: the role decides, which is asked for the user who acts
        return super(Publication, self.sudo())._check_may_decide()

    def action_submit(self):
        """:raise UserError: while it is not complete, or names residents (R249)"""
        self._check_complete()
        return super().action_submit()

    def _after_submit(self):
        result = super()._after_submit()
        tasks = [
            (publication, user, APPROVE if publication.needs_approval else POST)
            for publication in self
            for user in publication._approvers()
        ]
        self._give(tasks)
        return result

    def _after_approve(self):
        result = super()._after_approve()
        self._done_with([APPROVE])
        role = self._posting_role()
        self._give(
            [
                (publication, user, POST)
                for publication in self
                for user in publication.community_id._users_upwards(role)
            ]
        )
        return result

    def _after_return(self, reason):
        result = super()._after_return(reason)
        self._done_with([APPROVE, POST])
        # sudo: only the login is read, to address the activity
        self._give(
            [
                (publication, publication.submitted_by_id.sudo(False), RETURNED)
                for publication in self.sudo()
                if publication.submitted_by_id not in (self.env.user, self.env["res.users"])
            ]
        )
        return result

    def action_take_back(self):
        """Ask for the reason, then put back into draft what was not posted yet."""
        self._check_take_back()
        return self.env["steward.reason.wizard"]._ask(self, "publication_take_back")

    def _take_back(self, reason):
        """Back into draft, where its text may change; whoever agreed to it is asked again (R312).

        :raise UserError: for a draft, and for what was posted
        :raise AccessError: for whoever neither drafted it, nor posts or decides there
        """
        self._check_take_back()
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(
            {
                "state": "draft",
                "return_reason": reason,
                "approved_by_id": False,
                "approved_at": False,
            }
        )
        self._after_return(reason)

    def _check_take_back(self):
        self.check_access("read")
        for publication in self:
            if publication.state not in TAKEN_BACK_IN:
                raise UserError(
                    publication.env._(
                        "%(publication)s is a draft, or was posted already.",
                        publication=publication.display_name,
                    )
                )
            if not publication._may_take_back():
                raise AccessError(
                    publication.env._(
                        "%(publication)s is put back into draft by its author, by the supervisor "
                        "of %(community)s, or by whoever agrees to it.",
                        publication=publication.display_name,
                        community=publication.community_id.name,
                    )
                )

    def _may_take_back(self):
        self.ensure_one()
        user = self.env.user
        # sudo: the author's user decides the answer and is not shown
        if user in (self.submitted_by_id, self.steward_id.sudo().user_id):
            return True
        return self._holds_posting_role() or bool(
            self._approval_role()._held_by(user, self.community_id)
        )

    @api.model
    def _give(self, tasks, day=None):
        """Activities in one batch, for (record, user, type of activity)."""
        by_type = {}
        for record, user, xmlid in tasks:
            by_type.setdefault(xmlid, []).append(
                {
                    "record": record,
                    "user": user,
                    "summary": record.with_context(lang=user.lang).display_name,
                    "date_deadline": day or record.community_id._today(),
                }
            )
        for xmlid, rows in by_type.items():
            # sudo: whoever acts need not see the activities of others
            self.env["steward.visit.plan"].sudo()._tell(xmlid, rows)

    def _done_with(self, xmlids):
        # sudo: the task is done with, whoever had it
        self.sudo().activity_unlink(xmlids)

    def _check_complete(self):
        """:raise UserError: without the text or the promises that its kind needs, and where a
        promise says neither what is done nor by when (R321-R323)"""
        for publication in self:
            if publication.kind in ("letter", "notice"):
                missing = not (publication.body or publication.line_ids)
            else:
                missing = not publication.line_ids
            if missing:
                raise UserError(
                    publication.env._(
                        "%(publication)s says nothing yet.", publication=publication.display_name
                    )
                )
            publication.line_ids._check_complete()
            publication._check_text()
