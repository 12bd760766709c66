from odoo import fields, models
from odoo.exceptions import UserError


class ReasonWizard(models.TransientModel):
    """Asks why, before a plan is returned to its author or planned visits are cancelled."""

    _name = "steward.reason.wizard"
    _description = "Reason"

    method = fields.Selection(
        [("return", "Return to the Author"), ("cancel", "Cancel Planned Visits")],
        required=True,
        readonly=True,
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        records = self.env[self.env.context["active_model"]].browse(self.env.context["active_ids"])
        # the context comes from the browser: no other model's methods are called with it
        if self.method == "return" and isinstance(
            records, self.env.registry["steward.approval.mixin"]
        ):
            records._return_to_author(self.reason)
        elif self.method == "cancel" and records._name == "steward.visit.plan.line":
            records._cancel(self.reason)
        else:
            raise UserError(self.env._("Open this from a plan or from planned visits."))
        return {"type": "ir.actions.act_window_close"}
