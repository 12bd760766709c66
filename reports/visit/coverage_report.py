from odoo import models

from ..form import SIGNATURES_HEIGHT

# millimetres
TENANTS_HEIGHT = 16
FLOOR_ROW_HEIGHT = 7


class CoverageReport(models.AbstractModel):
    """Coverage report of a period (走访覆盖率, R003, R041, R238): the figures of the coverage
    page by visitor and month, then who was not reached and why."""

    _name = "report.property_steward.report_coverage"
    _description = "Visit Coverage Report"
    _inherit = "steward.form"
    _form_model = "steward.form.period"

    def _form_values(self, docs):
        return {
            "percent": self._percent,
            "reports": [
                self._report(period, community)
                for period in docs
                for community in period.community_ids
            ],
        }

    def _percent(self, figures):
        return "" if figures["percent"] is None else f"{figures['percent']:.1f}"

    def _report(self, period, community):
        coverage = period._coverage(community)
        rows = [
            {"cells": self._cells(period, row, month, figures)}
            for row in coverage["rows"]
            for month, figures in row["months"].items()
        ]
        missing = [{"cells": self._missing_cells(lines)} for lines in period._not_reached(coverage)]
        floor_height = FLOOR_ROW_HEIGHT * len(coverage["floor"])
        return {
            "period": period,
            "community": community,
            "coverage": coverage,
            "pages": self._pages(
                rows,
                [28, 18, 14, 13, 13, 14],
                first=TENANTS_HEIGHT if coverage["tenants"] else 0,
                last=SIGNATURES_HEIGHT + floor_height,
            ),
            "missing_pages": self._pages(missing, [12, 17, 18, 14, 13, 9, 11], last=0)
            if missing
            else [],
        }

    def _cells(self, period, row, month, figures):
        return [
            row["label"],
            f"{period.year}-{month:02d}",
            str(figures["owed"]),
            str(figures["done"]),
            str(figures["late"]),
            self._percent(figures),
        ]

    def _missing_cells(self, lines):
        last = lines[-1]
        months = sorted(set(lines.mapped("month")))
        return [
            last.door or "",
            last.partner_id.name or last.rule_id.name,
            last.rule_id.name,
            "、".join(str(month.month) for month in months),
            self._day(last.period_end),
            last.steward_id.name or "",
            self._label(last, "last_outcome"),
        ]
