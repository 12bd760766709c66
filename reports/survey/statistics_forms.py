from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Signature
from .survey_form import RESULT_WIDTHS

_lt = LazyTranslate(__name__)

WORDS = ("weak_cause", "next_step", "strengths", "deficits", "analysis")
# earlier waves beside the present one
PREVIOUS = 3


class SurveyStatistics(models.AbstractModel):
    """顾客意见征询调查表统计分析报告 (C121, R328-R331): the six figures, satisfaction per dimension
    with its footnote, the weak spots, and what is said about them."""

    _name = "report.property_steward.report_survey_statistics"
    _description = "Statistical Analysis of the Opinion Survey"
    _inherit = "steward.form.survey"
    _title = _lt("Statistical Analysis Report of the Customer Opinion Survey")

    def _sheets(self, doc):
        return [
            self._wave_sheet(
                doc,
                grid=self._six_figures(doc),
                tables=[self._result_table(doc)],
                notes=self._footnotes(doc),
                pictures=self._pareto_picture(doc),
                texts=self._texts(doc, WORDS),
            )
        ]


class SurveySatisfaction(models.AbstractModel):
    """《顾客满意率统计表》 (C114, R309, R314): beside the last waves, then by building and
    segment."""

    _name = "report.property_steward.report_survey_satisfaction"
    _description = "Customer Satisfaction Rate Statistic"
    _inherit = "steward.form.survey"
    _title = _lt("Customer Satisfaction Rate Statistic")
    _signatures = (
        Signature(_lt("Compiled by:"), "steward_id.name", "closed_at"),
        Signature(_lt("Received by the Quality Department:"), "report_sent_by_id.name"),
        Signature(
            _lt("Read by the Management Representative:"),
            "report_read_by_id.name",
            "report_read_at",
        ),
    )

    def _sheets(self, doc):
        pages = self._group_pages(doc)
        first = self._wave_sheet(
            doc,
            grid=self._six_figures(doc),
            tables=[self._result_table(doc), *self._previous_table(doc)],
            notes=self._footnotes(doc),
        )
        if pages:
            first["signatures"] = []
        return [first, *pages]

    def _previous_table(self, wave):
        """The rates of the last waves of the same type, the latest first."""
        waves = wave._previous_waves(PREVIOUS)
        if not waves:
            return []
        rates = {(result.wave_id, result.dimension_id): result for result in waves.main_result_ids}
        rows = [
            [
                result.dimension_id.name,
                *(self._rate_of(rates.get((one, result.dimension_id))) for one in waves),
            ]
            for result in wave.main_result_ids.sorted("sequence")
        ]
        share = 65 // len(waves)
        return [
            self._listing(
                self.env._("Last Waves"),
                [self.env._("Dimension"), *(self._day(one.date_issue) for one in waves)],
                [100 - share * len(waves), *[share] * len(waves)],
                rows,
            )
        ]

    def _rate_of(self, result):
        return f"{result._rate_text()}%" if result and result._judged() else "–"

    def _group_pages(self, wave):
        results = wave.group_result_ids
        if not results:
            return []
        widths = (15, *RESULT_WIDTHS[:1], *(7.5,) * 7)
        rows = [
            {
                "cells": [
                    result.building_id.name or result.segment_id.name or "",
                    result.dimension_id.name,
                    *self._result_cells(result),
                ]
            }
            for result in results
        ]
        heads = [self.env._("Building or Segment"), *self._result_heads(self.env._("Dimension"))]
        pages = self._pages(rows, widths)
        return [
            self._wave_sheet(
                wave,
                page=page,
                tables=[self._listing("", heads, widths, [row["cells"] for row in page["rows"]])],
                signatures=self._signature_boxes(wave) if page["number"] == page["total"] else [],
            )
            for page in pages
        ]


class SurveyAppraisal(models.AbstractModel):
    """业主评议表汇总分析 (C084, R227-R229): summary, Pareto chart, fishbone."""

    _name = "report.property_steward.report_survey_appraisal"
    _description = "Summary and Analysis of the Owner Appraisal"
    _inherit = "steward.form.survey"
    _title = _lt("Summary and Analysis of the Owner Appraisal Forms")

    def _sheets(self, doc):
        return [
            self._wave_sheet(
                doc,
                grid=self._six_figures(doc),
                tables=[self._result_table(doc), self._cause_table(doc.cause_ids)],
                notes=self._footnotes(doc),
                pictures=[*self._pareto_picture(doc), *self._fishbone_pictures(doc)],
                texts=self._texts(doc, WORDS),
            )
        ]


class SurveyPareto(models.AbstractModel):
    """排列图, 因果图 记录 (C085, R228-R230): how the weak spots and their causes were found."""

    _name = "report.property_steward.report_survey_pareto"
    _description = "Record of Pareto Chart and Cause-Effect Diagram"
    _inherit = "steward.form.survey"
    _title = _lt("Record of Pareto Chart and Cause-Effect Diagram")

    def _sheets(self, doc):
        kinds = [by for by in ("dimension", "topic") if doc._pareto(by)[0]]
        return [
            self._wave_sheet(
                doc,
                tables=[
                    *(self._pareto_table(doc, by) for by in kinds),
                    self._cause_table(doc.cause_ids),
                ],
                pictures=[
                    *(picture for by in kinds for picture in self._pareto_picture(doc, by)),
                    *self._fishbone_pictures(doc),
                ],
                notes=[
                    self.env._(
                        "The vital few make up %(line)g%% of what was said.",
                        line=doc._figures()["pareto_line"],
                    )
                ],
            )
        ]
