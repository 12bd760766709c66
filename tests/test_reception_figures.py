from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from .case_common import NOW, CaseCommon


@tagged("post_install", "-at_install")
class TestFigures(CaseCommon):
    """R081, R096-R098: the figures, and the records behind them."""

    def _figure(self, kind, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return (
            self.env["steward.case.figure"]
            .with_user(user or self.user_supervisor)
            .search(
                [
                    ("kind", "=", kind),
                    ("community_id", "=", self.community.id),
                    ("month", "=", date(2026, 3, 1)),
                ]
            )
        )

    def test_R098_valid_complaints_per_household(self):
        valid = self._complain(complaint_validity="valid")
        self._complain(complaint_validity="invalid")
        figure = self._figure("complaint")
        households = self.community.household_count
        self.assertEqual((figure.done, figure.total), (1, households))
        self.assertAlmostEqual(figure.percent, 100 / households, 2)
        self.assertTrue(figure.is_missed)
        self.community.policy_id.complaint_rate_target = 100
        self.assertFalse(self._figure("complaint").is_missed)
        action = figure.action_open_records()
        self.assertEqual(self.env["steward.complaint"].search(action["domain"]), valid.complaint_id)

    def test_R097_callbacks_handled_of_those_that_were_due(self):
        for result in ("satisfied", None):
            case = self._complain()
            self._handle(case)
            case.action_reply()
            if result:
                self._call_back(case, result)
        due = max(case.callback_ids.mapped("due_at"))
        with freeze_time(due + timedelta(hours=1)):
            figure = self._figure("callback")
            self.assertEqual((figure.done, figure.total, figure.percent), (1, 2, 50))
            self.assertEqual(figure.target, 100)
            self.assertTrue(figure.is_missed)
            found = self.env["steward.callback"].search(figure.action_open_records()["domain"])
            self.assertIn(case.callback_ids, found)

    def test_R072_promises_kept_and_answers_in_time(self):
        kept = self._create_case(
            channel="phone", promised_at=NOW + timedelta(days=1), answer="已处理"
        )
        kept.action_handle()
        broken = self._create_case(
            channel="phone", promised_at=NOW + timedelta(days=1), answer="已处理"
        )
        moved = self._create_case(
            channel="phone", promised_at=NOW + timedelta(days=1), answer="已处理"
        )
        moved.promised_at = NOW + timedelta(days=9)
        with freeze_time(NOW + timedelta(days=4)):
            figure = self._figure("promise")
            self.assertEqual((figure.done, figure.total), (1, 2), "agreed anew is not broken")
            deadlines = self.env["steward.deadline"].search(figure.action_open_records()["domain"])
            self.assertIn(broken.id, deadlines.mapped("res_id"))
            answers = self._figure("answer")
            self.assertEqual((answers.done, answers.total), (0, 3))

    def test_R072_a_promise_given_up_after_its_time_was_broken(self):
        case = self._create_case(
            channel="phone", promised_at=NOW + timedelta(days=1), answer="已处理"
        )
        with freeze_time(NOW + timedelta(days=2)):
            case.promised_at = NOW + timedelta(days=9)
            figure = self._figure("promise")
            self.assertEqual((figure.done, figure.total), (0, 1))

    def test_R081_every_matter_has_a_reply(self):
        self._create_case(category="service", answered_on_spot=True)
        silent = self._create_case()
        figure = self._figure("reply")
        self.assertEqual((figure.done, figure.total), (1, 2))
        cases = self.env["steward.case"].search(figure.action_open_records()["domain"])
        self.assertIn(silent, cases)
