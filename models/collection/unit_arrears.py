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

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_arrears_overdue(self):
        Line = self.env["steward.arrears.line"]
        overdue = dict(
            Line._read_group(
                [
                    ("unit_id", "in", self.ids),
                    ("days_late", ">", 0),
                    ("company_id", "in", self.company_id.ids),
                ],
                ["unit_id"],
                ["residual:sum"],
            )
        )
        for unit in self:
            unit.arrears_overdue = overdue.get(unit, 0)

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
