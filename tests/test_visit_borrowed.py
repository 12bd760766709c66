from datetime import date

from odoo import Command
from odoo.tests import Form, tagged

from .visit_common import VisitCommon


@tagged("post_install", "-at_install")
class TestVisitBorrowed(VisitCommon):
    """R014, F29: one conversation may fulfil several planned visits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan_supervisor = cls._create_plan(cls.community, cls.supervisor, "supervisor")
        cls.plan_manager = cls._create_plan(cls.community, cls.manager, "centre_manager")
        cls.monthly = cls._create_line(cls.zhang)

    def test_R014_contact_without_a_plan_fulfils_the_open_line_of_its_period(self):
        visit = self._create_visit(self.zhang, mode_id=self.borrowed_mode.id, occasion="陪同维修")
        self.assertEqual(visit.fulfil_line_ids, self.monthly)
        visit.action_done()
        self.assertEqual(self.monthly.state, "done")
        self.assertEqual(visit.occasion, "陪同维修")

    def test_R014_the_person_can_say_no(self):
        with Form(
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .with_context(default_partner_id=self.zhang.id, default_mode_id=self.phone_mode.id)
        ) as form:
            self.assertEqual(form.fulfil_line_ids[:], self.monthly)
            form.fulfil_line_ids.remove(self.monthly.id)
            form.needs = "催缴物业费"
            form.consent = True
        form.record.action_done()
        self.assertEqual(self.monthly.state, "open")

    def test_F29_one_visit_satisfies_the_rules_of_two_roles(self):
        key = self._create_line(
            self.zhang,
            self.rule_key,
            self.plan_supervisor,
            period_start=date(2026, 1, 1),
        )
        visit = self._create_visit(self.zhang, user=self.user_supervisor, line_id=key.id)
        self.assertEqual(visit.fulfil_line_ids, key | self.monthly)
        visit.action_done()
        self.assertEqual((key | self.monthly).mapped("state"), ["done", "done"])
        self.assertEqual((key | self.monthly).visit_id, visit)
        self.assertEqual(visit.occasion, self.rule_key.name)

    def test_R008_a_steward_does_not_fulfil_what_a_manager_owes_in_person(self):
        concern = self._create_line(self.zhang, self.rule_concern, self.plan_manager)
        visit = self._create_visit(self.zhang, line_id=self.monthly.id)
        self.assertEqual(visit.fulfil_line_ids, self.monthly)
        by_supervisor = self._create_visit(self.zhang, user=self.user_supervisor)
        self.assertNotIn(concern, by_supervisor.candidate_line_ids)
        by_manager = self._create_visit(self.zhang, user=self.user_manager)
        self.assertIn(concern, by_manager.candidate_line_ids)

    def test_R014_switched_off_by_the_policy_or_the_rule(self):
        self.rule_monthly.accepts_borrowed = False
        visit = self._create_visit(self.zhang)
        self.assertFalse(visit.fulfil_line_ids)
        planned = self._create_visit(self.zhang, line_id=self.monthly.id)
        self.assertEqual(planned.fulfil_line_ids, self.monthly)
        self.rule_monthly.accepts_borrowed = True
        self.community.policy_id.borrowed_visits = False
        self.assertFalse(self._create_visit(self.zhang).fulfil_line_ids)

    def test_R014_mode_must_fit(self):
        self.rule_monthly.mode_ids = self.door_mode
        call = self._create_visit(self.zhang, mode_id=self.phone_mode.id, line_id=self.monthly.id)
        self.assertFalse(call.fulfil_line_ids)
        self.assertIn(self.door_mode.name, call.unfit_note)
        call.action_done()
        self.assertEqual(self.monthly.state, "open")
        borrowed = self._create_visit(
            self.zhang, mode_id=self.borrowed_mode.id, occasion="楼下遇见"
        )
        borrowed.action_done()
        self.assertEqual(self.monthly.state, "done")

    def test_R014_only_lines_whose_period_covers_the_day(self):
        next_month = self._create_line(
            self.zhang, period_start=date(2026, 4, 1), period_end=date(2026, 4, 30)
        )
        missed = self._create_line(
            self.zhang, period_start=date(2026, 2, 1), period_end=date(2026, 2, 28)
        )
        visit = self._create_visit(self.zhang)
        self.assertEqual(visit.candidate_line_ids, self.monthly)
        # the overdue one is made up for only by setting out for it, and then it alone counts
        late = self._create_visit(self.zhang, line_id=missed.id)
        self.assertEqual(late.candidate_line_ids, missed)
        late.action_done()
        self.assertEqual((missed.state, self.monthly.state), ("done", "open"))
        self.assertEqual(next_month.state, "open")

    def test_R014_other_households_and_done_lines_are_not_touched(self):
        other = self._create_line(self.li)
        visit = self._create_visit(self.zhang)
        visit.write({"fulfil_line_ids": [Command.set((self.monthly | other).ids)]})
        visit.action_done()
        self.assertEqual(other.state, "open")
        self.assertEqual(self.monthly.state, "done")
        again = self._create_visit(self.zhang)
        self.assertFalse(again.candidate_line_ids)

    def test_R014_attempts_fulfil_nothing(self):
        visit = self._create_visit(self.zhang)
        visit.action_nobody_home()
        self.assertEqual(self.monthly.state, "open")
