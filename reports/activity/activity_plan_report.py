from odoo import models

from ...engine.paginate import line_count

WIDTHS = [5, 11, 18, 14, 40, 12]
# whose plan it is, and a line of what the company asks for, in millimetres
FACTS_HEIGHT = 8
REQUIREMENT_LINE_HEIGHT = 5.2
# half-width characters of such a line
REQUIREMENT_WIDTH = 130


class ActivityPlanForm(models.AbstractModel):
    """Annual customer activity plan (《年度客户活动计划》, C106, R286-R287): the five columns, in
    the order of the year."""

    _name = "report.property_steward.report_activity_plan"
    _description = "Annual Activity Plan"
    _inherit = "steward.form"
    _form_model = "steward.activity.plan"

    def _form_values(self, docs):
        return {
            "money": lambda amount, currency: currency.with_env(self.env).format(amount),
            "pages": {
                plan.id: self._pages(
                    [{"cells": ["", *self._cells(line)]} for line in plan.line_ids],
                    WIDTHS,
                    orientation="landscape",
                    first=REQUIREMENT_LINE_HEIGHT
                    * (line_count(plan.requirement or "", REQUIREMENT_WIDTH) + 1),
                    each=FACTS_HEIGHT,
                )
                for plan in docs
            },
        }

    def _cells(self, line):
        return [
            self._day(line.date_planned),
            line.name or "",
            line.form or "",
            line.content or "",
            line.currency_id.with_env(self.env).format(line.budget),
        ]
