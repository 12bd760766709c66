from collections import defaultdict

from odoo import models
from odoo.fields import Domain

MONTHS = range(1, 13)
PLANNED, DONE = "○", "●"
# whose plan it is, in millimetres
FACTS_HEIGHT = 8
LEGEND_HEIGHT = 6


class AnnualPlan(models.AbstractModel):
    """Annual visit plan (年度拜访计划, C001): households against the twelve months."""

    _name = "report.property_steward.report_annual_plan"
    _description = "Annual Visit Plan"
    _inherit = "steward.form"
    _form_model = "steward.visit.plan"

    def _form_values(self, docs):
        rows = self._rows(docs)
        return {
            "months": MONTHS,
            "rows": rows,
            "pages": {
                plan.id: self._pages(
                    rows[plan.id],
                    [9, 16, *([5.4] * 12), 6],
                    orientation="landscape",
                    each=FACTS_HEIGHT + LEGEND_HEIGHT,
                )
                for plan in docs
            },
            "totals": {
                plan.id: [sum(row["counts"][month] for row in rows[plan.id]) for month in MONTHS]
                for plan in docs
            },
        }

    def _groups(self, plans):
        """Lines of the plans counted by whom, month and whether they are done: one statement."""
        return self.env["steward.visit.plan.line"]._read_group(
            Domain("plan_id", "in", plans.ids) & Domain("state", "!=", "cancelled"),
            ["plan_id", "partner_id", "unit_id", "rule_id", "month:month", "state"],
            ["__count"],
        )

    def _rows(self, plans):
        """Rows of each plan by its id: one per household or outside body, by door."""
        counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        for plan, partner, unit, rule, month, state, count in self._groups(plans):
            # the leaders' round has no household: the rule says what it is
            who = (partner, unit, rule.browse() if partner else rule)
            counts[plan.id, who][month.month][state == "done"] += count
        rows = {plan.id: [] for plan in plans}
        for (plan_id, (partner, unit, rule)), by_month in counts.items():
            marks = [DONE * by_month[m][1] + PLANNED * by_month[m][0] for m in MONTHS]
            per_month = {m: sum(by_month[m]) for m in MONTHS}
            rows[plan_id].append(
                {
                    "key": (not unit, unit.door_key or "", partner.name or rule.name or ""),
                    "partner": partner,
                    "unit": unit,
                    "counts": per_month,
                    "done": sum(done for _open, done in by_month.values()),
                    "cells": [
                        unit.door or "",
                        partner.name or rule.name or "",
                        *marks,
                        str(sum(per_month.values())),
                    ],
                }
            )
        for own in rows.values():
            own.sort(key=lambda row: row["key"])
        return rows


class TenantPlan(models.AbstractModel):
    """Annual tenant visit plan (年度租户拜访计划, C008, R038): tenants by class, how often and
    in which months."""

    _name = "report.property_steward.report_tenant_plan"
    _description = "Annual Tenant Visit Plan"
    _inherit = "report.property_steward.report_annual_plan"

    def _form_values(self, docs):
        rows = self._rows(docs)
        for own in rows.values():
            own.sort(key=lambda row: ((row["unit"].shop_class or "zz"), *row["key"]))
            for row in own:
                row["cells"] = self._cells(row)
        return {
            "rows": rows,
            "pages": {
                plan.id: self._pages(rows[plan.id], [12, 28, 14, 9, 9, 14, 8], each=FACTS_HEIGHT)
                for plan in docs
            },
        }

    def _cells(self, row):
        unit = row["unit"]
        months = [month for month in MONTHS if row["counts"][month]]
        catering = self.env._("Yes") if unit.is_catering else ""
        return [
            unit.door or "",
            row["cells"][1],
            self._label(unit, "shop_class"),
            catering,
            str(sum(row["counts"].values())),
            "、".join(map(str, months)),
            str(row["done"]),
        ]


class MonthPlan(models.AbstractModel):
    """Monthly visit plan (月度拜访计划, C001): in the order in which it is walked."""

    _name = "report.property_steward.report_month_plan"
    _description = "Monthly Visit Plan"
    _inherit = "steward.form"
    _form_model = "steward.visit.plan.month"

    def _form_values(self, docs):
        return {
            "pages": {
                month.id: self._pages(
                    [{"cells": self._cells(line)} for line in self._lines(month)],
                    [8, 7, 13, 18, 20, 16, 13],
                    each=FACTS_HEIGHT,
                )
                for month in docs
            },
        }

    def _lines(self, month):
        return month.line_ids.filtered(lambda line: line.state != "cancelled").sorted(
            lambda line: (
                not line.scheduled_at,
                line.scheduled_at or line.period_end,
                line.unit_id.door_key or "",
                line.id,
            )
        )

    def _cells(self, line):
        start = line.scheduled_at and self._local(line.community_id, line.scheduled_at)
        visited = line.visit_id.start
        return [
            start.strftime("%m-%d") if start else "",
            start.strftime("%H:%M") if start else "",
            line.door or "",
            line.partner_id.name or line.rule_id.name,
            line.rule_id.name,
            "、".join(line.rule_id.mode_ids.mapped("name")),
            self._day(visited and self._local(line.community_id, visited)),
        ]
