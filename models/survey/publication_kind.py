from odoo import fields, models

KINDS = [
    ("letter", "Open Letter"),
    ("response", "Response to Concentrated Opinions"),
    ("rectification", "Rectification Plan"),
    ("service", "Paid and Convenience Services"),
    ("notice", "Notice"),
]


class PublicationKind(models.Model):
    """What the procedures demand of each kind of publication: who agrees to it, how long it hangs,
    where it is shown (F26, R249, R312)."""

    _name = "steward.publication.kind"
    _description = "Kind of Publication"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    prefix = fields.Char(
        string="Code", required=True, help="Letters with which its numbers begin (R249)."
    )
    approval_role_id = fields.Many2one(
        "steward.role",
        string="Agreed by",
        ondelete="restrict",
        help="Must agree before it is posted (R312). Empty: whoever posts it answers for it (F26).",
    )
    place = fields.Char(
        string="Usually Posted", translate=True, help="Where it is posted unless somebody says so."
    )
    days_up = fields.Integer(
        string="Days Posted", help="After so many days it is taken down; 0: nobody is reminded."
    )
    verify_days = fields.Integer(
        string="Verified within",
        default=7,
        help="Days within which quality calls the residents once a promise is done (R316).",
    )
    on_page = fields.Boolean(
        string="On the Public Page",
        default=True,
        help="Shown on the page of the community as long as it is posted.",
    )

    _kind_uniq = models.Constraint("UNIQUE(kind)", "Each kind of publication stands here once.")
    _letter_is_agreed_to = models.Constraint(
        "CHECK(kind != 'letter' OR approval_role_id IS NOT NULL)",
        "Somebody agrees to open letters before they are posted (R312).",
    )
    _days_valid = models.Constraint(
        "CHECK(days_up >= 0 AND verify_days >= 0)", "Days are not negative."
    )

    def _of(self, kind):
        """The row of `kind`."""
        # sudo: what the procedures demand is the same for everybody
        return self.sudo().search([("kind", "=", kind)], limit=1)
