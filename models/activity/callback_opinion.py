from odoo import fields, models

from .callback_rule_opinion import ACTIVITY_TRIGGERS


class Callback(models.Model):
    """Authors of opinions are called back after a meeting (R268)."""

    _inherit = "steward.callback"

    trigger = fields.Selection(
        selection_add=ACTIVITY_TRIGGERS, ondelete={"activity_opinion": "cascade"}
    )
    activity_opinion_ids = fields.One2many(
        "steward.activity.opinion", "callback_id", string="What They Said"
    )

    _activity_partner_uniq = models.UniqueIndex(
        "(activity_id, partner_id)"
        " WHERE trigger = 'activity_opinion' AND state IN ('open', 'waiting')",
        "The household is called back once about an activity.",
    )
