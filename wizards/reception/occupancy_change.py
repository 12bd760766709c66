from odoo import fields, models


class OccupancyChange(models.TransientModel):
    """A change that a resident's matter led to is noted on that matter (R324)."""

    _inherit = "steward.occupancy.change"

    case_id = fields.Many2one("steward.case", readonly=True)

    def action_apply(self):
        result = super().action_apply()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for change in self.filtered("case_id"):
            change.case_id._log_note(
                change.env._(
                    "%(door)s, %(date)s: %(change)s. Lives or owns there now: %(households)s.",
                    door=change.unit_id.door,
                    date=change.date,
                    change=kinds[change.kind],
                    households=", ".join(
                        change.unit_id.occupancy_ids.filtered(
                            lambda line: line.state != "ended"
                        ).partner_id.mapped("name")
                    ),
                )
            )
        return result
