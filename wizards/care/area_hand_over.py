from odoo import fields, models
from odoo.fields import Domain


class AreaHandOver(models.TransientModel):
    """The care for the households goes with them: their open life events, and the visits that the
    giver owes (R269)."""

    _inherit = "steward.area.hand.over"

    life_event_count = fields.Integer(string="Open Life Events", compute="_compute_counts")
    care_visit_count = fields.Integer(string="Care Visits Due", compute="_compute_counts")

    def _open_work(self, units):
        there = Domain("unit_id", "in", units.ids) & Domain("state", "=", "open")
        # sudo: as for the other work, which goes where the units go
        env = self.sudo().env
        return {
            **super()._open_work(units),
            "life_event": env["steward.life.event"].search(
                there & Domain("steward_id", "=", self.from_id.id)
            ),
            "care_visit": env["steward.callback"].search(
                there
                & Domain("life_event_id", "!=", False)
                & Domain("assignee_id", "=", self.from_id.id)
            ),
        }

    def _move_work(self, work):
        result = super()._move_work(work)
        work["life_event"].write({"steward_id": self.to_id.id})
        work["care_visit"].write({"assignee_id": self.to_id.id, "steward_id": self.to_id.id})
        return result
