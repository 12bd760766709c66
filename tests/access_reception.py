class AccessReception:
    """Records of the room reception for the tests of who may do what."""

    @classmethod
    def _make_reception(cls, place):
        return cls.env["steward.reception"].create(
            {
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "community_id": place.community.id,
                "text": "楼道灯不亮",
                "channel": "letter",
            }
        )

    @classmethod
    def _make_reception_transfer(cls, place):
        return cls.env["steward.reception.transfer"].create(
            {"reception_id": cls._same("steward.reception", place).id, "to_id": place.steward.id}
        )

    @classmethod
    def _make_case_route(cls, place):
        return cls.env["steward.case.route"].search([], limit=1)

    @classmethod
    def _make_checklist(cls, place):
        return cls.env["steward.checklist"].search([], limit=1)

    @classmethod
    def _make_checklist_item(cls, place):
        return cls.env["steward.checklist.item"].search([], limit=1)

    @classmethod
    def _make_lost_property(cls, place):
        return cls.env["steward.lost.property"].create(
            {"name": "钥匙", "community_id": place.community.id}
        )

    @classmethod
    def _make_repair(cls, place):
        """In the area it is passed to the department of `cls.department`."""
        return cls._same("steward.case", place).repair_id

    @classmethod
    def _make_service_request(cls, place):
        department = cls.department_engineering if place is cls.places["area"] else None
        return cls.env["steward.service.request"].create(
            {
                "words": "代缴电费",
                "community_id": place.community.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "steward_id": place.steward.id,
                "department_id": department and department.id,
            }
        )

    @classmethod
    def _make_complaint(cls, place):
        department = cls.department_engineering if place is cls.places["area"] else None
        return cls.env["steward.complaint"].create(
            {
                "words": "保安态度差",
                "community_id": place.community.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "steward_id": place.steward.id,
                "department_id": department and department.id,
            }
        )

    @classmethod
    def _make_case_handoff(cls, place):
        case = cls._same("steward.case", place)
        case._hand_off(cls.env["hr.employee"], cls.department_engineering, "派单")
        if place is not cls.places["area"]:
            case.sudo()._note({"department_id": False})
        return case.handoff_ids

    @classmethod
    def _make_number(cls, place):
        return cls.env["steward.number"].create(
            {
                "code": cls._scope_of(place),
                "community_id": place.community.id,
                "year": 2031,
                "last": 1,
            }
        )
