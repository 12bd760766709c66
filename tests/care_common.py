"""Life events and their visits, for the tests of the care room."""

from datetime import date

from odoo import Command

from .callback_common import CallbackCommon


class CareCommon(CallbackCommon):
    """Tuesday, 3 March 2026, 10:00 in Shanghai; 王芳 looks after 3-2-1204, 沈佳 is the health
    steward of the community."""

    TODAY = date(2026, 3, 3)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("health", "健康管家沈佳")
        cls._assign(cls.health, "health_steward")
        cls.gift_kind = cls.env.ref("property_steward.gift_kind_congratulation")
        cls.medicine_box = cls.env.ref("property_steward.gift_kind_medicine_box")
        cls.policy = cls.community.policy_id

    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"property_steward.life_event_kind_{code}")

    @classmethod
    def _create_event(cls, code, partner=None, user=None, **vals):
        return (
            cls.env["steward.life.event"]
            .with_user(user or cls.user_steward)
            .create(
                {
                    "kind_id": cls._kind(code).id,
                    "partner_id": (partner or cls.zhang).id,
                    "date": cls.TODAY,
                    **vals,
                }
            )
        )

    @classmethod
    def _occupancy(cls, partner):
        return cls.env["steward.occupancy"].search([("partner_id", "=", partner.id)])

    @classmethod
    def _due(cls, event, trigger):
        return event.sudo().callback_ids.filtered(lambda one: one.trigger == trigger)

    @classmethod
    def _move_in(cls, partner=None, day=None):
        """The event that a move-in date brings about."""
        line = cls._occupancy(partner or cls.li)
        line.with_user(cls.user_steward).move_in_date = day or cls.TODAY
        return line.life_event_ids.filtered(lambda event: event.kind_id == cls._kind("move_in"))

    @classmethod
    def _call_on(cls, callback, user=None, along=(), mode=None, **vals):
        """A door visit under way for `callback`, with what the form proposes."""
        user = user or callback.assignee_id.user_id
        callback = callback.with_user(user)
        return (
            cls.env["steward.visit"]
            .with_user(user)
            .create(
                {
                    "callback_id": callback.id,
                    "steward_id": user.employee_id.id,
                    "mode_id": (mode or cls.door_mode).id,
                    "consent": True,
                    "needs": "一家人很高兴",
                    "participant_ids": [
                        Command.create(
                            {
                                "employee_id": person.id,
                                "role_id": cls.env.ref(
                                    "property_steward.role_health_steward"
                                    if person == cls.health
                                    else "property_steward.role_steward"
                                ).id,
                            }
                        )
                        for person in along
                    ],
                    "gift_ids": callback._visit_defaults().get("default_gift_ids", []),
                    **vals,
                }
            )
        )
