from datetime import timedelta

from odoo.tests import freeze_time, tagged

from .case_common import NOW, CaseCommon


@tagged("post_install", "-at_install")
class TestBatch(CaseCommon):
    """Sets, not loops: the statements of a step do not grow with the cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what recurs gets activities, which are not what is counted here
        cls.community.policy_id.write(
            {"recurrence_household": 0, "recurrence_building": 0, "recurrence_community": 0}
        )

    def _vals(self, size, **vals):
        return [
            {
                "partner_id": self.zhang.id,
                "category": "complaint",
                "channel": "letter",
                "words": f"第{index}件",
                "complaint_cause": "other",
                **vals,
            }
            for index in range(size)
        ]

    def _statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = action()
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def test_registering_costs_the_same_statements(self):
        Case = self.env["steward.case"].with_user(self.user_steward)
        Case.create(self._vals(1))
        counts = {}
        for size in (10, 90):
            counts[size], cases = self._statements(lambda size=size: Case.create(self._vals(size)))
            self.assertEqual(len(cases.sudo().deadline_ids), 3 * size)
            self.assertEqual(len(set(cases.mapped("sheet_number"))), size)
        self.assertLessEqual(counts[90] - counts[10], 3, counts)

    def test_each_step_costs_the_same_statements(self):
        counts = {}
        for size in (10, 90):
            cases = self.env["steward.case"].create(self._vals(size))
            cases.write({"complaint_investigation": "属实", "answer": "已处理"})
            counts[size] = [
                self._statements(cases.action_investigate)[0],
                self._statements(cases.action_handle)[0],
            ]
            cases.callback_ids.write({"state": "cancelled"})
            cases._note(
                {"replied_at": NOW, "manager_told_at": NOW, "closing_contact_on": NOW.date()}
            )
            cases.write({"complaint_validity": "valid"})
            counts[size].append(self._statements(cases.action_close)[0])
            self.assertEqual(set(cases.mapped("state")), {"closed"})
        for few, many in zip(counts[10], counts[90], strict=True):
            self.assertLessEqual(many - few, 12, counts)

    def test_writing_off_a_list_costs_the_same_statements(self):
        counts = {}
        for size in (10, 90):
            cases = self.env["steward.case"].create(
                self._vals(size, category="service", answered_on_spot=True)
            )
            with freeze_time(NOW + timedelta(hours=1)):
                counts[size] = self._statements(cases.action_close_settled)[0]
        self.assertLessEqual(counts[90] - counts[10], 12, counts)
