from datetime import date, datetime

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestLists(DutyCommon):
    """Commended households (C020, R088), rectification plans (C019, R087), spot checks (C066,
    R197) and the ageing of matters (R096)."""

    # commendation

    def _commendation(self, **vals):
        return (
            self.env["steward.commendation"]
            .with_user(self.user_supervisor)
            .create(
                {
                    "name": "爱我家园住户",
                    "community_id": self.community.id,
                    "year": 2026,
                    **vals,
                }
            )
        )

    def test_R088_households_are_commended_and_published(self):
        commendation = self._commendation()
        with self.assertRefused(UserError, "names no household"):
            commendation.action_publish()
        commendation.line_ids = [
            Command.create({"partner_id": self.zhang.id, "reason": "义务清扫楼道"})
        ]
        commendation.action_publish()
        self.assertEqual(commendation.date_published, date(2026, 3, 3))
        self.assertEqual(commendation.household_count, 1)

    @mute_logger("odoo.sql_db")
    def test_R088_household_stands_on_the_list_once(self):
        commendation = self._commendation(line_ids=[Command.create({"partner_id": self.zhang.id})])
        with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
            commendation.line_ids = [Command.create({"partner_id": self.zhang.id})]

    def test_R088_stewards_read_the_list_and_supervisors_make_it(self):
        commendation = self._commendation()
        self.assertEqual(commendation.with_user(self.user_steward).name, "爱我家园住户")
        with self.assertRaises(AccessError):
            commendation.with_user(self.user_steward).name = "改"

    # rectification plan

    def test_R087_plan_is_published_with_measure_person_and_day_for_every_problem(self):
        plan = (
            self.env["steward.rectification.plan"]
            .with_user(self.user_supervisor)
            .create(
                {
                    "name": "一季度整改计划",
                    "community_id": self.community.id,
                    "line_ids": [Command.create({"problem": "楼道堆物"})],
                }
            )
        )
        with self.assertRefused(UserError, "each problem needs a measure"):
            plan.action_publish()
        plan.line_ids.write(
            {
                "measure": "每周清理",
                "responsible_id": self.steward.id,
                "date_due": date(2026, 3, 10),
            }
        )
        plan.action_publish()
        self.assertEqual(plan.date_published, date(2026, 3, 3))
        Line = self.env["steward.rectification.plan.line"]
        with freeze_time("2026-03-10 16:30:00"):
            self.assertIn(plan.line_ids, Line.search([("is_late", "=", True)]))
            plan.line_ids.date_done = date(2026, 3, 11)
            self.assertNotIn(plan.line_ids, Line.search([("is_late", "=", True)]))

    # spot check

    def test_R197_finding_becomes_a_written_notice_that_is_followed(self):
        duty = self._create_duty("spot_check", employee_id=self.manager.id)
        check = (
            self.env["steward.spot.check"]
            .with_user(self.user_manager)
            .create(
                {
                    "name": "三月回访",
                    "subject": "callback",
                    "community_id": self.community.id,
                    "duty_id": duty.id,
                    "sample_count": 5,
                    "failed_count": 1,
                    "problem": "一条未签字",
                }
            )
        )
        with self.assertRefused(UserError, "who puts right what"):
            check.action_notify()
        check.write(
            {
                "addressee_id": self.steward.id,
                "demand": "补签字",
                "date_due": date(2026, 3, 6),
            }
        )
        check.action_notify()
        self.assertTrue(self._activities(check, self.user_steward, "spot_check"))
        duty.with_user(self.user_manager).action_submit()
        self.assertEqual(duty.state, "approved", "the check is the evidence")
        mine = check.with_user(self.user_steward)
        with self.assertRaises(AccessError):
            mine.problem = "没有问题"
        with self.assertRefused(UserError, "stays as it is"):
            check.demand = "不用了"
        with freeze_time("2026-03-06 16:30:00"):
            self.assertIn(check, self.env["steward.spot.check"].search([("is_late", "=", True)]))
            with self.assertRefused(UserError, "Say how"):
                mine.action_rectified()
            mine.rectified = "已补签"
            mine.action_rectified()
            self.assertEqual(check.date_rectified, date(2026, 3, 7))
            self.assertFalse(
                self.env["steward.spot.check"].search(
                    [("is_late", "=", True), ("id", "=", check.id)]
                )
            )

    # ageing

    def test_R096_open_matters_fall_into_the_age_bands_of_the_policy(self):
        ages = {
            "新": "2026-03-02",
            "半月": "2026-02-16",
            "两月": "2026-01-02",
            "半年": "2025-09-01",
        }
        for words, day in ages.items():
            self._create_case(words=words, received_at=datetime.fromisoformat(day + " 02:00:00"))
        self._create_case(words="已办", answered_on_spot=True).action_close()
        self.env.flush_all()
        Ageing = self.env["steward.case.ageing"].with_user(self.user_manager)
        rows = Ageing.search([("community_id", "=", self.community.id)])
        self.assertEqual(
            {row.case_id.words: (row.band, row.is_long_standing) for row in rows},
            {"新": ("1", False), "半月": ("2", False), "两月": ("3", True), "半年": ("4", True)},
        )
        self.assertEqual(rows.filtered(lambda row: row.band == "2").age_days, 15)
        self.community.policy_id.write({"ageing_days_1": 1, "long_standing_days": 10})
        self.env.flush_all()
        rows.invalidate_recordset()
        self.assertEqual(
            len(Ageing.search([("is_long_standing", "=", True)]) & rows), 3, "the policy decides"
        )

    def test_R096_department_sees_how_old_its_matters_are(self):
        mine = self._create_case(department_id=self.department_engineering.id)
        self._create_case()
        self.env.flush_all()
        rows = self.env["steward.case.ageing"].with_user(self.user_department).search([])
        self.assertIn(mine.id, rows.ids)
        self.assertEqual(rows.department_id, self.department_engineering)
