import json
from datetime import date, datetime

from lxml import etree

from odoo.tests import freeze_time, tagged

from .visit_common import VisitCommon


@tagged("post_install", "-at_install")
class TestVisitMyDay(VisitCommon):
    """R042: the daily list of a steward, and the taps that begin a visit."""

    def _my_day(self, user=None):
        return (
            self.env["steward.visit.plan.line"]
            .with_user(user or self.user_steward)
            .search(
                [("is_mine", "=", True), ("is_due_now", "=", True)], order="unit_id, scheduled_at"
            )
        )

    def test_R042_due_overdue_and_scheduled_lines_are_listed(self):
        due = self._create_line(self.zhang, period_end=date(2026, 3, 3))
        overdue = self._create_line(
            self.li, period_start=date(2026, 2, 1), period_end=date(2026, 2, 28)
        )
        later = self._create_line(self.li)
        mine = self._my_day()
        self.assertIn(due, mine)
        self.assertIn(overdue, mine)
        self.assertNotIn(later, mine)
        later.scheduled_at = "2026-03-03 08:00:00"
        self.assertIn(later, self._my_day())
        self.assertTrue(overdue.is_late)
        self.assertFalse(due.is_late, "due today is not late yet")
        self.assertEqual(
            self.env["steward.visit.plan.line"].search(
                [("is_late", "=", True), ("plan_id", "=", self.plan.id)]
            ),
            overdue,
        )

    def test_R042_the_day_is_the_one_of_the_community(self):
        # 23:30 UTC on the 2nd is 07:30 on the 3rd in Shanghai
        due = self._create_line(self.zhang, period_end=date(2026, 3, 3))
        tonight = self._create_line(self.li, scheduled_at="2026-03-03 15:59:00")
        tomorrow = self._create_line(
            self.anchor,
            self.rule_other_tenant,
            self._create_plan(self.mall, self.steward, "operations"),
            scheduled_at="2026-03-03 16:00:00",
        )
        with freeze_time("2026-03-02 23:30:00"):
            mine = self._my_day()
            self.assertEqual(mine & (due | tonight | tomorrow), due | tonight)
            self.assertTrue(due.is_due_now)
            self.assertFalse(tomorrow.is_due_now)
        with freeze_time("2026-03-02 15:30:00"):
            self.assertNotIn(due, self._my_day(), "still the 2nd in Shanghai")

    def test_communities_in_other_time_zones_have_their_own_day(self):
        due_shanghai = self._create_line(self.zhang, period_end=date(2026, 3, 3))
        self.mall.tz = "America/New_York"
        due_york = self._create_line(
            self.anchor,
            self.rule_other_tenant,
            self._create_plan(self.mall, self.steward, "operations"),
            period_end=date(2026, 3, 3),
        )
        with freeze_time("2026-03-03 02:00:00"):
            self.assertEqual(self._my_day() & (due_shanghai | due_york), due_shanghai)
        with freeze_time("2026-03-03 06:00:00"):
            self.assertEqual(self._my_day() & (due_shanghai | due_york), due_shanghai | due_york)

    def test_only_own_lines_and_those_of_a_deputy_apart(self):
        own = self._create_line(self.zhang, period_end=date(2026, 3, 3))
        self.assertNotIn(own, self._my_day(self.user_steward2))
        self.env["steward.role.assignment"].search(
            [("employee_id", "=", self.steward.id), ("community_id", "=", self.community.id)]
        ).deputy_id = self.steward2
        deputised = (
            self.env["steward.visit.plan.line"]
            .with_user(self.user_steward2)
            .search([("is_deputised", "=", True), ("is_due_now", "=", True)])
        )
        self.assertIn(own, deputised)
        self.assertNotIn(own, self._my_day(self.user_steward2))

    def test_doors_in_natural_order(self):
        unit = self._create_unit(self.building3, "1001", entrance="1")
        chen = self._create_household("陈七", unit, "13800006666")
        for partner in (chen, self.zhang, self.li):
            self._create_line(partner, period_end=date(2026, 3, 3))
        self.assertEqual(self._my_day().mapped("door"), ["3-1-101", "3-1-1001", "3-2-1204"])

    def test_R045_card_shows_the_household(self):
        self.rule_monthly.bring = "五月停水通知"
        self.zhang.write({"last_contact_date": date(2026, 2, 10), "preferred_language": "粤语"})
        self.env["steward.case"].create(
            [
                {"partner_id": self.zhang.id, "category": "repair", "name": "门铃不响"},
                {"partner_id": self.zhang.id, "category": "service", "name": "要快递柜"},
            ]
        )
        line = self._create_line(self.zhang, scheduled_at="2026-03-03 07:30:00").with_user(
            self.user_steward
        )
        self.assertEqual(line.phone, "13800001111")
        self.assertEqual(line.last_contact_date, date(2026, 2, 10))
        self.assertEqual(line.preferred_language, "粤语")
        self.assertEqual(line.bring, "五月停水通知")
        self.assertEqual(line.time_label, "15:30")
        self.assertEqual(line.open_case_count, 2)
        self.assertIn("门铃不响", line.open_case_names)

    def test_call_is_offered_only_where_it_is_welcome(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        self.assertTrue(line.can_call and line.can_visit)
        self.zhang.no_phone_calls = True
        self.assertFalse(line.can_call)
        self.zhang.no_phone_calls = False
        self.rule_monthly.mode_ids = self.door_mode
        self.assertFalse(line.can_call)
        self.rule_monthly.mode_ids = self.phone_mode
        self.assertTrue(line.can_call)
        self.assertFalse(line.can_visit)

    def test_one_tap_opens_the_visit_of_the_line(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        action = line.action_start_call()
        visit = (
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .with_context(**action["context"])
            .create({"needs": "一切都好", "consent": True})
        )
        self.assertEqual(visit.partner_id, self.zhang)
        self.assertEqual(visit.mode_id, self.phone_mode)
        visit.action_done()
        self.assertEqual(line.state, "done")

    def test_one_tap_takes_up_the_appointment(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        appointment = self._create_visit(
            self.zhang,
            line_id=line.id,
            agreed_at="2026-03-03 06:00:00",
            start="2026-03-03 06:00:00",
        )
        action = line.action_start_visit()
        self.assertEqual(action["res_id"], appointment.id)
        self.assertEqual(appointment.start, datetime(2026, 3, 3, 2, 0))

    def test_R059_one_tap_notes_that_nobody_was_at_home(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        line.action_nobody_home()
        visit = self.env["steward.visit"].search([("line_id", "=", line.id)])
        self.assertEqual((visit.state, visit.outcome), ("done", "nobody_home"))
        self.assertEqual(visit.mode_id, self.door_mode)
        self.assertEqual(line.state, "open")
        self.assertEqual(line.attempt_count, 1)

    def test_R011_one_tap_in_a_quiet_hour_asks_for_the_reason_first(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        with freeze_time("2026-03-02 02:00:00"):
            action = line.action_no_answer()
        visit = self.env["steward.visit"].browse(action["res_id"])
        self.assertEqual(visit.state, "draft")
        self.assertTrue(visit.quiet_period_id)

    def test_statements_do_not_grow_with_the_lines(self):
        kanban = self.env.ref("property_steward.my_day_view_kanban")
        shown = {node.get("name") for node in etree.fromstring(kanban.arch).iter("field")}
        specification = {name: {} for name in shown - {"partner_id", "rule_id"}}
        for name in ("partner_id", "rule_id"):
            specification[name] = {"fields": {"display_name": {}}}
        Line = self.env["steward.visit.plan.line"].with_user(self.user_steward)
        domain = [("is_mine", "=", True), ("is_due_now", "=", True)]

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            result = Line.web_search_read(domain, specification, order="unit_id")
            return len(result["records"]), self.cr.sql_log_count - before

        def add(number, start):
            for index in range(start, start + number):
                unit = self._create_unit(self.building3, str(2000 + index), entrance="5")
                household = self._create_household(f"户{index}", unit, f"139{index:08d}")
                self._create_line(household, period_end=date(2026, 3, 3))
                self.env["steward.case"].create({"partner_id": household.id, "category": "other"})

        add(3, 0)
        statements()
        few, few_statements = statements()
        add(27, 3)
        statements()
        many, many_statements = statements()
        self.assertEqual((few, many), (3, 30))
        # a few more or less with what Odoo's caches happen to hold; 27 lines more cost none
        self.assertLessEqual(many_statements, few_statements + 4)

    # the counters at the top

    def _counters(self, user=None):
        Line = self.env["steward.visit.plan.line"].with_user(user or self.user_steward)
        return Line.get_my_day_counters()

    def _counts(self, user=None):
        return {name: counter["count"] for name, counter in self._counters(user).items()}

    def _fill_the_day(self):
        self._create_line(self.zhang, period_end=date(2026, 3, 3))
        late = {"period_start": date(2026, 2, 1), "period_end": date(2026, 2, 28)}
        self._create_line(self.zhang, **late)
        self._create_line(self.li, **late)
        self._create_line(self.li)
        self._create_visit(self.li, start="2026-03-03 07:00:00", agreed_at="2026-03-03 07:00:00")
        self._create_visit(self.li, start="2026-03-03 01:00:00").action_done()
        self._create_visit(self.zhang, start="2026-03-03 01:30:00").action_nobody_home()

    def test_R042_the_day_begins_with_its_figures(self):
        before = self._counts()
        nothing = dict.fromkeys(
            ("due", "late", "appointments", "done", "callbacks", "collection"), 0
        )
        self.assertEqual(before, nothing)
        self._fill_the_day()
        self.assertEqual(
            self._counts(), nothing | {"due": 1, "late": 2, "appointments": 1, "done": 1}
        )
        self.assertFalse(any(self._counts(self.user_steward2).values()))
        self.assertFalse(any(self._counts(self.user_supervisor).values()), "Only the own day.")

    def test_R042_the_figures_are_those_of_the_communitys_day(self):
        self._create_visit(self.zhang, start="2026-03-02 15:59:00", quiet_reason="急").action_done()
        self.assertEqual(self._counts()["done"], 0, "In Shanghai it was 23:59 of the day before.")
        self._create_visit(self.zhang, start="2026-03-02 16:01:00", quiet_reason="急").action_done()
        self.assertEqual(self._counts()["done"], 1)

    def test_every_figure_opens_the_records_behind_it(self):
        self._fill_the_day()
        models = {
            "appointments": "steward.visit",
            "done": "steward.visit",
            "callbacks": "steward.callback",
            "collection": "steward.collection.action",
        }
        for name, counter in self._counters().items():
            model = models.get(name, self.plan.line_ids._name)
            with self.subTest(counter=name):
                records = self.env[model].with_user(self.user_steward)
                self.assertEqual(records.search_count(counter["domain"]), counter["count"])
                self.assertEqual(
                    json.loads(json.dumps(counter["domain"])),
                    [list(part) if isinstance(part, tuple) else part for part in counter["domain"]],
                )

    def test_the_figures_take_one_statement(self):
        self._counters()
        self.env.flush_all()
        self.env.invalidate_all()
        # who the user is, and all figures
        with self.assertQueryCount(2):
            self._counters()
