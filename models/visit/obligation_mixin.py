from odoo import fields, models


class ObligationMixin(models.AbstractModel):
    """Something that demands an outbound conversation in a window of dates (plan line,
    later callback, collection step, invitation): one visit may fulfil several (R014)."""

    _name = "steward.obligation.mixin"
    _description = "Obligation to Visit"

    period_start = fields.Date(required=True)
    period_end = fields.Date(required=True)
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        default="open",
    )
    visit_id = fields.Many2one("steward.visit", readonly=True, index="btree_not_null", copy=False)
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_late = record.state == "open" and record.period_end < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "open"), ("period_end", "<", "today")]

    def _accepted_modes(self):
        """Contact modes by which this obligation may be fulfilled."""
        raise NotImplementedError

    def _fulfil(self, visit):
        """Note that `visit`, a conversation that was held, fulfilled these obligations (R006)."""
        self.write({"state": "done", "visit_id": visit.id})
