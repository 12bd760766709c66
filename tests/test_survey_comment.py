from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .survey_common import SurveyCommon

WORDS = ("电梯老是坏，\n三天了没人修！", "希望多搞活动", "  ", "电梯慢", "电梯灯不亮")


class TestSurveyComment(SurveyCommon):
    """R310-R311: words on sheets reach the register, one by one."""

    def _commented(self, **vals):
        self.survey_type.write(vals)
        wave = self._create_wave()
        self._everybody(self._create_sheets(wave, 5), {"security": "满意"}, WORDS)
        return self._collected(wave)

    def test_R310_every_comment_is_found_once_and_blanks_are_none(self):
        wave = self._commented()
        self.assertEqual(wave.comment_ids.mapped("words"), [WORDS[0], WORDS[1], *WORDS[3:]])
        self.assertEqual(set(wave.comment_ids.mapped("state")), {"unread"})
        self.assertEqual((wave.comment_count, wave.unread_count), (4, 4))
        wave.action_open_comments()
        self.assertEqual(len(wave.comment_ids), 4)
        self.assertEqual(wave.comment_ids[0].question, "您的意见和建议")

    def test_R310_a_name_or_an_address_is_no_comment(self):
        wave = self._create_wave()
        self._answer(self._create_sheets(wave, 1), {}, "someone@example.com")
        question = wave.survey_id.question_ids.filtered(lambda one: one.question_type == "text_box")
        question.write(
            {"question_type": "char_box", "validation_email": True, "save_as_email": True}
        )
        self.assertFalse(self._collected(wave).comment_ids)

    def test_R310_what_is_written_beside_a_choice_is_a_comment_on_its_dimension(self):
        wave = self._create_wave()
        answers = self._answer(self._create_sheets(wave, 1), {"attitude": "不满意"})
        question = answers.user_input_line_ids.question_id
        question.comments_allowed = True
        answers.user_input_line_ids.copy(
            {
                "answer_type": "char_box",
                "suggested_answer_id": False,
                "value_char_box": "门岗态度生硬",
            }
        )
        wave = self._collected(wave)
        comment = wave.comment_ids
        self.assertEqual(comment.words, "门岗态度生硬")
        self.assertEqual(comment.dimension_id, self._dimension("attitude"))
        self.assertEqual(self._result(wave, "attitude").answered_count, 1)

    def test_R310_a_comment_becomes_a_case_in_the_households_own_words(self):
        wave = self._commented()
        wave.sudo().collected_at = datetime(2026, 9, 9, 3)
        comment = wave.comment_ids[0]
        comment.write({"category": "complaint", "topic_id": self.topic.id})
        case = comment.action_register()
        self.assertEqual((case.words, case.category), (WORDS[0], "complaint"))
        self.assertEqual((case.origin, case.channel), ("survey", "survey"))
        self.assertEqual((case.topic_id, case.community_id), (self.topic, self.community))
        self.assertEqual(case.partner_id, comment.sudo().sheet_id.partner_id)
        self.assertEqual(case.received_at, datetime(2026, 9, 9, 3))
        self.assertEqual((comment.state, comment.read_by_id), ("case", self.user_supervisor))

    def test_R303_R310_quality_enters_comments_of_every_kind_as_well(self):
        kinds = [code for code, _label in self.env["steward.case"]._fields["category"].selection]
        for confidential in (False, True):
            self.survey_type.write({"is_confidential": confidential})
            wave = self._create_wave()
            said = [f"第{number}条" for number, _kind in enumerate(kinds)]
            self._everybody(self._create_sheets(wave, len(kinds)), {"security": "满意"}, said)
            comments = self._collected(wave).comment_ids.with_user(self.user_quality)
            for comment, kind in zip(comments, kinds, strict=True):
                comment.category = kind
                case = comment.action_register()
                self.assertEqual((case.category, case.words), (kind, comment.words))
                self.assertEqual(case.first_receiver_id, self.quality)
                self.assertEqual(bool(case.partner_id), not confidential)
        with self.assertRaises(AccessError):
            comments.with_user(self.user_steward).action_register()

    def test_R310_the_case_belongs_to_the_door_that_answered(self):
        wave = self._commented()
        comment = wave.comment_ids[0]
        sheet = comment.sudo().sheet_id
        other = self._create_unit(self.building10, "1801", entrance="1")
        sheet.unit_id = other
        self.assertNotEqual(sheet.partner_id.household_unit_id, other)
        self.assertEqual(comment.action_register().unit_id, other)

    def test_R310_a_comment_is_entered_once(self):
        wave = self._commented()
        self.assertEqual(len(wave.comment_ids.action_register()), 4)
        self.assertFalse(wave.comment_ids.action_register())
        with self.assertRefused(UserError, "in the register already"):
            wave.comment_ids.action_note()

    def test_R310_a_wave_is_not_closed_while_a_comment_is_unread(self):
        wave = self._commented()
        self._write_analysis(wave)
        wave.comment_ids[1:].action_note()
        with self.assertRefused(UserError, "comments not read yet: 1"):
            wave._close("少")
        wave.comment_ids[0].action_note()
        wave._close("少")
        self.assertEqual(wave.state, "closed")

    def test_R310_what_came_after_the_collection_is_read_as_well(self):
        wave = self._commented()
        self._write_analysis(wave)
        wave.comment_ids.action_note()
        late = self._create_sheets(wave.sudo(False).with_user(self.env.user), 1)
        self._answer(late, {"security": "满意"}, "来晚了")
        with self.assertRefused(UserError, "comments not read yet: 1"):
            wave._close("少")

    def test_of_a_confidential_survey_the_case_has_no_name(self):
        wave = self._commented(is_confidential=True)
        comments = wave.comment_ids
        self.assertFalse(comments.partner_id)
        cases = comments.action_register()
        self.assertFalse(cases.partner_id or cases.unit_id)
        with self.assertRaises(AccessError):
            comments.mapped("sheet_id")
        self.assertEqual(len(comments.with_user(self.user_quality).mapped("sheet_id")), 4)

    def test_in_confidence_comments_stand_in_another_order_than_the_sheets_came_back(self):
        self.survey_type.is_confidential = True
        wave = self._create_wave()
        said = [f"第{number}户说" for number in range(12)]
        self._everybody(self._create_sheets(wave, 12), {"security": "满意"}, said)
        words = self._collected(wave).comment_ids.sorted("id").mapped("words")
        self.assertEqual(sorted(words), sorted(said))
        # the same by chance once in twelve factorial
        self.assertNotEqual(words, said)

    def test_R228_the_subjects_of_a_closed_wave_stay(self):
        wave = self._commented()
        comment = wave.comment_ids[0]
        comment.topic_id = self.topic
        wave.comment_ids.action_note()
        self._write_analysis(wave)
        wave._close("少")
        with self.assertRefused(UserError, "stays as it is"):
            comment.topic_id = False
        # the register still takes it
        comment.category = "complaint"
        self.assertEqual(comment.action_register().category, "complaint")

    def test_R310_words_that_were_typed_anew_are_read_as_they_are_now(self):
        wave = self._commented()
        read, unread = wave.comment_ids[:2]
        read.action_note()
        lines = (read + unread).sudo().user_input_line_id
        lines.value_text_box = "已改正的话"
        wave._gather_comments()
        self.assertFalse(unread.exists())
        self.assertEqual(read.words, WORDS[0])
        anew = wave.comment_ids.filtered(lambda comment: comment.words == "已改正的话")
        self.assertEqual((len(anew), set(anew.mapped("state"))), (2, {"unread"}))
        # the sheet is taken back, and filled in with the same words
        answers = anew[0].sudo().user_input_line_id
        answers.copy()
        answers.unlink()
        wave._gather_comments()
        self.assertEqual(wave.comment_ids.mapped("words").count("已改正的话"), 2)

    def test_what_was_answered_in_confidence_stays_so(self):
        self._commented(is_confidential=True)
        with self.assertRefused(UserError, "in confidence"):
            self.survey_type.with_user(self.user_quality).is_confidential = False
        other = self.survey_type.copy({"code": "other"})
        other.with_user(self.user_quality).is_confidential = False
        self.assertFalse(other.is_confidential)

    def test_of_an_anonymous_survey_there_is_no_name_at_all(self):
        kind = self.survey_type.copy({"code": "anonymous", "is_anonymous": True})
        wave = self._create_wave(kind)
        self._answer_wave(wave, {"security": "满意"}, "匿名的话")
        comment = self._collected(wave).comment_ids
        self.assertEqual(comment.words, "匿名的话")
        self.assertFalse(comment.sudo().sheet_id or comment.partner_id)

    def test_words_and_what_became_of_them_are_nobodys_to_write(self):
        comment = self._commented().comment_ids[0]
        for vals in ({"words": "很好"}, {"state": "noted"}, {"partner_id": self.zhang.id}):
            with self.assertRaises(AccessError):
                comment.write(vals)

    def test_comments_are_seen_in_the_own_community_only(self):
        wave = self._commented()
        stranger = new_test_user(self.env, login="t_stranger", groups="base.group_user")
        for user in (stranger, self.user_collector):
            with self.assertRaises(AccessError):
                wave.comment_ids.with_user(user).read(["words"])
        self.assertTrue(wave.comment_ids.with_user(self.user_steward).read(["words"]))

    def test_R311_topics_on_which_many_wrote_ask_for_an_open_letter(self):
        wave = self._commented(concentration_count=3)
        elevator = wave.comment_ids - wave.comment_ids[1]
        elevator.topic_id = self.topic
        self.assertEqual(
            [(topic, count) for topic, count, _cases in wave._concentrated_topics()],
            [(self.topic, 3)],
        )
        self.assertEqual(wave.concentrated_topic_ids, self.topic)
        cases = elevator[:2].action_register()
        self.assertEqual(wave._concentrated_topics()[0][2], cases)
        self.survey_type.concentration_count = 4
        self.assertFalse(wave._concentrated_topics())

    def test_gathering_takes_one_statement_whatever_the_number(self):
        def statements(count):
            wave = self._create_wave()
            sheets = self._create_sheets(wave, count)
            self._everybody(sheets, {"security": "满意"}, ["很好"] * count)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            wave._gather_comments()
            return self.env.cr.sql_log_count - before

        statements(1)
        self.assertEqual(statements(2), statements(12))
