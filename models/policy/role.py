from odoo import fields, models
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

    def _and_above(self):
        """This role and those that decide above it."""
        roles = self
        while roles[-1:].superior_id and roles[-1:].superior_id not in roles:
            roles += roles[-1:].superior_id
        return roles

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
