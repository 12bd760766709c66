from odoo import api, fields, models

from .res_partner_arrears import GROUP


class Unit(models.Model):
    """What is owed for a unit: only of documents that name it."""

    _inherit = "steward.unit"

    arrears_currency_id = fields.Many2one(related="company_id.currency_id", groups=GROUP)
    arrears_overdue = fields.Monetary(
        string="Arrears",
        compute="_compute_arrears_overdue",
        currency_field="arrears_currency_id",
        groups=GROUP,
        help="Overdue invoices that name this unit; other arrears stand with the household.",
    )

    arrears_count = fields.Integer(
        string="Open Items", compute="_compute_arrears_overdue", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_arrears_overdue(self):
        """One statement; nothing where the unit is not the user's to see."""
        rows = self.env["steward.arrears.line"].search_fetch(
            [("unit_id", "in", self.ids), ("company_id", "in", self.company_id.ids)],
            ["unit_id", "days_late", "residual"],
        )
        by_unit = rows.grouped("unit_id")
        for unit in self:
            mine = by_unit.get(unit, rows.browse())
            unit.arrears_count = len(mine)
            unit.arrears_overdue = sum(
                mine.filtered(lambda row: row.days_late > 0).mapped("residual")
            )

    def action_open_arrears(self):
        """The open items that name this unit."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.steward_arrears_line_action"
        )
        return dict(
            action,
            name=self.env._("Open Items of %(unit)s", unit=self.door),
            domain=[("unit_id", "=", self.id)],
        )
