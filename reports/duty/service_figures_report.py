from odoo import models

DEPARTMENT_WIDTH = 18


class ServiceFiguresReport(models.AbstractModel):
    """Service figures of a period (服务指标, R072, R096-R098, R318): what the page of this name
    shows, one community after the other."""

    _name = "report.property_steward.report_service_figures"
    _description = "Service Figures"
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

    def _percent(self, value):
        return "–" if value is None else f"{value:g}%"

    def _target(self, tile):
        if tile["target"] is None:
            return "–"
        return f"{'<' if tile['below'] else '≥'} {tile['target']:g}%"

    def _mark(self, reached):
        if reached is None:
            return "–"
        return self.env._("In Target") if reached else self.env._("Out of Target")

    def _report(self, period, community):
        figures = period._service_figures(community)
        repairs = figures["repairs"]
        # one month is no sum
        whole = self.env._("Total") if repairs["rows"] else f"{period.date_from:%Y-%m}"
        return {
            "period": period,
            "community": community,
            "tiles": [
                [
                    tile["label"],
                    str(tile["done"]),
                    str(tile["total"]),
                    self._percent(tile["percent"]),
                    self._target(tile),
                    self._mark(tile["is_reached"]),
                ]
                for tile in figures["tiles"]
            ],
            "repairs": [
                self._repair_cells(row, whole) for row in (*repairs["rows"], repairs["total"])
            ],
            "tables": [
                table
                for table in (
                    self._answer_table(figures["answers"]),
                    self._ageing_table(figures["ageing"]),
                )
                if table
            ],
        }

    def _repair_cells(self, row, whole):
        return [
            row["key"][:7] or whole,
            str(row["done"]),
            str(row["unasked"]),
            str(row["asked"]),
            self._percent(row["satisfied_percent"]),
            *(
                "–" if row[name] is None else f"{row[name]:.1f}"
                for name in ("attitude", "punctuality", "quality")
            ),
        ]

    def _answer_table(self, answers):
        title = self.env._("Answers in Time by Department")
        columns = [(kind["key"], kind["label"]) for kind in answers["kinds"]]
        columns.append(("all", self.env._("All Clocks")))
        return self._by_department(
            title,
            columns,
            answers,
            lambda cell: (
                f"{cell['done']} / {cell['total']}\n{self._percent(cell['percent'])}"
                if cell["total"]
                else "–"
            ),
        )

    def _ageing_table(self, ageing):
        title = self.env._("Open Matters by Age, Today")
        total, long_standing = self.env._("Total"), self.env._("Long-Standing")
        columns = [(band["key"], band["label"]) for band in ageing["bands"]]
        columns += [("all", total), ("long", long_standing)]
        return self._by_department(title, columns, ageing, lambda cell: str(cell["count"] or "–"))

    def _by_department(self, title, columns, figures, text):
        """A table by department, cut into pages; nothing where there are no rows."""
        if not figures["rows"]:
            return False
        width = (100 - DEPARTMENT_WIDTH) / len(columns)
        rows = [
            {"cells": [row["label"], *(text(row["cells"][key]) for key, _label in columns)]}
            for row in (*figures["rows"], figures["total"])
        ]
        widths = [DEPARTMENT_WIDTH, *[width] * len(columns)]
        return {
            "title": title,
            "headings": [label for _key, label in columns],
            "widths": widths,
            "pages": self._pages(rows, widths, orientation="landscape", last=0),
        }
