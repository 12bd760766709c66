from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import StewardCommon

# Wednesday, 10:00 in Shanghai
NOW = datetime(2026, 3, 4, 2)


@tagged("post_install", "-at_install")
class TestDeadlineMixin(StewardCommon):
    def complain(self, **vals):
        return self.env["steward.case"].create(
            {
                "name": "路灯不亮",
                "category": "complaint",
                "community_id": self.community.id,
                "partner_id": self.zhang.id,
                "steward_id": self.steward.id,
                "channel": "phone",
                "received_at": NOW,
                **vals,
            }
        )

    def dues(self, case):
        return {d.kind: d.due_at for d in case.deadline_ids if d.state == "running"}

    @freeze_time(NOW)
    def test_F03_the_strictest_rule_wins_and_the_record_says_which(self):
        case = self.complain(priority="urgent")
        case._deadline_start("received")
        self.assertEqual(
            self.dues(case),
            {
                "investigation": datetime(2026, 3, 4, 15, 59, 59),
                "answer": NOW + timedelta(hours=24),
                "cap": NOW + timedelta(days=7),
            },
        )
        answer = case.deadline_ids.filtered(lambda d: d.kind == "answer")
        self.assertEqual((answer.rule_ref, answer.amount), ("R029", 24))
        self.assertEqual(case.next_due_at, datetime(2026, 3, 4, 15, 59, 59))
        self.assertEqual(case.next_due_kind, "investigation")

    @freeze_time(NOW)
    def test_R084_a_promise_is_not_later_than_the_cap(self):
        case = self.complain()
        case._deadline_start("received")
        with self.assertRefused(UserError, "2026-03-11 10:00"):
            case._deadline_set("promised", NOW + timedelta(days=8))
        case._deadline_set("promised", NOW + timedelta(days=6))
        self.assertEqual(self.dues(case)["promised"], NOW + timedelta(days=6))

    def test_F03_a_pause_moves_by_exactly_its_time_and_not_the_cap(self):
        with freeze_time(NOW):
            case = self.complain()
            case._deadline_start("received")
            before = self.dues(case)
        with freeze_time(NOW + timedelta(hours=5)):
            case._deadline_pause("rain", "Roof")
            self.assertTrue(case.is_deadline_paused)
            self.assertNotIn("answer", self.dues(case))
        with freeze_time(NOW + timedelta(hours=8)):
            case._deadline_resume()
        after = self.dues(case)
        self.assertEqual(after["answer"], before["answer"] + timedelta(hours=3))
        self.assertEqual(after["cap"], before["cap"])
        self.assertEqual(after["investigation"], before["investigation"])

    def test_R098_met_in_time_or_late(self):
        with freeze_time(NOW):
            case = self.complain()
            case._deadline_start("received")
        case._deadline_meet(["investigation"], at=NOW + timedelta(hours=2))
        case._deadline_meet("answer", at=NOW + timedelta(hours=49))
        self.assertEqual(
            {d.kind: d.state for d in case.deadline_ids},
            {"investigation": "met", "answer": "met_late", "cap": "running"},
        )
        case._deadline_cancel()
        self.assertFalse(case.next_due_at)
