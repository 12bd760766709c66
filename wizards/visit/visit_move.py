from odoo import api, fields, models

from ...engine.quiet import previous_allowed


class VisitMove(models.TransientModel):
    """Move a planned visit by hand: shows what stands against the new time, and asks for the
    reason in a forbidden hour (R011, R012, R048). Times are the community's."""

    _name = "steward.visit.move"
    _description = "Move a Planned Visit"

    line_id = fields.Many2one(
        "steward.visit.plan.line", string="Planned Visit", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="line_id.partner_id")
    door = fields.Char(related="line_id.door")
    contact_time = fields.Selection(related="line_id.partner_id.contact_time")
    period_start = fields.Date(related="line_id.period_start")
    period_end = fields.Date(related="line_id.period_end")
    scheduled_at = fields.Datetime(string="New Time", required=True)
    scheduled_kind = fields.Selection(
        [("door", "At the Door"), ("phone", "By Phone"), ("other", "Other")],
        string="Planned as",
        required=True,
        default="door",
    )
    objection = fields.Char(compute="_compute_objection")
    earlier_at = fields.Datetime(
        string="Latest Time Before",
        compute="_compute_objection",
        help="What falls into a quiet hour is done before it, not after it.",
    )
    overlap = fields.Char(compute="_compute_overlap")
    reopens = fields.Boolean(compute="_compute_reopens")
    reason = fields.Char()

    @api.depends("line_id", "scheduled_at", "scheduled_kind")
    def _compute_objection(self):
        for move in self:
            move.objection = False
            move.earlier_at = False
            if move.line_id and move.scheduled_at and move.scheduled_kind:
                move.objection = move.line_id._objection(move.scheduled_at, move.scheduled_kind)
                move.earlier_at = move.objection and move._earlier()

    def _earlier(self):
        """The latest moment before that is neither quiet nor outside the visitor's working time
        (F14), not before now and within the visit's period."""
        line, community = self.line_id, self.line_id.community_id
        local = community._to_local(self.scheduled_at)
        now = community._to_local(fields.Datetime.now())
        first = max(line.period_start, now.date())
        if local < now or local.date() < first:
            return False
        hours = {
            day.date: day.intervals
            for day in community._working_days(line.steward_id, first, local.date(), now)
        }
        earlier = previous_allowed(
            local,
            community.policy_id.quiet_period_ids._intervals(),
            self.scheduled_kind,
            line.unit_id.is_catering,
            minutes=line._conversation_minutes(self.scheduled_kind),
            within=lambda day: hours.get(day, ()),
        )
        return earlier and community._to_utc(earlier)

    @api.depends("line_id", "scheduled_at", "scheduled_kind")
    def _compute_overlap(self):
        for move in self:
            others = move._overlapping() if move.line_id and move.scheduled_at else ()
            move.overlap = bool(others) and move.env._(
                "At this time there is also: %(visits)s",
                visits=", ".join(
                    " ".join(filter(None, (other.door, other.partner_id.name))) for other in others
                ),
            )

    def _overlapping(self):
        line = self.line_id
        end = fields.Datetime.add(
            self.scheduled_at, minutes=line._conversation_minutes(self.scheduled_kind or None)
        )
        return line.search(
            [
                ("id", "!=", line.id),
                ("steward_id", "=", line.steward_id.id),
                ("state", "=", "open"),
                ("scheduled_at", "<", end),
                ("scheduled_until", ">", self.scheduled_at),
            ],
            limit=3,
        )

    @api.depends("line_id", "scheduled_at")
    def _compute_reopens(self):
        for move in self:
            line = move.line_id
            day = (
                line
                and move.scheduled_at
                and line.community_id._to_local(move.scheduled_at).date()
            )
            move.reopens = bool(
                day and day <= line.period_end and day.replace(day=1) != line.month
            )

    def action_earlier(self):
        """Take the latest time before the quiet hour."""
        self.ensure_one()
        self.scheduled_at = self.earlier_at or self.scheduled_at
        return dict(
            self.line_id.action_move(self.scheduled_at), res_id=self.id
        )

    def action_confirm(self):
        self.ensure_one()
        self.line_id.write(
            {
                "scheduled_at": self.scheduled_at,
                "scheduled_kind": self.scheduled_kind,
                "override_reason": self.reason,
            }
        )
        return {"type": "ir.actions.act_window_close"}
