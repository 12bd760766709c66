from odoo import api, fields, models
from odoo.exceptions import AccessError

# of which household a guest is follows from its invitation
HOUSEHOLD_FIELDS = {"steward_invitation_id", "steward_partner_id"}


class EventRegistration(models.Model):
    """A guest of a community activity (R291): one registration per head, with the household."""

    _inherit = "event.registration"

    steward_activity_id = fields.Many2one(
        "steward.community.activity",
        string="Community Activity",
        compute="_compute_steward_activity_id",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
    )
    steward_invitation_id = fields.Many2one(
        "steward.activity.invitation",
        string="Invitation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: somebody who came without one.",
    )
    steward_partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Empty: somebody who does not live here.",
    )
    steward_door = fields.Char(
        related="steward_partner_id.household_door", string="Door of the Household"
    )
    steward_phone = fields.Char(related="steward_partner_id.phone", string="Phone of the Household")
    is_minor = fields.Boolean(string="Minor")

    @api.depends("event_id.steward_activity_ids")
    def _compute_steward_activity_id(self):
        for registration in self:
            registration.steward_activity_id = registration.event_id.steward_activity_ids[:1]

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_forged_household(
            set(self.default_get(list(HOUSEHOLD_FIELDS))).union(*vals_list)
        )
        registrations = super().create(vals_list)
        registrations._follow_heads()
        return registrations

    def write(self, vals):
        """Seats that become free go to the waiting list; the invitation says who still comes."""
        self._refuse_forged_household(vals.keys())
        result = super().write(vals)
        if not vals.keys().isdisjoint(("state", "active", "is_minor")):
            self._follow_heads()
            freed = vals.get("state") in ("cancel", "draft") or vals.get("active") is False
            if freed and not self.env.context.get("steward_seating"):
                # sudo: seats are given out in the order of the waiting list, whoever freed them
                self.sudo().steward_activity_id._fill_seats()
        return result

    def unlink(self):
        # sudo: as above
        invitations = self.sudo().steward_invitation_id
        activities = self.sudo().steward_activity_id
        result = super().unlink()
        invitations._follow_registrations()
        activities._fill_seats()
        return result

    def _refuse_forged_household(self, names):
        if not self.env.su and not HOUSEHOLD_FIELDS.isdisjoint(names):
            raise AccessError(
                self.env._(
                    "Guests of a household are registered by its invitation, or as guests at the "
                    "door."
                )
            )

    def _update_mail_schedulers(self):
        """Mails of the Events app leave in the background: sent at once they would end the
        transaction in the middle of an answer, and give its seats to somebody else."""
        guests = self.filtered("steward_activity_id")
        if guests.filtered(lambda one: one.state == "open" and one.email):
            # sudo: whoever answers may not see scheduled actions
            self.env.ref("event.event_mail_scheduler").sudo()._trigger()
        return super(EventRegistration, self - guests)._update_mail_schedulers()

    def _follow_heads(self):
        # sudo: an invitation says what its registrations say, whoever changed them
        self.sudo().steward_invitation_id._follow_registrations()

    def action_came(self):
        """On the day: this guest is here."""
        self.action_set_done()

    def action_not_came(self):
        """Ticked by mistake."""
        self.filtered(lambda registration: registration.state == "done").action_confirm()
