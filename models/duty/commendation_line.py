from odoo import fields, models


class CommendationLine(models.Model):
    """Household on the list, and what it is commended for."""

    _name = "steward.commendation.line"
    _description = "Commended Household"
    _order = "commendation_id, sequence, id"

    commendation_id = fields.Many2one(
        "steward.commendation", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(related="commendation_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="commendation_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one("res.partner", string="Household", required=True, index=True)
    door = fields.Char(related="partner_id.household_unit_id.door")
    reason = fields.Char(string="Commended for")

    _partner_uniq = models.UniqueIndex(
        "(commendation_id, partner_id)", "The household is already on the list."
    )
