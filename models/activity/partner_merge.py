from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    """R291: of two invitations of what turns out to be one household, that one stays which was
    answered or brought guests, with the guests of both."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        partners = src_partners | dst_partner
        # sudo: invitations of both contacts, whoever merges
        invitations = (
            self.env["steward.activity.invitation"]
            .sudo()
            .search([("partner_id", "in", partners.ids)])
        )
        for twins in invitations.grouped("activity_id").values():
            if len(twins) > 1:
                self._join_invitations(twins)
        # sudo: as above; who wants no invitations keeps to it
        if any(partners.sudo().mapped("no_activity_invitations")):
            dst_partner.sudo().no_activity_invitations = True
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _join_invitations(self, twins):
        ranks = ["none", "no", "waiting", "yes"]
        kept = max(
            twins,
            key=lambda one: (
                one.attended_count,
                ranks.index(one.answer),
                one.state == "sent",
                -one.id,
            ),
        )
        others = twins - kept
        others.registration_ids.with_context(steward_seating=True).write(
            {"steward_invitation_id": kept.id}
        )
        if not kept.callback_id:
            kept.callback_id = others.callback_id[:1]
        others.write({"state": "to_send", "answer": "none"})
        others.unlink()
        kept._follow_registrations()
