from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon
from .forms_common import printed_text


@tagged("post_install", "-at_install")
class TestCase(CaseCommon):
    """Opinions (R027-R028, R044, R046, R050-R053, R104)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department_engineering.manager_id = cls.department
        cls.topic = cls.env.ref("property_steward.case_topic_tenant_engineering")
        cls.topic.with_company(cls.mall.company_id).department_id = cls.department_engineering

    def _tenant_case(self, **vals):
        return self._create_case(
            self.anchor, **{"category": "suggestion", "topic_id": self.topic.id, **vals}
        )

    def test_R027_opinions_are_written_down_with_the_visit(self):
        visit = self._create_visit(
            self.zhang,
            case_ids=[
                Command.create({"category": "repair", "words": "水管漏水"}),
                Command.create({"category": "praise", "words": "保洁很好"}),
            ],
        )
        case = visit.case_ids[0]
        self.assertEqual(case.partner_id, self.zhang)
        self.assertEqual(case.unit_id, self.unit_1204)
        self.assertEqual(case.steward_id, self.steward)
        self.assertEqual(case.origin, "visit")
        self.assertEqual(case.name, "水管漏水")
        self.assertEqual(case.received_on, date(2026, 3, 3))

    def test_R161_a_resident_may_speak_of_every_field_of_the_cluster(self):
        """R161: house, security, vehicles, fire, hygiene, greening, repair, culture."""
        fields_of_work = "house security vehicles fire hygiene greening repair culture"
        for code in fields_of_work.split():
            topic = self.env.ref(f"property_steward.case_topic_{code}")
            self.assertIn(topic.audience, ("resident", "all"))
            case = self._create_case(topic_id=topic.id)
            self.assertEqual(case.topic_id, topic)

    def test_R324_data_that_do_not_match_are_corrected_in_the_history_of_the_home(self):
        case = self._create_case(
            words="房子已卖给钱多",
            topic_id=self.env.ref("property_steward.case_topic_owner_data").id,
        )
        self.assertTrue(case.corrects_register)
        buyer = self.env["res.partner"].create({"name": "钱多"})
        action = case.action_correct_register()
        change = (
            self.env[action["res_model"]]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"kind": "transfer", "partner_id": buyer.id, "date": "2026-03-02"})
        )
        self.assertEqual(change.unit_id, self.unit_1204)
        change.action_apply()
        lines = self.unit_1204.sudo().occupancy_ids.sorted("date_from")
        self.assertEqual(lines.partner_id, self.zhang | buyer)
        self.assertEqual(lines[0].date_to, date(2026, 3, 1), "who was there before stays")
        self.assertEqual(self.unit_1204.owner_id, buyer)
        self.assertIn("钱多", case.message_ids[0].body)

    def test_R324_another_topic_corrects_nothing(self):
        topic = self.env.ref("property_steward.case_topic_hygiene")
        self.assertFalse(self._create_case(topic_id=topic.id).corrects_register)

    def test_R028_answered_on_the_spot_is_closed_the_rest_goes_to_the_department(self):
        visit = self._create_visit(
            self.zhang,
            case_ids=[
                Command.create(
                    {"category": "service", "words": "何时停水", "answered_on_spot": True}
                ),
                Command.create(
                    {
                        "category": "repair",
                        "words": "水管漏水",
                        "department_id": self.department_engineering.id,
                    }
                ),
                Command.create({"category": "other", "words": "再想想"}),
            ],
        )
        self.assertEqual(set(visit.case_ids.mapped("state")), {"open"})
        visit.action_done()
        states = {case.words: case.state for case in visit.case_ids}
        self.assertEqual(
            states, {"何时停水": "closed", "水管漏水": "in_progress", "再想想": "open"}
        )
        passed = visit.case_ids.filtered(lambda case: case.state == "in_progress")
        self.assertEqual(passed.activity_ids.user_id, self.user_department)
        self.assertEqual(passed.activity_ids.date_deadline, passed.date_due)

    def test_R028_closing_needs_the_call_to_the_household(self):
        case = self._create_case()
        case.department_id = self.department_engineering
        case.action_pass()
        with self.assertRaisesRegex(UserError, "answer"):
            case.action_handle()
        case.answer = "已与楼上业主沟通"
        case.action_handle()
        with self.assertRaisesRegex(UserError, "heard"):
            case.action_close()
        case.action_reply()
        with self.assertRaisesRegex(UserError, "called back"):
            case.action_close()
        self._call_back(case)
        case.action_close()
        self.assertEqual(case.closing_contact_on, date(2026, 3, 3))
        self.assertEqual(case.closed_by_id, self.user_steward)
        case.action_reopen()
        self.assertEqual((case.state, case.closed_by_id.id), ("in_progress", False))

    def test_R053_tenant_is_contacted_during_and_after_the_handling(self):
        case = self._tenant_case()
        case.write({"answer": "已安排检修", "closing_contact_on": date(2026, 3, 3)})
        with self.assertRaisesRegex(ValidationError, "during"):
            case.action_close()
        case.action_progress_contact()
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_R046_tenant_opinions_fall_under_the_seven_areas(self):
        with self.assertRaises(ValidationError):
            self._create_case(self.anchor)
        self.assertTrue(self._tenant_case())
        self.assertEqual(
            self.env["steward.case.topic"].search_count([("audience", "=", "tenant")]), 7
        )

    def test_R044_topic_routes_to_the_department(self):
        self.assertEqual(self._tenant_case().department_id, self.department_engineering)

    def test_R052_due_within_the_days_of_the_policy(self):
        # 17:00 UTC on the 3rd is the 4th in Shanghai
        with freeze_time("2026-03-03 17:00:00"):
            case = self._tenant_case()
        self.assertEqual(case.received_on, date(2026, 3, 4))
        self.assertEqual(case.date_due, date(2026, 3, 11))
        self.env.ref("property_steward.deadline_rule_cap_suggestion").amount = 3
        self.assertEqual(case.date_due, date(2026, 3, 11), "the policy rewrites no history")
        self.assertEqual(self._tenant_case().date_due, date(2026, 3, 6))

    def test_R052_late_is_what_was_not_fed_back_in_time(self):
        case = self._tenant_case()
        Case = self.env["steward.case"].with_user(self.user_steward)
        with freeze_time("2026-03-10 15:00:00"):
            self.assertFalse(case.is_overdue, "the due day is not over in Shanghai")
        with freeze_time("2026-03-10 16:30:00"):
            case.invalidate_recordset(["is_overdue"])
            self.assertTrue(case.is_overdue)
            self.assertIn(case, Case.search([("is_overdue", "=", True)]))
            case.action_fed_back()
            self.assertFalse(case.is_overdue)
            self.assertNotIn(case, Case.search([("is_overdue", "=", True)]))
            self.assertEqual(case.fed_back_on, date(2026, 3, 11))

    def test_R051_valid_suggestion_is_reported_to_the_head_with_copy_to_the_manager(self):
        case = self._tenant_case()
        with self.assertRaisesRegex(UserError, "valid"):
            case.action_report()
        case.is_valid = True
        case.action_report()
        self.assertTrue(case.reported_at)
        self.assertEqual(case.state, "in_progress")
        message = case.message_ids.filtered(lambda message: message.partner_ids)
        self.assertEqual(
            message.partner_ids,
            self.user_department.partner_id | self.user_gm.partner_id,
        )
        self.assertIn("楼上夜里装修", message.body)
        self.assertEqual(case.activity_ids.user_id, self.user_department)

    def test_R051_the_written_report_itself_goes_with_the_message(self):
        """The form C010 in print, once, and with the hour of the report on it."""
        case = self._tenant_case(is_valid=True).with_user(self.user_steward)
        with self.allow_pdf_render():
            case.with_context(force_report_rendering=True).action_report()
        message = case.message_ids.filtered(lambda message: message.partner_ids)
        self.assertEqual(message.attachment_ids.mapped("mimetype"), ["application/pdf"])
        [text] = printed_text(message.attachment_ids.raw)
        self.assertIn("楼上夜里装修", text)
        reported = case.community_id._to_local(case.reported_at).strftime("%Y-%m-%d%H:%M")
        self.assertIn(reported, text)
        self.assertEqual(message.attachment_ids.res_id, case.id)

    def test_R051_report_names_who_is_missing(self):
        case = self._tenant_case(is_valid=True)
        self.department_engineering.manager_id = False
        with self.assertRaisesRegex(UserError, "head"):
            case.action_report()
        self.department_engineering.manager_id = self.department
        self.env["steward.role.assignment"].search(
            [("employee_id", "=", self.gm.id), ("community_id", "=", self.mall.id)]
        ).unlink()
        with self.assertRaisesRegex(UserError, "星光广场"):
            case.action_report()

    def test_R270_the_head_of_a_department_is_asked_and_answers(self):
        self.department_engineering.manager_id = self.department
        self.department.department_id = self.env["hr.department"].create({"name": "总部"})
        case = self._tenant_case()
        case.action_pass()
        self.assertEqual(case.activity_ids.user_id, self.user_department)
        head = case.with_user(self.user_department)
        head.answer = "明天安排人员处理"
        head.action_handle()
        self.assertEqual(case.state, "handled")
        self.department_engineering.manager_id = False
        with self.assertRaises(AccessError):
            head.answer = "不归我管"

    def test_R044_department_answers_its_own_opinions_only(self):
        own = self._tenant_case().with_user(self.user_department)
        own.sudo().action_pass()
        foreign = self._create_case().with_user(self.user_department)
        with self.assertRaises(AccessError):
            foreign.read(["words"])
        own.answer = "周五更换"
        own.action_handle()
        self.assertEqual(own.state, "handled")
        for vals in (
            {"words": "没有人说过"},
            {"state": "closed"},
            {"category": "praise"},
            {"closing_contact_on": date(2026, 3, 3)},
            {"is_valid": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                own.write(vals)
        with self.assertRaises(AccessError):
            own.unlink()
        self.assertIn(
            own,
            self.env["steward.case"]
            .with_user(self.user_department)
            .search([("is_my_department", "=", True)]),
        )

    def test_words_of_a_recorded_visit_stay(self):
        visit = self._create_visit(
            self.zhang, case_ids=[Command.create({"category": "repair", "words": "水管漏水"})]
        )
        case = visit.case_ids
        case.words = "厨房水管漏水"
        visit.action_done()
        with self.assertRaises(UserError):
            case.words = "没有问题"
        with self.assertRaises(UserError):
            case.visit_id = False
        with self.assertRaises(UserError):
            self._create_case(visit_id=visit.id)

    def test_R101_words_stay_from_registering_on(self):
        case = self._create_case()
        with self.assertRaises(UserError):
            case.words = "没有意见"
        case.write({"words": "楼上夜里装修", "topic_id": False})
        case.message_post(body="业主说的是楼下")
        self.assertEqual(case.words, "楼上夜里装修")

    def test_R104_received_opinions_are_not_deleted(self):
        case = self._create_case()
        for user in (self.user_steward, self.user_gm):
            with self.assertRaises(UserError):
                case.with_user(user).unlink()
        draft = self._create_visit(
            self.zhang, case_ids=[Command.create({"category": "repair", "words": "水管漏水"})]
        )
        with self.assertRaises(UserError):
            draft.unlink()
        draft.case_ids.unlink()
        draft.unlink()

    def test_stewards_see_their_area_and_supervisors_their_community(self):
        case = self._create_case()
        for user in (self.user_nobody, self.user_accountant, self.user_steward2):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                case.with_user(user).read(["words"])
        self.assertTrue(case.with_user(self.user_supervisor).words)
        with self.assertRaises(AccessError):
            case.with_user(self.user_auditor).answer = "x"
