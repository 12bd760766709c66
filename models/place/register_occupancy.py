from odoo import api, fields, models

from .register_unit import template_of


class Occupancy(models.Model):
    """What registers tell about an occupancy beyond its dates."""

    _inherit = "steward.occupancy"

    move_in_unknown = fields.Boolean(
        string="Moved In, Day Unknown",
        help="The household lives here, but nobody has noted since when. "
        "It counts as moved in from the beginning of the occupancy.",
    )
    resident_count = fields.Integer(string="Residents", help="Persons who usually live here.")

    @api.depends("move_in_unknown")
    def _compute_state(self):
        return super()._compute_state()

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Ownership and Use"),
                "template": template_of(self.env, "occupancies"),
            }
        ]

    def _state_on(self, date):
        state = super()._state_on(date)
        if self.move_in_unknown and state in ("not_moved_in", "decorating"):
            return "moved_in"
        return state
