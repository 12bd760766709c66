from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .activity_plan_common import ActivityPlanCommon
from .forms_print import FormsPrint
from .list_common import ListMixin


@tagged("post_install", "-at_install")
class TestActivityPlanForms(ListMixin, FormsPrint, ActivityPlanCommon):
    """C106 on paper and as a file, the annual calendar, the month overview."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def test_C106_R286_the_plan_is_printed_with_its_five_columns(self):
        plan = self._approved(requirement="全年活动预算不超过两万元")
        text = self._text(self._html("activity_plan", plan))
        for expected in (
            "2027-03-12",
            "植树节",
            "户外活动",
            "业主与管家一起植树",
            "3,000.00",
            "全年活动预算不超过两万元",
            "李强",
            "项目总经理",
            "翠湖花园物业服务中心",
        ):
            self.assertIn(expected, text)

    def test_C106_R287_who_approved_it_stands_there_only_once_it_is_approved(self):
        plan = self._plan()
        plan.action_submit()
        self.assertNotIn("项目总经理", self._text(self._html("activity_plan", plan)))

    def test_C106_a_long_plan_goes_on_on_the_next_page(self):
        plan = self._plan(
            *[
                self._line(date(2027, 1 + number % 12, 3), f"活动{number}", content="内容" * 60)
                for number in range(30)
            ]
        )
        pdf = self._pdf("activity_plan", plan, self.user_supervisor)
        self.assertGreater(len(pdf.pages), 1)
        width, height = pdf.pages[0].mediabox.width, pdf.pages[0].mediabox.height
        self.assertGreater(width, height, "landscape")

    def test_C106_several_plans_are_printed_at_once(self):
        plans = self._plan() + self._plan(community_id=self.mall.id)
        self.assertEqual(len(self._pdf("activity_plan", plans, self.user_supervisor).pages), 2)

    def test_C106_of_another_place_is_not_printed(self):
        plan = self._plan()
        with self.assertRaises(AccessError):
            self._html("activity_plan", plan, self.user_nobody)

    def test_R118_the_plan_as_a_file_is_logged(self):
        plan = self._approved()
        Log = self.env["steward.export.log"]
        before = Log.search_count([])
        action = plan.with_context(lang="zh_CN").action_export()
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/", 1)[1]))
        _name, content = export.with_user(self.user_supervisor)._file()
        rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
        cells = [cell for row in rows for cell in row]
        for expected in ("植树节", "户外活动", "业主与管家一起植树", 3000):
            self.assertIn(expected, cells)
        self.assertEqual(Log.search_count([]), before + 1)

    # the annual calendar

    def test_the_annual_calendar_shows_the_year_on_one_page(self):
        lines = [
            self._line(date(2027, month, 1 + turn * 3), f"第{month}月的第{turn}次社区文化活动")
            for month in range(1, 13)
            for turn in range(4)
        ]
        plan = self._approved(*lines)
        pdf = self._pdf("activity_calendar", plan)
        self.assertEqual(len(pdf.pages), 1)

    def test_the_annual_calendar_follows_what_became_of_the_plan(self):
        plan = self._approved(
            self._line(),
            self._line(date(2027, 5, 4), "义诊", "welfare"),
            self._line(date(2027, 8, 4), "助学", "welfare"),
        )
        planted, cured, _taught = plan.line_ids
        for line in (planted, cured):
            line.with_user(self.user_steward).action_prepare()
        # 00:30 of 1 April in Shanghai
        planted.prepared_ids.sudo().write(
            {"date_begin": datetime(2027, 3, 31, 16, 30), "date_end": datetime(2027, 3, 31, 17)}
        )
        cured.prepared_ids.sudo().state = "cancelled"
        self._held(datetime(2027, 10, 1, 2), "forum", name="业主座谈")
        report = self.env["report.property_steward.report_activity_calendar"]
        months = {}
        values = report.with_user(self.user_steward)._get_report_values(plan.ids)
        for row in values["rows"][plan.id]:
            for month in row:
                months[len(months) + 1] = month["entries"]
        self.assertEqual(
            {month: entries for month, entries in months.items() if entries},
            {
                4: [(1, "植树节")],
                5: [(4, "义诊")],
                8: [(4, "助学")],
                10: [(1, "业主座谈")],
            },
            "the prepared one on its day; of the cancelled one the plan still speaks",
        )

    def test_the_annual_calendar_says_what_a_month_has_no_room_for(self):
        plan = self._approved(
            *[
                self._line(date(2027, 3, 1 + number), f"很长很长很长的活动主题{number}")
                for number in range(20)
            ]
        )
        report = self.env["report.property_steward.report_activity_calendar"]
        march = report._get_report_values(plan.ids)["rows"][plan.id][0][2]
        self.assertEqual(march["more"], f"and {20 - len(march['entries'])} more")
        self.assertEqual(len(self._pdf("activity_calendar", plan).pages), 1)

    # the month overview

    def _overview(self, year, month, user=None, community=None):
        return (
            self.env["steward.activity.overview"]
            .with_user(user or self.user_steward)
            .get_overview((community or self.community).id, year, month)
        )

    def test_the_overview_shows_activities_as_bars_from_the_day_their_form_is_due(self):
        plan = self._approved(self._line(date(2027, 3, 20)), self._line(date(2027, 4, 5), "风筝"))
        plan.line_ids[0].with_user(self.user_steward).action_prepare()
        data = self._overview(2027, 3)
        [group] = data["groups"]
        planted, kites = group["rows"]
        self.assertEqual((planted["model"], planted["is_prepared"]), (self.Activity._name, True))
        self.assertAlmostEqual(planted["left"], 100 * 19 / 31, 2)
        self.assertAlmostEqual(planted["width"], 100 / 31, 2)
        # the form is due 15 days before, on the 5th
        self.assertAlmostEqual(planted["form_left"], 100 * 4 / 31, 2)
        self.assertAlmostEqual(planted["form_width"], 100 * 15 / 31, 2)
        self.assertEqual((kites["is_prepared"], kites["width"]), (False, 0), "held in April")
        self.assertAlmostEqual(kites["form_left"], 100 * 20 / 31, 2)
        self.assertEqual([tick["label"] for tick in data["ticks"]][:2], ["1", "2"])

    def test_the_overview_of_a_year_has_twelve_months(self):
        self._approved()
        data = self._overview(2027, 0)
        self.assertEqual(len(data["ticks"]), 12)
        self.assertAlmostEqual(sum(tick["width"] for tick in data["ticks"]), 100, 1)
        self.assertEqual([row["label"] for row in data["groups"][0]["rows"]], ["植树节"])
        self.assertFalse(self._overview(2028, 0)["groups"])

    def test_the_overview_counts_days_in_the_community_s_time_zone(self):
        # 00:30 of 1 April in Shanghai
        self._held(datetime(2027, 3, 31, 16, 30))
        [row] = self._overview(2027, 4)["groups"][0]["rows"]
        self.assertEqual((row["day"], row["left"]), ("2027-04-01", 0))
        self.assertEqual(self._overview(2027, 3)["groups"][0]["rows"][0]["width"], 0)

    def test_the_overview_leaves_out_what_was_cancelled_and_what_is_not_the_user_s(self):
        self._held(datetime(2027, 3, 10, 2)).state = "cancelled"
        self.assertFalse(self._overview(2027, 3)["groups"])
        self._held(datetime(2027, 3, 10, 2))
        self.assertTrue(self._overview(2027, 3)["groups"])
        self.assertFalse(self._overview(2027, 3, self.user_nobody)["groups"])

    def test_overview_and_calendar_are_made_in_as_many_statements_for_many_as_for_few(self):
        plan = self._approved()

        def make(number):
            for turn in range(number):
                day = 1 + turn % 28
                self._held(datetime(2027, 3, day, 2))
                self.env["steward.activity.plan.line"].create(
                    {**self._line(date(2027, 3, day), f"活动{turn}"), "plan_id": plan.id}
                )
            return plan

        def overview(plans):
            self._overview(2027, 3, community=plans.community_id)

        def calendar(plans):
            self.env["report.property_steward.report_activity_calendar"]._get_report_values(
                plans.ids
            )

        for act in (overview, calendar):
            with self.subTest(act.__name__):
                self.assert_done_as_a_set(make, act)
