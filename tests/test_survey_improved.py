from datetime import date

from odoo.exceptions import AccessError, UserError

from .survey_common import SurveyCommon


class TestSurveyImproved(SurveyCommon):
    """R090: who was not satisfied hears that it is better now."""

    def setUp(self):
        super().setUp()
        self.wave = self._create_wave()
        self.sheets = self._create_sheets(self.wave, 4)
        for sheet, level in zip(self.sheets, ("不满意", "满意", "不了解", "不满意"), strict=True):
            self._answer(sheet, {"parking": level, "security": "不满意"})

    def _improve(self, wave=None, user=None):
        closed = wave or self._closed(self.wave)
        result = self._result(closed, "parking").with_user(user or self.user_supervisor)
        result.improvement = "新增三十个车位。"
        result.action_improved()
        return result

    def test_R090_those_who_were_not_satisfied_are_called_back(self):
        result = self._improve()
        callbacks = result.callback_ids.sudo()
        self.assertEqual(callbacks.partner_id, (self.sheets[0] + self.sheets[3]).partner_id)
        self.assertEqual(set(callbacks.mapped("trigger")), {"survey_improved"})
        self.assertEqual(set(callbacks.mapped("rule_ref")), {"R090"})
        self.assertEqual(callbacks.assignee_id, self.steward)
        self.assertEqual(callbacks[0].improvement, "新增三十个车位。")
        self.assertTrue(all(callbacks.mapped("due_at")))

    def test_R090_quality_calls_back_at_the_door_that_answered(self):
        sheet = self.sheets[0]
        other = self._create_unit(self.building10, "1802", entrance="1")
        sheet.unit_id = other
        callbacks = self._improve(user=self.user_quality).callback_ids.sudo()
        units = {callback.partner_id: callback.unit_id for callback in callbacks}
        self.assertEqual(units[sheet.partner_id], other)
        self.assertEqual(units[self.sheets[3].partner_id], self.sheets[3].unit_id)

    def test_R090_nobody_is_called_back_twice(self):
        result = self._improve()
        with self.assertRefused(UserError, "called back already"):
            result.action_improved()
        with self.assertRefused(UserError, "stays as it is"):
            result.improvement = "别的"

    def test_R090_it_says_what_was_improved(self):
        result = self._result(self._closed(self.wave), "parking")
        with self.assertRefused(UserError, "write what was improved"):
            result.action_improved()

    def test_R090_the_whole_community_is_improved_and_no_single_building(self):
        closed = self._closed(self.wave)
        part = self._result(closed, "parking", "building", self.building3)
        part.improvement = "新增三十个车位。"
        with self.assertRefused(UserError, "whole community"):
            part.action_improved()

    def test_R090_a_wave_is_closed_first(self):
        with self.assertRefused(UserError, "close the wave first"):
            self._improve(self._collected(self.wave))

    def test_nobody_is_called_back_by_what_was_answered_in_confidence(self):
        closed = self._closed(self.wave)
        for flag in ("is_confidential", "is_anonymous"):
            closed.sudo().type_id = self.survey_type.copy({"code": flag, flag: True})
            with self.assertRefused(UserError, "anonymous or confidential"):
                self._improve(closed)
        self.assertFalse(self.env["steward.callback"].search([("trigger", "=", "survey_improved")]))

    def test_a_steward_improves_nothing(self):
        closed = self._closed(self.wave)
        with self.assertRaises(AccessError):
            self._improve(closed, self.user_steward)

    def test_R090_each_policy_has_its_rule(self):
        rules = self.env["steward.callback.rule"].search([("trigger", "=", "survey_improved")])
        policies = (self.community + self.mall).policy_id
        self.assertEqual(rules.policy_id & policies, policies)

    def test_what_was_improved_counts_for_its_wave_only(self):
        later = self._create_wave(date_issue=date(2026, 9, 20))
        self._everybody(self._create_sheets(later, 2), {"parking": "不满意"})
        result = self._improve()
        self.assertEqual(result.callback_ids.sudo().partner_id, self.sheets[0::3].partner_id)
