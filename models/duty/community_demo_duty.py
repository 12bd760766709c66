from odoo import Command, api, models


class Community(models.Model):
    _inherit = "steward.community"

    @api.model
    def _load_demo_documents(self, community_id):
        """Demo: the summaries of the current period, as drafts."""
        # a document keeps the labels of the language it is written in
        duties = (
            self.with_context(lang="zh_CN")
            .env["steward.duty"]
            .search(
                [
                    ("community_id", "=", community_id),
                    ("kind", "in", ["complaint_month", "opinion_month"]),
                ]
            )
        )
        self.env["steward.duty.document"].create([{"duty_id": duty.id} for duty in duties])
        commendation = self.env.ref("property_steward.demo_commendation")
        households = self.env["res.partner"].search(
            [("household_community_id", "=", community_id)], limit=3
        )
        commendation.line_ids = [
            Command.create({"partner_id": partner.id, "reason": "热心邻里，参与志愿巡楼"})
            for partner in households
        ]
