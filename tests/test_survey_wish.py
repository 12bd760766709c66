from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .survey_answer_common import SurveyAnswerCommon

# Shanghai: Thursday, 12 March 2026, 10:00
NOW = "2026-03-12 02:00:00"
GOOD = {"callback_result": "satisfied"}


class WishCommon(SurveyAnswerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhang.phone = "13800000001"

    def setUp(self):
        super().setUp()
        self.wave = self._wave()
        self.sheet = self._sheet(self.wave)

    def _wish(self, sheet=None, **given):
        """The callback that a keyed sheet wishes."""
        sheet = sheet or self.sheet
        self._key_in(sheet, **{"callback": True, **given})
        return sheet.sudo().wish_callback_ids

    def _wishes(self, wave):
        return self.env["steward.callback"].search([("wish_wave_id", "=", wave.id)])

    def _reopen(self, sheet=None):
        (sheet or self.sheet).with_user(self.user_quality)._reopen("填错了")

    def _talk(self, callback, user, mode="phone", **vals):
        """The recorded conversation that calls back."""
        visit = (
            self.env["steward.visit"]
            .with_user(user)
            .create(
                {
                    "callback_id": callback.id,
                    "steward_id": user.employee_id.id,
                    "mode_id": self.env.ref(f"property_steward.contact_mode_{mode}").id,
                    "consent": True,
                    "needs": "想了解绿化计划",
                    "no_appointment_reason": "回访",
                    "no_signature_reason": "回访",
                    **GOOD,
                    **vals,
                }
            )
        )
        visit.action_done()
        return visit


@tagged("post_install", "-at_install", "survey")
@freeze_time(NOW)
class TestSurveyWish(WishCommon):
    """R303: quality organises survey, statistics, analysis and callback: who wishes it on the
    sheet is really called back."""

    def test_R303_who_wishes_it_on_a_keyed_sheet_is_called_back(self):
        callback = self._wish()
        self.assertEqual(len(callback), 1)
        self.assertEqual((callback.trigger, callback.state), ("survey_wish", "open"))
        self.assertEqual(callback.partner_id, self.zhang)
        self.assertEqual(callback.unit_id, self.sheet.unit_id)
        self.assertEqual(callback.rule_ref, "R303")
        self.assertEqual(callback.assignee_id, self.quality)
        self.assertEqual(callback.wish_wave_id, self.wave)
        self.assertFalse(callback.is_quality_only)
        # three days on which the service centre is open, which it is at the weekend as well
        self.assertEqual(str(self.community._to_local(callback.due_at)), "2026-03-15 17:00:00")
        clock = callback.deadline_ids
        self.assertEqual((clock.kind, clock.due_at), ("callback", callback.due_at))

    def test_R303_who_wishes_it_online_is_called_back(self):
        answer = self.sheet.sudo().user_input_id.with_user(self.user_public).sudo()
        answer._mark_in_progress()
        for question in self._questions(self.wave):
            value = self._given(self.wave, callback=True)[str(question.id)]
            answer._save_lines(question, value)
        answer._mark_done()
        self.assertEqual(self.sheet.return_way, "online")
        self.assertEqual(self.sheet.sudo().wish_callback_ids.partner_id, self.zhang)

    def test_R303_who_wishes_none_is_not_called(self):
        self._key_in(self.sheet)
        self.assertFalse(self.sheet.sudo().wish_callback_ids)
        self._sheet(self.wave, self.zhao).with_user(self.user_supervisor).action_return()
        self.assertFalse(self._wishes(self.wave))

    def test_R303_the_days_and_the_person_are_those_of_the_policy(self):
        rule = self.env.ref("property_steward.callback_rule_residential_survey_wish")
        rule.write({"amount": 1, "assignee": "steward"})
        callback = self._wish()
        self.assertEqual(callback.assignee_id, self.steward)
        self.assertEqual(str(self.community._to_local(callback.due_at)), "2026-03-13 18:00:00")

    def test_R303_without_quality_the_steward_of_the_household_calls(self):
        self.quality.user_id = False
        self.assertEqual(self._wish().assignee_id, self.steward)

    def test_R303_each_policy_has_its_rule(self):
        rules = self.env["steward.callback.rule"].search([("trigger", "=", "survey_wish")])
        policies = (self.community + self.mall).policy_id
        self.assertEqual(rules.policy_id & policies, policies)
        self.assertEqual(set(rules.mapped("rule_ref")), {"R303"})

    def test_R303_once_for_a_sheet_however_often_it_is_answered(self):
        callback = self._wish()
        self._reopen()
        self.assertEqual(callback.state, "open")
        self.assertEqual(self._wish(), callback)
        self._talk(callback, self.user_quality)
        self.assertEqual(callback.state, "done")
        self._reopen()
        self.assertEqual(self._wish(), callback)

    def test_R303_a_wish_that_the_corrected_sheet_takes_back_falls_away(self):
        callback = self._wish()
        self._reopen()
        self._key_in(self.sheet)
        self.assertEqual(callback.state, "cancelled")
        self.assertTrue(callback.closed_reason)
        self.assertEqual(callback.deadline_ids.state, "cancelled")
        # and is owed again when it is wished again
        self._reopen()
        self.assertEqual(self._wish().sorted("id").mapped("state"), ["cancelled", "open"])
        self.assertEqual(self.sheet.with_user(self.user_supervisor).wish_state, "open")

    def test_R303_a_callback_that_was_made_stays_though_the_wish_is_taken_back(self):
        callback = self._wish()
        self._talk(callback, self.user_quality)
        self._reopen()
        self._key_in(self.sheet)
        self.assertEqual(callback.state, "done")

    def test_R303_what_the_supervisor_cancelled_stays_so(self):
        callback = self._wish()
        callback.with_user(self.user_supervisor)._close_without("cancelled", "已当面答复")
        self._reopen()
        self.assertEqual(self._wish(), callback)
        self.assertEqual(callback.state, "cancelled")

    def test_nobody_is_called_by_an_anonymous_sheet(self):
        kind = self.kind.copy({"code": "anonymous", "is_anonymous": True})
        wave = self._wave(kind=kind, wanted_count=2)
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        Sheet.keying_save(False, wave.id, self._given(wave, callback=True))
        self.assertEqual(wave.returned_count, 1)
        self.assertFalse(self._wishes(wave))

    def test_R303_quality_calls_by_phone_and_the_steward_at_the_door(self):
        callback = self._wish()
        mine = self.env["steward.callback"].with_user(self.user_quality)
        self.assertIn(callback, mine.search([("is_mine", "=", True), ("state", "=", "open")]))
        visit = self._talk(callback, self.user_quality)
        self.assertEqual((callback.state, callback.visit_id), ("done", visit))
        self.assertTrue(callback.is_in_time)
        other = self._wish(self._sheet(self.wave, self.zhao), user=self.user_steward2)
        other.with_user(self.user_supervisor).assignee_id = self.steward2
        self._talk(other, self.user_steward2, mode="door")
        self.assertEqual(other.state, "done")

    def test_R303_quality_records_it_on_the_screens_of_everybody(self):
        callback = self._wish().with_user(self.user_quality)
        with Form(callback) as form:
            self.assertEqual(form.wish_sheet_id, self.sheet)
            self.assertTrue(form.may_decide)
        action = callback.action_start_call()
        Visit = self.env["steward.visit"].with_user(self.user_quality)
        with Form(Visit.with_context(**action["context"])) as form:
            form.consent = True
            form.needs = "想了解绿化计划"
            form.callback_result = "satisfied"
        form.record.action_done()
        self.assertEqual((callback.state, callback.result), ("done", "satisfied"))

    def test_R303_quality_gives_a_wished_callback_to_the_steward(self):
        callback = self._wish().with_user(self.user_quality)
        self.assertTrue(callback.may_decide)
        callback.assignee_id = self.steward
        self.assertEqual(callback.sudo().deadline_ids.responsible_id, self.steward)
        with self.assertRaises(AccessError):
            callback.with_user(self.user_steward).assignee_id = self.quality

    def test_who_wants_no_calls_is_met_otherwise(self):
        self.zhang.no_phone_calls = True
        callback = self._wish()
        self.assertFalse(callback.can_call)
        self.assertTrue(callback.can_visit)

    def test_R303_sheet_and_survey_show_who_still_waits(self):
        callback = self._wish()
        self._wish(self._sheet(self.wave, self.zhao), user=self.user_steward2)
        self._talk(callback, self.user_quality)
        for user in (self.user_supervisor, self.user_quality):
            wave = self.wave.with_user(user)
            wave.invalidate_recordset()
            self.assertEqual((wave.wish_count, wave.wish_open_count), (2, 1), user.login)
            Callback = self.env["steward.callback"].with_user(user)
            found = Callback.search(wave.action_open_wishes()["domain"])
            self.assertEqual(len(found), 2, user.login)
            Sheet = self.env["steward.survey.sheet"].with_user(user)
            still = Sheet.search(
                [
                    ("wave_id", "=", wave.id),
                    ("wish_callback_ids", "any", [("state", "=", "open")]),
                ]
            )
            self.assertEqual(still, self._sheet(self.wave, self.zhao), user.login)
            self.assertEqual(self.sheet.with_user(user).wish_state, "done")

    def test_R303_the_survey_is_closed_and_tells_who_still_waits(self):
        self._wish()
        self._key_in(self._sheet(self.wave, self.zhao), user=self.user_steward2)
        wave = self.wave.with_user(self.user_supervisor)
        wave.action_collect()
        wave.comment_ids.action_note()
        wave.write(
            {"weak_cause": "绿化少", "next_step": "补种", "strengths": "好", "deficits": "少"}
        )
        wave._close("客户要求")
        self.assertEqual(wave.state, "closed")
        told = wave.message_ids.filtered(lambda message: "wait for the callback" in message.body)
        self.assertIn("1", told.body)
        self.assertEqual(self._wishes(self.wave).state, "open")

    def test_R303_nobody_forges_a_wish(self):
        Callback = self.env["steward.callback"].with_user(self.user_steward)
        with self.assertRaises(AccessError):
            Callback.create(
                {
                    "partner_id": self.zhang.id,
                    "community_id": self.community.id,
                    "assignee_id": self.steward.id,
                    "due_at": fields.Datetime.now(),
                    "wish_sheet_id": self.sheet.id,
                }
            )
        callback = self._wish().with_user(self.user_supervisor)
        for values in ({"wish_sheet_id": False}, {"is_quality_only": True}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                callback.write(values)

    def test_R269_R303_what_the_steward_owes_goes_with_the_area(self):
        rule = self.env.ref("property_steward.callback_rule_residential_survey_wish")
        rule.assignee = "steward"
        callback = self._wish()
        hand_over = self.env["steward.area.hand.over"].create(
            {
                "scope": "buildings",
                "from_id": self.steward.id,
                "to_id": self.steward2.id,
                "building_ids": self.sheet.building_id.ids,
            }
        )
        self.assertEqual(hand_over.survey_wish_count, 1)
        hand_over.action_hand_over()
        self.assertEqual((callback.assignee_id, callback.steward_id), (self.steward2,) * 2)

    def test_R303_the_statements_do_not_grow_with_the_sheets(self):
        """Sheets that come back together: owed and taken back in as many statements."""
        counts = []
        for households in (3, 23):
            for number in range(households):
                unit = self._create_unit(self.building3, f"{households}{number:02}", entrance="8")
                name = f"户{households}-{number}"
                self._create_household(name, unit, "13700000000", move_in_date="2020-07-01")
            wave = self._wave()
            sheets = self.env["steward.survey.sheet"].browse(wave.sheet_ids.ids)
            self.assertGreater(len(sheets), households)
            for sheet in sheets:
                given = self._given(wave, callback=True)
                for question in self._questions(wave):
                    sheet.user_input_id._save_lines(question, given[str(question.id)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            sheets._note_answers(fields.Datetime.now(), self.user_steward)
            self.env.flush_all()
            owed = self.env.cr.sql_log_count - before
            callbacks = sheets.wish_callback_ids
            self.assertEqual(len(callbacks), len(sheets))
            sheets.user_input_id.user_input_line_ids.unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            sheets._note_answers(fields.Datetime.now(), self.user_steward)
            self.env.flush_all()
            counts.append((owed, self.env.cr.sql_log_count - before))
            self.assertEqual(set(callbacks.mapped("state")), {"cancelled"})
        self.assertLessEqual(counts[1][0], counts[0][0] + 3)
        self.assertLessEqual(counts[1][1], counts[0][1] + 3)


@tagged("post_install", "-at_install", "survey", "access")
@freeze_time(NOW)
class TestSurveyWishInConfidence(WishCommon):
    """R303: who wishes a callback in a confidential survey gave an answer, which only quality
    knows."""

    DO_NOT = (
        *("steward", "steward2", "supervisor", "manager", "gm", "auditor", "department", "nobody"),
        *("collector", "accountant"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(
            mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
        )
        cls.kind.is_confidential = True
        cls._create_person("quality2", "质检二号")
        cls.env["steward.role.assignment"].create(
            {
                "community_id": cls.community.id,
                "role_id": cls.env.ref("property_steward.role_quality").id,
                "employee_id": cls.quality2.id,
                "date_from": "2021-01-01",
            }
        )

    def _may(self, user, records):
        return records.with_user(user).has_access("read")

    def test_R303_only_quality_knows_of_the_callback_and_its_conversation(self):
        callback = self._wish()
        self.assertTrue(callback.is_quality_only)
        self.assertEqual(callback.assignee_id, self.quality)
        visit = self._talk(callback, self.user_quality)
        self.env.flush_all()
        self.assertTrue(visit.sudo().is_quality_only)
        deadline = callback.deadline_ids
        for user in (self.user_quality, self.user_quality2):
            self.assertTrue(self._may(user, callback), user.login)
        for who in self.DO_NOT:
            user = getattr(self, f"user_{who}")
            for records in (callback, visit, deadline):
                self.assertFalse(self._may(user, records), f"{who} {records._name}")
            self.assertFalse(
                self.env["steward.callback"].with_user(user).search([("id", "=", callback.id)])
                if self.env["steward.callback"].with_user(user).has_access("read")
                else False,
                who,
            )

    def test_R303_neither_sheet_nor_survey_tells_others(self):
        self._wish()
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            self.env.invalidate_all()
            sheet, wave = self.sheet.with_user(user), self.wave.with_user(user)
            self.assertFalse(sheet.wants_callback)
            self.assertFalse(sheet.wish_state)
            self.assertFalse(sheet.wish_callback_ids)
            self.assertEqual((wave.wish_count, wave.wish_open_count), (0, 0))
            found = sheet.search([("wish_callback_ids", "any", [("state", "=", "open")])])
            self.assertNotIn(sheet, found)
        self.env.invalidate_all()
        wave = self.wave.with_user(self.user_quality2)
        self.assertEqual((wave.wish_count, wave.wish_open_count), (1, 1))

    def test_R303_the_name_says_nothing_of_the_survey(self):
        callback = self._wish()
        self.assertIn("confidential", callback.display_name)
        self.assertNotIn("Survey", callback.display_name)
        self.assertNotIn("绿化", str(callback.read()))

    def test_R303_the_closing_does_not_tell_how_many(self):
        self._wish()
        wave = self.wave.with_user(self.user_supervisor)
        wave.action_collect()
        wave.comment_ids.action_note()
        wave.write(
            {"weak_cause": "绿化少", "next_step": "补种", "strengths": "好", "deficits": "少"}
        )
        wave._close("客户要求")
        self.assertNotIn("wait for the callback", str(wave.message_ids.mapped("body")))

    def test_R303_nobody_is_named_rather_than_somebody_who_may_not_know(self):
        for person in (self.quality, self.quality2):
            person.user_id = False
        self.assertFalse(self._wish().assignee_id)

    def test_R303_quality_gives_it_to_quality_only(self):
        callback = self._wish().with_user(self.user_quality2)
        callback.assignee_id = self.quality2
        with self.assertRefused(ValidationError, "not of quality"):
            callback.assignee_id = self.steward
        with self.assertRaises(AccessError):
            callback.with_user(self.user_supervisor).assignee_id = self.steward

    def test_R303_without_an_answer_quality_decides_itself(self):
        callback = self._wish()
        limit = self.community.policy_id.callback_attempts
        for _attempt in range(limit):
            visit = (
                self.env["steward.visit"]
                .with_user(self.user_quality)
                .create(
                    {
                        "callback_id": callback.id,
                        "steward_id": self.quality.id,
                        "mode_id": self.env.ref("property_steward.contact_mode_phone").id,
                    }
                )
            )
            visit.action_no_answer()
        self.assertTrue(callback.needs_decision)
        self.assertFalse(callback.activity_ids)
        callback.with_user(self.user_quality)._close_without("unreachable", "一直没人接")
        self.assertEqual(callback.state, "unreachable")

    def test_R095_no_notice_names_the_household_by_itself(self):
        callback = self._wish()
        self._talk(
            callback,
            self.user_quality,
            callback_result="dissatisfied",
            callback_problem="管家不回话",
        )
        self.assertTrue(callback.found_problem)
        self.assertFalse(callback.rectification_ids)

    def test_R022_it_leaves_in_no_file(self):
        self.user_quality.group_ids += self.env.ref("base.group_allow_export")
        callback = self._wish().with_user(self.user_quality)
        self.assertFalse(callback.export_data(["partner_id"])["datas"])
        visit = self._talk(callback, self.user_quality)
        self.assertFalse(visit.export_data(["partner_id"])["datas"])

    def test_R303_a_type_that_becomes_confidential_hides_what_was_wished_before(self):
        kind = self.kind.copy({"is_confidential": False, "code": "t_open"})
        callback = self._wish(self._sheet(self._wave(kind=kind)))
        self.assertTrue(self._may(self.user_supervisor, callback))
        kind.is_confidential = True
        self.assertFalse(self._may(self.user_supervisor, callback))

    def test_R197_it_is_not_drawn_for_a_spot_check(self):
        callback = self._wish()
        self._talk(callback, self.user_quality)
        self.community._draw_callback_checks()
        self.assertFalse(callback.check_ids)
