from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .access import AccessCommon

REFUSED = UserError  # and what derives from it: AccessError, ValidationError


@tagged("post_install", "-at_install", "access")
class TestForging(AccessCommon):
    """What a remote call may not claim: states are reached by the actions only (R002, R006, R056).

    Everybody tries who may otherwise write the record, the general manager included.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.writers = (cls.user_steward, cls.user_supervisor, cls.user_manager, cls.user_gm)

    def _recorded_visit(self, user=None, **vals):
        """`user`, else 王芳, talked with 张三 at the door."""
        visit = (
            self.env["steward.visit"]
            .with_user(user or self.user_steward)
            .create(
                {
                    "partner_id": self.zhang.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                    "start": datetime(2026, 3, 10, 2),
                    "minutes": 20,
                    "consent": True,
                    "needs": "电梯有异响",
                    "quiet_reason": "业主约定",
                    "participant_ids": [Command.create({"employee_id": self.supervisor.id})],
                    "case_ids": [Command.create({"category": "repair", "words": "电梯有异响"})],
                    **vals,
                }
            )
        )
        visit.action_done()
        self.assertEqual(visit.state, "done")
        return visit

    # plans (R002)

    def test_R002_nobody_writes_that_a_plan_is_approved(self):
        forged = (
            {"state": "approved"},
            {"state": "submitted"},
            {"approved_by_id": self.gm.user_id.id},
            {"approved_at": datetime(2026, 1, 1)},
            {"submitted_by_id": self.user_nobody.id},
            {"return_reason": "不同意"},
        )
        plan = self.record_of("steward.visit.plan", "area")
        month = self.record_of("steward.visit.plan.month", "area")
        for user in self.writers:
            for record in (plan, month):
                for vals in forged:
                    with self.assertRaises(REFUSED, msg=(user.name, record, vals)):
                        record.with_user(user).write(vals)
            with self.assertRaises(REFUSED):
                plan.with_user(user).write(
                    {"month_ids": [Command.update(month.id, {"state": "approved"})]}
                )
        self.assertEqual((plan.state, month.state), ("draft", "draft"))

    def test_R002_no_plan_begins_as_approved(self):
        vals = {
            "community_id": self.community.id,
            "year": 2032,
            "role_id": self.env.ref("property_steward.role_steward").id,
            "steward_id": self.steward.id,
        }
        for user in (self.user_supervisor, self.user_manager, self.user_gm):
            Plan = self.env["steward.visit.plan"].with_user(user)
            with self.assertRaises(REFUSED):
                Plan.create(dict(vals, state="approved"))
            with self.assertRaises(REFUSED):
                Plan.with_context(default_state="approved").create(vals)
            with self.assertRaises(REFUSED):
                Plan.with_context(default_approved_by_id=user.id).create(vals)
            with self.assertRaises(REFUSED):
                Plan.create(
                    dict(
                        vals,
                        month_ids=[Command.create({"month": "2032-01-01", "state": "approved"})],
                    )
                )
            with self.assertRaises(REFUSED):
                Plan.with_context(default_state="submitted").create(vals)

    def test_R002_a_plan_does_not_change_hands_to_be_approved(self):
        """Whose plan it is, and in which role, decides who approves it."""
        plan = self.env["steward.visit.plan"].create(
            {
                "community_id": self.community.id,
                "year": 2033,
                "role_id": self.env.ref("property_steward.role_supervisor").id,
                "steward_id": self.supervisor.id,
            }
        )
        plan = plan.with_user(self.user_supervisor)
        for vals in (
            {"steward_id": self.steward.id},
            {"role_id": self.env.ref("property_steward.role_steward").id},
            {"community_id": self.mall.id},
            {"year": 2034},
        ):
            with self.assertRaises(REFUSED, msg=vals):
                plan.write(vals)

    def test_R002_the_author_and_who_submitted_do_not_approve(self):
        plan = self.record_of("steward.visit.plan", "area")
        plan.with_user(self.user_steward).action_submit()
        for user in (self.user_steward, self.user_steward2, self.user_auditor, self.user_nobody):
            with self.assertRaises(AccessError, msg=user.name):
                plan.with_user(user).action_approve()
        plan.with_user(self.user_supervisor).action_approve()
        self.assertEqual(plan.approved_by_id, self.user_supervisor)

    def test_R002_no_reason_is_asked_on_behalf_of_other_models(self):
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_steward)
            .with_context(active_model="account.move", active_ids=[1])
            .create({"method": "cancel", "reason": "x"})
        )
        with self.assertRaises(REFUSED):
            wizard.action_confirm()

    # planned visits (R006)

    def test_R006_nobody_writes_that_a_planned_visit_is_done(self):
        line = self.record_of("steward.visit.plan.line", "area")
        visit = self._recorded_visit()
        for user in self.writers:
            for vals in (
                {"state": "done"},
                {"state": "done", "visit_id": visit.id},
                {"visit_id": visit.id},
                {"state": "cancelled"},
                {"steward_id": self.steward2.id},
                {"community_id": self.mall.id},
                {"is_manual": True},
                {"cancelled_by_id": self.user_gm.id},
            ):
                with self.assertRaises(REFUSED, msg=(user.name, vals)):
                    line.with_user(user).write(vals)
            with self.assertRaises(REFUSED):
                line.with_user(user).unlink()
        self.assertEqual(line.state, "open")

    def test_R006_no_planned_visit_begins_as_done(self):
        vals = self.record_of("steward.visit.plan.line", "area").copy_data()[0]
        visit = self._recorded_visit()
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            Line = self.env["steward.visit.plan.line"].with_user(user)
            with self.assertRaises(REFUSED):
                Line.create(dict(vals, state="done", visit_id=visit.id))
            with self.assertRaises(REFUSED):
                Line.with_context(default_state="done", default_visit_id=visit.id).create(vals)
            with self.assertRaises(REFUSED):
                Line.with_context(default_state="cancelled").create(vals)

    def test_R006_a_planned_visit_that_was_held_stays_where_it_was(self):
        line = self.record_of("steward.visit.plan.line", "area")
        line._fulfil(self._recorded_visit())
        self.assertEqual(line.state, "done")
        for vals in (
            {"month": date(2031, 2, 1), "period_end": date(2031, 2, 28)},
            {"period_end": date(2031, 1, 15)},
            {"rule_id": self.community.policy_id.visit_rule_ids[1].id},
            {"partner_id": self.li.id},
        ):
            for user in self.writers:
                with self.assertRaises(REFUSED, msg=(user.name, vals)):
                    line.with_user(user).write(vals)

    def test_R001_nobody_adds_visits_to_the_plan_of_somebody_else(self):
        vals = self.record_of("steward.visit.plan.line", "area").copy_data()[0]
        other = self.record_of("steward.visit.plan", "neighbour")
        Line = self.env["steward.visit.plan.line"].with_user(self.user_steward)
        with self.assertRaises(REFUSED):
            Line.create(dict(vals, plan_id=other.id))
        del vals["plan_id"]
        with self.assertRaises(REFUSED):
            Line.with_context(default_plan_id=other.id).create(vals)
        line = self.record_of("steward.visit.plan.line", "area").with_user(self.user_steward)
        with self.assertRaises(REFUSED):
            line.plan_id = other

    # visits (R006, R056)

    def test_R006_no_visit_begins_as_recorded(self):
        vals = {
            "partner_id": self.zhang.id,
            "mode_id": self.env.ref("property_steward.contact_mode_door").id,
        }
        for user in self.writers:
            Visit = self.env["steward.visit"].with_user(user)
            with self.assertRaises(REFUSED):
                Visit.create(dict(vals, state="done", outcome="done"))
            with self.assertRaises(REFUSED):
                Visit.with_context(default_state="done", default_outcome="done").create(vals)
            visit = Visit.create(vals)
            for forged in ({"state": "done"}, {"state": "done", "outcome": "done"}):
                with self.assertRaises(REFUSED):
                    visit.write(forged)
                with self.assertRaises(REFUSED):
                    visit.with_context(steward_visit_recording=True).write(forged)

    def test_R056_a_recorded_visit_is_neither_changed_nor_deleted(self):
        visit = self._recorded_visit()
        case = visit.case_ids
        for user in self.writers:
            mine = visit.with_user(user)
            for vals in (
                {"needs": "一切都好"},
                {"state": "draft"},
                {"state": "cancelled"},
                {"outcome": "refused"},
                {"start": datetime(2026, 3, 9, 2)},
                {"steward_id": self.supervisor.id},
                {"partner_id": self.li.id},
                {"satisfaction": "5"},
                {"participant_ids": [Command.clear()]},
                {"case_ids": [Command.clear()]},
            ):
                with self.assertRaises(REFUSED, msg=(user.name, vals)):
                    mine.write(vals)
            for record in (mine, mine.participant_ids, mine.case_ids):
                with self.assertRaises(REFUSED, msg=(user.name, record)):
                    record.unlink()
            with self.assertRaises(REFUSED):
                mine.participant_ids.write({"employee_id": self.gm.id})
            with self.assertRaises(REFUSED):
                mine.participant_ids.create({"visit_id": visit.id, "employee_id": self.gm.id})
            with self.assertRaises(REFUSED):
                mine.case_ids.write({"words": "没有意见"})
        self.assertEqual(visit.needs, "电梯有异响")
        self.assertEqual(case.words, "电梯有异响")

    def test_R056_amendments_are_written_by_the_correction_only(self):
        visit = self._recorded_visit()
        amendment = self.env["steward.visit.amendment"].create(
            {"visit_id": visit.id, "field_label": "Needs and Opinions", "reason": "听错"}
        )
        for user in self.writers:
            mine = amendment.with_user(user)
            with self.assertRaises(AccessError):
                mine.create({"visit_id": visit.id, "field_label": "x", "reason": "x"})
            with self.assertRaises(AccessError):
                mine.reason = "别的"
            with self.assertRaises(AccessError):
                mine.unlink()

    def test_R056_photos_and_papers_of_a_recorded_visit_are_kept(self):
        visit = self._recorded_visit()
        paper = self.env["ir.attachment"].create(
            {"name": "现场.jpg", "raw": b"x", "res_model": "steward.visit", "res_id": visit.id}
        )
        for user in self.writers:
            with self.assertRaises(REFUSED):
                paper.with_user(user).write({"raw": b"y"})
            with self.assertRaises(REFUSED):
                paper.with_user(user).unlink()
        with self.assertRaises(AccessError):
            paper.with_user(self.user_steward2).read(["raw"])
        with self.assertRaises(AccessError):
            paper.with_user(self.user_nobody).read(["raw"])

    def test_R056_no_picture_of_somebody_else_becomes_a_photo(self):
        """What is printed with a visit is read with more rights than the visitor's."""
        secret = self.env["ir.attachment"].create(
            {
                "name": "合同.png",
                "raw": b"x",
                "res_model": "steward.visit",
                "res_id": self.record_of("steward.visit", "neighbour").id,
            }
        )
        visit = self.record_of("steward.visit", "area").with_user(self.user_steward)
        with self.assertRaises(AccessError):
            visit.photo_ids = [Command.link(secret.id)]

    def test_no_appointment_of_somebody_else_is_moved_with_a_visit(self):
        event = self.env["calendar.event"].create(
            {"name": "经营会", "start": datetime(2031, 1, 6, 2), "stop": datetime(2031, 1, 6, 3)}
        )
        visit = self.record_of("steward.visit", "area").with_user(self.user_steward)
        with self.assertRaises(AccessError):
            visit.event_id = event
        with self.assertRaises(AccessError):
            visit.with_context(default_event_id=event.id).create(
                {"partner_id": self.zhang.id, "mode_id": visit.mode_id.id}
            )

    def test_no_planned_visit_of_somebody_else_is_moved_with_a_visit(self):
        line = self.record_of("steward.visit.plan.line", "neighbour")
        visit = self.record_of("steward.visit", "area").with_user(self.user_steward)
        with self.assertRaises(AccessError):
            visit.write({"line_id": line.id, "agreed_at": datetime(2031, 1, 6, 2)})
        with self.assertRaises(AccessError):
            visit.create(
                {
                    "line_id": line.id,
                    "mode_id": visit.mode_id.id,
                    "agreed_at": datetime(2031, 1, 6, 2),
                }
            )
        self.assertFalse(line.scheduled_at)

    # opinions (R051, R104)

    def test_R051_nobody_writes_that_an_opinion_was_reported(self):
        case = self.record_of("steward.case", "area")
        for user in (*self.writers, self.user_department):
            for vals in (
                {"reported_at": datetime(2026, 3, 10, 2)},
                {"closed_at": datetime(2026, 3, 10, 2)},
                {"closed_by_id": self.user_gm.id},
            ):
                with self.assertRaises(REFUSED, msg=(user.name, vals)):
                    case.with_user(user).write(vals)
        Case = self.env["steward.case"].with_user(self.user_steward)
        vals = {"category": "repair", "partner_id": self.zhang.id}
        with self.assertRaises(REFUSED):
            Case.create(dict(vals, reported_at=datetime(2026, 3, 10, 2)))

    def _assert_answers_only(self, case):
        case.write({"answer": "已派单"})
        for vals in (
            {"state": "handled"},
            {"state": "closed"},
            {"words": "没有意见"},
            {"department_id": False},
            {"date_due": date(2031, 1, 1)},
            {"steward_id": False},
            {"is_valid": True},
        ):
            with self.assertRaises(REFUSED, msg=vals):
                case.write(vals)
        with self.assertRaises(REFUSED):
            case.unlink()

    def test_R044_the_department_answers_and_does_nothing_else(self):
        case = self.record_of("steward.case", "area")
        self._assert_answers_only(case.with_user(self.user_department))

    def test_R043_the_leader_of_a_department_answers_and_makes_the_own_round(self):
        """The own round makes a steward of the leader, but not of the department's opinions."""
        self._fill("department_leader", self.community, self.department)
        case = self.record_of("steward.case", "area").with_user(self.user_department)
        self._assert_answers_only(case)
        visit = self._recorded_visit(self.user_department, participant_ids=False)
        self.assertEqual(visit.case_ids.steward_id, self.steward, "the steward's to follow up")
        visit.case_ids.write({"is_valid": True})

    def test_R028_who_talks_with_a_household_of_another_area_notes_its_opinions(self):
        visit = self._recorded_visit(self.user_steward2)
        self.assertEqual(visit.case_ids.with_user(self.user_steward2).words, "电梯有异响")
        self.assertEqual(visit.case_ids.steward_id, self.steward)

    # households (R013, R200)

    def test_R013_the_last_contact_is_noted_by_a_conversation_only(self):
        vals = {"last_contact_date": date(2026, 3, 1)}
        for user in (self.user_steward, self.user_nobody, self.user_accountant):
            with self.assertRaises(REFUSED, msg=user.name):
                self.zhang.with_user(user).write(vals)
        # who brings the office's register in
        self.zhang.with_user(self.user_supervisor).write(vals)

    def test_R200_the_door_of_a_household_follows_from_its_occupancies(self):
        """Everybody who keeps contacts could otherwise give a household another door."""
        self.user_nobody.group_ids |= self.env.ref("base.group_partner_manager")
        for user in (*self.writers, self.user_nobody):
            for vals in (
                {"household_unit_id": self.unit_102.id},
                {"household_door": "9-9-999"},
                {"is_household": False},
                {"household_steward_id": self.steward2.id},
            ):
                with self.assertRaises(REFUSED, msg=(user.name, vals)):
                    self.zhang.with_user(user).write(vals)
