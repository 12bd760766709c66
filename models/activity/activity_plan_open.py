from odoo import api, fields, models


class ActivityPlan(models.Model):
    """What was prepared from the plan, and the plan as a file."""

    _inherit = "steward.activity.plan"

    prepared_count = fields.Integer(string="Prepared Activities", compute="_compute_prepared_count")

    @api.depends("line_ids.prepared_ids.state")
    def _compute_prepared_count(self):
        for plan in self:
            plan.prepared_count = len(plan.line_ids.filtered("is_prepared"))

    def action_activities(self):
        """The activities prepared from it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.community_activity_action"
        )
        return dict(
            action,
            domain=[("plan_line_id.plan_id", "=", self.id)],
            context={"default_community_id": self.community_id.id},
        )

    def action_export(self):
        """C106 as XLSX; the export is logged."""
        return self.env["steward.register.export"]._export("activity_plan", self.line_ids)
