from odoo import api, fields, models

GROUP = (
    "property_steward.property_steward_group_steward,"
    "property_steward.property_steward_group_auditor"
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    no_activity_invitations = fields.Boolean(
        groups=GROUP,
        copy=False,
        help="The household asked not to be invited to activities any more (R291).",
    )
    activity_attended_count = fields.Integer(
        string="Activities They Came to", compute="_compute_activity_attended_count", groups=GROUP
    )

    @api.depends_context("uid")
    def _compute_activity_attended_count(self):
        """Activities at which somebody of the household was, as far as the user may see them."""
        counts = dict(
            self.env["event.registration"]._read_group(
                [("steward_partner_id", "in", self.ids), ("state", "=", "done")],
                ["steward_partner_id"],
                ["event_id:count_distinct"],
            )
        )
        for partner in self:
            partner.activity_attended_count = counts.get(partner, 0)

    @api.readonly
    def action_steward_activities_attended(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.community_activity_action"
        )
        registrations = self.env["event.registration"].search(
            [("steward_partner_id", "=", self.id), ("state", "=", "done")]
        )
        return dict(
            action,
            domain=[("id", "in", registrations.steward_activity_id.ids)],
            context={"create": False},
        )
