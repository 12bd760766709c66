from odoo.tests import HttpCase, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestCaseTour(StewardCommon, HttpCase):
    browser_size = "1366x900"

    def test_R078_a_complaint_is_worked_on_at_the_desk(self):
        """R029, R066, R078, R080: by the buttons of the form, and the dialog of the hand-off."""
        case = self.env["steward.case"].create(
            {
                "partner_id": self.zhang.id,
                "category": "complaint",
                "channel": "letter",
                "words": "电梯异响",
                "complaint_cause": "other",
            }
        )
        self.start_tour("/odoo/opinions", "steward_case_complaint", login="t_supervisor")
        self.assertEqual(case.state, "replied")
        self.assertEqual(case.handler_id.name, "赵敏")
        self.assertEqual(case.complaint_id.investigated_by_id, self.user_supervisor)
        self.assertTrue(case.answered_at and case.manager_told_at)
