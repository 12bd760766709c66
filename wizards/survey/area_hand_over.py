from odoo import fields, models
from odoo.fields import Domain


class AreaHandOver(models.TransientModel):
    """Survey sheets that are out or to be handed out go with the area, and the callbacks that were
    wished on them (R225, R269, R303)."""

    _inherit = "steward.area.hand.over"

    survey_sheet_count = fields.Integer(string="Survey Sheets", compute="_compute_counts")
    survey_visit_count = fields.Integer(
        string="Survey Sheets for the Door", compute="_compute_counts"
    )
    survey_wish_count = fields.Integer(
        string="Callbacks Wished on Survey Sheets", compute="_compute_counts"
    )

    def _open_work(self, units):
        there = Domain("unit_id", "in", units.ids)
        # sudo: as for the other work, which goes where the units go
        env = self.sudo().env
        return {
            **super()._open_work(units),
            "survey_sheet": env["steward.survey.sheet"].search(
                there
                & Domain("steward_id", "=", self.from_id.id)
                & Domain("state", "in", ("drawn", "issued"))
                & Domain("wave_id.state", "in", ("sampled", "issued"))
            ),
            "survey_visit": env["steward.callback"].search(
                there
                & Domain("trigger", "=", "survey")
                & Domain("state", "=", "open")
                & Domain("assignee_id", "=", self.from_id.id)
            ),
            "survey_wish": env["steward.callback"].search(
                there
                & Domain("wish_sheet_id", "!=", False)
                & Domain("is_quality_only", "=", False)
                & Domain("state", "=", "open")
                & Domain("assignee_id", "=", self.from_id.id)
            ),
        }

    def _move_work(self, work):
        result = super()._move_work(work)
        work["survey_sheet"].write({"steward_id": self.to_id.id})
        for calls in (work["survey_visit"], work["survey_wish"]):
            calls.write({"assignee_id": self.to_id.id, "steward_id": self.to_id.id})
        return result
