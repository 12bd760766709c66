import re
from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .activity_after_common import ACTIVITY_AFTER_FORMS
from .activity_guests_common import ACTIVITY_GUEST_FORMS
from .forms_common import FormsCommon
from .forms_print import FormsPrint
from .notice_common import NOTICE_FORMS
from .publication_common import PUBLICATION_FORMS
from .survey_common import SURVEY_FORMS
from .test_forms_matters import MATTER_FORMS

RECORDS = 200


@tagged("post_install", "-at_install")
class TestForms(FormsPrint, FormsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _period(self, user, **vals):
        return self.env["steward.form.period"].with_user(user).create({"year": 2026, **vals})

    # every form

    def test_every_form_renders_for_two_records_with_the_rights_of_its_user(self):
        other_visit = self._create_visit(self.li, self.unit_101)
        other_case = self._create_case(other_visit, "门禁失灵", "repair", "case_topic_repair")
        other_line = self._create_line(self.month, self.li, self.unit_101)
        april = self.month.create({"plan_id": self.plan.id, "month": date(2026, 4, 1)})
        # the supervisor's own plan has the tenants
        tenant_plan, tenant_month, _line = self._create_plan(
            self.anchor, self.shop_anchor, "visit_rule_shopping_anchor"
        )
        summaries = self.env["steward.visit.summary"].create(
            [
                {
                    "community_id": self.mall.id,
                    "date_from": date(2026, month, 1),
                    "date_to": date(2026, month, 28),
                }
                for month in (2, 3)
            ]
        )
        visits, lines = self.visit + other_visit, self.line + other_line
        communities = self.community + self.mall
        steward, supervisor = self.user_steward, self.user_supervisor
        hand_overs = self.env["steward.life.event"].create(
            [
                {
                    "kind_id": self.env.ref("property_steward.life_event_kind_handover").id,
                    "partner_id": partner.id,
                }
                for partner in self.zhang + self.li
            ]
        )
        archive = self._period(steward, partner_ids=[Command.set((self.zhang + self.li).ids)])
        coverage = self._period(supervisor, community_ids=[Command.set(communities.ids)])
        forms = [
            ("visit_record", visits, steward, 2),
            ("interview_record", visits, steward, 2),
            ("opinion_record", visits, steward, 2),
            ("tenant_visit", visits, steward, 2),
            ("opinion_feedback", self.case + other_case, steward, 2),
            ("opinion_feedback_planned", lines, steward, 2),
            ("opinion_feedback_blank", communities, steward, 2),
            ("suggestion", self.suggestion + other_case, supervisor, 2),
            ("visit_notice", lines, steward, 2),
            ("preparation", lines, steward, 2),
            ("annual_plan", self.plan + tenant_plan, steward, 2),
            ("tenant_plan", self.plan + tenant_plan, steward, 2),
            ("month_plan", self.month + april, steward, 2),
            ("board_notice", self.month + april, steward, 2),
            ("key_customers", communities, steward, 2),
            ("visit_summary", summaries, self.user_operations, 2),
            ("steward_card", hand_overs, steward, 2),
            ("conduct", self.env["steward.checklist"].search([], limit=2), steward, 2),
            # overview and record of each visit; opinions of each
            ("visit_archive", archive, steward, 6),
            # the first community's lines are overdue: a page of who was not reached
            ("coverage", coverage, supervisor, 4),
            # figures, promises and open matters of each community
            ("service_figures", coverage, supervisor, 6),
        ]
        for name, records, user, pages in forms:
            with self.subTest(form=name):
                html = self._html(name, records, user)
                self.assertEqual(html.count('<div class="ps_form"'), pages)
                self.assertEqual(html.count('class="article'), 1)
        reports = self.env["ir.actions.report"].search(
            [("report_name", "=like", "property\\_steward.report\\_%")]
        )
        self.assertEqual(
            set(reports.mapped("report_name")),
            {
                f"property_steward.report_{name}"
                for name in (
                    *MATTER_FORMS,
                    *NOTICE_FORMS,
                    *ACTIVITY_AFTER_FORMS,
                    *ACTIVITY_GUEST_FORMS,
                    *PUBLICATION_FORMS,
                    *SURVEY_FORMS,
                    "collection_record",
                    "collection_letter",
                    "activity_plan",
                    "activity_calendar",
                    "activity_planning",
                    "activity_welfare",
                    *dict.fromkeys(form[0] for form in forms),
                )
            },
            "a form is missing in this test",
        )
        self.assertTrue(all(reports.mapped("paperformat_id")))
        self.assertEqual(tenant_month.plan_id, tenant_plan)

    # one form after the other

    def test_R160_a_visit_record_says_when_and_what_in_the_communitys_time(self):
        html = self._html("visit_record", self.visit)
        self.assertIn("2026-03-03 01:30", html)
        self.assertIn("3-2-1204", html)
        self.assertIn("翠湖花园物业服务中心", html)
        self.assertIn("0571-88990000", html)
        self.assertIn("希望尽快维修。", html)
        self.assertIn("楼道灯不亮（住户原话）", html)
        self.assertIn("data:image/png;base64,", html)

    def test_R049_satisfaction_is_one_tick_of_five(self):
        html = self._html("tenant_visit", self.tenant_visit, self.user_operations)
        labels = self.visit._fields["satisfaction"]._description_selection(
            self.env(context={"lang": "zh_CN"})
        )
        ticks = {
            label: re.search(rf"(☑|☐)\s*{re.escape(label)}\s*<", html).group(1)
            for _key, label in labels
        }
        self.assertEqual([tick for tick in ticks.values()], ["☑", "☐", "☐", "☐", "☐"])

    def test_R046_R050_a_tenants_record_sorts_opinions_under_the_seven_areas(self):
        html = self._html("tenant_visit", self.tenant_visit, self.user_operations)
        topics = (
            self.env["steward.case.topic"]
            .with_context(lang="zh_CN")
            .search([("audience", "=", "tenant")])
        )
        self.assertEqual(len(topics), 7)
        for topic in topics:
            self.assertIn(f"<th>{topic.name}</th>", html)
        words = "建议周末延长停车优惠（住户原话）"
        case = self.tenant_visit.case_ids.filtered(lambda case: case.words == words)
        own_row = html.split(f"<th>{case.topic_id.with_context(lang='zh_CN').name}</th>")[1]
        self.assertIn(words, own_row.split("<th>")[0])

    def test_R051_a_suggestion_is_addressed_to_the_head_and_copied_to_the_general_manager(self):
        self.department_engineering.manager_id = self.department
        html = self._html("suggestion", self.suggestion, self.user_operations)
        self.assertIn("孙工", html)
        self.assertIn("周总", html)
        self.assertIn("2026-03-10", html)

    def test_R157_the_notice_on_the_board_names_doors_but_nobody(self):
        html = self._html("board_notice", self.month)
        self.assertIn("3-2-1204", html)
        self.assertIn("2026-03-04", html)
        self.assertNotIn("张三", html)
        self.assertNotIn("13800001111", html)

    def test_R074_what_residents_get_names_the_place_and_the_telephone(self):
        for name, record in (("board_notice", self.month), ("visit_record", self.visit)):
            html = self._html(name, record)
            self.assertIn("翠湖花园物业服务中心", html)
            self.assertIn("0571-88990000", html)

    def test_R159_the_preparation_sheet_has_last_contacts_and_open_matters_only(self):
        closed = self._create_case(self.visit, "已解决的事", "repair", "case_topic_repair")
        self._close(closed)
        html = self._html("preparation", self.line)
        self.assertIn("希望增加电动车充电桩", html)
        self.assertIn("希望尽快维修。", html)
        self.assertIn("楼道灯不亮", html)
        self.assertNotIn("已解决的事", html)

    def test_R038_the_annual_plan_marks_planned_and_done_in_their_months(self):
        may, june = self.month.create(
            [{"plan_id": self.plan.id, "month": date(2026, month, 1)} for month in (5, 6)]
        )
        for month, vals in (
            (may, {"state": "done", "visit_id": self.visit.id}),
            (june, {"state": "cancelled"}),
        ):
            self._create_line(
                month,
                self.zhang,
                self.unit_1204,
                period_start=month.month,
                period_end=month.month.replace(day=28),
                scheduled_at=False,
                **vals,
            )
        html = self._html("annual_plan", self.plan)
        row = re.search(r"<tr>(?:(?!</tr>).)*张三(?:(?!</tr>).)*</tr>", html, re.S).group()
        cells = re.findall(r"<td[^>]*>(.*?)</td>|<td[^>]*/>", row, re.S)
        self.assertEqual(
            [cell.strip() for cell in cells],
            ["1", "3-2-1204", "张三", "", "", "○", "", "●", *[""] * 7, "2"],
        )

    def test_R003_coverage_has_the_figures_of_the_page_and_who_was_not_reached(self):
        visit = self._create_visit(self.li, self.unit_101)
        self._create_line(self.month, self.li, self.unit_101, state="done", visit_id=visit.id)
        self._create_visit(
            self.zhang,
            self.unit_1204,
            start=datetime(2026, 3, 20, 2),
            outcome="nobody_home",
            line_id=self.line.id,
        )
        period = self._period(
            self.user_supervisor, community_ids=[Command.set(self.community.ids)], month="3"
        )
        coverage = period._coverage(self.community)
        self.assertEqual(coverage["total"]["owed"], 2)
        (lines,) = period._not_reached(coverage)
        self.assertEqual(lines.partner_id, self.zhang)
        text = self._text(self._html("coverage", period, self.user_supervisor))
        self.assertIn("王芳 2026-03 2 1 1 50.0", text)
        nobody_home = dict(
            self.line._fields["last_outcome"]._description_selection(
                self.env(context={"lang": "zh_CN"})
            )
        )["nobody_home"]
        self.assertRegex(text, rf"3-2-1204 张三 .* 3 2026-03-31 王芳 {nobody_home}")

    def test_R041_tenants_coverage_stands_beside_its_target(self):
        _plan, month, _line = self._create_plan(
            self.anchor,
            self.shop_anchor,
            "visit_rule_shopping_anchor",
            steward=self.operations,
            state="done",
            visit_id=self.tenant_visit.id,
        )
        self._create_line(month, self.catering, self.shop_catering, "visit_rule_shopping_other")
        period = self._period(self.user_operations, community_ids=[Command.set(self.mall.ids)])
        self.assertIn(
            "2 1 50.0 100", self._text(self._html("coverage", period, self.user_operations))
        )

    def test_R056_the_archive_holds_the_visits_of_the_year_and_no_others(self):
        self._create_visit(
            self.zhang, self.unit_1204, start=datetime(2025, 12, 31, 15, 59), needs="去年的话"
        )
        # new year has begun in Shanghai, not yet in UTC
        self._create_visit(
            self.zhang, self.unit_1204, start=datetime(2025, 12, 31, 16, 0), needs="元旦的话"
        )
        period = self._period(self.user_steward, partner_ids=[Command.set(self.zhang.ids)])
        html = self._html("visit_archive", period)
        self.assertIn("元旦的话", html)
        self.assertNotIn("去年的话", html)

    def test_a_long_table_has_its_heading_and_a_number_on_every_page(self):
        partners = self.env["res.partner"].create(
            [{"name": f"住户{number}"} for number in range(60)]
        )
        for partner in partners:
            self._create_line(self.month, partner, self.unit_101)
        html = self._html("month_plan", self.month)
        pages = html.split('<div class="ps_form"')[1:]
        self.assertGreater(len(pages), 1)
        for page in pages:
            self.assertIn("ps_title", page)
            self.assertEqual(page.count('<th style="width: 5%">'), 1)
        # signed once, at the end
        self.assertEqual(
            ["ps_sign_date" in page for page in pages[:-1]], [False] * (len(pages) - 1)
        )
        self.assertIn("ps_sign", pages[-1])

    # rights

    def test_R118_nobody_prints_the_visits_of_another_area(self):
        with self.assertRaises(AccessError):
            self._html("visit_record", self.visit, self.user_steward2)

    def test_R235_the_key_customer_list_shows_the_own_area_only(self):
        self.zhao.write({"is_key_customer": True})
        html = self._html("key_customers", self.community)
        self.assertIn("张三", html)
        self.assertNotIn("赵六", html)
        html = self._html("key_customers", self.community, self.user_supervisor)
        self.assertIn("赵六", html)

    # PDF

    def test_two_hundred_visit_records_are_one_pdf(self):
        partners = self.env["res.partner"].create(
            [{"name": f"赵{number:03d}"} for number in range(RECORDS)]
        )
        visits = self.env["steward.visit"].create(
            [
                {
                    "partner_id": partner.id,
                    "unit_id": self.unit_1204.id,
                    "community_id": self.community.id,
                    "steward_id": self.steward.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                    "state": "done",
                    "outcome": "done",
                    "needs": "一切都好",
                }
                for partner in partners
            ]
        )
        pdf = self._pdf("visit_record", visits)
        self.assertEqual(len(pdf.pages), RECORDS)
        text = [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]
        for number in (0, 99, RECORDS - 1):
            self.assertIn(f"赵{number:03d}", text[number])

    def test_the_forms_are_a4_and_the_matrix_lies_across(self):
        for name, records, size in (
            ("visit_notice", self.line, (595, 842)),
            ("annual_plan", self.plan, (842, 595)),
        ):
            with self.subTest(form=name):
                page = self._pdf(name, records).pages[0]
                self.assertAlmostEqual(float(page.mediabox.width), size[0], delta=1)
                self.assertAlmostEqual(float(page.mediabox.height), size[1], delta=1)

    def test_R118_a_printed_form_is_noted_in_the_export_log(self):
        self._pdf("visit_record", self.visit)
        entry = self.env["steward.export.log"].search([], limit=1)
        self.assertEqual(entry.user_id, self.user_steward)
        self.assertEqual(
            (entry.kind, entry.res_model, entry.record_count), ("pdf", "steward.visit", 1)
        )
