from odoo import api, models
from odoo.exceptions import UserError

from .activity_invitation import RECEIVING
from .activity_invitation_answer import TAKEN
from .activity_invitation_send import LETTERS_AT_ONCE


class CommunityActivity(models.Model):
    """What one does with the guests of an activity: invite, write to them, receive them (R291,
    R294)."""

    _inherit = "steward.community.activity"

    def action_invite(self):
        self.ensure_one()
        self._check_may_invite()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invite Households"),
            "res_model": "steward.invitation",
            "view_mode": "form",
            "target": "new",
            "context": {"default_activity_id": self.id},
        }

    @api.readonly
    def action_open_invitations(self):
        self.ensure_one()
        return self._open_invitations([])

    @api.readonly
    def action_open_waiting(self):
        return self._open_invitations([("answer", "=", "waiting")])

    @api.readonly
    def action_open_failed(self):
        return self._open_invitations([("state", "=", "failed")])

    def _open_invitations(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.activity_invitation_action"
        )
        return dict(action, domain=[("activity_id", "in", self.ids), *domain], context={})

    @api.readonly
    def action_open_guests(self):
        """Who comes and who came, head by head."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.activity_guest_action"
        )
        return dict(
            action,
            domain=[("steward_activity_id", "=", self.id)],
            # sudo: only the id; whoever may not read the event is refused there
            context={"default_event_id": self.sudo().event_id.id, "create": False},
        )

    @api.readonly
    def action_open_attendance(self):
        """The list in which those are ticked who come."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.activity_attendance_action"
        )
        return dict(action, domain=[("activity_id", "=", self.id)])

    @api.readonly
    def action_open_desk(self):
        """Odoo's own attendance desk, for barcodes of badges and tickets."""
        self.ensure_one()
        self._check_receiving()
        action = self.env["ir.actions.actions"]._for_xml_id("event.event_barcode_action_main_view")
        # sudo: only the id; whoever may not read the event is refused there
        event = self.sudo().event_id
        return dict(
            action,
            context={
                "active_model": "event.event",
                "active_id": event.id,
                "default_event_id": event.id,
            },
        )

    def action_print_letters(self):
        """The next letters to be printed, by their doors."""
        self.ensure_one()
        letters = self.env["steward.activity.invitation"].search(
            [
                ("activity_id", "=", self.id),
                ("channel", "in", ("letter", "door")),
                ("state", "!=", "sent"),
                ("printed_at", "=", False),
                # sudo: whether a household wants invitations, whoever prints them
                ("partner_id", "not in", self._unwilling().ids),
            ],
            order="door_key, id",
            limit=LETTERS_AT_ONCE,
        )
        return letters.action_print_letters()

    def _unwilling(self):
        """Invited households that have asked meanwhile not to be."""
        # sudo: a wish that binds everybody, whoever invites
        return (
            self.env["steward.activity.invitation"]
            .sudo()
            .search(
                [("activity_id", "=", self.id), ("partner_id.no_activity_invitations", "=", True)]
            )
            .partner_id
        )

    def action_send_mails(self):
        """The e-mails that are still to be sent."""
        self.ensure_one()
        return (
            self.env["steward.activity.invitation"]
            .search(
                [
                    ("activity_id", "=", self.id),
                    ("channel", "=", "email"),
                    ("state", "=", "to_send"),
                ]
            )
            .action_send_mail()
        )

    def action_export_attendance(self):
        """Who is announced and who came, as an Excel file (logged, R118)."""
        self.ensure_one()
        return self.env["steward.register.export"]._export(
            "activity_attendance", self.registration_ids.filtered(lambda one: one.state in TAKEN)
        )

    def action_print_badges(self):
        """Odoo's badges of all who come."""
        self.ensure_one()
        registrations = self.registration_ids.filtered(lambda one: one.state in TAKEN)
        if not registrations:
            raise UserError(
                self.env._("Nobody is registered for %(activity)s.", activity=self.display_name)
            )
        return self.env.ref("event.action_report_event_registration_badge").report_action(
            registrations, config=False
        )

    def action_walk_in(self):
        """Somebody comes without being announced."""
        self.ensure_one()
        self._check_receiving()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Guests at the Door"),
            "res_model": "steward.activity.walk.in",
            "view_mode": "form",
            "target": "new",
            "context": {"default_activity_id": self.id},
        }

    def _check_receiving(self):
        for activity in self:
            if activity.state not in RECEIVING:
                raise UserError(
                    activity.env._(
                        "%(activity)s is not one that guests come to now.",
                        activity=activity.display_name,
                    )
                )
