"""Records of the care room for the tests of who may do what."""


class AccessCare:
    @classmethod
    def _make_life_event_kind(cls, place):
        return cls.env.ref("property_steward.life_event_kind_wedding")

    @classmethod
    def _make_life_event_stage(cls, place):
        return cls.env.ref("property_steward.life_event_stage_birth_full_month")

    @classmethod
    def _make_life_event(cls, place):
        return cls.env["steward.life.event"].create(
            {
                "kind_id": cls._same("steward.life.event.kind", place).id,
                "partner_id": place.partner.id,
            }
        )

    @classmethod
    def _make_life_event_task(cls, place):
        return cls.env["steward.life.event.task"].create(
            {
                "event_id": cls._same("steward.life.event", place).id,
                "name": "代收快递",
                "employee_id": place.steward.id,
            }
        )

    @classmethod
    def _make_gift_kind(cls, place):
        return cls.env["steward.gift.kind"].create(
            {"name": "果篮", "company_id": place.community.company_id.id}
        )

    @classmethod
    def _make_gift(cls, place):
        return cls.env["steward.gift"].create(
            {
                "kind_id": cls._same("steward.gift.kind", place).id,
                "partner_id": place.partner.id,
                "employee_id": place.steward.id,
            }
        )

    @classmethod
    def _make_invitation(cls, place):
        return cls.env["steward.invitation"].create(
            {"activity_id": cls._same("steward.community.activity", place).id}
        )
