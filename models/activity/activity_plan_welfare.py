from collections import Counter
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from .activity_plan import YEARS

# what counts as held (R188)
HELD = ("held", "closed")
HALVES = {1: "first", 2: "second"}
HALF_YEAR_MONTHS = 6


def half_of(day):
    """1 or 2."""
    return 1 if day.month <= HALF_YEAR_MONTHS else 2


class ActivityPlan(models.Model):
    """R188: public-welfare activities of each half-year, by the community's calendar."""

    _inherit = "steward.activity.plan"

    welfare_first_half = fields.Integer(
        string="Planned, January to June", compute="_compute_welfare"
    )
    welfare_second_half = fields.Integer(
        string="Planned, July to December", compute="_compute_welfare"
    )
    welfare_held_first_half = fields.Integer(
        string="Held, January to June", compute="_compute_welfare"
    )
    welfare_held_second_half = fields.Integer(
        string="Held, July to December", compute="_compute_welfare"
    )
    welfare_required = fields.Integer(
        string="Asked for in Each Half-Year",
        related="community_id.policy_id.activity_welfare_per_half",
    )
    welfare_lacking = fields.Selection(
        [
            ("first", "The first half-year"),
            ("second", "The second half-year"),
            ("both", "Each half-year"),
        ],
        string="Lacks Public Welfare",
        compute="_compute_welfare",
        help="Half-year for which fewer public-welfare activities are planned or held than the "
        "policy asks for (R188).",
    )

    @api.depends(
        "year",
        "community_id.policy_id.activity_welfare_per_half",
        "line_ids.kind_id.is_public_welfare",
        "line_ids.date_planned",
    )
    def _compute_welfare(self):
        held = self._welfare_held()
        for plan in self:
            today = plan.community_id._today() if plan.community_id else date.min
            planned = Counter(
                half_of(line.date_planned)
                for line in plan.line_ids
                if line.kind_id.is_public_welfare and line.date_planned
            )
            lacking = []
            for half, name in HALVES.items():
                done = held[plan.community_id.id, plan.year, half]
                plan[f"welfare_{name}_half"] = planned[half]
                plan[f"welfare_held_{name}_half"] = done
                # of a half-year that is over, only what was held counts
                is_over = (today.year, half_of(today)) > (plan.year, half)
                if (done if is_over else max(planned[half], done)) < plan.welfare_required:
                    lacking.append(name)
            plan.welfare_lacking = "both" if len(lacking) > 1 else (lacking or [False])[0]

    def _welfare_held(self):
        """Counter by (community id, year, half) of what was held; one statement."""
        years = [plan.year for plan in self if plan.year in YEARS]
        if not years:
            return Counter()
        activities = self.env["steward.community.activity"].search_fetch(
            Domain("is_public_welfare", "=", True)
            & Domain("state", "in", HELD)
            & Domain("community_id", "in", self.community_id.ids)
            & Domain("date_begin", ">=", f"{min(years) - 1}-12-31")
            & Domain("date_begin", "<", f"{max(years) + 1}-01-02"),
            ["community_id", "date_begin"],
        )
        return Counter(
            (activity.community_id.id, day.year, half_of(day))
            for activity in activities
            if (day := activity._local_date())
        )
