from datetime import date

from odoo import fields


class AccessCallback:
    """Records of the room callback for the tests of who may do what."""

    @classmethod
    def _turn(cls, place):
        """What tells apart the records of places in the same community."""
        return 1 + list(cls.places).index(cls._scope_of(place))

    @classmethod
    def _make_callback_rule(cls, place):
        return cls._same("steward.policy", place).callback_rule_ids[:1]

    @classmethod
    def _make_callback_check_rule(cls, place):
        return cls._same("steward.policy", place).callback_check_rule_ids[:1]

    @classmethod
    def _make_callback(cls, place):
        return cls.env["steward.callback"].create(
            {
                "partner_id": place.partner.id,
                "community_id": place.community.id,
                "unit_id": place.unit.id,
                "assignee_id": place.steward.id,
                "due_at": fields.Datetime.now(),
            }
        )

    @classmethod
    def _make_rain_day(cls, place):
        return cls.env["steward.rain.day"].create(
            {"community_id": place.community.id, "date": date(2020, 1, cls._turn(place))}
        )

    @classmethod
    def _make_rectification(cls, place):
        """In the area it is issued to the department of `cls.department`."""
        vals = {
            "number": f"ZG-2031-{cls._turn(place):04d}",
            "callback_id": cls._same("steward.callback", place).id,
            "community_id": place.community.id,
            "unit_id": place.unit.id,
            "steward_id": place.steward.id,
            "problem": "水管还在滴水",
        }
        if place is cls.places["area"]:
            vals |= {"department_id": cls.department_engineering.id, "state": "issued"}
        return cls.env["steward.rectification"].create(vals)

    @classmethod
    def _make_corrective_action(cls, place):
        vals = {"name": "重复漏水", "community_id": place.community.id}
        if place is cls.places["area"]:
            vals |= {
                "department_id": cls.department_engineering.id,
                "responsible_id": cls.steward.id,
            }
        return cls.env["steward.corrective.action"].create(vals)

    @classmethod
    def _make_callback_check(cls, place):
        return cls.env["steward.callback.check"].create(
            {
                "callback_id": cls._same("steward.callback", place).id,
                "month": date(2031, 1, 1),
                "role_id": cls.env.ref("property_steward.role_centre_manager").id,
            }
        )

    @classmethod
    def _make_callback_plan(cls, place):
        return cls.env["steward.callback.plan"].create(
            {
                "community_id": place.community.id,
                "year": 2030 + cls._turn(place),
                "author_id": place.steward.id,
            }
        )

    @classmethod
    def _make_callback_plan_line(cls, place):
        return cls._same("steward.callback.plan", place).line_ids[:1]

    @classmethod
    def _make_service_procedure(cls, place):
        product = cls.env["product.product"].create({"name": "家庭保洁", "type": "service"})
        return cls.env["steward.service.procedure"].create(
            {"product_id": product.id, "community_id": place.community.id}
        )
