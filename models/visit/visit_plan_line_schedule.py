from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class VisitPlanLine(models.Model):
    """The proposed time of a planned visit, and moving it by hand (R011, R012, R048).

    Whatever a person writes to `scheduled_at` is kept by later proposals; in a forbidden hour it
    needs a reason, which the monthly plan's chatter tells. Proposals and appointments that were
    agreed write as superuser.
    """

    _inherit = "steward.visit.plan.line"

    scheduled_kind = fields.Selection(
        [("door", "At the Door"), ("phone", "By Phone"), ("other", "Other")],
        string="Planned as",
        help="Decides the quiet hours that count and the time that is taken.",
    )
    scheduled_until = fields.Datetime(
        string="Proposed End", compute="_compute_scheduled_until", store=True
    )
    schedule_problem = fields.Selection(
        [
            ("no_working_time", "The visitor does not work on any day on which it may take place."),
            ("quiet_hours", "All working hours in which it may take place are quiet hours."),
            ("capacity", "The visitor's working time of these days is taken by other visits."),
            ("no_mode", "The household wants no phone calls, and the rule accepts calls only."),
        ],
        string="Why No Time",
        readonly=True,
    )
    schedule_note = fields.Char(
        string="Remark on the Time", compute="_compute_schedule_note", help="Why no time is proposed."
    )

    @api.depends("scheduled_at", "scheduled_kind")
    def _compute_scheduled_until(self):
        """The policy's minutes at the time of scheduling; changing the policy moves nothing."""
        for line in self:
            line.scheduled_until = line.scheduled_at and (
                line.scheduled_at + timedelta(minutes=line._conversation_minutes())
            )

    @api.depends("schedule_problem")
    def _compute_schedule_note(self):
        problems = dict(self._fields["schedule_problem"]._description_selection(self.env))
        for line in self:
            line.schedule_note = problems.get(line.schedule_problem)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            for line, vals in zip(lines, vals_list, strict=True):
                if vals.get("scheduled_at"):
                    line._note_move(line._check_move(line.scheduled_at, vals))
                    # sudo: the person's own line, whose time was just checked
                    line.sudo().is_fixed = True
        return lines

    def write(self, vals):
        if "scheduled_at" not in vals:
            return super().write(vals)
        if vals["scheduled_at"]:
            vals = {"schedule_problem": False, **vals}
        if self.env.su:
            return super().write(vals)
        if len(self) > 1:  # reasons and months differ
            return all([line.write(vals) for line in self])
        moment = fields.Datetime.to_datetime(vals["scheduled_at"])
        if not moment:
            return super().write({**vals, "is_fixed": False, "override_reason": False})
        objection = self._check_move(moment, vals)
        local = self.community_id._to_local(moment).date()
        vals = {"is_fixed": True, **vals}
        if not objection:
            vals["override_reason"] = False
        if "month" not in vals and self.period_start <= local <= self.period_end:
            if local.replace(day=1) != self.month:
                vals["month"] = local.replace(day=1)
        result = super().write(vals)
        self._note_move(objection)
        return result

    # what kind of conversation

    def _accepted_kinds(self):
        """Kinds of contact mode by which it may be done; without modes in the rule, all."""
        return set(self._accepted_modes().mapped("kind")) or {"door", "phone", "other"}

    def _planned_kind(self):
        """Door, phone or other: as proposed, else the first that rule and household accept."""
        self.ensure_one()
        if self.scheduled_kind:
            return self.scheduled_kind
        kinds = self._accepted_kinds()
        return next((kind for kind in ("door", "phone", "other") if kind in kinds), "other")

    def _conversation_minutes(self, kind=None):
        self.ensure_one()
        durations = self.community_id._schedule_settings().durations
        return durations[kind or self._planned_kind()]

    # moving by hand

    def move_to(self, scheduled_at):
        """Move to another time, as on the calendar; where a reason is needed, ask for it.

        :param scheduled_at: UTC, as Odoo's clients send it
        :return: the action that asks, or False when it is done
        """
        self.ensure_one()
        moment = fields.Datetime.to_datetime(scheduled_at)
        self._check_move_window(moment)
        if self._objection(moment):
            return self.action_move(moment)
        self.write({"scheduled_at": moment})
        return False

    def action_move(self, moment=None):
        """Ask for another time, and in a forbidden hour for the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Move the Visit"),
            "res_model": "steward.visit.move",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_line_id": self.id,
                "default_scheduled_at": fields.Datetime.to_string(moment or self.scheduled_at)
                or False,
                "default_scheduled_kind": self._planned_kind(),
            },
        }

    def action_release(self):
        """Let the next proposal choose the time again."""
        self.write({"is_fixed": False})

    def _check_move(self, moment, vals):
        """:return: the sentence that says what stands against this time, or an empty one
        :raise UserError: outside the visit's period, or in a forbidden hour without a reason
        """
        self._check_move_window(moment)
        objection = self._objection(moment, vals.get("scheduled_kind"))
        if objection and not (vals.get("override_reason") or "").strip():
            raise UserError(
                self.env._("%(objection)s Give the reason for this time.", objection=objection)
            )
        return objection

    def _check_move_window(self, moment):
        """An open visit is moved within its period; an overdue one to any later day."""
        self.ensure_one()
        if self.state != "open":
            raise UserError(
                self.env._("%(visit)s is not open any more.", visit=self.display_name)
            )
        community = self.community_id
        day = community._to_local(moment).date()
        overdue = self.period_end < community._today()
        if day < self.period_start or (day > self.period_end and not overdue):
            raise UserError(
                self.env._(
                    "The visit of %(household)s is owed from %(start)s to %(end)s and cannot be "
                    "moved to %(day)s.",
                    household=self.partner_id.name or self.rule_id.name,
                    start=self.period_start,
                    end=self.period_end,
                    day=day,
                )
            )

    def _objection(self, moment, kind=None):
        """Why this is a forbidden hour: quiet for the household, a public holiday or the visitor's
        leave; an empty sentence if it is not."""
        self.ensure_one()
        community = self.community_id
        kind = kind or self._planned_kind()
        local = community._to_local(moment)
        minutes = self._conversation_minutes(kind)
        period = community._quiet_period(local, kind, self.unit_id.is_catering, minutes)
        if period:
            return self.env._(
                "%(time)s is a quiet hour (%(period)s).",
                time=local.strftime("%Y-%m-%d %H:%M"),
                period=period.name,
            )
        if community._is_absent(self.steward_id, local, minutes):
            return self.env._(
                "%(person)s is on leave or has a public holiday on %(time)s.",
                person=self.steward_id.name,
                time=local.strftime("%Y-%m-%d %H:%M"),
            )
        return ""

    def _note_move(self, objection):
        """Log a forbidden hour and its reason where the month is approved."""
        if objection:
            self.month_id.message_post(
                body=self.env._(
                    "%(user)s moved the visit of %(household)s to a forbidden hour: %(objection)s "
                    "Reason: %(reason)s",
                    user=self.env.user.name,
                    household=" ".join(
                        filter(None, (self.door, self.partner_id.name or self.rule_id.name))
                    ),
                    objection=objection,
                    reason=self.override_reason,
                )
            )
