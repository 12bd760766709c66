from odoo import api, fields, models
from odoo.exceptions import AccessError

PURPOSES = {
    "life_handover": "information",
    "life_move_in": "move_in",
    "life_three_months": "three_months",
    "life_wedding": "wedding",
    "life_pregnancy": "birth",
    "life_birth": "birth",
    "life_misfortune": "condolence",
    "life_other": "needs",
    "invitation": "invitation",
}


class Visit(models.Model):
    """Conversations of care: what was given (R015), and who may read them (R022)."""

    _name = "steward.visit"
    _inherit = ["steward.visit", "steward.confidential.mixin"]

    life_event_id = fields.Many2one(related="callback_id.life_event_id", string="Life Event")
    gift_ids = fields.One2many("steward.gift", "visit_id", string="Gifts", copy=False)
    is_confidential = fields.Boolean(
        string="Confidential", compute="_compute_is_confidential", store=True
    )

    @api.depends(
        "callback_id.is_confidential",
        "fulfil_callback_ids.is_confidential",
        "callback_ids.is_confidential",
    )
    def _compute_is_confidential(self):
        for visit in self:
            # sudo: whether it is confidential does not depend on who asks
            whole = visit.sudo()
            callbacks = whole.callback_id | whole.fulfil_callback_ids | whole.callback_ids
            visit.is_confidential = any(callbacks.mapped("is_confidential"))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_confidential(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_confidential([vals])
        return super().write(vals)

    def _check_confidential(self, vals_list):
        if self._claims({"is_confidential"}, vals_list):
            raise AccessError(
                self.env._("Whether a visit is confidential follows from its life event (R022).")
            )

    def _callback_purpose(self):
        code = PURPOSES.get(self.callback_id.trigger)
        purpose = code and self.env.ref(
            f"property_steward.visit_purpose_{code}", raise_if_not_found=False
        )
        return purpose or super()._callback_purpose()

    def _acceptable_lines(self, lines, holds):
        """F29: where the policy wants two conversations, the visit three months after the move-in
        is not the planned one of the month."""
        if self.callback_id and self.callback_id._is_apart_from_monthly():
            lines = lines.browse()
        return super()._acceptable_lines(lines, holds)

    def _after_recording_fields(self):
        # corrected by the supervisor, see the gift
        return super()._after_recording_fields() | {"gift_ids"}

    def _record(self, outcome, accepted=None):
        if outcome != "done":
            self._take_gifts_back()
        return super()._record(outcome, accepted)

    def action_cancel(self):
        result = super().action_cancel()
        self._take_gifts_back()
        return result

    def _take_gifts_back(self):
        """Nobody was met: what was brought along was not given."""
        # sudo: they were only proposed
        self.sudo().gift_ids.unlink()
