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
                "date_planned": date(2031, 9, 1),
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
