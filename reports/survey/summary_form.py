from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Signature

_lt = LazyTranslate(__name__)


class SurveySummary(models.AbstractModel):
    """统计技术应用总结 (C086, R231): what the year's charts brought, and what is suggested."""

    _name = "report.property_steward.report_survey_summary"
    _description = "Annual Summary of Statistical Techniques"
    _inherit = "steward.form.survey"
    _form_model = "steward.survey.summary"
    _title = _lt("Annual Summary of Statistical Techniques")
    _signatures = (
        Signature(_lt("Drawn up by:"), "author_id.name", "submitted_at"),
        Signature(_lt("Received by the General Office:")),
    )

    def _sheets(self, doc):
        rows = [
            [
                self._day(result.date),
                result.wave_id.name,
                self._result_label(result),
                str(result.answered_count),
                result._rate_text() + ("%" if result._judged() else ""),
                self._improved_on(doc, result),
            ]
            for result in doc.result_ids.sorted(
                lambda result: (result.date, result.wave_id.id, result.sequence)
            )
        ]
        results = self._listing(
            self.env._("Results of the Year"),
            [
                self.env._("Survey Date"),
                self.env._("Survey"),
                self.env._("Dimension"),
                self.env._("Answers"),
                self.env._("Satisfaction"),
                self.env._("Improved"),
            ],
            (13, 25, 28, 10, 12, 12),
            rows,
        )
        return [
            self._sheet(
                doc,
                subtitle=str(doc.year),
                tables=[results, self._cause_table(doc.cause_ids)],
                texts=self._texts(doc, ("effects", "suggestions")),
            )
        ]

    def _improved_on(self, doc, result):
        """Local day; what was improved after the summary was submitted is not in it."""
        moment = result.improved_at
        if not moment or (doc.submitted_at and moment > doc.submitted_at):
            return ""
        return self._day(self._local(doc.community_id, moment))
