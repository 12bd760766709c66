from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    """Two contacts that turn out to be one household may each have a sheet in a survey: both stay
    on record, so that the figures of the wave stay what they were (R306)."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: sheets of both contacts, whoever merges
        sheets = (
            self.env["steward.survey.sheet"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)])
        )
        for twins in sheets.grouped("wave_id").values():
            ordered = twins.sorted(lambda sheet: (sheet.state != "returned", sheet.id))
            ordered[1:].write({"is_double": True})
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
