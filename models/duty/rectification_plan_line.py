from odoo import api, fields, models
from odoo.fields import Domain


class RectificationPlanLine(models.Model):
    """Problem and measure of a rectification plan (R087)."""

    _name = "steward.rectification.plan.line"
    _description = "Measure of a Rectification Plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "steward.rectification.plan", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(related="plan_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    problem = fields.Char(required=True)
    measure = fields.Text()
    responsible_id = fields.Many2one("hr.employee")
    department_id = fields.Many2one("hr.department")
    date_due = fields.Date(string="Due")
    date_done = fields.Date(string="Done")
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    @api.depends("date_due", "date_done", "community_id.tz")
    def _compute_is_late(self):
        for line in self:
            line.is_late = (
                bool(line.date_due and line.community_id)
                and not line.date_done
                and line.date_due < line.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("date_done", "=", False) & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_due", "<", community._today())
        )
