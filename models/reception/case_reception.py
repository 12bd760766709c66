from odoo import api, fields, models

from .reception import CHANNELS


class Case(models.Model):
    """Matters that came by a reception."""

    _inherit = "steward.case"

    reception_id = fields.Many2one(
        "steward.reception", index="btree_not_null", ondelete="restrict", copy=False
    )
    channel = fields.Selection(
        CHANNELS,
        compute="_compute_channel",
        store=True,
        readonly=False,
        precompute=True,
        help="How the matter arrived (R076, R102).",
    )
    origin = fields.Selection(
        selection_add=[("reception", "Reception")], ondelete={"reception": "cascade"}
    )

    @api.depends("reception_id")
    def _compute_channel(self):
        for case in self:
            case.channel = case.reception_id.channel or case.channel
