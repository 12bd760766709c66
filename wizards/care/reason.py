from odoo import fields, models

METHODS = {"callback_decline": "steward.callback", "life_event_cancel": "steward.life.event"}


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[
            ("callback_decline", "Not Taken Up"),
            ("life_event_cancel", "Cancel the Life Event"),
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
        if self.method == "callback_decline":
            records._decline(self.reason)
        else:
            records._cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
