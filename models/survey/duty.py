from odoo import models


class Duty(models.Model):
    _inherit = "steward.duty"

    def action_draft_response(self):
        """R321: the month's public response; without one, a draft with what came up often."""
        self.ensure_one()
        Publication = self.env["steward.publication"]
        response = Publication.search(
            [
                ("kind", "=", "response"),
                ("community_id", "=", self.community_id.id),
                ("month", "=", self.period_start),
            ],
            order="id desc",
            limit=1,
        )
        if not response:
            response = Publication.create(
                {
                    "kind": "response",
                    "community_id": self.community_id.id,
                    "month": self.period_start,
                }
            )
            response.action_propose()
        return response._action_open()
