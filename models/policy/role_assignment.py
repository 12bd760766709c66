from odoo import fields, models
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
    date_to = fields.Date()

    _dates_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A role assignment cannot end before it begins.",
    )

    def _active_domain(self, date):
        """Assignments in force on `date` (a date in the community's time zone)."""
        return Domain("date_from", "<=", date) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", date)
        )
