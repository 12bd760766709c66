from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .survey_answer_common import SurveyAnswerCommon

OPERATIONS = {"c": "create", "r": "read", "u": "write", "d": "unlink"}
QUESTIONNAIRE = "survey.survey survey.question survey.question.answer"
ANSWERS = "survey.user_input survey.user_input.line"


@tagged("post_install", "-at_install", "access")
class TestSurveyRights(SurveyAnswerCommon):
    """R303: questionnaires and answers of residents are quality's; the Survey app keeps what it
    had."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(
            mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
        )
        company = cls.env["res.company"].create({"name": "外地物业"})
        cls.user_foreign_quality = new_test_user(
            cls.env,
            login="t_foreign_quality",
            groups="base.group_user,property_steward.property_steward_group_quality",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        cls.kind.is_confidential = True
        cls.wave = cls._wave()
        cls.sheet = cls._sheet(cls.wave)
        cls._key_in(cls.sheet)
        cls.answer = cls.sheet.sudo().user_input_id
        cls.records = cls._records(cls.template) | cls._answers_of(cls.answer)
        cls.own = cls.env["survey.survey"].create(
            {
                "title": "员工问卷",
                "question_and_page_ids": [
                    (
                        0,
                        0,
                        {
                            "title": "你好吗？",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [(0, 0, {"value": "好"})],
                        },
                    )
                ],
            }
        )
        cls.own_answer = cls.own._create_answer(email="x@example.com")
        question = cls.own.question_ids
        cls.own_answer._save_lines(question, question.suggested_answer_ids.id)

    @classmethod
    def _records(cls, survey):
        question = survey.question_ids[0]
        return {
            "survey.survey": survey,
            "survey.question": question,
            "survey.question.answer": question.suggested_answer_ids + question.matrix_row_ids,
        }

    @classmethod
    def _answers_of(cls, answer):
        return {
            "survey.user_input": answer,
            "survey.user_input.line": answer.user_input_line_ids,
        }

    def _rights(self, user, records):
        mine = records.with_user(user)
        return "".join(key for key, name in OPERATIONS.items() if mine.has_access(name))

    def _assert_rights(self, user, records, models, rights):
        for model in models.split():
            self.assertEqual(self._rights(user, records[model]), rights, f"{user.login} {model}")

    def test_R303_only_quality_edits_questionnaires(self):
        self._assert_rights(self.user_quality, self.records, QUESTIONNAIRE, "crud")
        for who in (
            *("steward", "supervisor", "manager", "gm", "department", "auditor", "nobody"),
            *("accountant", "portal", "public", "surveyor", "survey_manager"),
        ):
            user = getattr(self, f"user_{who}")
            self._assert_rights(user, self.records, QUESTIONNAIRE, "")

    def test_R303_nobody_but_quality_sees_who_answered_what_and_nobody_forges_it(self):
        self._assert_rights(self.user_quality, self.records, ANSWERS, "r")
        for who in (
            *("steward", "supervisor", "manager", "gm", "department", "auditor", "nobody"),
            *("accountant", "portal", "public", "surveyor", "survey_manager", "foreign_quality"),
        ):
            user = getattr(self, f"user_{who}")
            self._assert_rights(user, self.records, ANSWERS, "")

    def test_the_quality_of_another_company_sees_the_templates_and_no_wave(self):
        """R303: questionnaires are the firm's, what residents answered is the company's."""
        copy = self._records(self.wave.sudo().survey_id)
        user = self.user_foreign_quality
        self.assertEqual(self._rights(user, copy["survey.survey"]), "")
        self.assertEqual(self._rights(user, copy["survey.question"]), "")
        self.assertEqual(self._rights(user, self.template), "crud")
        self.assertEqual(self._rights(self.user_quality, copy["survey.survey"]), "r")

    def test_users_of_the_survey_app_keep_what_they_had(self):
        own = self._records(self.own) | self._answers_of(self.own_answer)
        for user in (self.user_surveyor, self.user_survey_manager):
            self._assert_rights(user, own, QUESTIONNAIRE + " survey.user_input", "crud")
        line = own["survey.user_input.line"]
        self.assertEqual(self._rights(self.user_surveyor, line), "r")
        self.assertEqual(self._rights(self.user_survey_manager, line), "crud")
        self._assert_rights(self.user_quality, own, f"{QUESTIONNAIRE} {ANSWERS}", "")

    def test_lists_of_the_survey_app_leave_questionnaires_to_residents_out(self):
        for model, records in self.records.items():
            found = self.env[model].with_user(self.user_survey_manager).search([])
            self.assertFalse(found & records, model)
        mine = self.env["survey.survey"].with_user(self.user_survey_manager).search([])
        self.assertIn(self.own, mine)

    def test_a_questionnaire_is_not_taken_out_of_the_reach_of_its_rules(self):
        """R303: neither added to by others, nor shown to them."""
        theirs = self._records(self.own) | self._answers_of(self.own_answer)
        ours = self.wave.sudo().survey_id
        question = self.template.question_ids[0]
        manager = self.user_survey_manager
        for user, record, vals in (
            (self.user_surveyor, self.own, {"survey_type": "steward"}),
            (self.user_quality, self.template, {"survey_type": "survey"}),
            (self.user_surveyor, theirs["survey.question"], {"survey_id": self.template.id}),
            (
                self.user_surveyor,
                theirs["survey.question.answer"],
                {"question_id": question.id},
            ),
            (manager, self.own_answer, {"survey_id": ours.id}),
            (manager, theirs["survey.user_input.line"], {"user_input_id": self.answer.id}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                record.with_user(user).write(vals)
            self.env.invalidate_all()

    def test_nobody_but_quality_makes_questionnaires_or_answers_of_residents(self):
        """R303: also not with new records."""
        ours = self.wave.sudo().survey_id
        for user in (self.user_surveyor, self.user_survey_manager):
            for model, vals in (
                ("survey.survey", {"title": "x", "survey_type": "steward"}),
                ("survey.question", {"title": "x", "survey_id": self.template.id}),
                ("survey.user_input", {"survey_id": ours.id}),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.env[model].with_user(user).create(vals)

    def test_staff_see_that_a_sheet_is_back_but_not_its_answers(self):
        """Confidential: neither the answers nor the wish for a callback, by form or export."""
        sheet = self.sheet.with_user(self.user_supervisor)
        self.assertEqual((sheet.state, sheet.return_way), ("returned", "paper"))
        with self.assertRaises(AccessError):
            sheet.read(["user_input_id"])
        self.user_supervisor.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            sheet.export_data(["number", "user_input_id/user_input_line_ids"])
        with self.assertRaises(AccessError):
            sheet.action_open_answers()
        self.assertNotIn("user_input_id", sheet.fields_get())
        self.assertEqual(
            self.sheet.with_user(self.user_quality).user_input_id.partner_id, self.zhang
        )

    def test_in_a_confidential_survey_the_wish_for_a_callback_is_in_the_answers_only(self):
        sheet = self._sheet(self.wave, self.zhao)
        self._key_in(sheet, user=self.user_steward2, callback=True)
        self.assertFalse(sheet.wants_callback)
        wave = self._wave(kind=self.kind.copy({"code": False, "is_confidential": False}))
        self._key_in(self._sheet(wave), callback=True)
        self.assertTrue(self._sheet(wave).wants_callback)

    def test_nobody_is_told_that_a_certain_resident_answered(self):
        survey = self.wave.sudo().survey_id
        survey.message_subscribe(
            self.user_supervisor.partner_id.ids,
            self.env.ref("survey.mt_survey_survey_user_input_completed").ids,
        )
        sheet = self._sheet(self.wave, self.zhao)
        self._key_in(sheet, user=self.user_steward2)
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "survey.user_input"),
                ("res_id", "=", sheet.sudo().user_input_id.id),
                ("body", "ilike", "participated"),
            ]
        )
        self.assertFalse(messages)

    def test_who_only_reads_a_sheet_does_not_get_the_link_to_answer_it(self):
        wave = self._wave()
        sheet = self._sheet(wave)
        self.assertTrue(sheet.with_user(self.user_steward).answer_url)
        for user in (self.user_auditor, self.user_collector):
            reader = sheet.with_user(user)
            self.assertEqual(reader.number, sheet.number)
            with self.assertRaises(AccessError):
                reader.read(["answer_url"])
            with self.assertRaises(AccessError):
                reader.read(["share_text"])

    def test_what_answers_write_nobody_forges(self):
        wave = self._wave()
        sheet = self._sheet(wave).with_user(self.user_supervisor)
        for vals in (
            {"answered_at": "2026-03-03 02:00:00"},
            {"return_way": "online"},
            {"keyed_by_id": self.user_gm.id},
            {"wants_callback": True},
            {"mail_state": "sent"},
            {"printed_at": "2026-03-03 02:00:00"},
        ):
            with self.assertRaises(AccessError):
                sheet.write(vals)

    def test_nobody_asks_around_the_answers_through_what_may_be_read(self):
        """Waves, sheets and households are found by anybody of the office, but not by answers:
        neither searched, grouped, named, nor exported."""
        lines = self.answer.user_input_line_ids
        chosen = lines.suggested_answer_id[:1]
        words = next(filter(None, lines.mapped("value_text_box")))
        asked = (
            ("steward.survey.sheet", "user_input_id.user_input_line_ids.value_text_box", words),
            ("steward.survey.sheet", "user_input_id.state", "done"),
            ("steward.survey.comment", "sheet_id.partner_id", self.zhang.id),
            ("steward.survey.comment", "user_input_line_id.user_input_id", self.answer.id),
            ("steward.survey.wave", "survey_id.user_input_ids.partner_id", self.zhang.id),
            ("steward.survey.wave", "comment_ids.sheet_id.partner_id", self.zhang.id),
            ("survey.user_input", "partner_id", self.zhang.id),
            ("survey.user_input.line", "suggested_answer_id", chosen.id),
            ("survey.question.answer", "id", chosen.id),
        )
        for who in ("steward", "supervisor", "manager", "gm", "auditor", "survey_manager"):
            user = getattr(self, f"user_{who}")
            for model, path, value in asked:
                self.assertFalse(self._found(user, model, path, value), (who, model, path))

    def _found(self, user, model, path, value):
        records = self.env[model].with_user(user)
        try:
            return records.search([(path, "=", value)]) | records.browse(
                record_id for record_id, _name in records.name_search("", [(path, "=", value)])
            )
        except AccessError:
            return False

    def test_answers_are_neither_grouped_nor_read_by_number(self):
        asked = (
            (self.answer, "survey.user_input", "partner_id"),
            (self.answer.user_input_line_ids, "survey.user_input.line", "suggested_answer_id"),
        )
        for who in ("steward", "supervisor", "manager", "gm", "auditor", "survey_manager"):
            user = getattr(self, f"user_{who}")
            user.sudo().group_ids += self.env.ref("base.group_allow_export")
            for records, model, name in asked:
                with self.assertRaises(AccessError):
                    records.with_user(user).read([name])
                with self.assertRaises(AccessError):
                    records.with_user(user).export_data([name])
                domain = [("id", "in", records.ids)]
                try:
                    groups = (
                        self.env[model]
                        .with_user(user)
                        .formatted_read_group(domain, [name], ["__count"])
                    )
                except AccessError:
                    groups = []
                self.assertFalse(groups, (who, model))
            with self.assertRaises(AccessError):
                self.answer.with_user(user).message_ids.read(["body"])

    def test_attachments_of_answers_and_questionnaires_stay_with_quality(self):
        files = self.env["ir.attachment"].create(
            [
                {"name": "答卷.txt", "raw": b"x", "res_model": record._name, "res_id": record.id}
                for record in (self.answer, self.wave.sudo().survey_id)
            ]
        )
        for who in ("steward", "supervisor", "gm", "survey_manager", "portal", "public"):
            user = getattr(self, f"user_{who}")
            for file in files:
                with self.assertRaises(AccessError):
                    file.with_user(user).read(["raw"])
        self.assertTrue(files.with_user(self.user_quality).read(["raw"]))

    def test_R303_the_survey_app_invites_nobody_to_answer_a_questionnaire_of_ours(self):
        """Nor does its wizard show the link, by which somebody would answer in a household's
        stead."""
        ours = self.wave.sudo().survey_id
        for user in (self.user_surveyor, self.user_survey_manager, self.user_supervisor):
            Invite = self.env["survey.invite"].with_user(user)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                invite = Invite.create(
                    {"survey_id": ours.id, "emails": "x@example.com", "subject": "x", "body": "x"}
                )
                self.env.invalidate_all()
                invite.read(["survey_start_url"])
            with self.assertRaises(AccessError):
                ours.with_user(user).action_send_survey()
        self.assertFalse(
            self.env["survey.user_input"].search(
                [("survey_id", "=", ours.id), ("email", "=", "x@example.com")]
            )
        )
