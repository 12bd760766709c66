from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .survey_answer_common import SurveyAnswerCommon


@tagged("post_install", "-at_install")
class TestAnswers(SurveyAnswerCommon):
    """One sheet, one answer: made in bulk, keyed in once."""

    def _sheets_of(self, count):
        """Sheets of so many households more, in a wave that is under way."""
        partners = self.env["res.partner"].create([{"name": f"住户{i}"} for i in range(count)])
        wave = self._wave()
        return self.env["steward.survey.sheet"].create(
            [
                {
                    "wave_id": wave.id,
                    "community_id": wave.community_id.id,
                    "company_id": wave.company_id.id,
                    "partner_id": partner.id,
                    "state": "issued",
                }
                for partner in partners
            ]
        )

    # made with the issue

    def test_each_household_gets_one_answer_as_odoo_makes_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.zhang.write({"email": "zhang@example.com", "lang": "zh_CN"})
        wave = self._wave()
        sheet = self._sheet(wave)
        ours = sheet.sudo().user_input_id
        deadline = wave._answer_deadline()
        theirs = self.template._create_answer(
            partner=self.zhang, check_attempts=False, deadline=deadline
        )
        different = {"id", "access_token", "lang_id", "create_date", "write_date", "create_uid"}
        different |= {"write_uid", "survey_id", "predefined_question_ids"}
        mail = {*self.env["mail.thread"]._fields, *self.env["mail.activity.mixin"]._fields}
        for name in theirs._fields.keys() - different - mail:
            self.assertEqual(ours[name], theirs[name], name)
        asked = ours.predefined_question_ids
        self.assertEqual(asked, wave.sudo().survey_id.question_ids)
        self.assertEqual(asked.mapped("title"), theirs.predefined_question_ids.mapped("title"))
        self.assertEqual(ours.lang_id.code, "zh_CN")
        self.assertEqual(len(ours.access_token), 36)
        self.assertEqual(ours.deadline, self.community._day_end(wave.date_return))

    def test_answers_are_made_in_the_same_statements_however_many_sheets(self):
        few, many = self._sheets_of(3), self._sheets_of(60)
        counts = []
        for sheets in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            sheets._create_answers()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
        answers = many.sudo().user_input_id
        self.assertEqual(len(answers), 60)
        self.assertEqual(len(set(answers.mapped("access_token"))), 60)
        self.assertEqual(len(answers.predefined_question_ids), 3)

    def test_no_sheet_gets_a_second_answer(self):
        wave = self._wave()
        before = wave.sheet_ids.sudo().user_input_id
        wave.sheet_ids._create_answers()
        wave.sheet_ids.invalidate_recordset()
        self.assertEqual(wave.sheet_ids.sudo().user_input_id, before)
        self.assertEqual(wave.sudo().survey_id.user_input_ids, before)
        with self.assertRefused(UserError, "answers by its own sheet, and once"):
            wave.sudo().survey_id._create_answer(partner=self.zhang, check_attempts=False)

    def test_another_sample_leaves_no_answers_of_the_first_one_behind(self):
        wave = self._wave(issue=False)
        wave.sheet_ids.action_print()
        self.assertTrue(wave.sudo().survey_id.user_input_ids)
        wave._redraw("楼栋漏了")
        self.assertFalse(wave.sudo().survey_id.user_input_ids)

    # keyed in

    def test_a_paper_sheet_is_keyed_in_and_is_back_then(self):
        """R309: who keyed in, and when, is kept."""
        wave = self._wave()
        sheet = self._sheet(wave)
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        screen = Sheet.keying_open(sheet.number)
        self.assertEqual((screen["sheet_id"], screen["household"]), (sheet.id, "3-2-1204"))
        self.assertEqual(len(screen["questions"][0]["rows"]), 10)
        self.assertEqual(len(screen["questions"][0]["options"]), 6)
        saved = self._key_in(sheet, level="Fairly satisfied", callback=True)
        self.assertEqual(saved, {"errors": {}, "number": sheet.number})
        self.assertEqual((sheet.state, sheet.return_way), ("returned", "paper"))
        self.assertEqual(sheet.keyed_by_id, self.user_steward)
        self.assertTrue(sheet.answered_at)
        self.assertTrue(sheet.wants_callback)
        answer = sheet.sudo().user_input_id
        self.assertEqual(answer.state, "done")
        lines = answer.user_input_line_ids
        scale = lines.suggested_answer_id.filtered("steward_scale")
        self.assertEqual(scale.mapped("steward_scale"), ["satisfied"])
        self.assertEqual(len(lines.filtered("matrix_row_id")), 10)
        self.assertIn("绿化太少", lines.mapped("value_text_box"))
        self.assertEqual(wave.returned_count, 1)

    def test_a_second_keying_is_refused_and_changes_nothing(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        self._key_in(sheet)
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        with self.assertRefused(UserError, "answered already (Keyed In"):
            Sheet.keying_open(sheet.number)
        with self.assertRefused(UserError, "a sheet is answered once"):
            self._key_in(sheet, level="Not satisfied")
        options = sheet.sudo().user_input_id.user_input_line_ids.suggested_answer_id
        self.assertEqual(options.with_context(lang="en_US").mapped("value"), ["Very satisfied"])
        with self.assertRefused(UserError, "answered already"):
            sheet.sudo().user_input_id._mark_done()

    def test_paper_that_was_collected_is_keyed_in_later(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        sheet.with_user(self.user_steward).action_return()
        moment = sheet.returned_at
        self.assertEqual(wave.unkeyed_count, 1)
        self.assertFalse(sheet.answer_url)
        wave.action_collect()
        self._key_in(sheet)
        wave.invalidate_recordset()
        self.assertEqual((wave.unkeyed_count, wave.returned_count), (0, 1))
        self.assertEqual(sheet.returned_at, moment)

    def test_paper_leaves_questions_out_but_an_empty_sheet_is_none(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        matrix = self._questions(wave)[0]
        with self.assertRefused(UserError, "an empty sheet is not an answered one"):
            Sheet.keying_save(sheet.id, wave.id, {})
        row = matrix.matrix_row_ids[0]
        option = matrix.suggested_answer_ids[0]
        Sheet.keying_save(sheet.id, wave.id, {str(matrix.id): {str(row.id): option.id}})
        lines = sheet.sudo().user_input_id.user_input_line_ids
        self.assertEqual(lines.filtered("suggested_answer_id").matrix_row_id, row)
        self.assertEqual(sheet.state, "returned")

    def test_what_does_not_belong_to_the_questions_is_refused_and_said(self):
        wave, other = self._wave(), self._wave()
        sheet = self._sheet(wave)
        matrix, _opinion, wish = self._questions(wave)
        foreign = self._questions(other)[0]
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        result = Sheet.keying_save(
            sheet.id,
            wave.id,
            {
                str(matrix.id): {
                    str(matrix.matrix_row_ids[0].id): foreign.suggested_answer_ids[0].id
                },
                str(wish.id): wish.suggested_answer_ids.ids,
            },
        )
        self.assertEqual(
            result["errors"],
            {matrix.id: "There is no such answer.", wish.id: "Only one answer is possible."},
        )
        self.assertEqual(sheet.state, "issued")
        row = foreign.matrix_row_ids[0]
        option = matrix.suggested_answer_ids[0]
        result = Sheet.keying_save(sheet.id, wave.id, {str(matrix.id): {str(row.id): option.id}})
        self.assertEqual(result["errors"], {matrix.id: "There is no such row."})

    def test_numbers_and_dates_are_checked_while_keying_in(self):
        question = self.template.question_ids[1]
        question.question_type = "numerical_box"
        wave = self._wave()
        sheet = self._sheet(wave)
        result = self._key_in(sheet, text="很多")
        self.assertEqual(list(result["errors"]), self._questions(wave)[1].ids)
        self.assertEqual(sheet.state, "issued")
        self._key_in(sheet, text="12")
        self.assertEqual(sheet.state, "returned")

    def test_only_sheets_of_waves_under_way_are_keyed_in(self):
        wave = self._wave(issue=False)
        sheet = self._sheet(wave)
        with self.assertRefused(UserError, "takes no answers"):
            self._key_in(sheet)
        wave.action_issue()
        wave._cancel("重做")
        with self.assertRefused(UserError, "takes no answers"):
            self._key_in(sheet)

    def test_a_number_that_does_not_exist_or_exists_twice_is_said(self):
        wave, other = self._wave(), self._wave()
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        with self.assertRefused(UserError, "There is no sheet “9999”"):
            Sheet.keying_open("9999")
        self._sheet(wave).sudo().number = self._sheet(other).sudo().number = "T-1"
        with self.assertRefused(UserError, "Several surveys have a sheet “t-1”"):
            Sheet.keying_open("t-1")
        self.assertEqual(Sheet.keying_open("T-1", other.id)["wave_id"], other.id)
        scanned = f"https://example.com/odoo/survey-keying?sheet={self._sheet(wave).id}"
        self.assertEqual(Sheet.keying_open(scanned)["wave_id"], wave.id)

    def test_whoever_may_not_write_a_sheet_does_not_key_it_in(self):
        sheet = self._sheet(self._wave())
        for user in (self.user_auditor, self.user_collector):
            with self.assertRaises(AccessError):
                self._key_in(sheet, user=user)
        Sheet = self.env["steward.survey.sheet"]
        with self.assertRaises(UserError):
            Sheet.with_user(self.user_nobody).keying_open(sheet.number)
        for user in (self.user_portal, self.user_public):
            with self.assertRaises(AccessError):
                Sheet.with_user(user).keying_open(sheet.number)
        self.assertEqual(sheet.state, "issued")

    def test_the_screen_shows_questions_and_never_the_answers_that_are_there(self):
        """Confidential: what came by link is not shown to who keys in, nor whose sheet it is."""
        self.kind.is_confidential = True
        wave = self._wave()
        sheet = self._sheet(wave)
        answer = sheet.sudo().user_input_id
        answer._mark_in_progress()
        answer._save_lines(self._questions(wave)[1], "半夜噪音")
        screen = (
            self.env["steward.survey.sheet"].with_user(self.user_steward).keying_open(sheet.number)
        )
        self.assertNotIn("半夜噪音", str(screen))
        self.assertEqual(screen["household"], "")

    # opened again

    def test_only_quality_opens_an_answered_sheet_again_and_says_why(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        with self.assertRefused(UserError, "is not answered yet"):
            sheet.with_user(self.user_quality).action_reopen()
        self._key_in(sheet)
        for user in (self.user_steward, self.user_manager, self.user_gm):
            with self.assertRefused(AccessError, "Only quality"):
                sheet.with_user(user)._reopen("录错了")
        action = sheet.with_user(self.user_quality).action_reopen()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_quality)
            .with_context(**action["context"])
            .create({"reason": "录错了"})
        )
        wizard.action_confirm()
        self.assertEqual((sheet.state, sheet.answered_at), ("issued", False))
        self.assertFalse(sheet.keyed_by_id)
        note = wave.message_ids.filtered(lambda message: "录错了" in (message.body or ""))
        self.assertEqual(note.author_id, self.user_quality.partner_id)
        self._key_in(sheet, level="Not satisfied", text="")
        lines = sheet.sudo().user_input_id.user_input_line_ids
        scale = lines.suggested_answer_id.filtered("steward_scale")
        self.assertEqual(scale.mapped("steward_scale"), ["unsatisfied"])
        self.assertNotIn("绿化太少", lines.mapped("value_text_box"))

    def test_after_the_closing_no_sheet_is_opened_again(self):
        wave = self._wave()
        for sheet, user in zip(
            self._sheet(wave) + self._sheet(wave, self.zhao),
            (self.user_steward, self.user_steward2),
            strict=True,
        ):
            self._key_in(sheet, user=user, text="")
        wave.action_collect()
        wave.sudo().state = "closed"
        with self.assertRefused(UserError, "takes no answers"):
            self._sheet(wave).with_user(self.user_quality).action_reopen()


@tagged("post_install", "-at_install")
class TestAnonymousAnswers(SurveyAnswerCommon):
    """Anonymous waves know how many came back, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.is_anonymous = True

    def _key_in_one(self, wave, user=None):
        Sheet = self.env["steward.survey.sheet"].with_user(user or self.user_steward)
        return Sheet.keying_save(False, wave.id, self._given(wave))

    def test_anonymous_sheets_have_neither_number_nor_household_nor_answers_of_their_own(self):
        wave = self._wave()
        sheets = wave.sheet_ids
        self.assertTrue(sheets)
        for name in ("number", "partner_id", "unit_id", "building_id", "steward_id"):
            self.assertFalse(any(sheets.mapped(name)), name)
        self.assertFalse(sheets.sudo().user_input_id)
        self.assertFalse(any(sheets.mapped("answer_url")))

    def test_keyed_in_sheets_are_counted_and_say_nobody(self):
        wave = self._wave()
        Sheet = self.env["steward.survey.sheet"].with_user(self.user_steward)
        self.assertFalse(Sheet.keying_open("", wave.id)["sheet_id"])
        self._key_in_one(wave)
        answer = wave.sudo().survey_id.user_input_ids
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        self.assertEqual(answer.steward_keyed_by_id, self.user_steward)
        self.assertEqual(wave.returned_count, 1)
        self.assertFalse(wave.sheet_ids.sudo().user_input_id)
        self.assertFalse(any(wave.sheet_ids.mapped("wants_callback")))

    def test_paper_that_was_counted_when_it_came_back_is_not_counted_twice(self):
        wave = self._wave()
        sheet = wave.sheet_ids[0]
        sheet.with_user(self.user_supervisor).action_return()
        self._key_in_one(wave)
        wave.invalidate_recordset()
        self.assertEqual((wave.returned_count, wave.unkeyed_count), (1, 0))

    def test_what_was_answered_is_not_taken_back_as_a_mark_by_mistake(self):
        wave = self._wave()
        self._key_in_one(wave)
        answered = wave.sheet_ids.filtered("answered_at").with_user(self.user_supervisor)
        with self.assertRefused(UserError, "nothing to take back"):
            answered.action_undo()
        self.assertEqual(wave.returned_count, 1)

    def test_a_numbered_wave_wants_its_number(self):
        self.kind.is_anonymous = False
        wave = self._wave()
        with self.assertRefused(UserError, "Choose a sheet by its number"):
            self._key_in_one(wave)

    def test_there_is_one_shared_link_while_the_wave_is_issued(self):
        wave = self._wave()
        survey = wave.sudo().survey_id
        self.assertTrue(wave.public_url.endswith(f"/survey/start/{survey.access_token}"))
        wave.action_collect()
        wave.invalidate_recordset()
        self.assertFalse(wave.public_url)

    def test_nobody_is_reminded_or_opened_again(self):
        wave = self._wave()
        with self.assertRefused(UserError, "anonymous surveys have none"):
            wave.action_remind()
        with self.assertRefused(UserError, "anonymous surveys have none"):
            wave.action_send_links()
        self._key_in_one(wave)
        with self.assertRefused(UserError, "is not answered yet"):
            wave.sheet_ids[0].with_user(self.user_quality).action_reopen()
