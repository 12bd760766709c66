"""Records of the activity room for the tests of who may do what."""

from datetime import date, datetime


class AccessActivity:
    @classmethod
    def _make_activity_kind(cls, place):
        return cls.env.ref("property_steward.activity_kind_welfare")

    @classmethod
    def _make_activity_kind_check(cls, place):
        return cls.env.ref("property_steward.activity_kind_check_feasibility")

    @classmethod
    def _make_activity_plan(cls, place):
        return cls.env["steward.activity.plan"].create(
            {
                "community_id": place.community.id,
                "year": 2030 + cls._turn(place),
                "steward_id": place.steward.id,
            }
        )

    @classmethod
    def _make_activity_plan_line(cls, place):
        return cls.env["steward.activity.plan.line"].create(
            {
                "plan_id": cls._same("steward.activity.plan", place).id,
                "name": "中秋游园",
                "kind_id": cls._same("steward.activity.kind", place).id,
                "date_planned": date(cls._same("steward.activity.plan", place).year, 9, 1),
            }
        )

    @classmethod
    def _make_community_activity(cls, place):
        return cls.env["steward.community.activity"].create(
            {
                "name": "中秋游园",
                "kind_id": cls._same("steward.activity.kind", place).id,
                "community_id": place.community.id,
                "steward_id": place.steward.id,
                "date_begin": datetime(2031, 9, 1, 6),
                "date_end": datetime(2031, 9, 1, 8),
            }
        )

    @classmethod
    def _make_activity_task_template(cls, place):
        return cls.env.ref("property_steward.activity_task_permit")

    @classmethod
    def _make_activity_task(cls, place):
        """In the area it is given to the department of `cls.department`."""
        department = cls.department_engineering if place is cls.places["area"] else None
        return cls.env["steward.activity.task"].create(
            {
                "activity_id": cls._same("steward.community.activity", place).id,
                "name": "布置舞台",
                "department_id": department and department.id,
                "employee_id": place.steward.id,
            }
        )

    @classmethod
    def _make_activity_budget_line(cls, place):
        return cls.env["steward.activity.budget.line"].create(
            {
                "activity_id": cls._same("steward.community.activity", place).id,
                "name": "灯笼",
                "price_unit": 5,
                "quantity": 100,
            }
        )

    @classmethod
    def _make_activity_check(cls, place):
        return cls._same("steward.community.activity", place).check_ids[:1]

    @classmethod
    def _make_activity_turnout(cls, place):
        """The row of the household that is invited."""
        invitation = cls._same("steward.activity.invitation", place)
        return cls.env["steward.activity.turnout"].browse(2 * invitation.id)

    @classmethod
    def _make_activity_invitation(cls, place):
        activity = cls._same("steward.community.activity", place)
        if activity.state == "draft":
            activity.state = "approved"
            activity._sync_event()
        return cls.env["steward.activity.invitation"].create(
            {
                "activity_id": activity.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
            }
        )

    @classmethod
    def _make_activity_answer(cls, place):
        return cls.env["steward.activity.answer"].create(
            {"invitation_id": cls._same("steward.activity.invitation", place).id}
        )

    @classmethod
    def _make_activity_walk_in(cls, place):
        return cls.env["steward.activity.walk.in"].create(
            {"activity_id": cls._same("steward.community.activity", place).id}
        )

    @classmethod
    def _make_activity_record(cls, place):
        return cls.env["steward.activity.record"].create(
            {"activity_id": cls._same("steward.community.activity", place).id}
        )

    @classmethod
    def _make_activity_evaluation(cls, place):
        return cls.env["steward.activity.evaluation"].create(
            {"activity_id": cls._same("steward.community.activity", place).id}
        )

    @classmethod
    def _make_activity_amendment(cls, place):
        return cls.env["steward.activity.amendment"].create(
            {
                "activity_id": cls._same("steward.community.activity", place).id,
                "form": "活动记录表",
                "reason": "人数有误",
            }
        )

    @classmethod
    def _make_activity_opinion(cls, place):
        return cls.env["steward.activity.opinion"].create(
            {
                "activity_id": cls._same("steward.community.activity", place).id,
                "words": "希望多办亲子活动",
            }
        )
