from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    """R268: of what turns out to be one household, one callback about an activity stays."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: callbacks of both contacts, whoever merges
        callbacks = (
            self.env["steward.callback"]
            .sudo()
            .search(
                [
                    ("trigger", "=", "activity_opinion"),
                    ("state", "in", ("open", "waiting")),
                    ("partner_id", "in", (src_partners | dst_partner).ids),
                ],
                order="id",
            )
        )
        for twins in callbacks.grouped("activity_id").values():
            twins[1:].activity_opinion_ids.write({"callback_id": twins[0].id})
            twins[1:]._drop(self.env._("The household is called back once about an activity."))
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
