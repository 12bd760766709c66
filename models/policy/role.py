from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class Role(models.Model):
    """Role (岗位) that the rules name; communities fill it (R269-R270, R275).

    Holding a role grants `group_id`; `superior_id` is the role one level up, which approves
    what the holder draws up (R002).
    """

    _name = "steward.role"
    _description = "Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    superior_id = fields.Many2one("steward.role", string="Approved by", ondelete="restrict")
    group_id = fields.Many2one(
        "res.groups", string="Access Group", help="Users who hold this role get this group."
    )
    scope = fields.Selection(
        [("own", "Own Area"), ("community", "Whole Community")],
        required=True,
        default="own",
        help="What the holder sees: the own buildings and units, or the whole community.",
    )
    active = fields.Boolean(default=True)
    assignment_ids = fields.One2many("steward.role.assignment", "role_id")

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a role must be unique.")

    @api.constrains("group_id")
    def _check_group_id(self):
        """A role must not be a way to rights outside of this application."""
        category = self.env.ref("property_steward.module_category_property_steward")
        for role in self:
            # sudo: privileges of groups are not readable for everybody
            group = role.sudo().group_id
            if group and group.privilege_id.category_id != category:
                raise ValidationError(
                    role.env._(
                        "The role %(role)s can only grant a group of Property Steward.",
                        role=role.name,
                    )
                )

    @api.constrains("superior_id")
    def _check_superior_id(self):
        if self._has_cycle("superior_id"):
            raise ValidationError(self.env._("A role cannot be decided by itself."))

    def write(self, vals):
        result = super().write(vals)
        if "superior_id" in vals:
            self.env.registry.clear_cache()
        if "group_id" in vals:
            self.assignment_ids._users()._sync_role_groups()
        return result

    def _and_above(self):
        """This role and those that decide above it."""
        return self.browse(self._ids_upwards()) if self else self

    @tools.ormcache("self.id")
    def _ids_upwards(self):
        roles = self
        while roles[-1:].superior_id and roles[-1:].superior_id not in roles:
            roles += roles[-1:].superior_id
        return roles.ids

    def _held_by(self, user, community):
        """Assignments in force today by which `user` holds this role or one above it in
        `community`, in person or as deputy."""
        # sudo: who holds which role is not secret, and the answer is only used to decide
        Assignment = self.env["steward.role.assignment"].sudo()
        return Assignment.search(
            Domain("community_id", "=", community.id)
            & Domain("role_id", "in", self._and_above().ids)
            & (Domain("user_id", "=", user.id) | Domain("deputy_user_id", "=", user.id))
            & Assignment._active_domain(community._today())
        )
