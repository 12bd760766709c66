from datetime import date, datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command

from ...demo.activities import (
    ACTIVITIES,
    ANSWERS,
    BUDGET,
    COURSE,
    FORM,
    NEXT_YEAR,
    OPINIONS,
    PLANNED,
)

DONE = ("submitted", "reviewed", "invited", "evaluated")


class Community(models.Model):
    """Writes the invented activities of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_activities(self, community_id, steward_id, supervisor_id, manager_id):
        community = self.browse(community_id).with_context(tracking_disable=True)
        people = {
            "author": self.env["hr.employee"].browse(steward_id).user_id,
            "reviewer": self.env["hr.employee"].browse(supervisor_id).user_id,
            "approver": self.env["hr.employee"].browse(manager_id).user_id,
        }
        if self.env["steward.activity.plan"].search_count(
            [("community_id", "=", community.id)], limit=1
        ):
            return
        year = community._today().year
        plan = community._demo_activity_plan(year, PLANNED, people["reviewer"])
        plan.action_submit()
        plan.with_user(people["approver"]).action_approve()
        community._demo_activity_plan(year + 1, NEXT_YEAR, people["reviewer"])
        for days, theme, kind, stage in ACTIVITIES:
            community._load_demo_activity(days, theme, kind, stage, people)

    def _demo_activity_plan(self, year, rows, user):
        return (
            self.env["steward.activity.plan"]
            .with_user(user)
            .create(
                {
                    "community_id": self.id,
                    "year": year,
                    "requirement": "每季度不少于两场，公益活动每半年一场，全年预算六万元以内",
                    "line_ids": [
                        Command.create(
                            {
                                "date_planned": date(year, month, day),
                                "name": name,
                                "kind_id": self._demo_activity_kind(kind).id,
                                "form": form,
                                "content": content,
                                "budget": budget,
                            }
                        )
                        for month, day, name, kind, form, content, budget in rows
                    ],
                }
            )
        )

    def _demo_activity_kind(self, code):
        return self.env.ref(f"property_steward.activity_kind_{code}")

    def _demo_activity_times(self, days):
        day = self._today() + timedelta(days=days)
        return {
            "date_begin": self._to_utc(datetime.combine(day, time(9, 30))),
            "date_end": self._to_utc(datetime.combine(day, time(11, 30))),
        }

    def _load_demo_activity(self, days, theme, kind, stage, people):
        activity = (
            self.env["steward.community.activity"]
            .with_user(people["author"])
            .create(
                {
                    "name": theme,
                    "kind_id": self._demo_activity_kind(kind).id,
                    "community_id": self.id,
                    "form": "现场活动",
                    "content": "签到、致辞、活动、合影、征求意见",
                    "off_plan_reason": "业主委员会提议",
                    "late_reason": "与街道联合举办，日期刚刚确定",
                    "seats_max": 40,
                    # what was held is moved to its day once it is prepared
                    **self._demo_activity_times(max(days, 8)),
                    **FORM,
                    "budget_line_ids": [
                        Command.create({"name": name, "quantity": count, "price_unit": price})
                        for name, count, price in BUDGET
                    ],
                }
            )
        )
        if stage not in DONE:
            return
        activity.action_ask_off_plan()
        activity.with_user(people["approver"]).action_allow_off_plan()
        for check in activity.plan_check_ids:
            check.attachment_ids = [
                Command.create({"name": f"{check.name}.txt", "raw": "可行".encode()})
            ]
            check.is_done = True
        activity.action_submit()
        if stage == "submitted":
            return
        activity.with_user(people["reviewer"]).action_review()
        if stage == "reviewed":
            return
        activity.with_user(people["approver"]).action_approve()
        self._demo_invite(activity)
        if stage == "evaluated":
            self._demo_held(activity, days)

    def _demo_invite(self, activity):
        invitations = self.env["steward.activity.invitation"].with_env(activity.env)
        invitations = invitations._invite(
            activity,
            [("state", "=", "moved_in"), ("unit_id.steward_id", "=", activity.steward_id.id)],
            "letter",
        )
        invitations.action_sent()
        for invitation, answer in zip(invitations, ANSWERS, strict=False):
            adults, minors = answer or (0, 0)
            invitation._answer(bool(answer), adults, minors)

    def _demo_held(self, activity, days):
        """It took place some days ago."""
        for check in activity.ready_check_ids:
            if check.may_not_apply:
                check.write({"not_applicable": True, "reason": "不涉及"})
            else:
                check.is_done = True
        # sudo: approved forms stay as they are, but invented ones begin in the past
        activity.sudo().write(self._demo_activity_times(days))
        activity.action_start()
        coming = activity.invitation_ids.filtered(lambda one: one.answer == "yes")
        coming[1:].action_all_came()
        activity.action_end()
        activity.opinion_ids = [
            Command.create(
                {"partner_id": invitation.partner_id.id, "words": words, "category": category}
            )
            for invitation, (words, category) in zip(coming, OPINIONS, strict=False)
        ]
        activity.opinion_ids[:1].action_make_cases()
        activity.record_id.course = COURSE
        activity.record_id.action_done()
        activity.evaluation_id.write(
            {
                "result": "reached",
                "assessment": "到场率超过八成，现场意见以肯定为主",
                "strengths": "消防队实操讲解受欢迎",
                "improvements": "增加亲子环节，改在周末上午",
            }
        )
        activity.evaluation_id.action_submit()
