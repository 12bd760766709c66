from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...models.activity.activity_invitation import CHANNELS


class Invitation(models.TransientModel):
    """Invite households to an approved activity (R020, R291): all who live in the community, some
    buildings, households with a tag, or those chosen, as far as the user may see them."""

    _name = "steward.invitation"
    _description = "Invitation of Households"

    activity_id = fields.Many2one(
        "steward.community.activity",
        required=True,
        ondelete="cascade",
        domain=[("state", "=", "approved")],
    )
    community_id = fields.Many2one(related="activity_id.community_id")
    capacity = fields.Selection(
        [
            ("living", "All Who Live Here"),
            ("owner", "Owners"),
            ("tenant", "Tenants"),
        ],
        string="Whom",
        required=True,
        default="living",
        help="Owners are invited wherever they live, tenants while they live here.",
    )
    building_ids = fields.Many2many(
        "steward.building", domain="[('community_id', '=', community_id)]", help="Empty: all."
    )
    segment_tag_ids = fields.Many2many(
        "steward.segment.tag", help="Households with one of these tags; empty: all."
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Households",
        domain="[('household_community_id', '=', community_id)]",
        help="Only these; empty: all of the above.",
    )
    channel = fields.Selection(CHANNELS, string="Invited by", required=True, default="letter")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Notice or Letter", help="Brought along and shown on the visit."
    )
    count = fields.Integer(string="Will Be Invited", compute="_compute_count")
    known_count = fields.Integer(string="Invited Already", compute="_compute_count")
    unwilling_count = fields.Integer(string="Want No Invitations", compute="_compute_count")

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        if self.env.context.get("active_model") == "res.partner":
            partners = self.env["res.partner"].browse(self.env.context.get("active_ids", []))
            partners = partners.filtered("is_household")
            vals["partner_ids"] = [fields.Command.set(partners.ids)]
            if not vals.get("activity_id"):
                vals["activity_id"] = self._next_activity(partners.household_community_id[:1]).id
        return vals

    @api.model
    def _next_activity(self, community):
        return self.env["steward.community.activity"].search(
            [
                ("community_id", "=", community.id),
                ("state", "=", "approved"),
                ("date_begin", ">", fields.Datetime.now()),
            ],
            order="date_begin",
            limit=1,
        )

    @api.depends("activity_id", "capacity", "building_ids", "segment_tag_ids", "partner_ids")
    def _compute_count(self):
        Invitations = self.env["steward.activity.invitation"]
        for wizard in self:
            counts = (0, 0, 0)
            if wizard.activity_id:
                counts = Invitations._count_households(wizard.activity_id._origin, wizard._domain())
            wizard.count, wizard.known_count, wizard.unwilling_count = counts

    def _domain(self):
        """Of the occupancies of those who are meant."""
        if self.capacity == "owner":
            domain = Domain("role", "=", "owner") & Domain("state", "not in", ("future", "ended"))
        else:
            domain = Domain("state", "=", "moved_in")
            if self.capacity == "tenant":
                domain &= Domain("role", "=", "tenant")
        if self.building_ids:
            domain &= Domain("unit_id.building_id", "in", self.building_ids.ids)
        if self.segment_tag_ids:
            domain &= Domain("partner_id.segment_tag_ids", "in", self.segment_tag_ids.ids)
        if self.partner_ids:
            domain &= Domain("partner_id", "in", self.partner_ids.ids)
        return domain

    def action_invite(self):
        """:raise UserError: for an activity that is not approved or has begun, and where there is
        nobody to invite"""
        self.ensure_one()
        activity = self.activity_id
        activity._check_may_invite()
        if self.channel == "door" and activity._local_date() <= activity.community_id._today():
            raise UserError(
                self.env._(
                    "“%(activity)s” must take place after today, to invite at the door.",
                    activity=activity.name,
                )
            )
        invited = self.env["steward.activity.invitation"]._invite(
            activity, self._domain(), self.channel
        )
        if not invited and not self.known_count:
            raise UserError(
                self.env._(
                    "None of these households is looked after by you, or they want no invitations: "
                    "choose others."
                )
            )
        if self.channel == "door":
            self._invite_at_the_door(invited)
        return activity.action_open_invitations()

    def _invite_at_the_door(self, invited):
        callbacks = self.env["steward.callback"]._invite(
            self.activity_id, invited.partner_id, self._shared_attachments()
        )
        by_partner = callbacks.grouped("partner_id")
        for invitation in invited:
            # sudo: nobody writes invitations by hand
            invitation.sudo().callback_id = by_partner.get(invitation.partner_id)

    def _shared_attachments(self):
        """What is brought along, readable by whoever sees the community."""
        self.attachment_ids.check_access("read")
        # sudo: copies of what the user may read and gives out; nobody else's document is touched
        copies = self.attachment_ids.sudo().copy(
            {"res_model": self.community_id._name, "res_id": self.community_id.id}
        )
        return copies.sudo(False)
