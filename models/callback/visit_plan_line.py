from odoo import models
from odoo.fields import Domain


class VisitPlanLine(models.Model):
    _inherit = "steward.visit.plan.line"

    def _my_day_domains(self):
        """My Day also says how many callbacks are due today."""
        Callback = self.env["steward.callback"]
        mine = Domain("assignee_id", "in", self._own_employees().ids)
        due = mine & Domain("is_due_today", "=", True)
        return {**super()._my_day_domains(), "callbacks": (Callback, due)}
