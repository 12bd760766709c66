"""Annual activity plans and their people."""

from datetime import date

from odoo.tests import freeze_time

from .common import StewardCommon

# a Thursday, 10:00 in Shanghai
THIRD_OF_DECEMBER = "2026-12-03 02:00:00"


class ActivityPlanCommon(StewardCommon):
    """`project` is the general manager of the project, who approves the plan; the supervisor draws
    it up. It is 3 December 2026, and the plan is that of 2027."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(THIRD_OF_DECEMBER))
        cls._create_person("project", "项目总经理")
        cls._assign(cls.project, "project_manager")
        cls.policy = cls.community.policy_id
        cls.Activity = cls.env["steward.community.activity"]

    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"property_steward.activity_kind_{code}")

    @classmethod
    def _line(cls, day=date(2027, 3, 12), name="植树节", kind="culture", **vals):
        return {
            "date_planned": day,
            "name": name,
            "kind_id": cls._kind(kind).id,
            "form": "户外活动",
            "content": "业主与管家一起植树",
            "budget": 3000,
            **vals,
        }

    @classmethod
    def _plan(cls, *lines, user=None, **vals):
        """A draft of the supervisor."""
        return (
            cls.env["steward.activity.plan"]
            .with_user(user or cls.user_supervisor)
            .create(
                {
                    "community_id": cls.community.id,
                    "year": 2027,
                    "line_ids": [(0, 0, line) for line in lines or [cls._line()]],
                    **vals,
                }
            )
        )

    @classmethod
    def _approved(cls, *lines, **vals):
        plan = cls._plan(*lines, **vals)
        plan.action_submit()
        plan.with_user(cls.user_project).action_approve()
        return plan

    @classmethod
    def _held(cls, day, kind="welfare", **vals):
        """An activity that was held; `day` is a moment, UTC."""
        activity = cls.Activity.create(
            {
                "name": "义诊",
                "kind_id": cls._kind(kind).id,
                "community_id": cls.community.id,
                "steward_id": cls.steward.id,
                "date_begin": day,
                "date_end": day,
                **vals,
            }
        )
        activity.state = "held"
        return activity

    def _told(self, records, xmlid, user=None, active_test=True):
        """Activities of a type on `records`, of `user` if given."""
        found = (
            self.env["mail.activity"]
            .with_context(active_test=active_test)
            .search(
                [
                    ("res_model", "=", records._name),
                    ("res_id", "in", records.ids),
                    (
                        "activity_type_id",
                        "=",
                        self.env.ref(f"property_steward.mail_activity_type_{xmlid}").id,
                    ),
                ]
            )
        )
        return found.filtered(lambda activity: activity.user_id == user) if user else found
