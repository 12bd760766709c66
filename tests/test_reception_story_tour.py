from datetime import datetime

from odoo.tests import tagged

from .case_common import CaseCommon
from .common import PREFIX
from .tour_common import FrozenTours

# where each of them looks for work
LISTS = {
    "desk": "my-received-cases",
    "department": "department-opinions",
    "worker": "department-opinions",
    "caller": "my-callbacks",
    "quality": "opinions",
}
WORDS = "报修水管三天没人来，师傅态度也不好"


@tagged("post_install", "-at_install")
class TestStoryTour(CaseCommon, FrozenTours):
    """A complaint from the phone to writing off in the browser: in Chinese, by the people
    concerned, in March 2026 with the clocks of Shanghai (F37)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_desk_and_quality()
        # R114: calls back and has no other role
        cls._create_person("caller", "回访员小吴")
        cls._create_person(
            "worker",
            "郑工",
            groups=f"base.group_user,{PREFIX}department",
            department_id=cls.department_engineering.id,
        )
        cls.community.callback_person_id = cls.caller
        cls.department_engineering.manager_id = cls.department
        cls.env["res.lang"]._activate_lang("zh_CN")
        people = cls.user_desk | cls.user_quality | cls.user_caller
        people |= cls.user_department | cls.user_worker
        people.lang = "zh_CN"

    def _tour(self, when, who, name, path=None):
        """The tour `name` of the person `who`, at "month-day hour:minute" of 2026 in Shanghai."""
        # who goes to the door has no desk
        self.touch_enabled = who == "caller"
        self.browser_size = "390x844" if self.touch_enabled else "1366x900"
        self.start_tour_at(
            self.community._to_utc(datetime.fromisoformat(f"2026-{when}")),
            f"/odoo/{path or LISTS[who]}",
            f"steward_story_{name}",
            login=f"t_{who}",
        )
        self.env.invalidate_all()

    def _clocks(self, record, *states):
        """{kind: due moment in Shanghai} of the clocks in one of `states` (default: running)."""
        return {
            line.kind: self._local(line.due_at)
            for line in record.sudo().deadline_ids
            if line.state in (states or ("running",))
        }

    def _local(self, moment):
        return moment and self.community._to_local(moment).strftime("%m-%d %H:%M:%S")

    def test_R066_from_the_phone_to_writing_off(self):
        """R023, R030, R072, R076, R078, R080-R081, R084, R089, R095, R101, R103, R108, R114,
        R117: received, passed on, investigated, answered, handled, told, called back at the door,
        opened again, solved by another person, called back, verified and written off."""
        case = self._received()
        self._investigated(case)
        self._answered(case)
        self._handled_and_told(case)
        self._not_satisfied(case)
        self._solved_again(case)
        self._satisfied(case)
        self._written_off(case)

    def _received(self):
        """R072, R076, R103, R108: by phone, on Tuesday at 10:00."""
        self._tour("03-03 10:00", "desk", "phone", path="reception")
        reception = self.env["steward.reception"].search([("receiver_id", "=", self.desk.id)])
        self.assertEqual((reception.partner_id, reception.channel), (self.zhang, "phone"))
        case = reception.case_ids
        self.assertEqual((case.category, case.sheet_number), ("complaint", "TS-2026-0001"))
        self.assertEqual(case.words, WORDS)
        self.assertTrue(case.complaint_apologised)
        self.assertEqual(case.first_receiver_id, self.desk)
        self.assertEqual(self._local(case.received_at), "03-03 10:00:00")
        self.assertEqual(
            (case.state, case.department_id), ("in_progress", self.department_engineering)
        )
        self.assertEqual(
            self._clocks(case),
            {
                "investigation": "03-03 23:59:59",
                "answer": "03-05 10:00:00",
                "promised": "03-05 10:00:00",
                "cap": "03-10 10:00:00",
            },
        )
        return case

    def _investigated(self, case):
        """R078: by the department, on the same day."""
        self._tour("03-03 14:00", "department", "investigate")
        self.assertEqual(case.complaint_cause, "internal")
        self.assertEqual(case.complaint_id.investigated_by_id, self.user_department)
        self.assertEqual(self._clocks(case, "met"), {"investigation": "03-03 23:59:59"})

    def _answered(self, case):
        """R030: the resident knows what will be done; the result is still to come."""
        self._tour("03-03 16:00", "desk", "tell_solution")
        self.assertEqual(self._local(case.answered_at), "03-03 16:00:00")
        self.assertEqual(
            self._clocks(case), {"promised": "03-05 10:00:00", "cap": "03-10 10:00:00"}
        )

    def _handled_and_told(self, case):
        """R072, R080, R117: in time, and not written off before the household was asked."""
        self._tour("03-04 10:00", "department", "handle")
        self.assertEqual(self._clocks(case), {"cap": "03-10 10:00:00"})
        self._tour("03-04 11:00", "desk", "reply")
        self.assertEqual(case.state, "replied")
        self.assertEqual(self._local(case.manager_told_at), "03-04 11:00:00")
        self.assertIn(self.user_manager.partner_id, case.sudo().message_ids.partner_ids)
        self.assertFalse(self._clocks(case))

    def _called_back(self, case, name, day, due):
        """R023, R081, R114: at the door by the end of the next day, by the dedicated person, on
        the screen of a phone."""
        callback = case.sudo().callback_ids.filtered(lambda line: line.state == "open")
        self.assertEqual(callback.assignee_id, self.caller)
        self.assertEqual(callback.mode_ids.mapped("kind"), ["door"])
        self.assertEqual(self._clocks(callback), {"callback": due})
        self._tour(f"{day} 10:00", "caller", name)
        self.assertEqual((callback.state, callback.is_in_time), ("done", True))
        self.assertEqual(self._clocks(callback, "met"), {"callback": due})
        visit = callback.visit_id
        self.assertEqual((visit.state, visit.mode_id), ("done", self.door_mode))
        self.assertEqual(visit.steward_id, self.caller)
        self.assertEqual(self._local(visit.start), f"{day} 10:00:00")

    def _not_satisfied(self, case):
        """R030, R066, R084, R089, R095: opened again with a new answer in time; the week counts
        from the receipt."""
        self._called_back(case, "dissatisfied", "03-05", due="03-05 23:59:59")
        self.assertEqual((case.state, case.reopen_count), ("in_progress", 1))
        self.assertEqual(self._local(case.reopened_at), "03-05 10:00:00")
        self.assertEqual(self._clocks(case), {"answer": "03-07 10:00:00"})
        caps = case.sudo().deadline_ids.filtered(lambda line: line.kind == "cap")
        self.assertEqual(caps.mapped("state"), ["met"])
        notice = case.sudo().callback_ids.rectification_ids
        self.assertEqual(notice.problem, "水管还在漏")
        self.assertEqual(notice.department_id, self.department_engineering)
        self.assertEqual(self._clocks(notice), {"notice": "03-06 10:00:00"})

    def _solved_again(self, case):
        """R066: by another person, while the first receiver stays the same."""
        self._tour("03-05 14:00", "department", "hand_over")
        self.assertEqual((case.handler_id, case.first_receiver_id), (self.worker, self.desk))
        self._tour("03-06 10:00", "worker", "solve")
        self.assertEqual((case.state, case.handled_by_id), ("handled", self.user_worker))
        self._tour("03-06 11:00", "desk", "reply_again")
        self.assertEqual(self._local(case.replied_at), "03-06 11:00:00")
        self.assertFalse(self._clocks(case))

    def _satisfied(self, case):
        """R089, R114: asked anew, by another person than those who handled it."""
        self._called_back(case, "satisfied", "03-07", due="03-07 23:59:59")
        self.assertEqual((case.state, case.satisfaction_result), ("called_back", "satisfied"))
        self.assertEqual(case.reopen_count, 1)

    def _written_off(self, case):
        """R066, R098, R117, F37: by the first receiver, once quality verified it."""
        self._tour("03-09 09:30", "quality", "verdict")
        self.assertEqual((case.verdict, case.verdict_by_id), ("pass", self.user_quality))
        self._tour("03-09 10:00", "desk", "close", path="opinions")
        self.assertEqual((case.state, case.closed_by_id), ("closed", self.user_desk))
        self.assertEqual(self._local(case.closed_at), "03-09 10:00:00")
        self.assertEqual(case.complaint_validity, "valid")
        self.assertEqual(case.sudo().reception_id.state, "done")
        self.assertFalse(self._clocks(case, "running", "paused", "met_late"))
        self.assertEqual(case.words, WORDS, "as they were said (R101)")
