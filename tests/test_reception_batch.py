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

    def test_what_is_noted_on_many_costs_the_same_statements(self):
        """R053, R084, R104: contacts, pauses, another label and reopening of a list."""
        counts = {}
        # the first one fills the caches
        for size in (1, 10, 60):
            cases = self.env["steward.case"].create(self._vals(size))
            cases.write({"complaint_investigation": "属实", "answer": "已处理"})
            steps = {
                "progress": cases.action_progress_contact,
                "pause": lambda cases=cases: cases._pause("resident"),
                "resume": cases.action_resume,
                "told": cases.action_tell_solution,
                "investigate": cases.action_investigate,
                "handle": cases.action_handle,
                "reopen": cases.action_reopen,
                "relabel": lambda cases=cases: cases._relabel("service", "不是投诉"),
            }
            counts[size] = {name: self._statements(step)[0] for name, step in steps.items()}
            self.assertEqual(set(cases.mapped("category")), {"service"})
        growth = {name: counts[60][name] - counts[10][name] for name in counts[10]}
        self.assertFalse({name: more for name, more in growth.items() if more > 3}, counts)

    def test_writing_off_a_list_costs_the_same_statements(self):
        counts = {}
        for size in (10, 90):
            cases = self.env["steward.case"].create(
                self._vals(size, category="service", answered_on_spot=True)
            )
            with freeze_time(NOW + timedelta(hours=1)):
                counts[size] = self._statements(cases.action_close_settled)[0]
        self.assertLessEqual(counts[90] - counts[10], 12, counts)

    def test_a_batch_gets_the_values_of_single_cases(self):
        """R044: what is found once for many is what the fields themselves compute."""
        topic = self.env.ref("property_steward.case_topic_tenant_engineering")
        topic.with_company(self.mall.company_id).department_id = self.department_engineering
        vals_list = [
            {"partner_id": self.zhang.id, "category": "repair", "words": "水管漏水\n两天了"},
            {"partner_id": self.zhao.id, "category": "praise", "name": "表扬", "channel": "letter"},
            {"partner_id": self.anchor.id, "category": "complaint", "topic_id": topic.id},
            {
                "partner_id": self.li.id,
                "unit_id": self.unit_102.id,
                "category": "other",
                "received_at": NOW - timedelta(hours=11),
                "department_id": False,
            },
            {"community_id": self.community.id, "category": "service", "steward_id": False},
        ]
        Case = self.env["steward.case"].with_user(self.user_supervisor)
        names = (
            *("name", "category", "topic_id", "words", "partner_id", "community_id", "company_id"),
            *("unit_id", "building_id", "channel", "origin", "steward_id", "department_id"),
            *("received_at", "received_on", "first_receiver_id", "priority", "severity"),
            *("registered_at", "date_due", "state", "next_due_at"),
        )
        batch = Case.create([dict(vals) for vals in vals_list])
        for case, vals in zip(batch, vals_list, strict=True):
            single = Case.create(dict(vals))
            self.assertEqual(case.read(names)[0] | {"id": 0}, single.read(names)[0] | {"id": 0})
            self.assertEqual(
                case.sudo().deadline_ids.mapped(lambda line: (line.kind, line.due_at)),
                single.sudo().deadline_ids.mapped(lambda line: (line.kind, line.due_at)),
            )
