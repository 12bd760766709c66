from odoo import fields, models


class GiftKind(models.Model):
    """Kind of gift (礼品, E09): congratulation gift, family medicine box, small gift."""

    _name = "steward.gift.kind"
    _description = "Kind of Gift"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    once_per_household = fields.Boolean(
        string="Once per Household",
        help="A household gets only one of these, whatever the occasion (R015).",
    )
    role_id = fields.Many2one(
        "steward.role",
        string="Handed by",
        help="Who hands it over where several people call: the medicine box the health steward.",
    )
    company_id = fields.Many2one("res.company", help="Empty: every branch has it.")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    cost = fields.Monetary(help="What one of them costs, as proposed.")

    def _compute_currency_id(self):
        for kind in self:
            kind.currency_id = (kind.company_id or self.env.company).currency_id
