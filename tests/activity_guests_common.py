"""An approved activity and its guests, for the tests of invitations and answers."""

from datetime import datetime

from odoo import Command

from .care_common import CareCommon

# printed in test_activity_invitation_send and test_activity_attendance
ACTIVITY_GUEST_FORMS = ("activity_letter", "activity_poster", "activity_sign_in")


class GuestsCommon(CareCommon):
    """Tuesday, 3 March 2026, 10:00 in Shanghai. 王芳 looks after building 3 and prepares the
    activity, 赵敏 after building 10; 李四 lives there too from here on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._occupancy(cls.li).move_in_date = "2025-06-01"
        cls.activity = cls._approved_activity()

    @classmethod
    def _planned_activity(cls, name="中秋游园会", **vals):
        return cls.env["steward.community.activity"].create(
            {
                "name": name,
                "kind_id": cls.env.ref("property_steward.activity_kind_festival").id,
                "community_id": cls.community.id,
                "steward_id": cls.steward.id,
                "place": "中心广场",
                # 14:00 to 16:00 in Shanghai
                "date_begin": datetime(2026, 3, 20, 6),
                "date_end": datetime(2026, 3, 20, 8),
                **vals,
            }
        )

    @classmethod
    def _approved_activity(cls, *args, **vals):
        """As the general manager leaves it (R290)."""
        activity = cls._planned_activity(*args, **vals)
        activity.state = "approved"
        activity._sync_event()
        return activity

    @classmethod
    def _invite(cls, partners=None, user=None, activity=None, channel="letter", **vals):
        """The invitations of these households, or of all who live where the user looks."""
        wizard = (
            cls.env["steward.invitation"]
            .with_user(user or cls.user_supervisor)
            .create(
                {
                    "activity_id": (activity or cls.activity).id,
                    "channel": channel,
                    "partner_ids": [Command.set(partners.ids if partners else [])],
                    **vals,
                }
            )
        )
        wizard.action_invite()
        return cls.env["steward.activity.invitation"].search(
            [("activity_id", "=", (activity or cls.activity).id)], order="id"
        )

    @classmethod
    def _invitation(cls, partner, activity=None):
        return cls.env["steward.activity.invitation"].search(
            [
                ("activity_id", "=", (activity or cls.activity).id),
                ("partner_id", "=", partner.id),
            ]
        )

    @classmethod
    def _registered(cls, invitation):
        return invitation.registration_ids.filtered(lambda one: one.state in ("open", "done"))
