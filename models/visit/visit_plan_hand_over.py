from odoo import models


class VisitPlanLine(models.Model):
    _inherit = "steward.visit.plan.line"

    def _hand_over(self, employee):
        """Give these open lines to `employee`: they move into the same months of that person's
        plan of the year, which is begun as a draft where there is none.

        A new steward is a fact: it voids no approval, both approvers see it listed. The number of
        statements depends on the number of plans and months, not of lines.
        """
        Change = self.env["steward.visit.plan.change"]
        for plan, lines in self.grouped("plan_id").items():
            target = plan._same_plan_of(employee)
            for month, part in lines.grouped("month").items():
                part.write(
                    {
                        "steward_id": employee.id,
                        "plan_id": target.id,
                        "month_id": target.month_ids.filtered(
                            lambda record, month=month: record.month == month
                        ).id,
                    }
                )
            Change.create(
                [
                    {
                        "plan_id": touched.id,
                        "kind": "moved",
                        "line_count": len(lines),
                        "first_period": min(lines.mapped("period_start")),
                    }
                    for touched in plan | target
                ]
            )


class VisitPlan(models.Model):
    _inherit = "steward.visit.plan"

    def _same_plan_of(self, employee):
        """The plan of `employee` for the same community, year and role, with the months of this
        one."""
        self.ensure_one()
        plan = self.search(
            [
                ("community_id", "=", self.community_id.id),
                ("year", "=", self.year),
                ("role_id", "=", self.role_id.id),
                ("steward_id", "=", employee.id),
            ]
        ) or self.create(
            {
                "community_id": self.community_id.id,
                "year": self.year,
                "role_id": self.role_id.id,
                "steward_id": employee.id,
            }
        )
        missing = set(self.month_ids.mapped("month")) - set(plan.month_ids.mapped("month"))
        self.env["steward.visit.plan.month"].create(
            [{"plan_id": plan.id, "month": month} for month in sorted(missing)]
        )
        plan.invalidate_recordset(["month_ids"])
        return plan
