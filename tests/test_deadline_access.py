from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access import AccessCommon

GUARDED = ("steward.deadline", "steward.deadline.pause", "steward.deadline.alert")


@tagged("post_install", "-at_install", "access")
class TestDeadlineAccess(AccessCommon):
    """Whose promises one sees, and that nobody writes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("deputy", "代班")

    def assertSees(self, user, *scopes):
        for model in GUARDED:
            records = {self.record_of(model, scope).id: scope for scope in self.places}
            found = self.env[model].with_user(user).search([("id", "in", list(records))])
            with self.subTest(model=model):
                self.assertEqual({records[record.id] for record in found}, set(scopes))

    def test_R269_a_steward_sees_the_promises_of_the_own_area(self):
        self.assertSees(self.user_steward, "area")
        self.assertSees(self.user_steward2, "neighbour")

    def test_R269_promises_of_the_own_area_that_somebody_else_keeps_are_seen_too(self):
        case = self.record_of("steward.case", "neighbour")
        self.record_of("steward.deadline", "neighbour")
        case.steward_id = self.steward_far
        case._deadline_sync()
        self.assertSees(self.user_steward2, "neighbour")
        self.assertSees(self.user_steward_far, "neighbour", "far")

    def test_R269_a_supervisor_sees_those_of_the_communities_of_the_role(self):
        self.assertSees(self.user_supervisor, "area", "neighbour")
        self.assertSees(self.user_gm, "area", "neighbour", "far")

    def test_R044_a_department_sees_its_own(self):
        self.assertSees(self.user_department, "area")

    def test_R270_a_deputy_sees_what_the_steward_sees(self):
        self.steward.sudo().steward_assignment_ids.filtered(
            lambda line: line.community_id == self.community
        ).deputy_id = self.deputy
        self.assertSees(self.user_deputy, "area")

    def test_R100_a_plain_employee_sees_what_was_promised_in_the_own_name(self):
        self.assertSees(self.user_nobody)
        case = self.record_of("steward.case", "far")
        case.steward_id = self.nobody
        case._deadline_sync()
        self.assertSees(self.user_nobody, "far")

    def test_copies_follow_the_record(self):
        case = self.record_of("steward.case", "area")
        deadline = self.record_of("steward.deadline", "area")
        case.write({"steward_id": self.steward2.id, "department_id": False})
        case._deadline_sync()
        self.assertEqual(deadline.responsible_id, self.steward2)
        self.assertFalse(deadline.department_id)

    def test_nobody_makes_moves_or_removes_a_promise(self):
        deadline = self.record_of("steward.deadline", "area")
        case = self.record_of("steward.case", "area")
        writes = (
            lambda user: deadline.with_user(user).write({"due_at": datetime(2032, 1, 1)}),
            lambda user: deadline.with_user(user).write({"state": "met"}),
            lambda user: deadline.with_user(user).unlink(),
            lambda user: deadline.with_user(user).copy(),
            lambda user: case.with_user(user).write({"next_due_at": datetime(2032, 1, 1)}),
            lambda user: case.with_user(user).write(
                {"deadline_ids": [Command.update(deadline.id, {"state": "met"})]}
            ),
            lambda user: case.with_user(user).write({"deadline_ids": [Command.clear()]}),
            lambda user: case.with_user(user).copy({"next_due_at": datetime(2032, 1, 1)}),
            lambda user: (
                self.env["steward.deadline.pause"]
                .with_user(user)
                .create(
                    {
                        "deadline_id": deadline.id,
                        "reason": "rain",
                        "paused_from": datetime(2031, 1, 1),
                        "user_id": user.id,
                    }
                )
            ),
        )
        for user in (self.user_steward, self.user_supervisor, self.user_manager, self.user_gm):
            for number, write in enumerate(writes):
                with (
                    self.subTest(user=user.name, write=number),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    write(user)
        self.assertEqual((deadline.state, deadline.due_at), ("running", datetime(2031, 1, 2)))

    def test_a_steward_starts_and_meets_clocks_by_working_on_the_record(self):
        """The clocks are the system's: whoever may do the work needs no right to them."""
        case = self.record_of("steward.case", "area").with_user(self.user_steward)
        deadline = case._deadline_set("promised", datetime(2031, 1, 3), start=datetime(2031, 1, 1))
        case._deadline_meet("promised", at=datetime(2031, 1, 2))
        self.assertEqual((case.deadline_ids & deadline).state, "met")

    def test_the_list_of_a_day_is_the_persons_own(self):
        digest = self.record_of("steward.deadline.digest", "area")
        Digest = self.env["steward.deadline.digest"]
        self.assertEqual(
            Digest.with_user(self.user_steward).search([("id", "=", digest.id)]), digest
        )
        for user in (self.user_steward2, self.user_supervisor, self.user_gm, self.user_nobody):
            self.assertFalse(Digest.with_user(user).search([("id", "=", digest.id)]))
