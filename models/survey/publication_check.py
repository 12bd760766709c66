from odoo import fields, models

WAYS = [("phone", "By Phone"), ("visit", "By Visit")]
KEPT = [("kept", "Kept"), ("broken", "Not Kept")]
RESIDENTS = [("satisfied", "Satisfied"), ("dissatisfied", "Not Satisfied")]


class PublicationCheck(models.Model):
    """What quality found when it verified a published promise (R316-R317, R319); written by
    verifying only."""

    _name = "steward.publication.check"
    _description = "Verification of a Promise"
    _order = "checked_at desc, id desc"

    line_id = fields.Many2one(
        "steward.publication.line",
        string="Promise",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    community_id = fields.Many2one(
        related="line_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="line_id.company_id", store=True, precompute=True)
    checked_at = fields.Datetime(string="Verified at", required=True, readonly=True)
    checked_by_id = fields.Many2one(
        "res.users", string="Verified by", required=True, readonly=True, ondelete="restrict"
    )
    way = fields.Selection(WAYS, required=True, readonly=True)
    kept = fields.Selection(KEPT, string="Verdict", required=True, readonly=True)
    residents = fields.Selection(RESIDENTS, required=True, readonly=True)
    note = fields.Text(string="What Was Found", readonly=True)
