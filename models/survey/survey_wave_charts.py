from odoo import fields, models

from ...engine.charts import Cause, Column, fishbone_svg, pareto_svg
from ...engine.pareto import pareto
from .survey_cause import ASPECTS


class SurveyWave(models.Model):
    """Pareto chart (排列图) and fishbone (因果图) of a wave (R228-R230)."""

    _inherit = "steward.survey.wave"

    cause_ids = fields.One2many("steward.survey.cause", "wave_id", string="Causes")

    def action_open_charts(self):
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "property_steward.survey_charts",
            "name": self.env._("Pareto Chart and Causes"),
            "context": {"active_id": self.id},
        }

    def get_charts(self, by="dimension"):
        """What the page of charts shows.

        :param by: "dimension": what people were not satisfied with; "topic": what they wrote about
        """
        self.ensure_one()
        self.check_access("read")
        bars, names = self._pareto(by)
        return {
            "name": self.display_name,
            "by": by,
            "line": self._figures()["pareto_line"],
            "total": sum(bar.count for bar in bars),
            "bars": [
                {
                    "label": names[bar.key],
                    "count": bar.count,
                    "share": bar.share,
                    "cumulative": bar.cumulative,
                    "is_vital": bar.is_vital,
                    **self._bar_records(by, bar.key),
                }
                for bar in bars
            ],
            "fishbones": [
                {"id": dimension.id, "name": dimension.name, "svg": svg}
                for dimension, svg in self._fishbones()
            ],
            # a closed wave takes no more causes
            "can_add": self.state in ("issued", "collected")
            and self.env["steward.survey.cause"].has_access("create"),
        }

    def _bar_records(self, by, key):
        """What stands behind a bar: figures by building and segment, or the comments, for who may
        read them."""
        field = f"{by}_id"
        model = "steward.survey.result" if by == "dimension" else "steward.survey.comment"
        if not self.env[model].has_access("read"):
            return {"model": False, "domain": []}
        return {"model": model, "domain": [("wave_id", "=", self.id), (field, "=", key)]}

    def _pareto(self, by="dimension"):
        """(bars, {key: name}): how often people were not satisfied with a dimension, or wrote
        about a topic; the few that make up so much of it are the vital ones (R228)."""
        self.ensure_one()
        if by == "topic":
            counts = self._topic_counts()
            counts = {topic: counts[topic] for topic in sorted(counts, key=lambda one: one.id)}
        else:
            results = self.main_result_ids.sorted("sequence")
            counts = {
                result.dimension_id: result.unsatisfied_count
                for result in results
                # everything together is no cause of itself
                if not result.dimension_id.is_overall
            }
        names = {record.id: record.name or self.env._("No Topic") for record in counts}
        return pareto(
            {record.id: count for record, count in counts.items()}, self._figures()["pareto_line"]
        ), names

    def _pareto_svg(self, by="dimension"):
        bars, names = self._pareto(by)
        return pareto_svg(
            [
                Column(names[bar.key], bar.count, bar.cumulative, bar.is_vital, bar.key)
                for bar in bars
            ],
            line=self._figures()["pareto_line"],
        )

    def _fishbones(self):
        """[(weak spot, picture)] of the weak spots whose causes were looked for, the most frequent
        one first."""
        self.ensure_one()
        labels = dict(
            self.env["steward.survey.cause"]._fields["aspect"]._description_selection(self.env)
        )
        counts = {result.dimension_id: result.unsatisfied_count for result in self.main_result_ids}
        spots = sorted(
            self.cause_ids.grouped("dimension_id").items(),
            key=lambda spot: counts.get(spot[0], 0),
            reverse=True,
        )
        pictures = []
        for dimension, causes in spots:
            by_aspect = causes.filtered(lambda cause: not cause.parent_id).grouped("aspect")
            bones = [
                (labels[aspect], self._branches(by_aspect.get(aspect, causes.browse())))
                for aspect, _label in ASPECTS
            ]
            pictures.append((dimension, fishbone_svg(dimension.name, bones)))
        return pictures

    def _branches(self, causes):
        return tuple(
            Cause(cause.name, self._branches(cause.child_ids), cause.id)
            for cause in causes.sorted("sequence")
        )
