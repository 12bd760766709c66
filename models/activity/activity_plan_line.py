from odoo import api, fields, models


class ActivityPlanLine(models.Model):
    """One activity of the annual plan with its five columns: time, theme, form, main content,
    budget (R286, E22)."""

    _name = "steward.activity.plan.line"
    _description = "Planned Activity"
    _order = "date_planned, id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "steward.activity.plan", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(
        related="plan_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    state = fields.Selection(related="plan_id.state", string="Plan", store=True)
    date_planned = fields.Date(string="Time", required=True)
    name = fields.Char(string="Theme", required=True)
    kind_id = fields.Many2one("steward.activity.kind", required=True, ondelete="restrict")
    form = fields.Char(help="How it is held: a party, a lecture, a match, a meeting.")
    content = fields.Text(string="Main Content")
    budget = fields.Monetary()
    prepared_ids = fields.One2many(
        "steward.community.activity", "plan_line_id", string="Prepared Activities"
    )
    is_prepared = fields.Boolean(
        string="Prepared", compute="_compute_is_prepared", search="_search_is_prepared"
    )

    @api.depends("prepared_ids.state")
    def _compute_is_prepared(self):
        for line in self:
            line.is_prepared = any(activity.state != "cancelled" for activity in line.prepared_ids)

    def _search_is_prepared(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return [("prepared_ids", "any", [("state", "!=", "cancelled")])]

    @api.depends("name", "date_planned")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.date_planned or ''} {line.name or ''}".strip()
