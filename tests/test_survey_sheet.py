from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .survey_wave_common import SurveyCommon

# Shanghai: Thursday, 12 March 2026, 10:00
NOW = "2026-03-12 02:00:00"
LATER = "2026-03-13 03:00:00"


@tagged("post_install", "-at_install", "survey")
@freeze_time(NOW)
class TestSurveySheet(SurveyCommon):
    """Sheets on their way to the household and back (R025, R226, R305, C083)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._settle(cls.tower1, 4)
        cls._settle(cls.tower2, 4)

    def _at_the_door(self):
        """A wave whose sheets the stewards bring to the door."""
        return self._issued(rate=100, way="door")

    def _mine(self, wave):
        return wave.sheet_ids.filtered(lambda sheet: sheet.steward_id == self.steward)

    # by hand

    def test_C083_the_steward_hands_out_and_collects_many_at_once(self):
        wave = self._at_the_door()
        mine = self._mine(wave).with_user(self.user_steward)
        self.assertEqual(mine.mapped("state"), ["drawn"] * 4)
        with freeze_time(LATER):
            mine.action_hand_out()
            self.assertEqual(mine.mapped("state"), ["issued"] * 4)
            with self.assertRefused(UserError, mine[0].number):
                mine.action_hand_out()
            self.assertEqual(mine.issuer_id, self.steward)
            self.assertEqual(set(mine.mapped("issued_at")), {fields.Datetime.now()})
            mine[:3].action_return()
        self.assertEqual(mine[:3].mapped("state"), ["returned"] * 3)
        self.assertEqual(mine[:3].collector_id, self.steward)
        self.assertEqual((wave.issued_count, wave.returned_count), (4, 3))

    def test_the_steward_finds_the_sheets_of_the_own_area(self):
        wave = self._at_the_door()
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        found = Sheet.search([("wave_id", "=", wave.id), ("is_mine", "=", True)])
        self.assertEqual(found.building_id, self.tower1)
        self.assertEqual(len(found), 4)

    def test_R304_the_issue_is_done_once_the_last_sheet_is_handed_out(self):
        wave = self._at_the_door()
        *others, last = wave.sheet_ids
        for sheet in others:
            sheet.with_user(self.user_steward).action_hand_out()
        self.assertEqual(self._clock(wave, "survey_issue")[1], "running")
        with freeze_time(LATER):
            last.with_user(self.user_steward)._not_reach("长期外出")
        self.assertEqual(self._clock(wave, "survey_issue")[1], "met")

    def test_a_sheet_may_go_out_otherwise_than_its_wave(self):
        wave = self._wave("opinion", rate=100, way="paper")
        wave.action_draw()
        wave.sheet_ids[0].with_user(self.user_steward).way = "door"
        wave.action_issue()
        self.assertEqual(wave.sheet_ids[0].state, "drawn")
        self.assertEqual(set(wave.sheet_ids[1:].mapped("state")), {"issued"})
        self.assertEqual(set(wave.sheet_ids[1:].mapped("way")), {"paper"})

    def test_an_e_mail_without_an_address_is_not_handed_out(self):
        """R305, R328: who gets nothing is not counted as asked, and has to be reached."""
        self.env["res.partner"].search([("name", "=like", "住户 %")]).email = False
        wave = self._wave("opinion", rate=100, way="email")
        wave.action_draw()
        first, *others = wave.sheet_ids
        first.partner_id.email = "first@example.com"
        others[0].partner_id.email = " "
        wave.action_issue()
        self.assertEqual((first.state, first.mail_state), ("issued", "queued"))
        self.assertEqual({sheet.state for sheet in others}, {"drawn"})
        self.assertFalse(wave.sheet_ids.callback_ids, "nobody is sent with an e-mail")
        self.assertEqual((wave.issued_count, wave.coverage), (1, 12.5))
        self.assertEqual(self._clock(wave, "survey_issue")[1], "running")
        self.env["steward.survey.sheet"].union(*others).action_hand_out()
        self.assertEqual(self._clock(wave, "survey_issue")[1], "met")

    def test_what_a_sheet_says_is_written_by_the_buttons_only(self):
        sheet = self._at_the_door().sheet_ids[0].with_user(self.user_steward)
        for values in (
            {"state": "returned"},
            {"issued_at": fields.Datetime.now()},
            {"partner_id": self.zhang.id},
            {"unreachable_reason": "x"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                sheet.write(values)

    def test_sheets_stay_as_they_are_before_and_after(self):
        wave = self._wave("opinion", rate=100)
        wave.action_draw()
        with self.assertRefused(UserError, wave.number):
            wave.sheet_ids.action_hand_out()
        wave.action_issue()
        wave.action_collect()
        # what comes back late is still counted until the wave is closed
        wave.sheet_ids.action_return()
        with self.assertRefused(UserError, "without their answers: 8"):
            wave.action_close()
        self._answered(wave.sheet_ids)
        wave.action_close()
        for action in ("action_return", "action_not_reached", "action_undo"):
            with self.assertRefused(UserError, wave.number):
                getattr(wave.sheet_ids, action)()

    def test_a_mark_by_mistake_is_taken_back_with_a_reason(self):
        wave = self._issued(rate=100)
        sheet = wave.sheet_ids[0].with_user(self.user_steward)
        sheet.action_return()
        self._confirm(sheet.action_undo(), "点错了", user=self.user_steward)
        self.assertEqual((sheet.state, sheet.returned_at), ("issued", False))
        self.assertIn("点错了", wave.message_ids[0].body)

    # not reached

    def test_R305_who_is_not_reached_stays_in_the_denominator_and_says_why(self):
        wave = self._issued(rate=100)
        sheet = wave.sheet_ids[0].with_user(self.user_steward)
        for said in ("敲门无人应", "电话无人接"):
            self._confirm(sheet.action_attempt(), said, user=self.user_steward)
        self.assertEqual((sheet.state, sheet.attempt_count), ("issued", 2))
        self.assertIn("2026-03-12 10:00 王芳: 敲门无人应", sheet.attempts)
        self._confirm(sheet.action_not_reached(), "全家出国", user=self.user_steward)
        self.assertEqual((sheet.state, sheet.unreachable_reason), ("unreachable", "全家出国"))
        wave.sheet_ids[1:]._return(fields.Datetime.now())
        self.assertEqual((wave.sample_count, wave.returned_count), (8, 7))
        self.assertEqual(wave.recovery_rate, 87.5)

    def test_who_comes_home_after_all_gets_the_sheet(self):
        wave = self._issued(rate=100)
        sheet = wave.sheet_ids[0].with_user(self.user_steward)
        sheet._not_reach("出差")
        sheet.action_hand_out()
        self.assertEqual((sheet.state, sheet.unreachable_reason), ("issued", False))

    def test_a_sheet_that_is_back_was_reached(self):
        wave = self._issued(rate=100)
        wave.sheet_ids[0]._return(fields.Datetime.now())
        with self.assertRefused(UserError, wave.sheet_ids[0].number):
            wave.sheet_ids[0]._not_reach("出差")

    # at the door

    def _visit(self, callback, **vals):
        return (
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .create(
                {
                    "callback_id": callback.id,
                    "steward_id": self.steward.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                    "start": fields.Datetime.now(),
                    "consent": True,
                    "needs": "收下问卷",
                    "no_appointment_reason": "上门发放问卷",
                    "no_signature_reason": "问卷另签",
                    **vals,
                }
            )
        )

    def test_R025_each_sheet_brought_to_the_door_is_a_visit_of_the_steward(self):
        wave = self._at_the_door()
        callbacks = wave.sheet_ids.callback_ids
        self.assertEqual(len(callbacks), 8)
        self.assertEqual(set(callbacks.mapped("trigger")), {"survey"})
        first = self._mine(wave)[0].callback_ids
        self.assertEqual(first.assignee_id, self.steward)
        self.assertEqual(first.rule_ref, "R025")
        self.assertEqual(first.mode_ids.mapped("code"), ["door"])
        # in the window of the survey: three days for handing out
        self.assertEqual(str(self.estate._to_local(first.due_at)), "2026-03-15 23:59:59")
        self.assertIn(first.survey_sheet_id.number, first.display_name)

    def test_R025_on_paper_nobody_has_to_visit(self):
        self.assertFalse(self._issued(rate=100).sheet_ids.callback_ids)

    def test_R025_the_visit_hands_the_sheet_out(self):
        wave = self._at_the_door()
        sheet = self._mine(wave)[0]
        with freeze_time(LATER):
            visit = self._visit(sheet.callback_ids)
            self.assertEqual(visit.callback_survey_sheet_id, sheet)
            self.assertEqual(
                visit.purpose_ids, self.env.ref("property_steward.visit_purpose_survey")
            )
            visit.action_done()
            self.assertEqual((visit.state, visit.outcome), ("done", "done"))
            self.assertEqual((sheet.state, sheet.way), ("issued", "door"))
            self.assertEqual(sheet.issuer_id, self.steward)
            self.assertEqual(sheet.issued_at, fields.Datetime.now())
        self.assertEqual(sheet.callback_ids.state, "done")

    def test_R014_R025_it_also_fulfils_the_planned_visit_of_the_month(self):
        wave = self._at_the_door()
        sheet = self._mine(wave)[0]
        plan = self.env["steward.visit.plan"].create(
            {
                "community_id": self.estate.id,
                "year": 2026,
                "role_id": self.env.ref("property_steward.role_steward").id,
                "steward_id": self.steward.id,
            }
        )
        month = plan.month_ids.create({"plan_id": plan.id, "month": date(2026, 3, 1)})
        rule = self.env.ref("property_steward.visit_rule_residential_moved_in")
        line = self.env["steward.visit.plan.line"].create(
            {
                "plan_id": plan.id,
                "month_id": month.id,
                "rule_id": rule.id,
                "company_id": self.estate.company_id.id,
                "community_id": self.estate.id,
                "steward_id": self.steward.id,
                "partner_id": sheet.partner_id.id,
                "unit_id": sheet.unit_id.id,
                "month": date(2026, 3, 1),
                "period_start": date(2026, 3, 1),
                "period_end": date(2026, 3, 31),
            }
        )
        with freeze_time(LATER):
            visit = self._visit(sheet.callback_ids)
            self.assertIn(line, visit.candidate_line_ids)
            visit.fulfil_line_ids = line
            visit.action_done()
        self.assertEqual((line.state, line.visit_id), ("done", visit))
        self.assertEqual(sheet.state, "issued")

    def test_R025_an_attempt_without_an_answer_is_noted_on_the_sheet(self):
        wave = self._at_the_door()
        sheet = self._mine(wave)[0]
        with freeze_time(LATER):
            self._visit(sheet.callback_ids).action_no_answer()
        self.assertEqual((sheet.state, sheet.attempt_count), ("drawn", 1))
        callback = sheet.callback_ids.with_user(self.user_supervisor)
        self.assertEqual(callback.state, "open")
        callback._close_without("unreachable", "长期外出")
        self.assertEqual((sheet.state, sheet.unreachable_reason), ("unreachable", "长期外出"))

    def test_R025_an_attempt_that_is_recorded_after_the_collection_changes_nothing(self):
        wave = self._at_the_door()
        sheet = self._mine(wave)[0]
        with freeze_time(LATER):
            callback = sheet.callback_ids
            visit = self._visit(callback)
            wave.action_collect()
            # called off with what it was for
            self.assertEqual((callback.state, visit.state), ("cancelled", "cancelled"))
            callback._note_attempts(visit)
        self.assertEqual((sheet.state, sheet.attempt_count), ("drawn", 0))

    def test_R025_nobody_is_sent_with_a_sheet_that_is_back_or_not_wanted(self):
        wave = self._at_the_door()
        first, second, third, *others = wave.sheet_ids
        first._return(fields.Datetime.now())
        second.action_hand_out()
        third._not_reach("长期外出")
        self.assertEqual((first | second | third).callback_ids.mapped("state"), ["cancelled"] * 3)
        wave.action_collect()
        for sheet in others:
            self.assertEqual(sheet.callback_ids.state, "cancelled")
            self.assertNotIn("running", sheet.callback_ids.sudo().deadline_ids.mapped("state"))

    def test_R025_more_time_after_the_collection_sends_somebody_to_the_door_again(self):
        wave = self._at_the_door()
        first, *others = wave.sheet_ids
        first.action_hand_out()
        wave.action_collect()
        wave._extend(date(2026, 3, 31), "回收不足")
        self.assertEqual(first.callback_ids.mapped("state"), ["cancelled"])
        for sheet in others:
            callbacks = sheet.callback_ids.sorted("id")
            self.assertEqual(callbacks.mapped("state"), ["cancelled", "open"])
        # while it is under way, the visits that are open stay
        wave._extend(date(2026, 4, 5), "仍不足")
        self.assertEqual(len(others[0].callback_ids), 2)

    def test_R025_the_statements_do_not_grow_with_the_doors(self):
        counts = []
        for households in (4, 24):
            self._settle(self.tower1, households)
            wave = self._wave("opinion", rate=100, way="door", user=self.env.user)
            wave.action_draw()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wave.action_issue()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            wave.action_collect()
        self.assertLessEqual(counts[1], counts[0] + 2)

    # people who change

    def _merge(self, first, second):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((first | second).ids, first, extra_checks=False)

    def test_R306_contacts_that_are_merged_keep_both_sheets(self):
        wave = self._issued(rate=100)
        first, second = wave.sheet_ids[:2]
        partners = first.partner_id, second.partner_id
        second._return(fields.Datetime.now())
        figures = wave.read(["base_count", "sample_count", "returned_count"])
        self._merge(*partners)
        self.env.invalidate_all()
        self.assertEqual((first | second).partner_id, partners[0])
        self.assertEqual((first.is_double, second.is_double), (True, False))
        self.assertEqual(wave.read(["base_count", "sample_count", "returned_count"]), figures)

    def test_R225_a_household_that_was_two_contacts_gets_one_sheet(self):
        for way in ("paper", "door"):
            wave = self._wave("opinion", rate=100, way=way)
            wave.action_draw()
            first, second = wave.sheet_ids[:2]
            self._merge(first.partner_id, second.partner_id)
            self.env.invalidate_all()
            wave.action_issue()
            with self.subTest(way=way):
                self.assertEqual((first.is_double, second.is_double), (False, True))
                self.assertEqual(second.state, "drawn")
                self.assertFalse(second.callback_ids)
                self.assertEqual(bool(first.callback_ids), way == "door")

    def test_R269_the_sheets_go_with_the_area(self):
        wave = self._at_the_door()
        mine = self._mine(wave)
        done, *open_ = mine
        done._return(fields.Datetime.now())
        hand_over = self.env["steward.area.hand.over"].create(
            {
                "scope": "buildings",
                "from_id": self.steward.id,
                "to_id": self.steward2.id,
                "building_ids": self.tower1.ids,
            }
        )
        self.assertEqual((hand_over.survey_sheet_count, hand_over.survey_visit_count), (3, 3))
        hand_over.action_hand_over()
        self.assertEqual(done.steward_id, self.steward)
        for sheet in open_:
            self.assertEqual(sheet.steward_id, self.steward2)
            self.assertEqual(sheet.callback_ids.assignee_id, self.steward2)
