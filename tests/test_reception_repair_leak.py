from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .sheets_common import SheetsCommon


@tagged("post_install", "-at_install")
class TestRepairLeak(SheetsCommon):
    """House leaks: whose part it is in decides what follows (R325, R327)."""

    def _leak(self, responsibility, **vals):
        repair = self._repair(repair_class="leak", leak_responsibility=responsibility, **vals)
        self._dispatch(repair)
        self._done(repair)
        self.assertEqual(repair.state, "in_progress", "the work alone does not settle a leak")
        return repair

    def test_R327_common_part_needs_the_application_to_the_maintenance_fund(self):
        repair = self._leak("common")
        with self.assertRefused(UserError, "maintenance fund"):
            repair.case_id.action_handle()
        repair.fund_application = "2026-07 已申请"
        repair.case_id.action_handle()
        self.assertEqual(repair.state, "handled")

    def test_R327_private_part_is_at_the_owners_expense_with_contractors_recommended(self):
        repair = self._leak("private")
        with self.assertRefused(UserError, "contractors"):
            repair.case_id.action_handle()
        repair.contractors = "安居防水、清泉管道"
        repair.case_id.action_handle()

    def test_R325_R327_owners_of_an_adjoining_part_meet_in_one_recorded_conversation(self):
        repair = self._leak("adjoining")
        with self.assertRefused(UserError, "both households"):
            repair.action_arrange_meeting()
        with self.assertRaises(ValidationError):
            repair.neighbour_id = self.zhang
        repair.neighbour_id = self.li
        action = repair.action_arrange_meeting()
        visit = repair.meeting_visit_id
        self.assertEqual((action["res_model"], action["res_id"]), ("steward.visit", visit.id))
        self.assertEqual(visit.partner_id, self.zhang)
        self.assertEqual(visit.other_partner_ids, self.li)
        self.assertEqual(
            visit.purpose_ids, self.env.ref("property_steward.visit_purpose_mediation")
        )
        self.assertEqual(repair.action_arrange_meeting()["res_id"], visit.id, "one meeting")
        with self.assertRefused(UserError, "meeting of both owners"):
            repair.case_id.action_handle()
        visit.write({"consent": True, "needs": "双方同意共同维修"})
        visit.action_done()
        self.assertEqual(self.li.last_contact_date, self.zhang.last_contact_date)
        with self.assertRaises(UserError):
            visit.other_partner_ids = self.zhao
        repair.case_id.action_handle()
        self.assertEqual(repair.state, "handled")

    def test_R327_a_meeting_without_the_neighbour_is_none(self):
        repair = self._leak("adjoining", neighbour_id=self.li.id)
        visit = (
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .create(
                {
                    "partner_id": self.zhang.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                }
            )
        )
        with self.assertRefused(ValidationError, "Both households"):
            repair.meeting_visit_id = visit

    def test_R327_whose_part_it_is_must_be_known(self):
        repair = self._repair(repair_class="leak")
        self._dispatch(repair)
        self._done(repair)
        self.assertEqual(repair.state, "in_progress")
        with self.assertRefused(UserError, "whose part"):
            repair.case_id.action_handle()
