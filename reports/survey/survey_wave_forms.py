from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Column, Signature

_lt = LazyTranslate(__name__)
# millimetres of the facts above the table
FACTS_HEIGHT = 26


class SurveyRecord(models.AbstractModel):
    """业主评议表发放/回收记录 (C082, C083, R226): when, to whom, by whom, when it came back, with
    room to sign."""

    _name = "report.property_steward.report_survey_record"
    _description = "Issue and Return Record"
    _inherit = "steward.form.fields"
    _form_model = "steward.survey.wave"
    _title = _lt("Issue and Return Record")
    # wide enough for a number and a moment on one line
    _table_columns = (
        Column("number", 14),
        Column("door", 8),
        Column("partner_id.name", 10, _lt("Household")),
        Column("way", 6),
        Column("issued_at", 13),
        Column("issuer_id.name", 6),
        Column("", 10, _lt("Received (Signature)")),
        Column("returned_at", 13),
        Column("collector_id.name", 6),
        Column("unreachable_reason", 10),
    )
    _facts = (
        ("type_id", "date_issue", "issuer_id", "base_count"),
        ("sample_count", "date_return", "collector_id", "returned_count"),
    )
    _signatures = (Signature(_lt("Distributed by:")), Signature(_lt("Collected by:")))

    def _form_values(self, docs):
        sheets = self._sheets(docs)
        return {
            **super()._form_values(docs),
            "title": self.env._(self._title),
            "heads": self._heads(sheets, self._table_columns),
            "records": [self._record(wave, sheets) for wave in self._waves(docs)],
            "signatures": self._signature_boxes(False),
        }

    def _waves(self, docs):
        return docs

    def _sheets(self, docs):
        """An anonymous sheet is nobody's, and stands on no list."""
        return docs.sheet_ids.filtered("number")

    def _record(self, wave, sheets):
        rows = [
            {"cells": [self._text(sheet, column.path) for column in self._table_columns]}
            for sheet in sheets.filtered(lambda sheet: sheet.wave_id == wave)
        ]
        widths = [column.width for column in self._table_columns]
        return {
            "community": wave.community_id,
            "number": wave.number,
            "subtitle": wave.name,
            "facts": [
                [(self._heading(wave, path), self._text(wave, path)) for path in row]
                for row in self._facts
            ],
            "pages": self._pages(rows, widths, orientation="landscape", each=FACTS_HEIGHT),
        }

    def _heading(self, records, path, label=None):
        return self.env._(label) if label else super()._heading(records, path)

    def _text(self, record, path):
        return super()._text(record, path) if path else ""


class SurveySheetRecord(models.AbstractModel):
    """The same of chosen sheets: what one steward hands out."""

    _name = "report.property_steward.report_survey_sheet_record"
    _description = "Issue and Return Record of Chosen Sheets"
    _inherit = "report.property_steward.report_survey_record"
    _form_model = "steward.survey.sheet"

    def _waves(self, docs):
        return docs.wave_id

    def _sheets(self, docs):
        return docs.filtered("number")
