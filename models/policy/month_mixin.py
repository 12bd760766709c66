from odoo import api, fields, models


class MonthMixin(models.AbstractModel):
    """Records whose `month` is named by its first day: that in which the chosen day lies."""

    _name = "steward.month.mixin"
    _description = "Belongs to a Month"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_first_day(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_first_day(vals))

    def _with_first_day(self, vals):
        month = fields.Date.to_date(vals.get("month"))
        return dict(vals, month=month.replace(day=1)) if month else vals
