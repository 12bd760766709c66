from odoo import fields, models


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
        records = self.env[self.env.context["active_model"]].browse(
            self.env.context["active_ids"]
        )
        if self.method == "return":
            records._return_to_author(self.reason)
        else:
            records._cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
