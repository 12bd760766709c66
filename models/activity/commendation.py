from odoo import api, fields, models
from odoo.exceptions import ValidationError


class Commendation(models.Model):
    """The list that an activity ends with (R088)."""

    _inherit = "steward.commendation"

    activity_id = fields.Many2one(
        "steward.community.activity",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('community_id', '=', community_id), ('has_commendation', '=', True)]",
    )

    @api.constrains("activity_id", "community_id")
    def _check_activity_id(self):
        for commendation in self:
            # sudo: only the community is compared
            activity = commendation.sudo().activity_id
            if activity and activity.community_id != commendation.community_id:
                raise ValidationError(
                    commendation.env._(
                        "%(activity)s took place in %(community)s.",
                        activity=activity.display_name,
                        community=activity.community_id.name,
                    )
                )
