from markupsafe import Markup

from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Signature

_lt = LazyTranslate(__name__)

RESULT_WIDTHS = (30, 10, 10, 10, 10, 12, 9, 9)


class SurveyForm(models.AbstractModel):
    """What the forms of surveys are made of: figures, tables, pictures, words, signatures."""

    _name = "steward.form.survey"
    _description = "Printed Form of Surveys"
    _inherit = "steward.form.fields"
    _form_model = "steward.survey.wave"
    _signatures = (
        Signature(_lt("Drawn up by:"), "steward_id.name", "closed_at"),
        Signature(_lt("Reviewed by:")),
    )

    def _form_values(self, docs):
        return {
            **super()._form_values(docs),
            "sheets": [sheet for doc in docs for sheet in self._sheets(doc)],
        }

    def _sheets(self, doc):
        """Hook: the pages of one record."""
        return [self._sheet(doc)]

    def _sheet(self, doc, **parts):
        """One page, or one form that flows over several; what is not given is left out."""
        return {
            "community": doc.community_id,
            "title": self.env._(self._title),
            "subtitle": "",
            "number": "",
            "grid": [],
            "tables": [],
            "pictures": [],
            "texts": [],
            "notes": [],
            "page": None,
            "signatures": self._signature_boxes(doc),
            **parts,
        }

    def _wave_sheet(self, wave, **parts):
        return self._sheet(wave, **{"subtitle": wave.name, "number": wave.number or "", **parts})

    # parts

    def _six_figures(self, wave):
        """Rows of label and value (R328)."""
        figures = wave._figures()
        cells = [
            (self.env._("Survey Date"), self._day(wave.date_issue)),
            (self.env._("Moved-In and Decorating Households"), figures["base"])
            if figures["counts_decorating"]
            else (self.env._("Moved-In Households"), figures["base"]),
            (self.env._("Sheets Issued, at Random"), figures["issued"]),
            (self.env._("Coverage"), self._share(figures["coverage"])),
            (self.env._("Sheets Returned"), figures["returned"]),
            (self.env._("Recovery Rate"), self._share(figures["recovery"])),
            (self.env._("Sample of Households"), figures["sample"]),
            (self.env._("Households Not Reached"), figures["unreachable"]),
            (self.env._("Returned of the Whole Sample"), self._share(figures["sample_recovery"])),
            (
                self.env._("Overall Satisfaction"),
                self._share(wave.satisfaction if wave.satisfaction_count else None),
            ),
        ]
        return [cells[index : index + 2] for index in range(0, len(cells), 2)]

    def _share(self, value):
        return "–" if value is None else f"{value:.1f}%"

    def _listing(self, title, heads, widths, rows):
        return {
            "title": title,
            "heads": [
                {"label": label, "width": width} for label, width in zip(heads, widths, strict=True)
            ],
            "rows": rows,
        }

    def _result_heads(self, first):
        return [
            first,
            self.env._("Answers"),
            self.env._("Satisfied"),
            self.env._("Not Satisfied"),
            self.env._("No Opinion"),
            self.env._("Satisfaction"),
            self.env._("Last Wave"),
            self.env._("Change"),
        ]

    def _result_table(self, wave):
        rows = [
            [self._result_label(result), *self._result_cells(result)]
            for result in wave.main_result_ids.sorted("sequence")
        ]
        return self._listing(
            self.env._("Satisfaction by Dimension"),
            self._result_heads(self.env._("Dimension")),
            RESULT_WIDTHS,
            rows,
        )

    def _result_label(self, result):
        name = result.dimension_id.name
        if result.is_weakest:
            return self.env._("%(dimension)s (weakest)", dimension=name)
        return name

    def _result_cells(self, result):
        shown = result.is_shown
        return [
            str(result.answered_count),
            str(result.satisfied_count) if shown else "–",
            str(result.unsatisfied_count) if shown else "–",
            str(result.none_count) if shown else "–",
            result._rate_text() + ("%" if result._judged() else ""),
            self._share(result.previous_rate) if result.previous_id else "–",
            f"{result.change:+.1f}" if result.previous_id else "–",
        ]

    def _footnotes(self, wave):
        """What the figures mean, and whether they are the last word."""
        notes = wave._rate_notes()
        if not all(wave.result_ids.mapped("is_shown")):
            notes.append(self._confidence_note())
        if wave.state != "closed":
            notes.append(
                self.env._(
                    "Not closed yet: as counted on %(moment)s, and not final.",
                    moment=self._moment(wave.community_id, wave.counted_at) or "–",
                )
            )
        return notes

    def _confidence_note(self):
        return self.env._("Answers given in confidence are not shown where they are that few.")

    def _pareto_picture(self, wave, by="dimension"):
        """[(title, picture)] or nothing."""
        svg = wave._pareto_svg(by)
        titles = {
            "dimension": self.env._("Pareto Chart: Not Satisfied with"),
            "topic": self.env._("Pareto Chart: Comments about"),
        }
        # the picture's texts are escaped where it is drawn
        return [(titles[by], Markup(svg))] if svg else []  # noqa: S704

    def _fishbone_pictures(self, wave):
        return [
            (
                self.env._("Cause-Effect Diagram: %(problem)s", problem=dimension.name),
                # as above
                Markup(svg),  # noqa: S704
            )
            for dimension, svg in wave._fishbones()
        ]

    def _pareto_table(self, wave, by="dimension"):
        bars, names = wave._pareto(by)
        return self._listing(
            self.env._("Weak Spots by Frequency")
            if by == "dimension"
            else self.env._("Subjects of the Comments by Frequency"),
            [
                self.env._("Weak Spot") if by == "dimension" else self.env._("Subject"),
                self.env._("How Often"),
                self.env._("Of All"),
                self.env._("Added Up"),
                self.env._("Vital Few"),
            ],
            (45, 12, 14, 15, 14),
            [
                [
                    names[bar.key],
                    str(bar.count),
                    self._share(bar.share),
                    self._share(bar.cumulative),
                    self.env._("Yes") if bar.is_vital else "",
                ]
                for bar in bars
            ],
        )

    def _cause_table(self, causes):
        return self._listing(
            self.env._("Causes and Measures"),
            [
                self.env._("Weak Spot"),
                self.env._("Aspect"),
                self.env._("Cause"),
                self.env._("Measure"),
                self.env._("Responsible"),
                self.env._("To Be Done by"),
            ],
            (15, 9, 26, 24, 13, 13),
            [
                [
                    cause.dimension_id.name,
                    self._label(cause, "aspect"),
                    " ← ".join(cause._line().mapped("name")),
                    cause.measure or "",
                    cause.responsible_id.name or "",
                    self._day(cause.date_due),
                ]
                for cause in causes.filtered("is_leaf")
            ],
        )

    def _texts(self, record, names):
        return [
            (record._fields[name]._description_string(self.env), record[name] or "")
            for name in names
        ]
