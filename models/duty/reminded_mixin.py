from odoo import fields, models
from odoo.tools import SQL


class RemindedMixin(models.AbstractModel):
    """Something of which people are told once, by whichever worker comes first."""

    _name = "steward.reminded.mixin"
    _description = "Told of Once"

    reminded = fields.Boolean(readonly=True, copy=False)

    def _claim_reminder(self):
        """Those of these records of which nobody told yet, nor tells at the same time."""
        if not self:
            return self
        self.flush_model(["reminded"])
        rows = self.env.execute_query(
            SQL(
                "UPDATE %s SET reminded = TRUE WHERE id IN %s AND reminded IS NOT TRUE"
                " RETURNING id",
                SQL.identifier(self._table),
                tuple(self.ids),
            )
        )
        self.invalidate_model(["reminded"])
        return self.browse(sorted(row[0] for row in rows))
