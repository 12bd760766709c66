from odoo import fields, models


class RoleGrant(models.Model):
    """Group that a user has because of a role, so that losing the role takes away this one and
    none that an administrator gave by hand."""

    _name = "steward.role.grant"
    _description = "Group Granted by a Role"
    _order = "user_id, group_id"

    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade")
    group_id = fields.Many2one("res.groups", required=True, index=True, ondelete="cascade")

    _pair_uniq = models.Constraint(
        "UNIQUE(user_id, group_id)", "A role grants a group to a user only once."
    )
