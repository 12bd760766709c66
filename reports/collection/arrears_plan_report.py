from odoo import models

from ...engine.paginate import line_count

# whose plan it is, and a line of its measures, in millimetres
FACTS_HEIGHT = 8
MEASURE_LINE_HEIGHT = 5.2
# half-width characters of such a line
MEASURE_WIDTH = 130
WIDTHS = [4, 8, 10, 9, 8, 10, 9, 15, 10, 9, 8]


class ArrearsPlanForm(models.AbstractModel):
    """Arrears plan (催缴方案, C100, R271): households in arrears of a steward, with the next step,
    its time and the target, in the order in which they are called on."""

    _name = "report.property_steward.report_arrears_plan"
    _description = "Arrears Plan"
    _inherit = "steward.form"
    _form_model = "steward.collection.plan"

    def _form_values(self, docs):
        return {
            "money": lambda amount, currency: currency.with_env(self.env).format(amount),
            "pages": {
                plan.id: self._pages(
                    [
                        {"cells": ["", *self._cells(line)]}
                        for line in plan.line_ids.sorted(
                            lambda line: (
                                not line.scheduled_at,
                                line.scheduled_at or line.month,
                                line.door_key or "",
                                line.id,
                            )
                        )
                    ],
                    WIDTHS,
                    orientation="landscape",
                    first=MEASURE_LINE_HEIGHT
                    * (line_count(plan.measures or "", MEASURE_WIDTH) + 1),
                    each=FACTS_HEIGHT,
                )
                for plan in docs
            },
        }

    def _cells(self, line):
        time = ""
        if line.scheduled_at:
            local = self._local(line.community_id, line.scheduled_at)
            time = f"{local:%m-%d %H:%M} {self._label(line, 'scheduled_kind')}"
            if line.shared_line_id:
                time += f" ({line.shared_line_id.rule_id.name})"
        elif line.problem:
            time = self._label(line, "problem")
        result = self.env._("Paid Up") if line.is_settled else ""
        return [
            line.door or "",
            line.partner_id.name,
            line.currency_id.with_env(self.env).format(line.overdue),
            self._day(line.oldest_due),
            line.cause_id.name or "",
            self._label(line, "kind"),
            time,
            line.measure or "",
            line.currency_id.with_env(self.env).format(line.target_amount),
            result,
        ]
