from odoo import fields, models


class SegmentTag(models.Model):
    """Customer segmentation tag (客户细分) in one of the five dimensions of R263."""

    _name = "steward.segment.tag"
    _description = "Segmentation Tag"
    _order = "dimension, name, id"

    name = fields.Char(required=True, translate=True)
    dimension = fields.Selection(
        [
            ("attribute", "Attribute"),
            ("behaviour", "Behaviour"),
            ("need", "Need"),
            ("preference", "Preference"),
            ("value", "Value"),
        ],
        required=True,
    )
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint(
        "UNIQUE(name, dimension)", "The dimension already has a tag of this name."
    )
