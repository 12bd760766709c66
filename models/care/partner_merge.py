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
        self._keep_invitations(src_partners | dst_partner)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _keep_invitations(self, partners):
        """R020: where both were invited to one activity, both invitations stay on record."""
        # sudo: as above
        invitations = (
            self.env["steward.callback"]
            .sudo()
            .search(
                [
                    ("trigger", "=", "invitation"),
                    ("activity_id", "=", False),
                    ("partner_id", "in", partners.ids),
                ]
            )
        )
        for twins in invitations.grouped(
            lambda one: (one.community_id, one.invited_to, one.invited_on)
        ).values():
            for number, twin in enumerate(twins[1:], start=2):
                twin.invited_to = f"{twin.invited_to} ({number})"
