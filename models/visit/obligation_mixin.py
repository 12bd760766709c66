from odoo import fields, models
from odoo.exceptions import AccessError

from .recording import RECORDING


class ObligationMixin(models.AbstractModel):
    """Something that demands an outbound conversation in a window of dates (plan line,
    later callback, collection step, invitation): one visit may fulfil several (R014)."""

    _name = "steward.obligation.mixin"
    _description = "Obligation to Visit"

    period_start = fields.Date(string="Period from", required=True)
    period_end = fields.Date(string="Due", required=True, help="Last day of the period.")
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        default="open",
    )
    visit_id = fields.Many2one(
        "steward.visit", readonly=True, index="btree_not_null", copy=False, ondelete="restrict"
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")

    _done_by_visit = models.Constraint(
        "CHECK(state <> 'done' OR visit_id IS NOT NULL)",
        "A planned visit is done only through a recorded visit.",
    )

    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_late = record.state == "open" and record.period_end < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "open"), ("period_end", "<", "today")]

    def write(self, vals):
        if not self.env.su and ("visit_id" in vals or vals.get("state") == "done"):
            raise AccessError(
                self.env._("A planned visit is done only by recording the visit (rule R006).")
            )
        return super().write(vals)

    def _accepted_modes(self):
        """Contact modes by which this obligation may be fulfilled."""
        raise NotImplementedError

    def _fulfil(self, visit):
        """Note that `visit`, a conversation that was held, fulfilled these obligations (R006)."""
        # sudo: nobody may set these fields by hand; the visit was recorded with the user's rights
        self.sudo().write({"state": "done", "visit_id": visit.id})

    def _unfulfil(self):
        """Open again what a visit had fulfilled whose correction says that it was no conversation
        (R006, R056)."""
        # sudo: nobody may set these fields by hand; the rights on the visit were checked
        lines = self.sudo().with_context(steward_visit_recording=RECORDING)
        lines.write({"state": "open", "visit_id": False})
