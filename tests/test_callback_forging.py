from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .callback_common import CallbackCommon


@tagged("post_install", "-at_install", "access")
class TestCallbackForging(CallbackCommon):
    """What a remote call could claim, and what is refused to it (R006, R101, R197, R281)."""

    def test_a_demanded_callback_keeps_household_matter_and_time(self):
        callback = self._handled_repair().with_user(self.user_steward)
        other = self._create_repair("other", partner=self.li)
        for vals in (
            {"partner_id": self.li.id},
            {"case_id": other.id},
            {"due_at": self._in(days=30)},
            {"mode_ids": [(5,)]},
            {"attempt_count": 0},
            {"is_in_time": True},
            {"started_at": self._in(days=1)},
            {"next_due_at": False},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                callback.write(vals)
        with self.assertRaises(AccessError):
            callback.unlink()

    def test_defaults_of_the_context_claim_nothing(self):
        Callback = self.env["steward.callback"].with_user(self.user_steward)
        vals = {"partner_id": self.zhang.id, "due_at": self._in(days=1)}
        for claim in ({"state": "cancelled"}, {"trigger": "repair_other"}, {"is_in_time": True}):
            context = {f"default_{name}": value for name, value in claim.items()}
            with self.subTest(claim), self.assertRaises(AccessError):
                Callback.with_context(**context).create(vals)

    def test_a_notice_is_neither_made_nor_turned_to_somebody_else(self):
        callback = self._handled_repair()
        self._call_back(callback, self.BAD)
        notice = callback.rectification_ids.with_user(self.user_steward)
        with self.assertRaises(AccessError):
            notice.create({"community_id": self.community.id, "problem": "无"})
        for vals in ({"partner_id": self.li.id}, {"found_at": self._in()}, {"issued_at": False}):
            with self.subTest(vals), self.assertRaises(AccessError):
                notice.write(vals)

    def test_R095_the_departments_own_people_do_not_verify(self):
        self._assign(self.department, "department_leader")
        callback = self._handled_repair()
        self._call_back(callback, self.BAD)
        notice = callback.rectification_ids
        notice.with_user(self.user_steward).action_issue()
        notice.write({"done_note": "更换", "state": "done", "done_by_id": self.user_worker.id})
        with self.assertRaisesRegex(AccessError, "another person"):
            notice.with_user(self.user_department).action_verify()

    def test_who_is_responsible_does_not_move_the_date(self):
        action = self.env["steward.corrective.action"].create(
            {
                "name": "重复漏水",
                "community_id": self.community.id,
                "responsible_id": self.nobody.id,
                "due_on": "2026-03-20",
            }
        )
        own = action.with_user(self.user_nobody)
        own.cause = "材料老化"
        for vals in ({"due_on": "2026-12-31"}, {"responsible_id": self.steward.id}):
            with self.subTest(vals), self.assertRaises(AccessError):
                own.write(vals)

    def test_figures_of_a_year_are_not_entered(self):
        Plan = self.env["steward.callback.plan"].with_user(self.user_manager)
        vals = {"community_id": self.community.id, "year": 2026}
        with self.assertRaises(AccessError):
            Plan.create({**vals, "rate": 100})
        plan = Plan.create(vals)
        with self.assertRaises(AccessError):
            plan.done_count = 99

    def test_rain_noted_by_a_person_does_not_claim_the_weather_service(self):
        RainDay = self.env["steward.rain.day"].with_user(self.user_steward)
        day = RainDay.create(
            {"community_id": self.community.id, "date": "2026-03-02", "source": "service"}
        )
        self.assertEqual(day.source, "hand")
        with self.assertRaises(UserError):
            day.source = "service"
