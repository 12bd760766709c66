from odoo import fields, models
from odoo.exceptions import UserError


class ActivityWalkIn(models.TransientModel):
    """Guests who come without being announced (R294): a household, or people who live elsewhere.
    They are counted like all others."""

    _name = "steward.activity.walk.in"
    _description = "Guests at the Door"

    activity_id = fields.Many2one("steward.community.activity", required=True, ondelete="cascade")
    community_id = fields.Many2one(related="activity_id.community_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        domain="[('household_community_id', '=', community_id)]",
        help="Empty: they do not live here.",
    )
    name = fields.Char()
    phone = fields.Char()
    adult_count = fields.Integer(string="Adults", default=1)
    minor_count = fields.Integer(string="Minors")

    def action_came(self):
        """:raise UserError: without a name, without a head, and when no seat is left"""
        self.ensure_one()
        activity = self.activity_id
        activity.check_access("write")
        activity._check_receiving()
        count = self.adult_count + self.minor_count
        if self.adult_count < 0 or self.minor_count < 0 or count < 1:
            raise UserError(self.env._("Please say how many came."))
        if not self.partner_id and not self.name:
            raise UserError(self.env._("Please say who came."))
        # sudo: guests are registered by whoever receives them, as the activity's right says
        whole = activity.sudo()
        whole._lock_seats()
        left = whole._seats_left()
        if left is not None and count > left:
            raise UserError(
                self.env._(
                    "Only %(left)s seats are left; cancel those of who did not come.", left=left
                )
            )
        invitation = whole.invitation_ids.search(
            [("activity_id", "=", activity.id), ("partner_id", "=", self.partner_id.id)], limit=1
        )
        name = self.partner_id.name or self.name
        known = len(invitation._heads()) if invitation else 0
        # sudo: as above
        registrations = self.env["event.registration"].sudo()
        registrations = registrations.with_context(steward_seating=True).create(
            [
                {
                    "event_id": whole.event_id.id,
                    "steward_invitation_id": invitation.id,
                    "steward_partner_id": self.partner_id.id,
                    "name": name if number == 1 else f"{name} ({number})",
                    "phone": (self.phone or self.partner_id.phone) if number == 1 else False,
                    "email": False,
                    "is_minor": number - known > self.adult_count,
                }
                for number in range(known + 1, known + count + 1)
            ]
        )
        registrations.with_context(steward_seating=False).action_set_done()
