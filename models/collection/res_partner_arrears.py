from odoo import api, fields, models

GROUP = (
    "property_steward.property_steward_group_steward,"
    "property_steward.property_steward_group_collection,"
    "property_steward.property_steward_group_auditor"
)


class ResPartner(models.Model):
    """What a household owes, on its page."""

    _inherit = "res.partner"

    arrears_currency_id = fields.Many2one(
        "res.currency", compute="_compute_arrears_overdue", groups=GROUP
    )
    arrears_overdue = fields.Monetary(
        string="Arrears",
        compute="_compute_arrears_overdue",
        currency_field="arrears_currency_id",
        groups=GROUP,
        help="Overdue, as far as you may see it.",
    )
    arrears_count = fields.Integer(
        string="Open Items", compute="_compute_arrears_overdue", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_arrears_overdue(self):
        """One statement, by index; nothing where the household is not the user's to see."""
        rows = self.env["steward.arrears"]._of(self)
        for partner in self:
            mine = rows.filtered(lambda row, partner=partner: row.partner_id == partner)
            # sudo: the currency of the company that looks after the household
            company = partner.sudo().household_community_id.company_id or self.env.company
            partner.arrears_currency_id = company.currency_id
            partner.arrears_count = sum(mine.mapped("line_count"))
            partner.arrears_overdue = sum(
                mine.filtered(lambda row, company=company: row.company_id == company).mapped(
                    "overdue"
                )
            )

    def action_open_arrears(self):
        """The open items of the household, those not due yet and not applied included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.steward_arrears_line_action"
        )
        return dict(
            action,
            name=self.env._("Open Items of %(household)s", household=self.name),
            domain=[("partner_id", "=", self.id)],
            context={"steward_arrears_payers": self.ids, "steward_show_door": True},
        )
