from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature, Table

_lt = LazyTranslate(__name__)

FIGURES = (
    Column("label", 31, _lt("Group")),
    Column("total_count", 8),
    Column("valid_count", 8),
    Column("closed_count", 8),
    Column("on_time_count", 8),
    Column("late_count", 8),
    Column("reopened_count", 8),
    Column("recurring_count", 8),
    Column("satisfied_count", 8),
)
LINES = (
    Column("received_on", 8),
    Column("party", 9),
    Column("door", 8),
    Column("words", 20),
    Column("result", 15),
    Column("case_state", 7),
    Column("factor", 10),
    Column("measure", 18),
)


class DutyDocument(models.AbstractModel):
    """投诉情况月汇总表 (C026), weekly statistics (C067), monthly opinion summary (C116), analyses
    (C021): as submitted, for the period that it names."""

    _name = "report.property_steward.report_duty_document"
    _description = "Summary or Analysis of a Period"
    _inherit = "steward.form.sheet"
    _form_model = "steward.duty.document"
    _title = _lt("Summary or Analysis of a Period")
    _grid = (
        (Cell("date_from"), Cell("date_to")),
        (Cell("total_count"), Cell("valid_count")),
        (Cell("closed_count"), Cell("on_time_count")),
        (Cell("late_count"), Cell("reopened_count")),
        (Cell("recurring_count"), Cell("valid_rate")),
        (Cell("analysis", height=35),),
        (Cell("measures", height=35),),
    )
    _tables = (Table("figure_ids", FIGURES, "section"), Table("case_line_ids", LINES))
    _signatures = (
        Signature(_lt("Drawn up by:"), "author_id.name", "frozen_at"),
        Signature(_lt("Reviewed by:"), "duty_id.approved_by_id.name", "duty_id.approved_at"),
    )

    def _sheet(self, doc):
        return {**super()._sheet(doc), "title": self._label(doc, "kind")}
