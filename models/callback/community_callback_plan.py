from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain


class Community(models.Model):
    """The manager's own callbacks of a year (R093), and the month's callbacks on repairs (R318)."""

    _inherit = "steward.community"

    @api.model
    def _cron_plan_manager_callbacks(self):
        """Every year in every community; nothing is made twice."""
        for community in self.env["steward.community"].search([]):
            community._plan_manager_callbacks(community._today().year)

    def _plan_manager_callbacks(self, year):
        """As many door callbacks as the policy aims at; those above its minimum are voluntary.
        The manager chooses the households (R093)."""
        self.ensure_one()
        policy = self.policy_id
        manager = self._role_holder(self.env.ref("property_steward.role_centre_manager"))
        if not manager:
            return self.env["steward.callback"]
        first, last = date(year, 1, 1), date(year, 12, 31)
        # sudo: the obligation follows from the policy
        Callback = self.env["steward.callback"].sudo()
        planned = Callback.search(
            [
                ("community_id", "=", self.id),
                ("trigger", "=", "manager"),
                ("period_end", "=", last),
            ]
        ).mapped("ordinal")
        callbacks = Callback.create(
            [
                {
                    "trigger": "manager",
                    "rule_ref": "R093",
                    "community_id": self.id,
                    "assignee_id": manager.id,
                    "mode_ids": [
                        fields.Command.set(self.env.ref("property_steward.contact_mode_door").ids)
                    ],
                    "started_at": self._day_start(first),
                    "due_at": self._day_end(last),
                    "ordinal": ordinal,
                    "is_optional": ordinal > policy.manager_callback_min,
                }
                for ordinal in range(1, policy.manager_callback_target + 1)
                if ordinal not in planned
            ]
        )
        callbacks.filtered(lambda callback: not callback.is_optional)._start_clock()
        return callbacks

    def _repair_callbacks(self, first, last):
        """{first day of a month: how many repairs were asked after, with all three ratings} from
        the local day `first` to before `last`, in one statement."""
        self.ensure_one()
        # months are those of the community
        groups = (
            self.env["steward.callback"]
            .with_context(tz=self.tz)
            ._read_group(
                Domain("community_id", "=", self.id)
                & self.env["steward.callback"]._asked_after_repair()
                & Domain("done_at", ">=", self._day_start(first))
                & Domain("done_at", "<", self._day_start(last)),
                ["done_at:month"],
                ["__count"],
            )
        )
        return {month.date(): count for month, count in groups}
