"""An activity of 翠湖花园, and the way it goes from the planning form to the day."""

from datetime import datetime

from odoo import Command
from odoo.tests import freeze_time

from .common import StewardCommon

# 09:00 in Shanghai
NOW = datetime(2026, 6, 1, 1)
# 14:00 on 1 July in Shanghai, 30 days later
BEGIN = datetime(2026, 7, 1, 6)
END = datetime(2026, 7, 1, 9)
# the texts of the eleven elements (E22)
FORM = {
    "form": "游园会",
    "place": "中心广场",
    "content": "猜灯谜、亲子游戏",
    "schedule": "6月20日前物料到位，6月28日布置彩排",
    "emergency_plan": "雨天改在架空层；配急救箱",
    "evaluation_way": "宾客意见调查，到场率",
}


class ActivityCommon(StewardCommon):
    """王芳 plans, 李强 reviews, 周总 approves; `cls.accountant` books bills."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(freeze_time(NOW))

    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"property_steward.activity_kind_{code}")

    def _plan(self, user=None, **vals):
        """A filled in planning form, as the steward 王芳 would save it; 周总 allowed the activity
        outside the annual plan."""
        user = user or self.user_steward
        activity = (
            self.env["steward.community.activity"]
            .with_user(user)
            .create(
                {
                    "name": "邻里游园会",
                    "kind_id": self._kind("culture").id,
                    "community_id": self.community.id,
                    "steward_id": user.employee_id.id,
                    "off_plan_reason": "业主委员会提议",
                    "date_begin": BEGIN,
                    "date_end": END,
                    "budget_line_ids": [
                        Command.create({"name": "灯笼", "quantity": 100, "price_unit": 5}),
                        Command.create({"name": "点心", "quantity": 200, "price_unit": 8}),
                    ],
                    **FORM,
                    **vals,
                }
            )
        )
        activity.sudo().write(
            {"off_plan_approved_by_id": self.user_gm.id, "off_plan_approved_at": NOW}
        )
        return activity

    def _submit(self, activity):
        activity.with_user(self.user_steward).action_submit()

    def _review(self, activity):
        activity.with_user(self.user_supervisor).action_review()

    def _approve(self, activity):
        """Submitted, reviewed and approved."""
        self._submit(activity)
        self._review(activity)
        activity.with_user(self.user_gm).action_approve()

    def _make_ready(self, activity):
        """Every readiness check ticked, partners and permits as not needed (R292)."""
        for check in activity.with_user(self.user_steward).ready_check_ids:
            if check.may_not_apply:
                check.write({"not_applicable": True, "reason": "不需要"})
            else:
                check.is_done = True

    def _attachment(self, user, name="文件.pdf"):
        """As the screen uploads it."""
        return self.env["ir.attachment"].with_user(user).create({"name": name, "raw": b"x"})

    def _mails(self, record, user, xmlid):
        """Open activities of a type for `user` on `record`."""
        return record.sudo().activity_ids.filtered(
            lambda mail: (
                mail.user_id == user
                and mail.activity_type_id == self.env.ref(f"property_steward.{xmlid}")
            )
        )
