from odoo import models

from ..visit.recording import RECORDING


class BatchMixin(models.AbstractModel):
    """Many rows at once. The defaults of a row depend on nothing but which values it brings: they
    are asked for once for all rows that bring the same, where the ORM asks for each of them."""

    _name = "steward.batch.mixin"
    _description = "Records That Come in Batches"

    def _prepare_create_values(self, vals_list):
        if len(vals_list) == 1:
            return super()._prepare_create_values(vals_list)
        defaults = {}
        completed = []
        for vals in vals_list:
            names = frozenset(vals)
            if names not in defaults:
                defaults[names] = self._add_missing_default_values(vals)
            completed.append({**defaults[names], **vals})
        complete = self.with_context(steward_defaults_known=RECORDING)
        return super(BatchMixin, complete)._prepare_create_values(completed)

    def _add_missing_default_values(self, values):
        if self.env.context.get("steward_defaults_known") is RECORDING:
            return values
        return super()._add_missing_default_values(values)
