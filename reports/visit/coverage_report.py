from odoo import models

from ..form import SIGNATURES_HEIGHT


class CoverageReport(models.AbstractModel):
    """Coverage report of a period (走访覆盖率, R003, R041, R238): by visitor and month, then who
    was not reached and why."""

    _name = "report.property_steward.report_coverage"
    _description = "Visit Coverage Report"
    _inherit = "steward.form"
    _form_model = "steward.form.period"

    def _form_values(self, docs):
        return {
            "reports": [
                self._report(period, community)
                for period in docs
                for community in period.community_ids
            ]
        }

    def _report(self, period, community):
        rows = [{"cells": self._cells(row), **row} for row in period._coverage(community)]
        missing = [
            {"cells": self._missing_cells(period, *row)} for row in period._not_reached(community)
        ]
        reached, owed = period._reached(community)
        return {
            "period": period,
            "community": community,
            "rows": rows,
            "pages": self._pages(rows, [22, 13, 11, 11, 11, 14, 18], first=16, last=SIGNATURES_HEIGHT + 12),
            "missing": missing,
            "missing_pages": self._pages(
                missing, [12, 17, 18, 14, 13, 9, 11], last=0
            )
            if missing
            else [],
            "reached": reached,
            "reached_of": owed,
            "reached_percent": 100.0 * reached / owed if owed else 0.0,
            "totals": {key: sum(row[key] for row in rows) for key in ("owed", "done", "overdue")},
        }

    def _cells(self, row):
        return [
            row["steward"].name or "",
            row["month"].strftime("%Y-%m"),
            str(row["owed"]),
            str(row["done"]),
            str(row["overdue"]),
            f"{row['percent']:.1f}",
            str(row["households"]),
        ]

    def _missing_cells(self, period, lines, attempt):
        line = lines[-1]
        one_year = period.date_from.year == period.date_to.year
        months = sorted(set(lines.mapped("month")))
        return [
            line.door or "",
            line.partner_id.name or line.rule_id.name,
            line.rule_id.name,
            "、".join(str(m.month) if one_year else m.strftime("%Y-%m") for m in months),
            self._day(line.period_end),
            line.steward_id.name or "",
            self._label(attempt, "outcome") or self.env._("No attempt"),
        ]
