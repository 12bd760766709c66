from odoo import fields, models


class ContactMode(models.Model):
    """How a conversation takes place (E02): at the door, by phone, in a meeting …

    `kind` is what the rules ask for: quiet hours bind phone calls (R011-R012), some visit
    rules accept the door only.
    """

    _name = "steward.contact.mode"
    _description = "Contact Mode"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    kind = fields.Selection(
        [("door", "At the Door"), ("phone", "By Phone"), ("other", "Other")],
        required=True,
        default="other",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a contact mode must be unique.")
