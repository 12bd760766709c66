from odoo import models
from odoo.fields import Domain

from ...engine import contact


class Callback(models.Model):
    """Whether a conversation calls this household back: by an accepted mode, by the person who
    owes it, with everybody present whom the rule demands (R031-R032, R101, R114)."""

    _inherit = "steward.callback"

    def _unfit_reasons(self, visit):
        """Why the conversation `visit` does not settle this callback: sentences, or nothing."""
        self.ensure_one()
        reasons = []
        if self.mode_ids and visit.mode_id._origin not in self.mode_ids:
            reasons.append(
                self.env._(
                    "This callback is made otherwise: %(modes)s.",
                    modes=", ".join(self.mode_ids.mapped("name")),
                )
            )
        visitor = visit.steward_id._origin
        # sudo: only compares people
        if visitor in self.sudo().case_id._callback_barred(self.differs_from_handler):
            reasons.append(
                self.env._(
                    "%(person)s was complained about, or handled it, and does not call back.",
                    person=visitor.sudo().name,
                )
            )
        elif not self._is_owed_by(visitor):
            reasons.append(
                self.env._(
                    "This callback is %(person)s's: the supervisor may give it to another person.",
                    # sudo: the name of a colleague is no secret
                    person=self.assignee_id.sudo().name or self.env._("nobody"),
                )
            )
        if self.role_ids:
            reasons += self._absent_roles(visit)
        return reasons

    def _is_owed_by(self, visitor):
        """Whether `visitor` is the person who owes it, or stands in for that person today."""
        if visitor == self.assignee_id or (self.role_ids and not self.assignee_id):
            return bool(visitor)
        # sudo: who stands in for whom is not secret
        Assignment = self.env["steward.role.assignment"].sudo()
        return bool(
            Assignment.search_count(
                Domain("community_id", "=", self.community_id.id)
                & Domain("employee_id", "=", self.assignee_id.id)
                & Domain("deputy_id", "=", visitor.id)
                & Assignment._active_domain(self.community_id._today()),
                limit=1,
            )
        )

    def _absent_roles(self, visit):
        """Sentence with the roles that nobody present holds; one person sits on one seat."""
        present = (visit.steward_id | visit.participant_ids.employee_id)._origin
        # sudo: who fills which role is not secret
        roles = self.role_ids.sudo()
        holders = self.community_id._role_holders(roles.mapped("code"), deputies=True)
        seats = {role: self._people_of(role, holders) & present for role in roles}
        missing = contact.missing_seats(seats)
        if not missing:
            return []
        return [
            self.env._(
                "Must be present as well: %(roles)s.",
                roles=", ".join(role.name for role in missing),
            )
        ]

    def _people_of(self, role, holders):
        """Who stands for `role` here: the head of the department that answers for the matter,
        the household's steward, or whoever fills the role in the community."""
        people = holders.get((self.community_id, role.code), self.env["hr.employee"])
        if role.code == "department_leader":
            # sudo: who heads a department is not secret
            head = self.sudo().case_id.department_id.manager_id.with_env(self.env)
            return head or people
        if role.code == "steward":
            return self.steward_id | people
        return people
