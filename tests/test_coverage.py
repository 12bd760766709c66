from datetime import date, datetime

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .test_visit_plan_generate import NEW_YEAR, YEAR, PlanCommon

APRIL = "2026-04-02 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(APRIL)
class TestCoverage(PlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NEW_YEAR):
            generator = cls.env["steward.visit.plan.generator"]
            generator._generate(cls.community, YEAR)
            generator._generate(cls.mall, YEAR)

    def coverage(self, user=None, **kwargs):
        kwargs = {"community_id": self.community.id, "year": YEAR, **kwargs}
        return self.Line.with_user(user or self.user_supervisor).get_coverage(**kwargs)

    def row(self, figures, record):
        return next(row for row in figures["rows"] if row["key"] == record.id)

    def attempt(self, line, outcome, day):
        self.env["steward.visit"].create(
            {
                "line_id": line.id,
                "partner_id": line.partner_id.id,
                "community_id": line.community_id.id,
                "steward_id": line.steward_id.id,
                "mode_id": self.env.ref("property_steward.contact_mode_phone").id,
                "start": day,
                "outcome": outcome,
                "state": "done",
            }
        )

    def test_R003_owed_done_and_overdue_by_steward(self):
        self.hold_visit(self.lines(self.zhang)[0])
        figures = self.coverage()
        mine = self.row(figures, self.steward)
        self.assertEqual((mine["owed"], mine["done"], mine["late"]), (16, 1, 3))
        self.assertEqual(mine["percent"], 6.2)
        self.assertEqual(
            (figures["total"]["owed"], figures["total"]["done"]),
            (38, 1),
            "Every visit counts: also the other steward's twelve and the manager's ten.",
        )

    def test_R004_coverage_by_month_and_building(self):
        self.hold_visit(self.lines(self.zhao)[1])
        figures = self.coverage(month=2, group_by="building")
        self.assertEqual(self.row(figures, self.building10)["percent"], 100.0)
        mine = self.row(figures, self.building3)
        self.assertEqual(mine["done"], 0)
        year = self.coverage()
        self.assertEqual(self.row(year, self.steward2)["months"][2]["percent"], 100.0)
        self.assertEqual(self.row(year, self.steward2)["months"][1]["late"], 1)

    def test_every_figure_opens_the_records_behind_it(self):
        self.hold_visit(self.lines(self.zhang)[0])
        for group_by in ("steward", "building", "community", "rule"):
            figures = self.coverage(group_by=group_by)
            for row in [*figures["rows"], figures["total"]]:
                with self.subTest(group_by=group_by, row=row.get("label")):
                    lines = self.Line.search(row["domain"])
                    self.assertEqual(len(lines), row["owed"])
                    self.assertEqual(
                        len(lines.filtered(lambda line: line.state == "done")), row["done"]
                    )
                    self.assertEqual(len(lines.filtered("is_late")), row["late"])

    def test_R004_who_was_not_reached_and_why(self):
        first, second, third = self.lines(self.zhang)[:3]
        self.attempt(first, "no_answer", datetime(YEAR, 1, 8, 2))
        self.attempt(first, "nobody_home", datetime(YEAR, 1, 20, 2))
        self.attempt(second, "refused", datetime(YEAR, 2, 20, 2))
        self.attempt(third, "no_answer", datetime(YEAR, 3, 5, 2))
        self.hold_visit(third)
        reasons = {row["key"]: row for row in self.coverage()["unreached"]}
        self.assertEqual(
            {key: row["count"] for key, row in reasons.items()},
            {"nobody_home": 1, "refused": 1, "none": 6},
            "The last attempt counts, and nobody drops out for lack of one.",
        )
        for key, row in reasons.items():
            found = self.Line.search(row["domain"])
            self.assertEqual(len(found), row["count"])
            self.assertEqual(set(found.mapped("last_outcome")), {key})

    def test_R238_distinct_households_against_the_floor(self):
        """F08: thirty a month, or the size of the area where that is smaller."""
        self.hold_visit(self.lines(self.zhang)[0], datetime(YEAR, 1, 10, 2))
        self.hold_visit(self.lines(self.zhang)[1], datetime(YEAR, 1, 12, 2))
        # 23:30 on 31 December in UTC is January in Shanghai
        self.hold_visit(self.lines(self.li)[0], datetime(YEAR - 1, 12, 31, 23, 30))
        floor = {row["key"]: row for row in self.coverage(month=1)["floor"]}
        mine = floor[self.steward.id]
        self.assertEqual((mine["visited"], mine["floor"], mine["reached"]), (2, 2, True))
        self.assertFalse(floor[self.steward2.id]["reached"])
        visits = self.env["steward.visit"].search(mine["domain"])
        self.assertEqual(visits.partner_id, self.zhang | self.li)
        for number in range(40):
            unit = self._create_unit(self.building3, f"7{number:02}")
            self._create_household(f"住户{number}", unit, move_in_date=date(2025, 1, 1))
        floor = {row["key"]: row for row in self.coverage(month=1)["floor"]}
        self.assertEqual(floor[self.steward.id]["floor"], 30)

    def test_R041_every_tenant_is_visited_at_least_once_a_year(self):
        lines = self.lines(self.anchor, community=self.mall)
        self.hold_visit(lines[0])
        self.hold_visit(lines[1])
        tenants = self.coverage(community_id=self.mall.id)["tenants"]
        self.assertEqual(
            (tenants["owed"], tenants["done"], tenants["percent"], tenants["target"]),
            (2, 1, 50.0, 100.0),
            "Two visits to one tenant do not cover the other one.",
        )
        missing = self.Line.search(tenants["missing_domain"])
        self.assertEqual(missing.partner_id, self.catering)
        self.assertFalse(self.coverage()["tenants"])

    def test_a_steward_sees_the_own_coverage_only(self):
        figures = self.coverage(self.user_steward)
        self.assertEqual([row["key"] for row in figures["rows"]], [self.steward.id])
        self.assertEqual(figures["total"]["owed"], 16)
        auditor = self.coverage(self.user_auditor)
        self.assertEqual(auditor["total"]["owed"], 38)

    def test_cancelled_visits_are_not_owed(self):
        self.lines(self.zhang)[5].with_user(self.user_steward)._cancel("出国")
        self.assertEqual(self.row(self.coverage(), self.steward)["owed"], 15)

    def test_an_empty_year_is_no_error(self):
        figures = self.coverage(year=2031)
        self.assertEqual((figures["rows"], figures["total"]["percent"]), ([], None))

    def test_statements_do_not_grow_with_the_lines(self):
        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.coverage()
            return self.env.cr.sql_log_count - before

        statements()
        few = statements()
        for number in range(30):
            unit = self._create_unit(self.building3, f"6{number:02}")
            self._create_household(f"住户{number}", unit, move_in_date=date(2025, 1, 1))
        self.env["steward.visit.plan.generator"]._generate(self.community, YEAR)
        statements()
        self.assertLessEqual(statements(), few)

    def test_my_day_and_coverage_have_their_indexes(self):
        """An index on what the page asks for, whatever the planner makes of a small table."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for index, column, record, where in (
            (
                "my_day_idx",
                "steward_id",
                self.steward,
                "state = 'open' AND period_end <= '2026-04-02'",
            ),
            (
                "coverage_idx",
                "community_id",
                self.community,
                "month BETWEEN '2026-01-01' AND '2026-12-01'",
            ),
        ):
            plan = self.env.execute_query(
                SQL(
                    "EXPLAIN SELECT id FROM steward_visit_plan_line WHERE %s = %s AND %s",
                    SQL.identifier(column),
                    record.id,
                    SQL(where),
                )
            )
            self.assertIn(f"steward_visit_plan_line_{index}", str(plan))
