from datetime import date, datetime


class AccessDuty:
    """Records of the room duty for the tests of who may do what."""

    @classmethod
    def _make_shift(cls, place):
        return cls.env["steward.shift"].create(
            {
                "community_id": place.community.id,
                "employee_id": place.steward.id,
                "start_at": datetime(2031, 1, 1),
            }
        )

    @classmethod
    def _make_shift_line(cls, place):
        shift = cls._same("steward.shift", place)
        return shift.line_ids.create({"shift_id": shift.id, "subject": "钥匙待还"})

    @classmethod
    def _make_message_slip(cls, place):
        return cls.env["steward.message.slip"].create(
            {
                "caller_name": "刘先生",
                "caller_company": "电梯公司",
                "message": "明日检修",
                "addressee_id": place.steward.id,
                "taken_by_id": place.steward.id,
                "community_id": place.community.id,
                "company_id": place.community.company_id.id,
            }
        )

    @classmethod
    def _make_contact_box(cls, place):
        return cls.env["steward.contact.box"].create(
            {"name": "大堂", "community_id": place.community.id, "date_from": date(2031, 1, 1)}
        )

    @classmethod
    def _make_contact_box_opening(cls, place):
        box = cls._same("steward.contact.box", place)
        return box.opening_ids.create({"box_id": box.id, "date": date(2031, 1, 1)})

    @classmethod
    def _make_duty_rule(cls, place):
        return cls._same("steward.policy", place).duty_rule_ids[:1]

    @classmethod
    def _make_duty(cls, place):
        return cls.env["steward.duty"].create(
            {
                "name": "月度投诉汇总",
                "kind": "complaint_month",
                "community_id": place.community.id,
                "employee_id": place.steward.id,
                "period_start": date(2031, 1, 1),
                "period_end": date(2031, 1, 31),
                "figures_from": date(2031, 1, 1),
                "figures_to": date(2031, 1, 31),
                "date_due": date(2031, 1, 25),
                "date_remind": date(2031, 1, 20),
            }
        )

    @classmethod
    def _make_duty_document(cls, place):
        duty = cls._same("steward.duty", place)
        return duty.document_ids.create({"duty_id": duty.id})

    @classmethod
    def _make_duty_document_line(cls, place):
        document = cls._same("steward.duty.document", place)
        return document.line_ids.create({"document_id": document.id, "section": "cause"})

    @classmethod
    def _make_case_ageing(cls, place):
        case = cls._same("steward.case", place)
        cls.env.flush_all()
        return cls.env["steward.case.ageing"].browse(case.id)

    @classmethod
    def _make_incident(cls, place):
        return cls.env["steward.incident"].create(
            {
                "name": "水泵房进水",
                "kind": "equipment",
                "community_id": place.community.id,
                "place": "地下一层",
                "description": "水泵房进水，已断电",
                "reporter_id": place.steward.id,
            }
        )

    @classmethod
    def _make_incident_follow_up(cls, place):
        incident = cls._same("steward.incident", place)
        return incident.follow_up_ids.create(
            {
                "incident_id": incident.id,
                "employee_id": place.steward.id,
                "description": "已抽水",
            }
        )

    @classmethod
    def _make_commendation(cls, place):
        return cls.env["steward.commendation"].create(
            {"name": "文明户评选", "kind": "civilised", "community_id": place.community.id}
        )

    @classmethod
    def _make_commendation_line(cls, place):
        commendation = cls._same("steward.commendation", place)
        return commendation.line_ids.create(
            {"commendation_id": commendation.id, "partner_id": place.partner.id}
        )

    @classmethod
    def _make_rectification_plan(cls, place):
        return cls.env["steward.rectification.plan"].create(
            {"name": "一季度整改计划", "community_id": place.community.id}
        )

    @classmethod
    def _make_rectification_plan_line(cls, place):
        plan = cls._same("steward.rectification.plan", place)
        return plan.line_ids.create({"plan_id": plan.id, "problem": "楼道堆物"})

    @classmethod
    def _make_spot_check(cls, place):
        return cls.env["steward.spot.check"].create(
            {
                "name": "三月回访",
                "subject": "callback",
                "community_id": place.community.id,
                "checker_id": place.steward.id,
            }
        )
