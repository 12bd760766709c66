from odoo import fields, models

METHODS = {
    "collection_give_up": "steward.collection",
    "collection_error": "steward.collection",
    "promise_cancel": "steward.payment.promise",
}


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("collection_give_up", "Give Up Chasing"),
            ("collection_error", "Opened in Error"),
            ("promise_cancel", "Cancel the Promise"),
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
        if self.method == "promise_cancel":
            records._cancel(self.reason)
        else:
            reason = "given_up" if self.method == "collection_give_up" else "error"
            records._close_by_hand(reason, self.reason)
        return {"type": "ir.actions.act_window_close"}
