from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# the five columns (R286, E22)
COLUMNS = ("date_planned", "name", "form", "content", "budget")


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
    state = fields.Selection(related="plan_id.state", string="State of the Plan", store=True)
    date_planned = fields.Date(string="Time", required=True)
    name = fields.Char(string="Theme", required=True)
    kind_id = fields.Many2one("steward.activity.kind", required=True, ondelete="restrict")
    form = fields.Char(
        string="Form of the Activity",
        help="How it is held: a party, a lecture, a match, a meeting.",
    )
    content = fields.Text(string="Main Content")
    budget = fields.Monetary()
    is_free = fields.Boolean(
        string="Costs Nothing", help="Planned without a budget: the column is filled in (R286)."
    )
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

    @api.constrains("date_planned", "plan_id")
    def _check_year(self):
        for line in self:
            if line.date_planned and line.date_planned.year != line.plan_id.year:
                raise ValidationError(
                    line.env._(
                        "%(line)s does not lie in the year of %(plan)s.",
                        line=line.display_name,
                        plan=line.plan_id.display_name,
                    )
                )

    @api.constrains("budget")
    def _check_budget(self):
        for line in self:
            if line.budget < 0:
                raise ValidationError(
                    line.env._("The budget of %(line)s is negative.", line=line.display_name)
                )

    @api.depends("name", "date_planned")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.date_planned or ''} {line.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """:raise UserError: for a plan that was submitted"""
        lines = super().create(vals_list)
        if not self.env.su:
            lines.plan_id._check_draft()
        return lines

    def write(self, vals):
        """:raise UserError: for a plan that was submitted"""
        if not self.env.su:
            self.plan_id._check_draft()
        result = super().write(vals)
        if not self.env.su and "plan_id" in vals:
            self.plan_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        self.plan_id._check_draft()
        for line in self:
            # sudo: whoever prepared an activity from it, the line is kept
            if line.sudo().prepared_ids:
                raise UserError(
                    line.env._(
                        "An activity was prepared from %(line)s, which is kept.",
                        line=line.display_name,
                    )
                )

    def _missing_columns(self):
        """Labels of those of the five columns that are not filled in."""
        self.ensure_one()
        labels = self.fields_get(COLUMNS, ["string"])
        missing = []
        for name in COLUMNS:
            value = self[name]
            filled = value.strip() if isinstance(value, str) else value
            if not filled and not (name == "budget" and self.is_free):
                missing.append(labels[name]["string"])
        return missing
