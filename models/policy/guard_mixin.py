from odoo import api, models
from odoo.exceptions import AccessError


class GuardMixin(models.AbstractModel):
    """Fields that say who did what and when: only the actions of a record write them, no remote
    call and no default of a context."""

    _name = "steward.guard.mixin"
    _description = "Fields Written by Actions Only"

    # names of the guarded fields; the value that a new record may have is its default
    _guarded_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            given = self.default_get(list(self._guarded_fields))
            own = self.env(context=self._without_defaults())[self._name]
            fresh = own.default_get(list(self._guarded_fields))
            for vals in vals_list:
                if any(
                    vals.get(name, given.get(name)) not in (fresh.get(name), None, False)
                    for name in self._guarded_fields
                ):
                    self._refuse_forged_fields()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and self._guarded_fields & vals.keys():
            self._refuse_forged_fields()
        return super().write(vals)

    def _changed(self, vals):
        """Names in `vals`, without what messages and activities note on a record."""
        return vals.keys() - {
            *self.env["mail.thread"]._fields,
            *self.env["mail.activity.mixin"]._fields,
        }

    def _without_defaults(self):
        return {
            key: value for key, value in self.env.context.items() if not key.startswith("default_")
        }

    def _refuse_forged_fields(self):
        raise AccessError(
            self.env._(
                "Who did it and when is written by the buttons of %(model)s only.",
                model=self.env["ir.model"]._get(self._name).name,
            )
        )
