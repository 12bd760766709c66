from odoo import fields, models

METHODS = {
    "unreachable": "steward.callback",
    "callback_cancel": "steward.callback",
    "notice_cancel": "steward.rectification",
}


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("unreachable", "Close as Not Reached"),
            ("callback_cancel", "Cancel the Callback"),
            ("notice_cancel", "Cancel the Notice"),
        ],
        ondelete=dict.fromkeys(METHODS, "cascade"),
    )

    def action_confirm(self):
        self.ensure_one()
        model = METHODS.get(self.method)
        # the context comes from the browser: no other model's methods are called with it
        if not model or self.env.context.get("active_model") != model:
            return super().action_confirm()
        records = self.env[model].browse(self.env.context["active_ids"])
        if self.method == "notice_cancel":
            records._cancel(self.reason)
        else:
            state = "unreachable" if self.method == "unreachable" else "cancelled"
            records._close_without(state, self.reason)
        return {"type": "ir.actions.act_window_close"}
