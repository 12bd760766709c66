from datetime import datetime, time, timedelta

from odoo import fields, models


class Community(models.Model):
    _inherit = "steward.community"

    activity_plan_reminded_for = fields.Date(
        string="Activity Plan Reminded",
        readonly=True,
        copy=False,
        help="Due day of the annual activity plan that was reminded of last (R286).",
    )

    def _activity_times(self, day):
        """Begin and end, naive UTC, that are proposed for an activity on the community's `day`."""
        self.ensure_one()
        policy = self.policy_id
        midnight = datetime.combine(day, time.min)
        return tuple(
            self._to_utc(midnight + timedelta(hours=hour))
            for hour in (policy.activity_hour_from, policy.activity_hour_to)
        )
