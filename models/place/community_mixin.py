from odoo import fields, models


class CommunityMixin(models.AbstractModel):
    """Records of one community: of the user's, where there is only one to choose."""

    _name = "steward.community.mixin"
    _description = "Belongs to a Community"

    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._only_one(),
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
