from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestDutyDocument(DutyCommon):
    """Summaries and analyses from the one register (C021, C026, C067, C116; R085, R115, R199,
    R301, F11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env.ref("property_steward.case_topic_tenant_engineering")
        cls.valid = cls._create_complaint("attitude", "valid", words="保安态度差")
        cls.invalid = cls._create_complaint("internal", "invalid", words="停水未通知")
        cls.other = cls._create_case(words="多种树")
        # received on the last day of the month, 23:30 in Shanghai
        cls.edge = cls._create_complaint(
            "municipal", "valid", words="停电", received_at=datetime(2026, 2, 28, 15, 30)
        )

    @classmethod
    def _create_complaint(cls, cause, validity, **vals):
        case = cls._create_case(category="complaint", **vals)
        sheet = case.complaint_id or cls.env["steward.complaint"].create({"case_id": case.id})
        sheet.write({"cause": cause, "validity": validity})
        return case

    def _document(self, kind="complaint_month", **vals):
        duty = self._create_duty(kind, **vals)
        duty.with_user(self.user_supervisor).action_document()
        return duty.document_ids.with_user(self.user_supervisor)

    def _figures(self, document, section):
        return {
            line.label: (line.total_count, line.valid_count)
            for line in document.figure_ids
            if line.section == section
        }

    def test_R115_complaints_of_the_period_are_counted_by_cause_department_and_channel(self):
        document = self._document()
        self.assertEqual((document.total_count, document.valid_count), (2, 1))
        labels = dict(
            self.env["steward.complaint"]._fields["cause"]._description_selection(document.env)
        )
        self.assertEqual(
            self._figures(document, "cause"),
            {labels["attitude"]: (1, 1), labels["internal"]: (1, 0)},
        )
        self.assertEqual(self._figures(document, "building"), {"3": (2, 1)})
        self.assertEqual(document.case_line_ids.case_id, self.valid | self.invalid)

    def test_R115_period_ends_with_the_day_of_the_community(self):
        document = self._document(figures_from=date(2026, 2, 26), figures_to=date(2026, 3, 25))
        self.assertIn(self.edge, document.case_line_ids.case_id)
        self.assertEqual(document.total_count, 3)
        self.assertIn("2026-02-26", document.display_name)

    def test_R098_valid_complaints_per_hundred_households(self):
        document = self._document()
        households = self.env["res.partner"].search_count(
            [("household_community_id", "=", self.community.id)]
        )
        self.assertAlmostEqual(document.valid_rate, 100 / households, 2)

    def test_R115_in_time_and_late_come_from_the_clocks(self):
        with freeze_time("2026-03-20 02:00:00"):
            document = self._document()
        self.assertEqual((document.on_time_count, document.late_count), (0, 2))
        self.assertEqual(self._document().late_count, 0, "on the 3rd nothing was late yet")

    def test_R115_submitted_summary_is_frozen_with_its_period(self):
        role = self.env.ref("property_steward.role_project_manager")
        document = self._document(review_role_id=role.id)
        document.analysis = "保安态度问题突出"
        document.figure_ids[:1].measure = "礼仪培训"
        document.action_submit()
        self.assertEqual(document.duty_id.state, "submitted")
        self._create_complaint("attitude", "valid", words="提交后又来一件")
        self.valid.complaint_id.validity = "invalid"
        for change in (
            document.action_rebuild,
            lambda: document.write({"analysis": "改写"}),
            lambda: document.line_ids[:1].write({"measure": "改写"}),
            document.sudo().unlink,
            document.line_ids[:1].sudo().unlink,
        ):
            with self.assertRefused(UserError, "stays as it is"):
                change()
        self.assertEqual((document.total_count, document.valid_count), (2, 1))
        snapshot = document.snapshot
        self.assertEqual(snapshot["date_from"], "2026-03-01")
        self.assertEqual(snapshot["analysis"], "保安态度问题突出")
        self.assertIn("礼仪培训", [line["measure"] for line in snapshot["lines"]])

    def _labels(self, model, name, lang):
        model = self.env[model].with_context(lang=lang)
        return dict(model._fields[name]._description_selection(model.env))

    def test_R115_summary_is_read_in_the_language_of_the_reader(self):
        """Whoever draws it up in whatever language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_supervisor.lang = "zh_CN"
        document = self._document()
        line = document.figure_ids.filtered(lambda line: line.key == "attitude")
        matter = document.case_line_ids[:1]
        for lang in ("zh_CN", "en_US"):
            causes = self._labels("steward.complaint", "cause", lang)
            self.assertEqual(line.with_context(lang=lang).label, causes["attitude"])
            states = self._labels("steward.duty.document.line", "case_state", lang)
            self.assertEqual(states, self._labels("steward.case", "state", lang))
            self.assertIn(matter.case_state, states)
        self.assertEqual(line.with_context(lang="en_US").label, "Attitude or Quality of Service")
        self.assertNotEqual(line.with_context(lang="zh_CN").label, "Attitude or Quality of Service")

    def test_R115_submitted_summary_is_kept_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.community.company_id.partner_id.lang = "zh_CN"
        self.user_supervisor.lang = "en_US"
        document = self._document()
        document.action_submit()
        labels = [line["label"] for line in document.snapshot["lines"]]
        self.assertIn(self._labels("steward.complaint", "cause", "zh_CN")["attitude"], labels)
        self.assertNotIn("Attitude or Quality of Service", labels)
        self.assertEqual(
            {line["state"] for line in document.snapshot["lines"] if line["section"] == "case"},
            {self._labels("steward.case", "state", "zh_CN")["open"]},
        )

    def test_labels_that_one_model_takes_from_another_are_translated(self):
        """R115: what a summary, a duty or a step shows of a case has the labels of the case."""
        self.env["res.lang"]._activate_lang("zh_CN")
        for model in self.env:
            if not model.startswith("steward."):
                continue
            for name, field in self.env[model]._fields.items():
                if field.type != "selection" or not callable(field.selection) or field.inherited:
                    continue
                english = self._labels(model, name, "en_US")
                if name == "tz" or not english:
                    continue
                with self.subTest(model=model, field=name):
                    self.assertNotEqual(self._labels(model, name, "zh_CN"), english)

    def test_R301_field_of_service_is_named_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.community.company_id.partner_id.lang = "zh_CN"
        self.user_supervisor.lang = "en_US"
        self.topic.with_context(lang="zh_CN").name = "工程类"
        self.other.topic_id = self.topic
        self.assertIn("工程类", self._figures(self._document("opinion_month"), "topic"))

    def test_R115_nobody_writes_what_was_submitted_by_hand(self):
        document = self._document()
        for vals in ({"snapshot": {"total_count": 0}}, {"frozen_at": datetime(2026, 3, 3)}):
            with self.assertRaises(AccessError):
                document.write(vals)

    def test_R115_figures_are_counted_and_not_entered(self):
        document = self._document()
        with self.assertRaises(AccessError):
            document.valid_count = 0
        with self.assertRaises(AccessError):
            document.figure_ids[:1].valid_count = 0
        with self.assertRaises(AccessError):
            document.figure_ids[:1].unlink()

    def test_R199_whoever_does_a_duty_does_not_say_what_it_is_about(self):
        duty = self._create_duty("complaint_week", employee_id=self.front.id)
        mine = duty.with_user(self.user_front)
        mine.evidence = "统计完成"
        for vals in ({"community_id": self.mall.id}, {"figures_from": date(2020, 1, 1)}):
            with self.assertRaises(AccessError):
                mine.write(vals)
        other = self.env["steward.community"].create({"name": "别处"})
        with self.assertRaises(AccessError):
            duty.with_user(self.user_supervisor).community_id = other

    def test_R115_returned_summary_can_be_counted_again(self):
        role = self.env.ref("property_steward.role_project_manager")
        document = self._document(review_role_id=role.id)
        document.action_submit()
        document.duty_id.with_user(self.user_project)._return_to_author("缺分析")
        self._create_complaint("attitude", "valid", words="补录一件")
        document.action_rebuild()
        self.assertEqual(document.total_count, 3)

    def test_R085_counting_again_keeps_what_people_wrote(self):
        document = self._document("analysis_quarter")
        self.assertFalse(document.case_line_ids, "an analysis is about figures")
        line = document.figure_ids.filtered(lambda line: line.section == "cause")[:1]
        label = line.label
        line.write({"analysis": "反复出现", "measure": "与工程部协调"})
        document.action_rebuild()
        kept = document.figure_ids.filtered(
            lambda line: line.section == "cause" and line.label == label
        )
        self.assertEqual((kept.analysis, kept.measure), ("反复出现", "与工程部协调"))

    def test_R301_every_opinion_of_the_month_is_classified_one_by_one(self):
        document = self._document("opinion_month")
        self.assertEqual(document.case_line_ids.case_id, self.valid | self.invalid | self.other)
        self.assertEqual(document.unclassified_count, 3)
        with self.assertRefused(UserError, "Classify"):
            document.action_submit()
        document.case_line_ids.write({"topic_id": self.topic.id, "measure": "整改"})
        document.action_submit()
        self.assertEqual(document.duty_id.state, "approved")

    def test_R301_month_closes_with_unclassified_opinions_only_for_a_reason(self):
        document = self._document("opinion_month")
        document.unclassified_reason = "两件为匿名信，无法归类"
        document.action_submit()
        self.assertEqual(document.snapshot["unclassified_reason"], "两件为匿名信，无法归类")

    def test_R301_topic_of_the_opinion_is_the_proposal_for_its_class(self):
        self.other.topic_id = self.topic
        document = self._document("opinion_month")
        line = document.case_line_ids.filtered(lambda line: line.case_id == self.other)
        self.assertEqual(line.topic_id, self.topic)

    def test_R199_weekly_summary_is_done_by_the_window(self):
        duty = self._create_duty("complaint_week", employee_id=self.front.id)
        duty.with_user(self.user_front).action_document()
        document = duty.document_ids.with_user(self.user_front)
        self.assertEqual(document.total_count, 2, "the window counts all complaints of the place")
        document.action_submit()
        self.assertEqual(duty.state, "approved")

    def test_R153_callbacks_of_the_month_are_counted_by_result_and_person(self):
        """R153, C040."""
        Callback = self.env["steward.callback"]
        vals = {
            "community_id": self.community.id,
            "partner_id": self.zhang.id,
            "assignee_id": self.steward.id,
            "started_at": datetime(2026, 3, 1),
        }
        visit = self.env["steward.visit"].create(
            {
                "partner_id": self.zhang.id,
                "community_id": self.community.id,
                "steward_id": self.steward.id,
                "mode_id": self.env.ref("property_steward.contact_mode_phone").id,
            }
        )
        Callback.create(
            [
                {
                    **vals,
                    "due_at": datetime(2026, 3, 2),
                    "state": "done",
                    "visit_id": visit.id,
                    "is_in_time": True,
                    "result": "satisfied",
                },
                {
                    **vals,
                    "due_at": datetime(2026, 3, 3),
                    "state": "done",
                    "visit_id": visit.id,
                    "result": "dissatisfied",
                    "problem_persists": "yes",
                },
                {**vals, "due_at": datetime(2026, 3, 2, 12)},
                {**vals, "due_at": datetime(2026, 3, 20)},
                # the last second of the month in Shanghai, and the first of the next one
                {**vals, "due_at": datetime(2026, 3, 31, 15, 59, 59)},
                {**vals, "due_at": datetime(2026, 3, 31, 16)},
            ]
        )
        document = self._document("callback_month")
        self.assertEqual(
            (document.total_count, document.closed_count, document.on_time_count), (5, 2, 1)
        )
        self.assertEqual(
            (document.late_count, document.satisfied_count, document.reopened_count), (2, 1, 1)
        )
        self.assertEqual(self._figures(document, "person"), {"王芳": (5, 0)})
        self.assertEqual(sum(total for total, _v in self._figures(document, "result").values()), 5)

    def test_R115_summary_is_not_for_everybody(self):
        document = self._document()
        for user in (self.user_steward, self.user_nobody, self.user_department):
            with self.assertRaises(AccessError):
                document.with_user(user).read(["total_count"])
        self.assertTrue(document.with_user(self.user_auditor).total_count)

    def test_R115_duty_without_its_document_is_not_done(self):
        duty = self._create_duty("complaint_month").with_user(self.user_supervisor)
        with self.assertRefused(UserError, "no document yet"):
            duty.action_submit()

    def test_F11_statements_do_not_grow_with_the_cases(self):
        """R115, F11."""
        document = self._document("analysis_quarter")

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(24):
                document.sudo()._build()
                self.env.flush_all()

        count()
        self.env["steward.case"].create(
            [
                {
                    "partner_id": self.zhang.id,
                    "category": "complaint",
                    "words": f"投诉{number}",
                    "first_receiver_id": self.front.id,
                }
                for number in range(50)
            ]
        )
        count()
        self.assertEqual(document.total_count, 52)

    def test_R085_recurring_problems_are_counted(self):
        """R085, R173: foreseen before they come again."""
        again = self._create_complaint("attitude", "valid", words="保安态度又差")
        recurring = (self.valid | self.invalid | again).filtered("is_recurring")
        self.assertEqual(recurring, self.invalid | again, "the first one is none yet")
        document = self._document("analysis_quarter")
        self.assertEqual((document.total_count, document.recurring_count), (3, 2))
