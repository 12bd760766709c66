from odoo import fields, models


class VisitPurpose(models.Model):
    """Purpose of a visit (拜访目的): the five of R158 and those of other rules (E04)."""

    _name = "steward.visit.purpose"
    _description = "Visit Purpose"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
