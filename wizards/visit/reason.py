from odoo import api, fields, models
from odoo.exceptions import UserError


class ReasonWizard(models.TransientModel):
    """Asks why, before something is returned to its author, cancelled or closed.

    Rooms add their values of `method`, and to `_methods` what each one is for and does.
    """

    _name = "steward.reason.wizard"
    _description = "Reason"

    method = fields.Selection(
        [("return", "Return to the Author"), ("cancel", "Cancel Planned Visits")],
        required=True,
        readonly=True,
    )
    reason = fields.Char(required=True)

    @api.model
    def _ask(self, records, method):
        """Action that asks why `method` is done with `records`."""
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["method"]._description_selection(self.env))[method],
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "active_model": records._name,
                "active_ids": records.ids,
                "default_method": method,
            },
        }

    @api.model
    def _methods(self):
        """{method: (model, what is done with its records and the reason)}"""
        return {
            "return": (
                "steward.approval.mixin",
                lambda records, reason: records._return_to_author(reason),
            ),
            "cancel": ("steward.visit.plan.line", lambda lines, reason: lines._cancel(reason)),
        }

    def action_confirm(self):
        self.ensure_one()
        model, act = self._methods()[self.method]
        records = self.env[self.env.context["active_model"]].browse(self.env.context["active_ids"])
        # the context comes from the browser: no other model's methods are called with it
        if not isinstance(records, self.env.registry[model]):
            raise UserError(self.env._("Open this from the record that it is about."))
        act(records, self.reason)
        return {"type": "ir.actions.act_window_close"}
