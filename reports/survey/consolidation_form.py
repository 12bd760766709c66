from odoo import models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...engine.pareto import percent
from ..sheet_form import Signature

_lt = LazyTranslate(__name__)

SURVEY_WIDTHS = (14, 18, 12, 8, 8, 8, 9, 9, 14)
DIMENSION_WIDTHS = (30, 12, 12, 12, 12, 22)


class SurveyConsolidation(models.AbstractModel):
    """Satisfaction over several communities on one form (F34, R303, R314): what quality counts
    together for the management representative."""

    _name = "report.property_steward.report_survey_consolidation"
    _description = "Consolidated Satisfaction Rate Statistic"
    _inherit = "steward.form.survey"
    _title = _lt("Consolidated Satisfaction Rate Statistic")
    _signatures = (
        Signature(_lt("Consolidated by the Quality Department:")),
        Signature(_lt("Read by the Management Representative:")),
    )

    def _form_values(self, docs):
        waves = docs.filtered(lambda wave: wave.state == "closed")
        if docs and not waves:
            raise UserError(
                self.env._("Only closed surveys are consolidated: choose some that are closed.")
            )
        waves = waves.sorted(lambda wave: (wave.community_id.name, wave.date_issue, wave.id))
        return {**super()._form_values(docs.browse()), "sheets": self._consolidated(waves)}

    def _consolidated(self, waves):
        days = waves.mapped("date_issue")
        subtitle = " – ".join(dict.fromkeys(self._day(day) for day in (min(days), max(days))))
        rows = [{"cells": self._survey_cells(wave)} for wave in waves]
        pages = [
            self._part(
                waves,
                subtitle,
                page=page,
                tables=[
                    self._listing(
                        self.env._("Surveys"),
                        self._survey_heads(),
                        SURVEY_WIDTHS,
                        [row["cells"] for row in page["rows"]],
                    )
                ],
                signatures=[],
            )
            for page in self._pages(rows, SURVEY_WIDTHS, each=10)
        ]
        last = self._part(
            waves, subtitle, tables=[self._dimension_table(waves)], notes=self._notes(waves)
        )
        return [*pages, last]

    def _part(self, waves, subtitle, **parts):
        """A page under the letterhead of the community, or where there are several, the company."""
        sheet = self._sheet(waves[:1], subtitle=subtitle, **parts)
        if len(waves.community_id) > 1:
            sheet["community"] = waves.community_id.browse()
        return sheet

    def _survey_heads(self):
        return [
            self.env._("Community"),
            self.env._("Survey"),
            self.env._("Survey Date"),
            self.env._("Distributed"),
            self.env._("Coverage"),
            self.env._("Returned"),
            self.env._("Recovery Rate"),
            self.env._("Satisfaction"),
            self.env._("Weakest"),
        ]

    def _survey_cells(self, wave):
        figures = wave._figures()
        return [
            wave.community_id.name,
            wave.name,
            self._day(wave.date_issue),
            str(figures["issued"]),
            self._share(figures["coverage"]),
            str(figures["returned"]),
            self._share(figures["recovery"]),
            self._share(wave.satisfaction if wave.satisfaction_count else None),
            "、".join(
                f"{result.dimension_id.name} {result._rate_text()}%"
                for result in wave.main_result_ids.filtered("is_weakest")
            ),
        ]

    def _dimension_table(self, waves):
        """A rate over several surveys is that of all their judgements."""
        rows = []
        by_dimension = waves.main_result_ids.grouped("dimension_id")
        for dimension in sorted(by_dimension, key=lambda one: (one.sequence, one.id)):
            results = by_dimension[dimension]
            judged = results.filtered(lambda result: result._judged())
            comparable = judged.filtered(lambda result: not result.is_small)
            satisfied, total = (
                sum(judged.mapped(name)) for name in ("satisfied_count", "judged_count")
            )
            lowest = comparable.sorted("rate")[:1]
            rows.append(
                [
                    dimension.name,
                    str(len(judged.wave_id)),
                    str(total),
                    str(satisfied),
                    self._share(percent(satisfied, total)),
                    f"{lowest.community_id.name} {lowest._rate_text()}%" if lowest else "–",
                ]
            )
        return self._listing(
            self.env._("Satisfaction by Dimension"),
            [
                self.env._("Dimension"),
                self.env._("Surveys"),
                self.env._("Judgements"),
                self.env._("Satisfied"),
                self.env._("Satisfaction"),
                self.env._("Lowest at"),
            ],
            DIMENSION_WIDTHS,
            rows,
        )

    def _notes(self, waves):
        notes = [
            self.env._(
                "A rate over several surveys is that of all their judgements, rounded half up to "
                "one decimal; no opinion counts neither way. Each survey's own report says which "
                "answers count as satisfied."
            )
        ]
        if not all(waves.main_result_ids.mapped("is_shown")):
            notes.append(self._confidence_note())
        return notes
