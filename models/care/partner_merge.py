from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    """R015: two contacts that turn out to be one household may each have been given what a
    household gets once; both gifts stay on record."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: gifts of both contacts, whoever merges
        gifts = (
            self.env["steward.gift"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", (src_partners | dst_partner).ids),
                    ("once_per_household", "=", True),
                ],
                order="date, id",
            )
        )
        for twins in gifts.grouped("kind_id").values():
            twins[1:].write({"once_per_household": False})
        gifts.flush_recordset()
        return super()._update_foreign_keys(src_partners, dst_partner)
