from odoo import fields, models
from odoo.fields import Domain


class Community(models.Model):
    _inherit = "steward.community"

    callback_person_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        tracking=True,
        help="Makes the callbacks for which the rules want a dedicated person (R114, R280).",
    )

    def _role_holders(self, codes, deputies=False):
        """{(community, role code): employees} of those who fill these roles today, in person or
        also as `deputies`; one statement for all communities."""
        # sudo: who fills which role is not secret
        Assignment = self.env["steward.role.assignment"].sudo()
        domain = Domain.OR(
            Domain("community_id", "in", communities.ids) & Assignment._active_domain(today)
            for today, communities in self.grouped(lambda place: place._today()).items()
        ) & Domain("role_id.code", "in", list(codes))
        holders = {}
        for assignment in Assignment.search(domain, order="date_from, id"):
            key = (assignment.community_id.with_env(self.env), assignment.role_id.code)
            employees = holders.get(key, self.env["hr.employee"])
            people = assignment.employee_id
            if deputies:
                people |= assignment.deputy_id
            holders[key] = employees | people.with_env(self.env)
        return holders

    def _own_communities(self):
        """Communities where the user holds a role today; the general manager's are all."""
        if self.env.user.has_group("property_steward.property_steward_group_general_manager"):
            return self.search([])
        # sudo: which roles the user fills is the user's own business
        Assignment = self.env["steward.role.assignment"].sudo()
        held = Assignment.search(
            (Domain("user_id", "=", self.env.uid) | Domain("deputy_user_id", "=", self.env.uid))
            & Assignment._active_domain(fields.Date.context_today(self))
        )
        return held.community_id.with_env(self.env)

    def _today_or_utc(self):
        """Today in this community, or by the user's clock where there is none."""
        return self._today() if self else fields.Date.context_today(self)

    def action_rained_today(self):
        """R019: one tap notes that it rains; callbacks after leak repairs become due."""
        RainDay = self.env["steward.rain.day"]
        noted = RainDay.search(
            [("community_id", "in", self.ids), ("date", "in", [c._today() for c in self])]
        )
        days = {(day.community_id, day.date) for day in noted}
        new = self.filtered(lambda community: (community, community._today()) not in days)
        created = RainDay.create(
            [{"community_id": community.id, "date": community._today()} for community in new]
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Rain is noted. Callbacks after leak repairs that are due now: %(count)s.",
                    # sudo: how many were released, also of other people's
                    count=len(created.sudo().callback_ids),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
