from odoo import fields, models

from ...models.collection.collection_action import DELIVERIES


class CollectionDelivery(models.TransientModel):
    """Notes how and when papers were delivered, for one step or as many as were taken along."""

    _name = "steward.collection.delivery"
    _description = "Delivery of Papers"

    action_ids = fields.Many2many(
        "steward.collection.action",
        string="Papers",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    delivered_on = fields.Date(
        string="Delivered on", required=True, default=fields.Date.context_today
    )
    delivery = fields.Selection(DELIVERIES, string="Way of Delivery", required=True, default="box")

    def action_confirm(self):
        self.ensure_one()
        self.action_ids._deliver(self.delivered_on, self.delivery)
        return {"type": "ir.actions.act_window_close"}
