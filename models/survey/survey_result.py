from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

GROUPS = [("all", "Whole Community"), ("building", "Building"), ("segment", "Segment")]
# what is counted; nobody writes it
COUNTED = (
    "answered_count",
    "satisfied_count",
    "unsatisfied_count",
    "none_count",
    "rate",
    "is_small",
    "is_weakest",
)


class SurveyResult(models.Model):
    """Satisfaction with one dimension in one wave (C114, R309, R328-R331): of everybody, of a
    building or of a segment. Counted while the wave is open, frozen when it is closed.

    A rate is the share of the satisfied among those who judged, in percent, rounded half up to
    one decimal; fairly satisfied counts as satisfied (R330, F07), no opinion counts neither way.
    """

    _name = "steward.survey.result"
    _description = "Survey Result"
    _inherit = ["steward.guard.mixin"]
    _order = "wave_id desc, scope, building_id, segment_id, sequence, id"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"wave_id", "community_id", "company_id", "type_id", "date", "sequence"}
        | {"dimension_id", "scope", "building_id", "segment_id", "previous_id"}
        | {"improved_at", "improved_by_id", *COUNTED}
    )

    # of what
    wave_id = fields.Many2one(
        "steward.survey.wave", required=True, index=True, ondelete="cascade", readonly=True
    )
    # of the wave, which keeps them once its sample is drawn
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    type_id = fields.Many2one(
        "steward.survey.type", required=True, index=True, ondelete="restrict", readonly=True
    )
    date = fields.Date(string="Survey Date", required=True, readonly=True)
    wave_state = fields.Selection(related="wave_id.state", string="State of the Wave")
    dimension_id = fields.Many2one(
        "steward.survey.dimension", required=True, index=True, ondelete="restrict", readonly=True
    )
    sequence = fields.Integer(readonly=True, aggregator=None)
    scope = fields.Selection(GROUPS, string="Of", required=True, readonly=True)
    building_id = fields.Many2one(
        "steward.building", index="btree_not_null", ondelete="restrict", readonly=True
    )
    segment_id = fields.Many2one(
        "steward.segment.tag", index="btree_not_null", ondelete="restrict", readonly=True
    )

    # figures
    answered_count = fields.Integer(string="Answers", readonly=True)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True)
    unsatisfied_count = fields.Integer(string="Not Satisfied", readonly=True)
    none_count = fields.Integer(string="No Opinion", readonly=True)
    rate = fields.Float(string="Satisfaction (%)", digits=(5, 1), readonly=True, aggregator="avg")
    judged_count = fields.Integer(string="Judgements", compute="_compute_judged_count")
    is_shown = fields.Boolean(
        compute="_compute_judged_count",
        help="Of a few who answered in confidence, nobody learns what.",
    )
    is_small = fields.Boolean(
        string="Too Few to Compare",
        readonly=True,
        help="Fewer judgements than the type of survey asks for.",
    )
    is_weakest = fields.Boolean(
        string="Weakest", readonly=True, help="Asks for its cause and the next step (R331)."
    )
    previous_id = fields.Many2one(
        "steward.survey.result",
        string="Last Wave",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The same in the last closed wave of the same type in the community.",
    )
    previous_rate = fields.Float(related="previous_id.rate", string="Last Wave (%)", digits=(5, 1))
    change = fields.Float(compute="_compute_change", digits=(5, 1), help="In percentage points.")

    # what was done about it (R090)
    improvement = fields.Text(string="What Was Improved")
    improved_at = fields.Datetime(string="Improved", readonly=True, copy=False)
    improved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    callback_ids = fields.One2many("steward.callback", "survey_result_id", string="Callbacks")

    _place_uniq = models.UniqueIndex(
        "(wave_id, dimension_id, scope, COALESCE(building_id, 0), COALESCE(segment_id, 0))",
        "A dimension is counted once in a group of a wave.",
    )

    @api.depends("answered_count", "satisfied_count", "unsatisfied_count", "none_count")
    def _compute_judged_count(self):
        for result in self:
            result.judged_count = result._judged()
            result.is_shown = result.answered_count == result.judged_count + result.none_count

    @api.depends("rate", "previous_id.rate")
    def _compute_change(self):
        for result in self:
            change = result.rate - result.previous_id.rate if result.previous_id else 0.0
            result.change = round(change, 1)

    @api.depends("wave_id", "dimension_id", "building_id", "segment_id")
    def _compute_display_name(self):
        for result in self:
            group = result.building_id.name or result.segment_id.name
            result.display_name = ", ".join(
                filter(None, (result.wave_id.name, result.dimension_id.name, group))
            )

    def _read_group_select(self, aggregate_spec, query):
        """The rate of several groups is that of all their judgements, not the mean of rates."""
        if aggregate_spec != "rate:avg":
            return super()._read_group_select(aggregate_spec, query)
        satisfied = self._field_to_sql(self._table, "satisfied_count", query)
        unsatisfied = self._field_to_sql(self._table, "unsatisfied_count", query)
        return SQL(
            "ROUND(100.0 * SUM(%(satisfied)s) / NULLIF(SUM(%(satisfied)s + %(unsatisfied)s), 0),"
            " 1)::float",
            satisfied=satisfied,
            unsatisfied=unsatisfied,
        )

    def _judged(self):
        """How many judged, the one way or the other."""
        self.ensure_one()
        return self.satisfied_count + self.unsatisfied_count

    def _rate_text(self):
        """As it stands on a form: nobody judged, nothing is said."""
        self.ensure_one()
        return f"{self.rate:.1f}" if self._judged() else "–"

    def write(self, vals):
        if not self.env.su and "improvement" in vals and self.filtered("improved_at"):
            raise UserError(
                self.env._("The households were told what was improved: it stays as it is.")
            )
        return super().write(vals)
