from odoo import api, fields, models

GROUP = "property_steward.property_steward_group_steward"


class ResPartner(models.Model):
    _inherit = "res.partner"

    life_event_count = fields.Integer(
        string="Life Events", compute="_compute_care_counts", groups=GROUP
    )
    gift_count = fields.Integer(string="Gifts", compute="_compute_care_counts", groups=GROUP)

    @api.depends_context("uid")
    def _compute_care_counts(self):
        """What the user may see of them."""
        counts = [
            dict(
                self.env[model]._read_group(
                    [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
                )
            )
            for model in ("steward.life.event", "steward.gift")
        ]
        for partner in self:
            partner.life_event_count, partner.gift_count = (
                count.get(partner, 0) for count in counts
            )

    @api.readonly
    def action_steward_life_events(self):
        return self._steward_action("property_steward.life_event_action")

    @api.readonly
    def action_steward_gifts(self):
        return self._steward_action("property_steward.gift_action")
