from odoo import fields, models


class VisitPlanLine(models.Model):
    """Plan line (计划拜访): one visit owed to a household or an outside body in a period.

    Generated as a set (R001, R004-R010, R038-R043); done only through a visit (R006).
    `month` is the month in which it is planned, `period_end` its last day (due date).
    """

    _name = "steward.visit.plan.line"
    _description = "Planned Visit"
    _inherit = ["steward.obligation.mixin"]
    _order = "period_end, unit_id, id"
    _check_company_auto = True

    plan_id = fields.Many2one("steward.visit.plan", required=True, index=True, ondelete="cascade")
    month_id = fields.Many2one(
        "steward.visit.plan.month", string="Monthly Plan", index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one("steward.visit.rule", required=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True)
    community_id = fields.Many2one("steward.community", required=True, ondelete="restrict")
    steward_id = fields.Many2one("hr.employee", string="Visitor", required=True)
    partner_id = fields.Many2one("res.partner", string="Household or Body", index=True)
    unit_id = fields.Many2one("steward.unit", index="btree_not_null")
    door = fields.Char(related="unit_id.door")
    building_id = fields.Many2one(related="unit_id.building_id")
    ordinal = fields.Integer(default=1, aggregator=None)
    month = fields.Date(string="Planned in", required=True, help="First day of the month in which it is planned.")
    is_manual = fields.Boolean(string="Added by a Person")

    # proposed time
    scheduled_at = fields.Datetime(string="Proposed Time")
    schedule_note = fields.Char(help="Why no time could be proposed.")
    is_fixed = fields.Boolean(
        string="Time Fixed", help="Agreed with the household or moved by a person: kept."
    )
    override_reason = fields.Char(help="Why a time in a quiet hour was chosen.")

    _obligation_uniq = models.UniqueIndex(
        "(community_id, rule_id, COALESCE(partner_id, 0), period_start, ordinal,"
        " COALESCE(steward_id, 0)) WHERE state <> 'cancelled'",
        "This visit is already planned.",
    )
    _my_day_idx = models.Index("(steward_id, period_end) WHERE state = 'open'")
    _coverage_idx = models.Index("(steward_id, period_start, state)")
    _community_idx = models.Index("(community_id, period_start, state)")

    def _accepted_modes(self):
        return self.rule_id.mode_ids
