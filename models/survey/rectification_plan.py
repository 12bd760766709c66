from odoo import fields, models


class RectificationPlan(models.Model):
    """A published plan is a publication like others: with a code, a place and a day to be taken
    down, and measures that quality verifies (R087, R249)."""

    _inherit = "steward.rectification.plan"

    publication_ids = fields.One2many("steward.publication", "plan_id", string="Publications")

    def _publish(self):
        """Put on the board by a supervisor there, who says so by posting; anybody else submits
        it. Published is what hangs."""
        result = super()._publish()
        for plan in self:
            paper = plan.publication_ids.filtered(
                lambda one: one.state in ("draft", "submitted", "approved")
            )[:1] or self.env["steward.publication"].create(
                {
                    "kind": "rectification",
                    "plan_id": plan.id,
                    "name": plan.name,
                    "community_id": plan.community_id.id,
                }
            )
            if paper.state == "draft":
                paper.action_propose()
            if paper.can_post:
                paper.action_post()
            elif paper.state == "draft":
                paper.action_submit()
        return result
