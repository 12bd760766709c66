from odoo import api, models


class VisitPlanDoubtMixin(models.AbstractModel):
    """Plans, months and planned visits: where others than the generation make, change or delete
    them, the next generation compares their households again (see `steward.visit.plan.fact`)."""

    _name = "steward.visit.plan.doubt.mixin"
    _description = "Compared by the Generation of Visit Plans"

    # fields that the generation compares
    _compared = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._doubt()
        return records

    def write(self, vals):
        if not self._is_compared(vals):
            return super().write(vals)
        before = self.sudo()._doubt_keys()  # sudo: see _doubt
        result = super().write(vals)
        self._doubt(before)
        return result

    def unlink(self):
        self._doubt()
        return super().unlink()

    def _is_compared(self, vals):
        """Whether writing `vals` may change what the generation compares."""
        return bool(vals.keys() & self._compared)

    def _doubt(self, more=frozenset()):
        # sudo: ids only, for rows that nobody sees and that only cause a comparison
        self.env["steward.visit.plan.fact"]._doubt(self.sudo()._doubt_keys() | more)

    def _doubt_keys(self):
        """Set of (community id, year, id of the household or None for all of them)."""
        raise NotImplementedError
