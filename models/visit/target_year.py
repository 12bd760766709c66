from odoo import api, fields, models


class Target(models.Model):
    """The year's target (年度指标): its months up to this one, taken together (R259)."""

    _inherit = "steward.target"

    year_target = fields.Float(
        string="Year so Far: Target", digits=(16, 2), compute="_compute_year", aggregator=None
    )
    year_actual = fields.Float(
        string="Year so Far: Actual", digits=(16, 2), compute="_compute_year", aggregator=None
    )
    year_percent = fields.Float(
        string="Year so Far (%)",
        compute="_compute_year",
        aggregator=None,
        help="What was reached since January, of what was to be reached up to this month.",
    )

    @api.depends("community_id", "steward_id", "month", "kind", "target")
    def _compute_year(self):
        complete = self.filtered(lambda one: one.community_id and one.month)
        siblings = self.browse()
        if complete:
            months = complete.mapped("month")
            siblings = self.search(
                [
                    ("kind", "in", complete.mapped("kind")),
                    ("community_id", "in", complete.community_id.ids),
                    ("steward_id", "in", complete.steward_id.ids),
                    ("month", ">=", min(months).replace(month=1)),
                    ("month", "<=", max(months)),
                ]
            )
        of_year = siblings.grouped(lambda one: (*one._key()[:3], one.month.year))
        for target in self:
            mine = siblings.browse()
            if target in complete:
                key = (*target._key()[:3], target.month.year)
                mine = of_year.get(key, mine).filtered(
                    lambda one, target=target: one.month <= target.month
                )
            target.year_target = sum(mine.mapped("target"))
            target.year_actual = sum(mine.mapped("actual"))
            target.year_percent = (
                100 * target.year_actual / target.year_target if target.year_target else 100
            )
