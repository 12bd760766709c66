from odoo import fields, models

ACTIVITY_TRIGGERS = [("activity_opinion", "Opinion Given at an Activity")]


class CallbackRule(models.Model):
    _inherit = "steward.callback.rule"

    trigger = fields.Selection(
        selection_add=ACTIVITY_TRIGGERS, ondelete={"activity_opinion": "cascade"}
    )
