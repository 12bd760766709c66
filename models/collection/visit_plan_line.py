from odoo import models
from odoo.fields import Domain


class VisitPlanLine(models.Model):
    _inherit = "steward.visit.plan.line"

    def _my_day_domains(self):
        """My Day also says how many steps of fee collection are due today."""
        Action = self.env["steward.collection.action"]
        mine = Domain("steward_id", "in", self._own_employees().ids)
        due = mine & Domain("is_due_today", "=", True)
        return {**super()._my_day_domains(), "collection": (Action, due)}
