from datetime import date

from odoo import api, fields, models


class PlanGenerateWizard(models.TransientModel):
    """Generates the visit plans of a community for a year and says what changed (R001)."""

    _name = "steward.plan.generate.wizard"
    _description = "Generate Visit Plans"

    community_id = fields.Many2one("steward.community", required=True)
    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year)
    date_from = fields.Date(
        string="From",
        compute="_compute_date_from",
        store=True,
        readonly=False,
        help="Periods that ended before this day are left out.",
    )
    state = fields.Selection([("ask", "To Generate"), ("done", "Generated")], default="ask")
    added = fields.Integer(string="Visits Added", readonly=True)
    ended = fields.Integer(string="Visits Ended", readonly=True)
    moved = fields.Integer(string="Visits Given to Another Steward", readonly=True)
    plans = fields.Integer(string="New Plans", readonly=True)
    unassigned = fields.Integer(
        string="Visits without a Visitor",
        readonly=True,
        help="Nobody looks after the unit and nobody fills the role or one above it.",
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "steward.community":
            values.setdefault("community_id", self.env.context.get("active_id"))
        return values

    @api.depends("year", "community_id")
    def _compute_date_from(self):
        for wizard in self:
            if 1900 <= wizard.year <= 9999:
                today = (
                    wizard.community_id._today()
                    if wizard.community_id
                    else fields.Date.context_today(wizard)
                )
                wizard.date_from = max(today, date(wizard.year, 1, 1))

    def action_generate(self):
        self.ensure_one()
        counts = self.env["steward.visit.plan.generator"]._generate(
            self.community_id, self.year, self.date_from
        )
        self.write(dict(counts, state="done"))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Generate Visit Plans"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_plans(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.visit_plan_action")
        return dict(
            action,
            domain=[("community_id", "=", self.community_id.id), ("year", "=", self.year)],
            context={},
        )
