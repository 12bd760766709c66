class AccessReception:
    """Records of the room reception for the tests of who may do what."""

    @classmethod
    def _make_reception(cls, place):
        return cls.env["steward.reception"].create(
            {
                "channel": "phone",
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "community_id": place.community.id,
                "text": "楼道灯不亮",
            }
        )
