from odoo import api, fields, models
from odoo.exceptions import UserError


class Commendation(models.Model):
    """Commended households (爱我家园住户名单) or a contest of civilised households (文明户评选,
    C020; R088)."""

    _name = "steward.commendation"
    _description = "Commendation or Contest"
    _inherit = ["mail.thread"]
    _order = "year desc, community_id, id"

    name = fields.Char(string="Title", required=True)
    kind = fields.Selection(
        [("love_home", "Love My Homeland"), ("civilised", "Civilised Households")],
        required=True,
        default="love_home",
    )
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    year = fields.Integer(required=True, default=lambda self: fields.Date.today().year)
    duty_id = fields.Many2one("steward.duty", index="btree_not_null")
    line_ids = fields.One2many("steward.commendation.line", "commendation_id", string="Households")
    household_count = fields.Integer(
        string="Number of Households", compute="_compute_household_count"
    )
    date_published = fields.Date(string="Published", tracking=True, copy=False)
    note = fields.Text(string="How They Were Chosen")

    @api.depends("line_ids")
    def _compute_household_count(self):
        for commendation in self:
            commendation.household_count = len(commendation.line_ids)

    @api.depends("name", "year")
    def _compute_display_name(self):
        for commendation in self:
            commendation.display_name = f"{commendation.name or ''} {commendation.year or ''}"

    def action_publish(self):
        """The list goes on the board, today.

        :raise UserError: when it names nobody
        """
        for commendation in self:
            if not commendation.line_ids:
                raise UserError(
                    commendation.env._(
                        "%(list)s names no household yet.", list=commendation.display_name
                    )
                )
            commendation.date_published = commendation.community_id._today()
