from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.exceptions import UserError


class ActivityPlan(models.Model):
    """The plan of last year as a proposal."""

    _inherit = "steward.activity.plan"

    def action_propose(self):
        """Add last year's activities a year later, with their budget, where they are not there yet.

        :raise UserError: when there was no plan last year
        """
        self.check_access("write")
        self._check_draft()
        before = {
            (plan.community_id, plan.year): plan
            for plan in self.search(
                [
                    ("community_id", "in", self.community_id.ids),
                    ("year", "in", [plan.year - 1 for plan in self]),
                ]
            )
        }
        rows = []
        for plan in self:
            last = before.get((plan.community_id, plan.year - 1))
            if not last or not last.line_ids:
                raise UserError(
                    plan.env._(
                        "%(community)s has no activity plan of %(year)s to propose from.",
                        community=plan.community_id.name,
                        year=plan.year - 1,
                    )
                )
            known = {(line.name, line.kind_id, line.date_planned) for line in plan.line_ids}
            rows += [
                {
                    "plan_id": plan.id,
                    "date_planned": day,
                    "name": line.name,
                    "kind_id": line.kind_id.id,
                    "form": line.form,
                    "content": line.content,
                    "budget": line.budget,
                    "is_free": line.is_free,
                }
                for line in last.line_ids
                if (line.name, line.kind_id, day := line.date_planned + relativedelta(years=1))
                not in known
            ]
        self.env["steward.activity.plan.line"].create(rows)
