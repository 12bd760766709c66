from datetime import timedelta

from odoo import api, fields, models

# clocks of an activity that count back from its start, and the policy's days for each
BEFORE_START = {
    "activity_form": "activity_form_days",
    "activity_submit": "activity_submit_days",
    "activity_approve": "activity_approve_days",
}


class CommunityActivity(models.Model):
    """Milestones of an activity as clocks (R288-R290): each is due at the end of its day, by the
    community's calendar."""

    _inherit = "steward.community.activity"
    _deadline_sync_fields = ("community_id", "steward_id")

    needs_late_reason = fields.Boolean(
        string="Planned Late",
        compute="_compute_needs_late_reason",
        help="The day by which its planning form had to be filled in has passed (R288, F20).",
    )

    @api.depends("date_begin", "community_id", "state", "next_due_at")
    def _compute_needs_late_reason(self):
        late = self._planned_late()
        for activity in self:
            activity.needs_late_reason = activity in late

    def _planned_late(self):
        """Those whose form is not there although its day has passed. A form that was there in time
        stays in time, also when it is returned."""
        now = fields.Datetime.now()
        waiting = {
            deadline.res_id
            for deadline in self._deadline_open()
            if deadline.kind == "activity_form"
        }
        return self.filtered(
            lambda activity: (
                activity.state == "draft"
                and activity.date_begin
                and activity.community_id
                and (not activity._origin or activity._origin.id in waiting)
                and activity._milestone("activity_form") < now
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._start_clocks()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if {"date_begin", "community_id"} & vals.keys():
            self._move_clocks()
        return result

    def _deadline_partner(self):
        return {activity: self.env["res.partner"] for activity in self}

    def _milestone(self, kind):
        """Moment, UTC, by which a milestone before the start is due."""
        self.ensure_one()
        days = self.community_id.policy_id[BEFORE_START[kind]]
        return self.community_id._day_end(self._local_date() - timedelta(days=days))

    def _start_clocks(self):
        """All three run; what ran for another start stays as evidence."""
        for kind in BEFORE_START:
            self._deadline_set(kind, {each: each._milestone(kind) for each in self})

    def _move_clocks(self):
        """Clocks that still run follow the start."""
        running = {(deadline.res_id, deadline.kind) for deadline in self._deadline_open()}
        for kind in BEFORE_START:
            moved = self.browse(id_ for id_ in self.ids if (id_, kind) in running)
            moved._deadline_set(kind, {each: each._milestone(kind) for each in moved})
