from datetime import date, datetime

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .common import StewardCommon

YEAR = 2026
NEW_YEAR = "2026-01-05 02:00:00"


class PlanCommon(StewardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Line = cls.env["steward.visit.plan.line"]
        cls.Plan = cls.env["steward.visit.plan"]

    def generate(self, community=None, year=YEAR, user=None, date_from=None):
        env = self.env(user=user or self.user_supervisor)
        return env["steward.visit.plan.generator"]._generate(
            (community or self.community).with_env(env), year, date_from
        )

    def lines(self, partner=None, audience=None, community=None, **equal):
        domain = [("community_id", "=", (community or self.community).id)]
        domain += [("partner_id", "=", partner.id)] if partner else []
        domain += [("rule_id.audience", "=", audience)] if audience else []
        domain += [(name, "=", value) for name, value in equal.items()]
        return self.Line.search(domain, order="period_end, id")

    def plan_of(self, employee, community=None):
        return self.Plan.search(
            [
                ("steward_id", "=", employee.id),
                ("community_id", "=", (community or self.community).id),
                ("year", "=", YEAR),
            ]
        )

    def hold_visit(self, line, moment=None, mode="door"):
        """A conversation that was held and fulfils `line`."""
        visit = self.env["steward.visit"].create(
            {
                "partner_id": line.partner_id.id,
                "community_id": line.community_id.id,
                "unit_id": line.unit_id.id,
                "steward_id": line.steward_id.id,
                "mode_id": self.env.ref(f"property_steward.contact_mode_{mode}").id,
                "start": moment or datetime(line.month.year, line.month.month, 10, 2),
                "outcome": "done",
                "state": "done",
                "needs": "一切都好",
            }
        )
        line._fulfil(visit)
        return visit

    def approve(self, plan, user=None):
        plan.with_user(plan.user_id).action_submit()
        plan.with_user(user or self.user_supervisor).action_approve()


@tagged("post_install", "-at_install")
class TestVisitPlanGenerate(PlanCommon):
    @freeze_time(NEW_YEAR)
    def test_R004_every_household_that_moved_in_is_owed_a_visit_a_month(self):
        self.generate()
        lines = self.lines(self.zhang)
        self.assertEqual(lines.mapped("month"), [date(YEAR, month, 1) for month in range(1, 13)])
        self.assertEqual(lines[1].period_end, date(YEAR, 2, 28))
        self.assertEqual(lines.steward_id, self.steward)
        self.assertEqual(lines.unit_id, self.unit_1204)
        self.assertEqual(set(lines._accepted_modes().mapped("kind")), {"door", "phone", "other"})
        self.assertEqual(self.lines(self.zhao).steward_id, self.steward2)

    @freeze_time(NEW_YEAR)
    def test_R005_owners_who_have_not_moved_in_are_phoned_once_a_quarter(self):
        self.generate()
        lines = self.lines(self.li)
        self.assertEqual(
            lines.mapped("period_end"),
            [date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31)],
        )
        self.assertEqual(lines._accepted_modes().mapped("kind"), ["phone"])
        for line in lines:
            self.assertLessEqual(line.period_start, line.month)
            self.assertLessEqual(line.month, line.period_end)

    def test_R005_moving_in_switches_from_quarterly_to_monthly(self):
        with freeze_time(NEW_YEAR):
            self.generate()
        with freeze_time("2026-05-11 02:00:00"):
            self.li.occupancy_ids.move_in_date = date(YEAR, 5, 10)
            self.generate()
            calls = self.lines(self.li, "not_moved_in")
            visits = self.lines(self.li, "moved_in")
            self.assertEqual(calls.mapped("state"), ["open", "cancelled", "cancelled", "cancelled"])
            self.assertTrue(calls[0].is_late, "What was missed stays missed.")
            self.assertEqual([line.month.month for line in visits], list(range(5, 13)))
            self.assertEqual(visits[0].period_start, date(YEAR, 5, 10))

    @freeze_time(NEW_YEAR)
    def test_R005_R262_an_owner_who_lets_the_flat_is_phoned_and_the_tenant_visited(self):
        tenant = self._create_household(
            "租户甲", self.unit_1204, role="tenant", move_in_date=date(2025, 12, 1)
        )
        self.generate()
        self.assertEqual(self.lines(self.zhang).rule_id.audience, "not_moved_in")
        self.assertEqual(len(self.lines(self.zhang)), 4)
        self.assertEqual(len(self.lines(tenant, "moved_in")), 12)

    @freeze_time(NEW_YEAR)
    def test_R004_a_household_with_several_units_is_visited_where_it_lives(self):
        self._occupy(self.zhang, self.unit_102)
        self._occupy(self.zhang, self._create_unit(self.building10, "301"))
        self.generate()
        lines = self.lines(self.zhang)
        self.assertEqual(len(lines), 12)
        self.assertEqual(lines.unit_id, self.unit_1204)
        self._occupy(self.li, self._create_unit(self.building3, "99", entrance="1"))
        self.generate()
        self.assertEqual(len(self.lines(self.li, state="open")), 4, "One call a quarter.")
        self.assertEqual(
            self.lines(self.li, state="open").unit_id.number, "99", "The first one by door."
        )

    @freeze_time(NEW_YEAR)
    def test_R004_who_leaves_in_the_month_is_not_owed_a_visit_in_it(self):
        self.zhang.occupancy_ids.move_out_date = date(YEAR, 3, 20)
        self.generate()
        self.assertEqual([line.month.month for line in self.lines(self.zhang, "moved_in")], [1, 2])

    @freeze_time(NEW_YEAR)
    def test_R007_the_director_is_visited_only_where_the_committee_is_established(self):
        self.community.committee_director_id = self.zhao
        self.generate()
        self.assertFalse(self.lines(audience="committee_director"))
        self.community.committee_established = True
        self.generate()
        lines = self.lines(audience="committee_director")
        self.assertEqual(len(lines), 12)
        self.assertEqual(lines.partner_id, self.zhao)
        self.assertEqual(lines.steward_id, self.manager)

    @freeze_time(NEW_YEAR)
    def test_R008_the_manager_talks_with_one_key_concern_household_a_month_in_turn(self):
        (self.zhang | self.li | self.zhao).segment = "key_concern"
        self.zhang.last_contact_date = date(2025, 12, 1)
        self.li.last_contact_date = date(2025, 11, 1)
        self.generate()
        lines = self.lines(audience="key_concern")
        self.assertEqual(len(lines), 12)
        self.assertEqual(lines.steward_id, self.manager)
        self.assertEqual(
            [line.partner_id for line in lines[:4]],
            [self.zhao, self.li, self.zhang, self.zhao],
            "Who was never or longest not contacted comes first.",
        )
        before = lines.mapped("partner_id.id"), lines.ids
        self.zhao.last_contact_date = date(YEAR, 1, 4)
        self.assertEqual(self.generate()["added"], 0)
        lines = self.lines(audience="key_concern")
        self.assertEqual((lines.mapped("partner_id.id"), lines.ids), before)

    @freeze_time(NEW_YEAR)
    def test_R009_R010_office_every_two_months_and_bureau_every_quarter(self):
        office, bureau = self.env["res.partner"].create([{"name": "社区"}, {"name": "房管局"}])
        self.community.write({"community_office_id": office.id, "housing_bureau_id": bureau.id})
        self.generate()
        self.assertEqual(len(self.lines(office)), 6)
        self.assertEqual(len(self.lines(bureau)), 4)
        self.assertEqual((self.lines(office) | self.lines(bureau)).steward_id, self.manager)

    @freeze_time(NEW_YEAR)
    def test_R235_key_customers_are_visited_by_the_supervisor(self):
        self.zhang.is_key_customer = True
        self.generate()
        lines = self.lines(audience="key_customer")
        self.assertEqual(
            (len(lines), lines.partner_id, lines.steward_id), (4, self.zhang, self.supervisor)
        )

    @freeze_time(NEW_YEAR)
    def test_R038_R039_R040_tenants_by_class(self):
        self.generate(self.mall)
        anchor = self.lines(self.anchor, community=self.mall)
        self.assertEqual(
            anchor.mapped("period_end"),
            [date(YEAR, 4, 30), date(YEAR, 8, 31), date(YEAR, 12, 31)],
        )
        self.assertEqual(anchor.mapped("ordinal"), [1, 2, 3])
        other = self.lines(self.catering, community=self.mall)
        self.assertEqual(other.mapped("period_end"), [date(YEAR, 12, 31)])

    @freeze_time(NEW_YEAR)
    def test_R043_every_department_leader_makes_a_round_every_two_weeks(self):
        role = self.env.ref("property_steward.role_department_leader")
        self.env["steward.role.assignment"].create(
            [
                {
                    "community_id": self.mall.id,
                    "role_id": role.id,
                    "employee_id": employee.id,
                    "date_from": date(2020, 1, 1),
                }
                for employee in (self.department, self.nobody)
            ]
        )
        self.generate(self.mall)
        rounds = self.lines(audience="department_leaders", community=self.mall)
        self.assertEqual(rounds.steward_id, self.department | self.nobody)
        mine = rounds.filtered(lambda line: line.steward_id == self.department)
        self.assertIn(len(mine), (26, 27))
        self.assertFalse(mine.partner_id)
        self.assertEqual({(line.period_end - line.period_start).days for line in mine}, {13})
        self.assertEqual(self.generate(self.mall)["added"], 0)

    @freeze_time(NEW_YEAR)
    def test_R042_yearly_visits_are_spread_over_the_months(self):
        for number in range(24):
            shop = self._create_unit(
                self.building_mall, f"2{number:02}", unit_type="shop", shop_class="other"
            )
            self._create_household(f"店铺{number}", shop, role="tenant")
        self.generate(self.mall)
        months = set(self.lines(audience="other_tenant", community=self.mall).mapped("month"))
        self.assertGreaterEqual(len(months), 10)

    @freeze_time("2026-05-20 02:00:00")
    def test_R001_in_the_middle_of_the_year_periods_that_ended_are_left_out(self):
        self.generate()
        self.assertEqual([line.month.month for line in self.lines(self.zhang)], list(range(5, 13)))
        self.assertEqual(
            self.lines(self.li).mapped("period_end"),
            [date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31)],
        )
        self.assertGreaterEqual(self.lines(self.li)[0].month, date(YEAR, 5, 1))
        self.assertEqual(len(self.plan_of(self.steward).month_ids), 12)
        with self.assertRefused(UserError, "2025"):
            self.generate(year=2025)

    @freeze_time("2026-05-20 02:00:00")
    def test_R001_the_first_day_can_be_chosen(self):
        self.generate(date_from=date(YEAR, 2, 1))
        self.assertEqual(self.lines(self.zhang)[0].month, date(YEAR, 2, 1))

    @freeze_time(NEW_YEAR)
    def test_running_again_changes_nothing_and_uses_no_ids(self):
        first = self.generate()
        self.assertGreater(first["added"], 0)
        before = self.lines().ids
        again = self.generate()
        self.assertEqual(again, {"plans": 0, "unassigned": 0, "ended": 0, "moved": 0, "added": 0})
        self.assertEqual(self.lines().ids, before)
        self.env.cr.execute("SELECT last_value FROM steward_visit_plan_line_id_seq")
        self.assertEqual(self.env.cr.fetchone()[0], max(before))

    def test_a_new_steward_takes_over_what_is_open_and_not_what_is_over(self):
        with freeze_time(NEW_YEAR):
            self.generate()
        lines = self.lines(self.zhang)
        self.hold_visit(lines[0])
        lines[5].scheduled_at = datetime(YEAR, 6, 10, 2)
        with freeze_time("2026-03-02 02:00:00"):
            self.building3.steward_id = self.steward2
            counts = self.generate()
        self.assertEqual(counts["ended"] + counts["added"], 0)
        self.assertEqual(
            [line.steward_id for line in lines],
            [self.steward] * 2 + [self.steward2] * 10,
            "Done in January, missed in February, open from March on.",
        )
        self.assertEqual(lines[2].plan_id, self.plan_of(self.steward2))
        self.assertEqual(lines[2].month_id.plan_id, lines[2].plan_id)
        self.assertFalse(lines[5].scheduled_at, "The proposal belonged to the former steward.")

    def test_an_agreed_time_stays_when_the_steward_changes(self):
        with freeze_time(NEW_YEAR):
            self.generate()
            line = self.lines(self.zhang)[5]
            line.write({"scheduled_at": datetime(YEAR, 6, 10, 2), "is_fixed": True})
            self.building3.steward_id = self.steward2
            self.generate()
        self.assertEqual(line.scheduled_at, datetime(YEAR, 6, 10, 2))

    def test_a_household_that_left_is_not_owed_visits_any_more(self):
        with freeze_time(NEW_YEAR):
            self.generate()
        lines = self.lines(self.zhang)
        self.hold_visit(lines[0])
        with freeze_time("2026-03-10 02:00:00"):
            self.zhang.occupancy_ids.date_to = date(YEAR, 3, 9)
            self.generate()
            self.assertEqual(
                lines.mapped("state"),
                ["done", "open"] + ["cancelled"] * 10,
            )
            self.zhang.occupancy_ids.date_to = False
            self.generate()
            self.assertEqual(len(self.lines(self.zhang, state="open")), 11)

    @freeze_time(NEW_YEAR)
    def test_what_a_person_cancelled_or_added_stays(self):
        self.generate()
        line = self.lines(self.zhang)[3]
        line.with_user(self.user_steward)._cancel("出国三个月")
        extra = self.Line.with_user(self.user_steward).create(
            {
                "plan_id": line.plan_id.id,
                "rule_id": line.rule_id.id,
                "partner_id": self.zhang.id,
                "month": date(YEAR, 5, 1),
            }
        )
        counts = self.generate()
        self.assertEqual((counts["added"], counts["ended"]), (0, 0))
        self.assertEqual((line.state, extra.state, extra.is_manual), ("cancelled", "open", True))
        line.with_user(self.user_steward).action_restore()
        self.assertEqual((line.state, line.cancel_reason), ("open", False))

    @freeze_time(NEW_YEAR)
    def test_facts_do_not_void_an_approval_but_are_listed_to_the_approver(self):
        self.generate()
        plan = self.plan_of(self.steward)
        self.approve(plan)
        self.li.occupancy_ids.move_in_date = date(YEAR, 1, 4)
        self.zhang.occupancy_ids.date_to = date(YEAR, 1, 4)
        self.generate()
        self.assertEqual(set(plan.month_ids.mapped("state")), {"approved"})
        listed = {
            (change.kind, change.partner_id, change.rule_id.audience): change.line_count
            for change in plan.change_ids
        }
        self.assertEqual(
            listed,
            {
                ("added", self.li, "moved_in"): 12,
                ("ended", self.li, "not_moved_in"): 4,
                ("ended", self.zhang, "moved_in"): 12,
            },
        )
        with self.assertRefused(AccessError, "approves"):
            plan.change_ids.with_user(self.user_steward).action_seen()
        plan.with_user(self.user_supervisor).action_changes_seen()
        self.assertEqual(plan.change_ids.seen_by_id, self.user_supervisor)
        self.assertEqual(plan.unseen_change_count, 0)

    @freeze_time(NEW_YEAR)
    def test_a_new_steward_is_listed_in_both_approved_plans(self):
        self.generate()
        giver, taker = self.plan_of(self.steward), self.plan_of(self.steward2)
        self.approve(giver)
        self.approve(taker)
        self.unit_1204.own_steward_id = self.steward2
        self.generate()
        self.assertEqual(giver.change_ids.mapped("kind"), ["moved"])
        self.assertEqual(taker.change_ids.mapped("kind"), ["added"])
        self.assertEqual(taker.change_ids.line_count, 12)

    @freeze_time(NEW_YEAR)
    def test_a_unit_without_a_steward_falls_to_the_supervisor(self):
        self.building3.steward_id = False
        self.generate()
        lines = self.lines(self.zhang)
        self.assertEqual(lines.steward_id, self.supervisor)
        self.assertEqual(lines.plan_id.role_id.code, "supervisor")
        self.assertEqual(lines.plan_id._approval_role().code, "centre_manager")

    @freeze_time(NEW_YEAR)
    def test_visits_that_nobody_can_make_are_counted(self):
        self.building3.steward_id = False
        self.community.assignment_ids.filtered(
            lambda assignment: assignment.role_id.code != "steward"
        ).unlink()
        counts = self.generate(user=self.env.ref("base.user_admin"))
        self.assertGreaterEqual(counts["unassigned"], 16)
        self.assertFalse(self.lines(self.zhang))

    @freeze_time(NEW_YEAR)
    def test_R261_a_branch_keeps_rules_of_its_own(self):
        policy = self.community.policy_id.copy()
        rule = policy.visit_rule_ids.filtered(lambda rule: rule.audience == "moved_in")
        rule.write({"interval_unit": "month", "times": 2})
        self.community.policy_id = policy
        self.generate()
        self.assertEqual(len(self.lines(self.zhang)), 24)
        rule.write({"interval_unit": "quarter", "times": 1})
        self.generate()
        self.assertEqual(len(self.lines(self.zhang, state="open")), 4)

    @freeze_time(NEW_YEAR)
    def test_only_who_supervises_the_community_generates(self):
        for user in (self.user_steward, self.user_nobody, self.user_auditor, self.user_accountant):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.generate(user=user)
        other = self.community.copy({"name": "远方小区"})
        with self.assertRefused(AccessError, "远方小区"):
            self.generate(other)
        self.generate(user=self.user_manager)
        self.assertEqual(self.plan_of(self.steward).create_uid, self.user_manager)

    @freeze_time(NEW_YEAR)
    def test_rows_are_those_that_the_orm_would_write(self):
        self.generate()
        for model_name, given in (
            ("steward.visit.plan.line", None),
            ("steward.visit.plan.month", ("plan_id", "month")),
            ("steward.visit.plan", ("community_id", "year", "role_id", "steward_id")),
        ):
            records = self.env[model_name].search([("community_id", "=", self.community.id)])
            self._compare_with_orm(records, given)

    def _compare_with_orm(self, records, given):
        """Delete the rows, create them again by ORM, compare every column."""
        names = [
            name
            for name, field in records._fields.items()
            if field.store and field.column_type and name not in ("id", "create_date", "write_date")
        ]
        given = given or (
            "plan_id",
            "month_id",
            "rule_id",
            "steward_id",
            "partner_id",
            "unit_id",
            "community_id",
            "ordinal",
            "month",
            "period_start",
            "period_end",
        )

        def rows(model, ids):
            return self.env.execute_query(
                SQL(
                    "SELECT %s FROM %s WHERE id IN %s ORDER BY id",
                    SQL(", ").join(SQL.identifier(name) for name in names),
                    SQL.identifier(model._table),
                    tuple(ids),
                )
            )

        self.env.flush_all()
        written = rows(records, records.ids)
        records = records.sorted("id")
        values = [
            {name: field.convert_to_write(record[name], record) for name, field in fields_of}
            for record in records
            for fields_of in [[(name, record._fields[name]) for name in given]]
        ]
        model = self.env[records._name]
        self.env.cr.execute("SAVEPOINT rows")
        records.sudo().unlink()
        created = model.with_user(self.user_supervisor).sudo().create(values)
        self.env.flush_all()
        made = rows(model, created.ids)
        self.env.cr.execute("ROLLBACK TO SAVEPOINT rows")
        self.env.invalidate_all()
        self.assertGreater(len(made), 0)
        self.assertEqual(written, made)

    @freeze_time(NEW_YEAR)
    def test_pending_changes_are_seen_and_caches_are_fresh(self):
        self.generate()
        plan = self.plan_of(self.steward)
        self.assertEqual(
            plan.line_ids.filtered(lambda line: line.partner_id == self.zhang).ids,
            self.lines(self.zhang).ids,
        )
        self.unit_1204.own_steward_id = self.steward2
        self.generate()
        self.assertFalse(plan.line_ids.filtered(lambda line: line.partner_id == self.zhang))

    @freeze_time(NEW_YEAR)
    def test_statements_do_not_grow_with_the_households(self):
        def statements(households):
            for number in range(households):
                unit = self._create_unit(self.building3, f"{households}{number:03}")
                self._create_household(f"住户{number}", unit, move_in_date=date(2025, 1, 1))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            counts = self.generate()
            self.assertEqual(counts["added"], 12 * households)
            return self.env.cr.sql_log_count - before

        self.generate()
        few = statements(2)
        many = statements(60)
        # caches of the rights may be filled in between, 58 more households may not show
        self.assertLess(many, few + 5)
        # 10 of the generation itself, the rest reads the supervisor's rights
        self.assertLessEqual(many, 25)

    @freeze_time(NEW_YEAR)
    @mute_logger("odoo.sql_db")
    def test_two_workers_cannot_plan_the_same_visit_twice(self):
        self.generate()
        line = self.lines(self.zhang)[0]
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                """
                INSERT INTO steward_visit_plan_line (plan_id, rule_id, community_id, steward_id,
                       partner_id, period_start, period_end, month, state)
                SELECT plan_id, rule_id, community_id, steward_id, partner_id,
                       period_start, period_end, month, state
                  FROM steward_visit_plan_line WHERE id = %s
                """,
                [line.id],
            )

    @freeze_time(NEW_YEAR)
    def test_the_nightly_job_follows_the_facts_of_running_plans(self):
        self.generate()
        self.zhang.occupancy_ids.date_to = date(YEAR, 1, 4)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_refresh_plans").method_direct_trigger()
        self.assertEqual(set(self.lines(self.zhang).mapped("state")), {"cancelled"})

    @freeze_time(NEW_YEAR)
    def test_the_assistant_says_what_changed(self):
        wizard = (
            self.env["steward.plan.generate.wizard"]
            .with_user(self.user_supervisor)
            .create({"community_id": self.community.id, "year": YEAR})
        )
        self.assertEqual(wizard.date_from, date(YEAR, 1, 5))
        wizard.action_generate()
        self.assertEqual((wizard.state, wizard.ended), ("done", 0))
        self.assertEqual(wizard.added, len(self.lines()))
        action = wizard.action_open_plans()
        self.assertEqual(self.Plan.search(action["domain"]).community_id, self.community)
