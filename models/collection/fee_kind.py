from odoo import fields, models


class FeeKind(models.Model):
    """Kind of fee (收费类别): property fee, in-home service fee, pass-through charge (R252)."""

    _name = "steward.fee.kind"
    _description = "Kind of Fee"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a kind of fee must be unique.")
