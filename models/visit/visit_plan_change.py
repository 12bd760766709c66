from odoo import fields, models


class VisitPlanChange(models.Model):
    """What facts (move-in, sale, new steward) changed in a plan after its approval: listed to
    the approver, who need not approve again."""

    _name = "steward.visit.plan.change"
    _description = "Change of a Visit Plan"
    _order = "create_date desc, id desc"

    plan_id = fields.Many2one("steward.visit.plan", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(related="plan_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    partner_id = fields.Many2one("res.partner", index="btree_not_null")
    unit_id = fields.Many2one("steward.unit")
    rule_id = fields.Many2one("steward.visit.rule")
    kind = fields.Selection(
        [
            ("added", "Lines Added"),
            ("ended", "Lines Ended"),
            ("moved", "Given to Another Steward"),
        ],
        required=True,
    )
    line_count = fields.Integer()
    first_period = fields.Date()
    seen_by_id = fields.Many2one("res.users", readonly=True)
    seen_at = fields.Datetime(readonly=True)
