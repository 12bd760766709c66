from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CommunityActivity(models.Model):
    """Who commands an activity on the site (R293)."""

    _inherit = "steward.community.activity"

    commander_id = fields.Many2one(
        "hr.employee",
        string="On-Site Commander",
        compute="_compute_commander_id",
        store=True,
        readonly=False,
        check_company=True,
        tracking=True,
        help="The general manager of the project; of an activity that is not major it may be "
        "somebody else (R293, F19).",
    )

    @api.depends("community_id", "date_begin")
    def _compute_commander_id(self):
        managers = self._general_managers()
        for activity in self:
            activity.commander_id = activity.commander_id or managers[activity]

    @api.constrains("is_major", "commander_id", "state")
    def _check_commander(self):
        managers = self._general_managers()
        for activity in self:
            manager = managers[activity]
            if activity.is_major and manager and activity.commander_id != manager:
                raise ValidationError(
                    activity.env._(
                        "%(activity)s is a major activity: %(manager)s commands it in person.",
                        activity=activity.display_name,
                        manager=manager.name,
                    )
                )

    def _general_managers(self):
        """{activity: employee} who fills the approving role on the day, or the next role above it
        that is filled (R293); one statement."""
        chains = {
            policy: policy.activity_approval_role_id._and_above()
            for policy in self.community_id.policy_id
        }
        # sudo: who fills which role is not secret
        assignments = (
            self.env["steward.role.assignment"]
            .sudo()
            .search(
                [
                    ("community_id", "in", self.community_id.ids),
                    ("role_id", "in", self.env["steward.role"].union(*chains.values()).ids),
                ]
            )
        )
        filled = assignments.grouped(lambda each: (each.community_id.id, each.role_id.id))
        managers = {}
        for activity in self:
            day = activity.date_begin and activity.community_id and activity._local_date()
            candidates = (
                assignment
                for role in chains.get(activity.community_id.policy_id, ())
                for assignment in filled.get((activity.community_id.id, role.id), ())
                if day and assignment._in_force(day)
            )
            holder = next(candidates, None)
            managers[activity] = (
                holder.employee_id.with_env(self.env) if holder else self.env["hr.employee"]
            )
        return managers
