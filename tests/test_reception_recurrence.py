from datetime import timedelta

from odoo.tests import tagged

from .case_common import NOW, CaseCommon


@tagged("post_install", "-at_install")
class TestRecurrence(CaseCommon):
    """R085, R173, R219: what comes again and again is flagged, and asks for a corrective action."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.community.policy_id
        cls.policy.write(
            {
                "recurrence_days": 90,
                "recurrence_household": 2,
                "recurrence_building": 3,
                "recurrence_community": 4,
            }
        )
        cls.hygiene = cls.env.ref("property_steward.case_topic_hygiene")
        cls.fire = cls.env.ref("property_steward.case_topic_fire")

    def _report(self, partner=None, days_ago=0, **vals):
        return self._create_case(
            partner,
            user=self.user_supervisor,
            **{
                "category": "complaint",
                "received_at": NOW - timedelta(days=days_ago),
                "topic_id": self.hygiene.id,
                **vals,
            },
        )

    def test_R219_of_two_typed_at_once_the_second_repeats_the_first(self):
        vals = {"partner_id": self.zhang.id, "category": "repair", "words": "漏水"}
        cases = self.env["steward.case"].create([dict(vals), dict(vals)])
        self.assertEqual(cases.mapped("is_recurring"), [False, True])

    def test_R219_twice_in_a_household_is_flagged(self):
        first = self._report(days_ago=89)
        second = self._report()
        self.assertFalse(first.is_recurring)
        self.assertTrue(second.is_recurring)
        self.assertIn("2", second.recurrence_note)
        self.assertEqual(second.activity_ids.user_id, self.user_supervisor)
        action = second.action_open_recurrences()
        self.assertEqual(self.env["steward.case"].search(action["domain"]), first + second)

    def test_R219_the_task_is_done_once_there_is_a_corrective_action(self):
        self._report(days_ago=1)
        case = self._report()
        self.assertTrue(case.activity_ids)
        case.corrective_action_id = self.env["steward.corrective.action"].create(
            {"name": "楼道卫生", "community_id": self.community.id}
        )
        self.assertFalse(case.activity_ids)

    def test_R085_another_problem_or_longer_ago_is_none(self):
        self._report(days_ago=90)
        self.assertFalse(self._report(days_ago=1, topic_id=self.fire.id).is_recurring)
        self.assertFalse(self._report(category="repair").is_recurring)
        self.assertFalse(self._report(self.li).is_recurring)
        self._report(category="praise")
        self.assertFalse(self._report(category="praise").is_recurring)

    def test_R085_in_the_building_and_in_the_community(self):
        neighbour = self._create_household("王五", self.unit_102)
        far = self._create_household(
            "孙七", self._create_unit(self.building10, "301", entrance="1")
        )
        self.assertFalse(self._report(self.zhang).is_recurring)
        self.assertFalse(self._report(self.li).is_recurring)
        third = self._report(neighbour)
        self.assertIn("3", third.recurrence_note, "the third in building 3")
        elsewhere = self._report(far)
        self.assertIn("翠湖花园", elsewhere.recurrence_note, "the fourth in the community")

    def test_R085_the_policy_says_how_often(self):
        self.policy.write(
            {"recurrence_household": 3, "recurrence_building": 0, "recurrence_community": 0}
        )
        self._report(days_ago=2)
        self.assertFalse(self._report(days_ago=1).is_recurring)
        self.assertTrue(self._report().is_recurring)

    def test_a_batch_is_flagged_with_the_same_statements(self):
        counts = {}
        for size in (5, 50):
            vals_list = [
                {
                    "partner_id": self.zhang.id,
                    "category": "complaint",
                    "words": f"{size} {index}",
                    "topic_id": self.fire.id,
                }
                for index in range(size)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            cases = self.env["steward.case"].create(vals_list)
            self.env.flush_all()
            counts[size] = self.cr.sql_log_count - before
            self.assertTrue(all(cases[1:].mapped("is_recurring")))
        self.assertLess(counts[50] - counts[5], 10, counts)
