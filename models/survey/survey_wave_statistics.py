from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.pareto import percent, weakest, withheld

# what is written about the figures, and part of the report
ANALYSIS = ("weak_cause", "next_step", "strengths", "deficits", "analysis")


def _plain(value):
    return (value.id if isinstance(value, models.BaseModel) else value) or False


class SurveyWave(models.Model):
    """Statistics of a wave (R309, R328-R331): counted in one statement from the answers on the
    sheets that are back; frozen with the wave."""

    _inherit = "steward.survey.wave"

    result_ids = fields.One2many("steward.survey.result", "wave_id", string="All Results")
    main_result_ids = fields.One2many(
        "steward.survey.result",
        "wave_id",
        string="Results",
        domain=[("scope", "=", "all")],
    )
    group_result_ids = fields.One2many(
        "steward.survey.result",
        "wave_id",
        string="Results by Building and Segment",
        domain=[("scope", "!=", "all")],
    )
    satisfaction = fields.Float(
        string="Overall Satisfaction (%)",
        compute="_compute_satisfaction",
        digits=(5, 1),
        help="With everything; where that was not asked, of all judgements.",
    )
    satisfaction_count = fields.Integer(string="Judgements", compute="_compute_satisfaction")
    counted_at = fields.Datetime(string="Counted", readonly=True, copy=False)
    # the six figures of the report as they were when the wave was closed (R328)
    figures = fields.Json(readonly=True, copy=False)

    # what they mean (R331)
    weak_cause = fields.Text(
        string="Why It Is Weak", copy=False, help="Cause of the weakest result (R331)."
    )
    next_step = fields.Text(copy=False, help="What is done about it next (R331).")
    strengths = fields.Text(copy=False)
    deficits = fields.Text(
        copy=False, help="Public facilities and community culture as well (R331)."
    )
    analysis = fields.Text(string="Comment", copy=False)

    def _compute_satisfaction(self):
        judged = dict.fromkeys(self.ids, (0, 0))
        groups = self.env["steward.survey.result"]._read_group(
            [("wave_id", "in", self.ids), ("scope", "=", "all")],
            ["wave_id", "dimension_id"],
            ["satisfied_count:sum", "unsatisfied_count:sum"],
        )
        overall = {
            wave.id for wave, dimension, *counts in groups if dimension.is_overall and any(counts)
        }
        for wave, dimension, satisfied, unsatisfied in groups:
            if wave.id not in overall or dimension.is_overall:
                before = judged[wave.id]
                judged[wave.id] = (before[0] + satisfied, before[1] + unsatisfied)
        for wave in self:
            satisfied, unsatisfied = judged.get(wave.id, (0, 0))
            wave.satisfaction_count = satisfied + unsatisfied
            wave.satisfaction = percent(satisfied, satisfied + unsatisfied) or 0.0

    def write(self, vals):
        if not self.env.su and set(ANALYSIS) & vals.keys():
            for wave in self:
                if wave.state in ("closed", "cancelled"):
                    raise UserError(
                        wave.env._(
                            "%(wave)s is closed: the analysis stays as it is.",
                            wave=wave.display_name,
                        )
                    )
        return super().write(vals)

    def action_count(self):
        """Count what is back so far; until the wave is closed the figures may change.

        :raise UserError: of a confidential survey, before its collection has ended
        """
        self.check_access("write")
        for wave in self:
            if wave.state == "issued" and not wave._is_countable():
                raise UserError(
                    wave.env._(
                        "%(wave)s is confidential: its answers are counted when the collection "
                        "has ended. One more sheet would show what its household answered.",
                        wave=wave.display_name,
                    )
                )
        self._count_results()

    def _is_countable(self):
        """Whether answers may be looked at by now: of a confidential survey not one by one, as they
        come in."""
        self.ensure_one()
        return self.state == "collected" or (
            self.state == "issued" and not self.type_id.is_confidential
        )

    def _count_results(self):
        """The results of open waves, anew; closed ones stay as they are.

        One statement counts, whatever the number of sheets.
        """
        # sudo: figures are counted, not entered; who answered what is not among them
        waves = self.sudo().filtered(lambda wave: wave.survey_id and wave._is_countable())
        if not waves:
            return
        counts = {wave: {} for wave in waves}
        by_id = {wave.id: wave for wave in waves}
        for wave_id, *row in self.env.execute_query(waves._count_query()):
            counts[by_id[wave_id]].setdefault(row[0], []).append(row[1:])
        for wave, by_dimension in counts.items():
            wave._replace_results(wave._result_values(by_dimension))
        waves.write({"counted_at": fields.Datetime.now()})

    def _replace_results(self, vals_list):
        """What was counted before stays where nothing has changed since."""
        names = vals_list and sorted(vals_list[0])
        known = sorted([str(_plain(result[name])) for name in names] for result in self.result_ids)
        if known != sorted([str(vals[name] or False) for name in names] for vals in vals_list):
            self.result_ids.unlink()
            self.env["steward.survey.result"].create(vals_list)

    def _result_values(self, by_dimension):
        """One for each dimension that was asked about, also where nobody answered (R329).

        :param by_dimension: {dimension: [(scope, building, segment, satisfied, unsatisfied, none)]}
        """
        self.ensure_one()
        previous = self._previous_results()
        common = {
            "wave_id": self.id,
            "community_id": self.community_id.id,
            "company_id": self.company_id.id,
            "type_id": self.type_id.id,
            "date": self.date_issue,
        }
        asked = [
            dimension.id
            for question in self.survey_id.question_ids
            for dimension in question._steward_dimensions()
        ]
        vals_list = []
        Dimension = self.env["steward.survey.dimension"]
        for dimension in Dimension.browse(dict.fromkeys([*asked, *by_dimension])):
            rows = by_dimension.get(dimension.id) or [("all", None, None, 0, 0, 0)]
            hidden = self._withheld_groups(rows)
            for scope, building, segment, *counts in rows:
                group = (scope, building, segment)
                rates = self._rate_values(*((0, 0, 0) if group in hidden else counts))
                comparable = not rates["is_small"] and previous.get((dimension.id, *group))
                vals_list.append(
                    {
                        **common,
                        **rates,
                        "dimension_id": dimension.id,
                        "sequence": dimension.sequence,
                        "scope": scope,
                        "building_id": building,
                        "segment_id": segment,
                        "answered_count": sum(counts),
                        "previous_id": comparable,
                    }
                )
        self._mark_weakest(vals_list)
        return vals_list

    def _withheld_groups(self, rows):
        """Of a few whom everybody knows, nobody learns what they answered in confidence."""
        if not self.type_id.is_confidential:
            return []
        answered = {tuple(row[:3]): sum(row[3:]) for row in rows}
        least = self.type_id.small_group
        total = sum(count for group, count in answered.items() if group[0] == "all")
        if total < least:
            return list(answered)
        return [
            group
            for scope in ("building", "segment")
            for group in withheld(
                {one: count for one, count in answered.items() if one[0] == scope}, total, least
            )
        ]

    def _rate_values(self, satisfied, unsatisfied, none):
        judged = satisfied + unsatisfied
        return {
            "satisfied_count": satisfied,
            "unsatisfied_count": unsatisfied,
            "none_count": none,
            "rate": percent(satisfied, judged) or 0.0,
            "is_small": judged < max(1, self.type_id.small_group),
        }

    def _mark_weakest(self, vals_list):
        """R331: of what enough people judged; the judgement of everything is no weak spot."""
        Dimension = self.env["steward.survey.dimension"]
        judged = Dimension.browse({vals["dimension_id"] for vals in vals_list})
        overall = judged.filtered("is_overall")
        rates = {
            vals["dimension_id"]: vals["rate"]
            for vals in vals_list
            if vals["scope"] == "all"
            and not vals["is_small"]
            and vals["dimension_id"] not in overall.ids
        }
        weak = {dimension for dimension in weakest(rates) if rates[dimension] < 100}
        for vals in vals_list:
            vals["is_weakest"] = vals["scope"] == "all" and vals["dimension_id"] in weak

    def _previous_results(self):
        """{(dimension, scope, building, segment): result} of the last closed wave of the same type
        in the community, those that can be compared."""
        self.ensure_one()
        last = self._previous_waves(1)
        return {
            (
                result.dimension_id.id,
                result.scope,
                result.building_id.id or None,
                result.segment_id.id or None,
            ): result.id
            for result in last.result_ids
            if not result.is_small and result._judged()
        }

    def _previous_waves(self, limit):
        """Closed waves of the same type in the community before this one, the latest first; of a
        closed one, those that were closed by then."""
        self.ensure_one()
        return self.search(
            [
                ("community_id", "=", self.community_id.id),
                ("type_id", "=", self.type_id.id),
                ("state", "=", "closed"),
                ("date_issue", "<=", self.date_issue),
                ("closed_at", "<=", self.closed_at or fields.Datetime.now()),
                ("id", "!=", self.id),
            ],
            limit=limit,
        )

    def _knows_households(self):
        """Whether the office may know who answered what."""
        self.ensure_one()
        return not (self.type_id.is_anonymous or self.type_id.is_confidential)
