from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class RoleAssignment(models.Model):
    """Who fills a role in a community, with deputy and dates (R269-R270, R275)."""

    _name = "steward.role.assignment"
    _description = "Role Assignment"
    _order = "community_id, role_id, date_from desc, id"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    role_id = fields.Many2one("steward.role", required=True, index=True, ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", required=True, index=True, check_company=True)
    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, related_sudo=True, index=True
    )
    deputy_id = fields.Many2one("hr.employee", check_company=True)
    deputy_user_id = fields.Many2one(
        related="deputy_id.user_id",
        string="Deputy's User",
        store=True,
        related_sudo=True,
        index=True,
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(help="Last day; empty while it lasts.")
    is_in_force = fields.Boolean(
        string="In Force", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    _dates_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A role assignment cannot end before it begins.",
    )

    @api.depends("date_from", "date_to", "community_id.tz")
    def _compute_is_in_force(self):
        for assignment in self:
            today = assignment.community_id._today() if assignment.community_id else None
            assignment.is_in_force = bool(today) and assignment._in_force(today)

    def _search_is_in_force(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return self.env["steward.community"]._domain_by_time_zone(
            lambda community: self._active_domain(community._today())
        )

    @api.depends("role_id.name", "employee_id.name", "community_id.name")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = assignment.env._(
                "%(role)s of %(community)s: %(person)s",
                role=assignment.role_id.name or "",
                community=assignment.community_id.name or "",
                person=assignment.employee_id.name or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments._check_may_fill()
        assignments._users()._sync_role_groups()
        return assignments

    def write(self, vals):
        self._check_may_fill()
        users = self._users()
        result = super().write(vals)
        if "role_id" in vals or "community_id" in vals:
            self._check_may_fill()
        (users | self._users())._sync_role_groups()
        return result

    def unlink(self):
        self._check_may_fill()
        users = self._users()
        result = super().unlink()
        users._sync_role_groups()
        return result

    def _check_may_fill(self):
        """R002, R269: a role is filled by somebody who holds a role above it in that community.

        :raise AccessError: for anybody else; the general manager fills every role
        """
        user = self.env.user
        if self.env.su or user.has_group("property_steward.property_steward_group_general_manager"):
            return
        for role, community in {(line.role_id, line.community_id) for line in self}:
            if not role.superior_id or not role.superior_id._held_by(user, community):
                raise AccessError(
                    self.env._(
                        "The role %(role)s of %(community)s is filled by somebody who holds a "
                        "role above it there.",
                        role=role.name,
                        community=community.name,
                    )
                )

    def _users(self):
        """Logins of the holders and deputies."""
        # sudo: only whose groups are looked at; see `_sync_role_groups`
        assignments = self.sudo()
        return assignments.user_id | assignments.deputy_user_id

    @api.model
    def _cron_apply_dates(self):
        """Give and take groups as assignments begin and end; nothing to do when run twice."""
        # sudo: scheduled action
        grants = self.env["steward.role.grant"].sudo().search(Domain.TRUE)
        (self.sudo().search(Domain.TRUE)._users() | grants.user_id)._sync_role_groups()

    def _in_force(self, date):
        self.ensure_one()
        return self.date_from <= date and (not self.date_to or self.date_to >= date)

    def _active_domain(self, date):
        """Assignments in force on `date` (a date in the community's time zone)."""
        return Domain("date_from", "<=", date) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", date)
        )
