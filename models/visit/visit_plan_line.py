from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# what a person may not change in an approved month without a new approval (F38)
PLANNED_FIELDS = frozenset(
    ("plan_id", "month", "rule_id", "partner_id", "unit_id", "period_start", "period_end")
)
# how a planned visit ended: set by recording the visit, or by cancelling it with a reason (R006)
CLOSED_FIELDS = ("state", "visit_id", "cancelled_by_id", "cancel_reason")


class VisitPlanLine(models.Model):
    """Plan line (计划拜访): one visit owed to a household or an outside body in a period.

    Generated as a set (R001, R004-R010, R038-R043); done only through a visit (R006).
    `month` is the month in which it is planned, `period_end` its last day (due date).
    """

    _name = "steward.visit.plan.line"
    _description = "Planned Visit"
    _inherit = ["steward.obligation.mixin", "steward.visit.plan.doubt.mixin", "steward.mine.mixin"]
    _order = "period_end, unit_id, id"
    _check_company_auto = True
    # Foreign keys are most of the price of a line: who and when stand in the month's chatter, in
    # the visit and in `cancelled_by_id`, the company in the community.
    _log_access = False
    _compared = PLANNED_FIELDS | {"community_id", "steward_id", "is_manual", "cancelled_by_id"}

    # whose plan
    plan_id = fields.Many2one(
        "steward.visit.plan", string="Annual Plan", required=True, index=True, ondelete="cascade"
    )
    month_id = fields.Many2one(
        "steward.visit.plan.month", string="Monthly Plan", index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "steward.visit.rule", string="Visit Rule", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id")
    community_id = fields.Many2one("steward.community", required=True, ondelete="restrict")
    steward_id = fields.Many2one("hr.employee", string="Visitor", required=True)

    # whom
    partner_id = fields.Many2one("res.partner", string="Household or Body", index=True)
    unit_id = fields.Many2one("steward.unit", index="btree_not_null")
    door = fields.Char(related="unit_id.door")
    building_id = fields.Many2one(related="unit_id.building_id", string="Building")

    # when
    ordinal = fields.Integer(
        string="Turn",
        default=1,
        aggregator=None,
        help="Which of the year's visits by this rule it is, for example the second of three.",
    )
    month = fields.Date(
        string="Planned in", required=True, help="First day of the month in which it is planned."
    )
    is_manual = fields.Boolean(string="Added by a Person", readonly=True)
    cancelled_by_id = fields.Many2one(
        "res.users",
        string="Cancelled by",
        readonly=True,
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        help="The person who took it out of the plan; empty where the fact behind it ended.",
    )
    cancel_reason = fields.Char(string="Reason for Cancelling", readonly=True, copy=False)

    # proposed time
    scheduled_at = fields.Datetime(string="Proposed Time")
    schedule_note = fields.Char(help="Why no time could be proposed.")
    is_fixed = fields.Boolean(
        string="Time Fixed", help="Agreed with the household or moved by a person: kept."
    )
    override_reason = fields.Char(help="Why a time in a quiet hour was chosen.")

    # a rule's periods do not overlap: their last day tells them apart, while the first day moves
    # with the move-in date; where nobody is named (leaders' round) it is the visitor's
    _obligation_uniq = models.UniqueIndex(
        "(rule_id, COALESCE(partner_id, -steward_id), period_end, community_id)"
        " WHERE state <> 'cancelled' AND is_manual IS NOT TRUE",
        "This visit is already planned.",
    )
    _my_day_idx = models.Index("(steward_id, period_end) WHERE state = 'open'")
    _coverage_idx = models.Index("(community_id, month, steward_id, state, period_end)")

    @api.constrains("month", "period_start", "period_end")
    def _check_month_in_period(self):
        for line in self:
            if not line.period_start.replace(day=1) <= line.month <= line.period_end:
                raise ValidationError(
                    line.env._(
                        "%(visit)s is owed from %(start)s to %(end)s and cannot be planned in "
                        "%(month)s.",
                        visit=line.display_name,
                        start=line.period_start,
                        end=line.period_end,
                        month=line.month.strftime("%Y-%m"),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        by_hand = not self.env.su
        vals_list = [self._complete_values(vals, by_hand) for vals in vals_list]
        lines = super().create(vals_list)
        if by_hand:
            lines.month_id._reopen(self.env._("%(user)s added a visit.", user=self.env.user.name))
        return lines

    def write(self, vals):
        if self.env.su:
            return super().write(self._with_month(vals))
        if vals.keys() & {"community_id", "company_id", "steward_id", "month_id", "is_manual"}:
            raise AccessError(
                self.env._("Visitor and community of a planned visit follow its plan.")
            )
        if vals.keys() & set(CLOSED_FIELDS):
            # R006: done through a visit, cancelled with a reason, never written
            raise AccessError(
                self.env._(
                    "A planned visit is done by recording the visit and cancelled with a reason "
                    "(rule R006)."
                )
            )
        planned = bool(PLANNED_FIELDS & vals.keys())
        months = self.month_id if planned else self.browse().month_id
        result = super().write(self._with_month(vals))
        if planned:
            (months | self.month_id)._reopen(
                self.env._("%(user)s changed a planned visit.", user=self.env.user.name)
            )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_generated(self):
        if self.env.su:
            return
        if any(line.state == "done" for line in self):
            raise UserError(self.env._("A visit that was held cannot be taken out of the plan."))
        if any(not line.is_manual for line in self):
            raise UserError(
                self.env._("A visit that a rule asks for is cancelled with a reason, not deleted.")
            )
        self.month_id._reopen(self.env._("%(user)s deleted a visit.", user=self.env.user.name))

    def _complete_values(self, vals, by_hand):
        """Whatever follows from the plan; a line added by a person says so."""
        vals = dict(vals)
        if by_hand:
            # what the context of a remote call says counts like what the call itself says
            vals = self.default_get(["plan_id", "month", *CLOSED_FIELDS]) | vals
            if vals["state"] != "open" or any(vals.get(name) for name in CLOSED_FIELDS[1:]):
                raise AccessError(
                    self.env._("A planned visit is done only by recording the visit (rule R006).")
                )
            vals["is_manual"] = True
        plan = self.env["steward.visit.plan"].browse(vals.get("plan_id"))
        if plan:
            vals["community_id"] = plan.community_id.id
            vals["steward_id"] = plan.steward_id.id
        month = fields.Date.to_date(vals.get("month") or vals.get("period_end"))
        if month:
            vals["month"] = month.replace(day=1)
            vals.setdefault("period_start", vals["month"])
            vals.setdefault("period_end", vals["month"] + relativedelta(months=1, days=-1))
        if plan and month:
            vals["month_id"] = self._month_of(plan, vals["month"]).id
        return vals

    def _with_month(self, vals):
        """`vals` with the monthly plan that belongs to a new month or plan."""
        if "month_id" in vals or not vals.keys() & {"month", "plan_id"} or not self:
            return vals
        plan = self.env["steward.visit.plan"].browse(vals.get("plan_id")) or self.plan_id
        month = fields.Date.to_date(vals.get("month")) or self[:1].month
        if len(plan) != 1 or ("month" not in vals and len(set(self.mapped("month"))) != 1):
            raise UserError(
                self.env._("Move the visits of one plan and month at a time to another month.")
            )
        month = month.replace(day=1)
        vals = dict(vals, month=month, month_id=self._month_of(plan, month).id)
        if "plan_id" in vals:
            vals |= {
                "community_id": plan.community_id.id,
                "steward_id": plan.steward_id.id,
            }
        return vals

    def _month_of(self, plan, month):
        found = plan.month_ids.filtered(lambda record: record.month == month)
        if not found:
            raise UserError(
                self.env._(
                    "%(plan)s has no month %(month)s.",
                    plan=plan.display_name,
                    month=month.strftime("%Y-%m"),
                )
            )
        return found

    def action_cancel(self):
        """Ask why, then cancel: running the generation again does not bring it back."""
        self._check_cancel()
        return self.env["steward.reason.wizard"]._ask(self, "cancel")

    def _check_cancel(self):
        self.check_access("write")
        for line in self:
            if line.state != "open":
                raise UserError(
                    line.env._("%(visit)s is not open any more.", visit=line.display_name)
                )

    def _cancel(self, reason):
        self._check_cancel()
        # sudo: cancelling needs a reason, so that the fields are closed to other writes
        self.sudo().write(
            {"state": "cancelled", "cancelled_by_id": self.env.uid, "cancel_reason": reason}
        )
        self.month_id._reopen(
            self.env._(
                "%(user)s cancelled a visit: %(reason)s",
                user=self.env.user.name,
                reason=reason,
            )
        )

    def action_restore(self):
        """Put visits that a person cancelled back into the plan."""
        self.check_access("write")
        if any(line.state != "cancelled" or not line.cancelled_by_id for line in self):
            raise UserError(
                self.env._("Only visits that a person cancelled can be put back into the plan.")
            )
        # sudo: the fields are closed to other writes; the right to change the line was checked
        self.sudo().write({"state": "open", "cancelled_by_id": False, "cancel_reason": False})
        self.month_id._reopen(self.env._("%(user)s put a visit back.", user=self.env.user.name))

    def _accepted_modes(self):
        return self.rule_id.mode_ids

    def _is_compared(self, vals):
        # a visit that was held stays as it is
        return super()._is_compared(vals) or vals.get("state", "done") != "done"

    def _doubt_keys(self):
        # where nobody is named, lines are compared every time
        return {
            (line.community_id.id, line.plan_id.year, line.partner_id.id)
            for line in self
            if line.partner_id
        }

    def _figures_by(self, field, records):
        """{record: (owed, done, late, unscheduled)} over the lines of plans or months.

        Late is an open line whose last day is over in the user's time zone.
        """
        today = fields.Date.context_today(self)
        scope = [(field, "in", records.ids), ("state", "!=", "cancelled")]
        figures = {
            record: [count, 0, 0, 0]
            for record, count in self._read_group(scope, [field], ["__count"])
        }
        for position, domain in enumerate(
            (
                [("state", "=", "done")],
                [("state", "=", "open"), ("period_end", "<", today)],
                [("state", "=", "open"), ("scheduled_at", "=", False)],
            ),
            start=1,
        ):
            for record, count in self._read_group(scope + domain, [field], ["__count"]):
                figures[record][position] = count
        return {record: tuple(numbers) for record, numbers in figures.items()}
