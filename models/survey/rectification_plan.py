from odoo import fields, models


class RectificationPlan(models.Model):
    """A published plan is a publication like others: with a code, a place and a day to be taken
    down, and measures that quality verifies (R087, R249)."""

    _inherit = "steward.rectification.plan"

    publication_ids = fields.One2many("steward.publication", "plan_id", string="Publications")

    def action_publish(self):
        """R087: put it on the board; who is no supervisor there submits it to one."""
        result = super().action_publish()
        for plan in self.filtered(lambda plan: not plan.publication_ids):
            publication = self.env["steward.publication"].create(
                {
                    "kind": "rectification",
                    "plan_id": plan.id,
                    "name": plan.name,
                    "community_id": plan.community_id.id,
                }
            )
            publication.action_propose()
            if publication.can_post:
                publication.action_post()
            else:
                publication.action_submit()
        return result
