from odoo import api, fields, models
from odoo.exceptions import AccessError


class VisitPlanChange(models.Model):
    """What facts (move-in, sale, new steward) changed in a plan after its approval: listed to
    the approver, who need not approve again."""

    _name = "steward.visit.plan.change"
    _description = "Change of a Visit Plan"
    _order = "create_date desc, id desc"

    plan_id = fields.Many2one(
        "steward.visit.plan", string="Annual Plan", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(
        related="plan_id.community_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, precompute=True)
    partner_id = fields.Many2one(
        "res.partner", string="Household or Body", index="btree_not_null", readonly=True
    )
    unit_id = fields.Many2one("steward.unit", readonly=True)
    rule_id = fields.Many2one("steward.visit.rule", string="Visit Rule", readonly=True)
    kind = fields.Selection(
        [
            ("added", "Visits Added"),
            ("ended", "Visits Ended"),
            ("moved", "Given to Another Steward"),
        ],
        required=True,
        readonly=True,
    )
    line_count = fields.Integer(string="Visits", readonly=True)
    first_period = fields.Date(string="From", readonly=True)
    seen_by_id = fields.Many2one("res.users", string="Seen by", readonly=True)
    seen_at = fields.Datetime(string="Seen on", readonly=True)
    can_see_off = fields.Boolean(
        string="I Decide",
        compute="_compute_can_see_off",
        help="The current user may note it as seen.",
    )

    @api.depends("seen_at")
    @api.depends_context("uid")
    def _compute_can_see_off(self):
        allowed = {plan: plan._may_approve() for plan in self.plan_id}
        for change in self:
            change.can_see_off = not change.seen_at and allowed[change.plan_id]

    def action_seen(self):
        """:raise AccessError: for whoever does not approve the plan."""
        self.check_access("read")
        for plan in self.plan_id:
            if not plan._may_approve():
                raise AccessError(
                    self.env._(
                        "Only who approves %(plan)s notes its changes as seen.",
                        plan=plan.display_name,
                    )
                )
        # sudo: the fields are read-only for everybody; the right to decide was checked above
        self.filtered(lambda change: not change.seen_at).sudo().write(
            {"seen_by_id": self.env.uid, "seen_at": fields.Datetime.now()}
        )
