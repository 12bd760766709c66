from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import psycopg2

from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from ..models.visit.visit_plan_scope import Scope
from .test_visit_plan_generate import NEW_YEAR, YEAR, PlanCommon

NOTHING = {"added": 0, "ended": 0, "moved": 0, "plans": 0}


class NothingToChange(Exception):
    pass


class Changes:
    """Everything that can happen between two generations, at random; each `change_…` is one kind.

    :raise NothingToChange: where there is no record of the kind
    """

    def __init__(self, case, random):
        self.case, self.env, self.random = case, case.env, random
        self.kinds = [name for name in dir(type(self)) if name.startswith("change_")]

    def pick(self, model, *domain):
        found = self.env[model].sudo().with_context(active_test=False).search(list(domain))
        return self.one(found)

    def one(self, records):
        if not records:
            raise NothingToChange
        return self.random.choice(records)

    def occupancy(self, *domain):
        return self.pick(
            "steward.occupancy", ("community_id", "=", self.case.community.id), *domain
        )

    def unit(self, *domain):
        return self.pick("steward.unit", ("community_id", "=", self.case.community.id), *domain)

    def line(self, *domain):
        return self.pick(
            "steward.visit.plan.line", ("community_id", "=", self.case.community.id), *domain
        )

    def day(self):
        return date(YEAR - 1, 11, 1) + timedelta(days=self.random.randrange(420))

    def employee(self):
        case = self.case
        return self.random.choice(
            case.steward | case.steward2 | case.supervisor | case.manager | case.nobody
        )

    # what is known of households

    def change_household_appears(self):
        case, number = self.case, self.random.randrange(10**6)
        unit = case._create_unit(
            self.random.choice(case.building3 | case.building10), f"9{number:06}"
        )
        case._create_household(f"住户{number}", unit, date_from=self.day(), move_in_date=self.day())

    def change_second_flat(self):
        unit = self.case._create_unit(self.case.building3, str(self.random.random()))
        self.case._occupy(self.occupancy().partner_id, unit, date_from=self.day())

    def change_occupancy_ends(self):
        line = self.occupancy(("date_to", "=", False))
        line.write({"date_to": max(self.day(), line.date_from)})

    def change_occupancy_goes_on(self):
        self.occupancy(("date_to", "!=", False)).write({"date_to": False})

    def change_occupancy_deleted(self):
        self.occupancy().unlink()

    def change_move_in(self):
        self.occupancy().write(
            {"move_in_date": self.day(), "move_out_date": False, "move_in_unknown": False}
        )

    def change_move_in_forgotten(self):
        self.occupancy().write(
            {"move_in_date": False, "move_in_unknown": self.random.random() < 0.5}
        )

    def change_move_out(self):
        self.occupancy().write({"move_out_date": self.day()})

    def change_let(self):
        number = self.random.randrange(10**6)
        unit = self.occupancy(("role", "=", "owner")).unit_id
        self.case._create_household(
            f"租户{number}", unit, role="tenant", date_from=self.day(), move_in_date=self.day()
        )

    def change_lease_ends(self):
        line = self.occupancy(("role", "=", "tenant"), ("date_to", "=", False))
        line.write({"date_to": max(self.day(), line.date_from)})

    def change_key_customer(self):
        partner = self.occupancy().partner_id
        partner.is_key_customer = not partner.is_key_customer

    def change_segment(self):
        partner = self.occupancy().partner_id
        partner.segment = "ordinary" if partner.segment == "key_concern" else "key_concern"

    def change_last_contact(self):
        self.occupancy().partner_id.last_contact_date = self.day()

    def change_past_the_orm(self):
        """As imports and merges write: straight into the table."""
        line, other = self.occupancy(), self.occupancy()
        column, value = self.random.choice(
            [
                ("date_from", min(self.day(), line.date_to or date.max)),
                ("move_in_date", self.day()),
                ("partner_id", other.partner_id.id),
                ("unit_id", other.unit_id.id),
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE steward_occupancy SET %s = %s WHERE id = %s",
                SQL.identifier(column),
                value,
                line.id,
            )
        )
        self.env.invalidate_all()

    # places, people and rules

    def change_unit_steward(self):
        self.unit().write({"own_steward_id": self.random.choice([False, *self.stewards()])})

    def stewards(self):
        return (self.case.steward | self.case.steward2).ids

    def change_building_steward(self):
        building = self.random.choice(self.case.building3 | self.case.building10)
        building.write({"steward_id": self.random.choice([False, *self.stewards()])})

    def change_unit_archived(self):
        self.unit(("active", "=", True)).write({"active": False})

    def change_unit_back(self):
        self.unit(("active", "=", False)).write({"active": True})

    def change_unit_to_another_building(self):
        case = self.case
        buildings = case.building3 | case.building10 | case.building_mall
        self.unit().write({"building_id": self.random.choice(buildings).id})

    def change_shop_class(self):
        self.unit().write({"shop_class": self.random.choice(["anchor", "other", False])})

    def change_door(self):
        self.unit().write({"number": str(self.random.randrange(10**6))})

    def change_role_filled(self):
        roles = ("steward", "supervisor", "centre_manager", "department_leader")
        role = self.env.ref(f"property_steward.role_{self.random.choice(roles)}")
        self.env["steward.role.assignment"].create(
            {
                "community_id": self.case.community.id,
                "role_id": role.id,
                "employee_id": self.employee().id,
                "date_from": self.day(),
            }
        )

    def change_role_lost(self):
        held = self.pick("steward.role.assignment", ("community_id", "=", self.case.community.id))
        held.write({"date_to": max(self.day(), held.date_from)})

    def rule(self, *domain):
        return self.pick(
            "steward.visit.rule", ("policy_id", "=", self.case.community.policy_id.id), *domain
        )

    def change_cadence(self):
        self.rule().write(
            {
                "interval_unit": self.random.choice(
                    ["fortnight", "month", "two_months", "quarter", "year"]
                ),
                "times": self.random.choice([1, 1, 2]),
            }
        )

    def change_role_of_a_rule(self):
        self.rule().write({"role_id": self.pick("steward.role").id})

    def change_audience(self):
        kinds = self.env["steward.visit.rule"]._fields["audience"].get_values(self.env)
        self.rule().write({"audience": self.random.choice(kinds)})

    def change_rule_archived(self):
        self.rule(("active", "=", True)).write({"active": False})

    def change_rule_back(self):
        self.rule(("active", "=", False)).write({"active": True})

    def change_policy(self):
        self.case.community.policy_id = self.pick("steward.policy")

    def change_outside_bodies(self):
        self.case.community.write(
            {
                "committee_established": self.random.random() < 0.7,
                "committee_director_id": self.occupancy().partner_id.id,
                "community_office_id": self.random.choice([False, self.case.zhang.id]),
                "housing_bureau_id": self.random.choice([False, self.case.li.id]),
            }
        )

    # planned visits

    def change_visit_held(self):
        line = self.line(("state", "=", "open"), ("partner_id", "!=", False))
        self.case.hold_visit(line)

    def change_visit_cancelled(self):
        line = self.line(("state", "=", "open"))
        line._cancel("出国三个月")

    def change_visit_put_back(self):
        line = self.line(("cancelled_by_id", "!=", False))
        line.action_restore()

    def change_visit_deleted(self):
        self.line().unlink()

    def change_visit_of_another_unit(self):
        self.line(("state", "=", "open")).write({"unit_id": self.unit().id})

    def change_visit_of_another_household(self):
        self.line(("state", "=", "open")).write({"partner_id": self.occupancy().partner_id.id})

    def change_visit_by_another_rule(self):
        self.line(("state", "=", "open")).write({"rule_id": self.rule().id})

    def change_visit_handed_over(self):
        line = self.line(("state", "=", "open"), ("partner_id", "!=", False))
        line._hand_over(self.employee())

    def change_visit_counts_as_added_by_hand(self):
        line = self.line(("state", "=", "open"))
        line.write({"is_manual": not line.is_manual})

    def change_plan_deleted(self):
        self.plan().unlink()

    def change_month_deleted(self):
        self.pick("steward.visit.plan.month", ("plan_id", "=", self.plan().id)).unlink()

    def change_months_completed(self):
        plan = self.one(self.plans().filtered(lambda plan: len(plan.month_ids) < 12))
        missing = {date(YEAR, month, 1) for month in range(1, 13)}
        missing -= set(plan.month_ids.mapped("month"))
        self.env["steward.visit.plan.month"].create(
            [{"plan_id": plan.id, "month": month} for month in sorted(missing)]
        )

    def change_role_of_a_plan(self):
        self.plan().write({"role_id": self.pick("steward.role").id})

    def plans(self):
        return self.env["steward.visit.plan"].search(
            [("community_id", "=", self.case.community.id), ("year", "=", YEAR)]
        )

    def plan(self):
        """A plan in which nothing was held: it can be deleted."""
        return self.one(
            self.plans().filtered(lambda plan: "done" not in plan.line_ids.mapped("state"))
        )

    def change_contacts_merged(self):
        first, second = self.occupancy().partner_id, self.occupancy().partner_id
        if first == second:
            raise NothingToChange
        (first | second).email = "one@example.com"
        self.env["base.partner.merge.automatic.wizard"]._merge((first | second).ids, first)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestVisitPlanAgain(PlanCommon):
    """Generating again compares the households that changed, and finds what comparing all of them
    would find."""

    def again(self, day, date_from=None):
        with freeze_time(datetime.combine(day, datetime.min.time()) + timedelta(hours=2)):
            found = self.generate(date_from=date_from, user=self.env.ref("base.user_admin"))
            missed = self.env["steward.visit.plan.generator"]._generate(
                self.community, YEAR, date_from, everything=True
            )
        self.assertEqual(missed, dict(NOTHING, unassigned=found["unassigned"]))
        return found

    def known_years(self):
        known = self.env["steward.visit.plan.fact"].search(
            [("community_id", "=", self.community.id)]
        )
        return set(known.mapped("year"))

    def try_change(self, changes, kind):
        """Whether the change was made: what the rules of the models refuse is no change."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                getattr(changes, kind)()
                self.env.flush_all()
        except (NothingToChange, UserError, psycopg2.IntegrityError):
            self.env.invalidate_all()
            return False
        return True

    @freeze_time(NEW_YEAR)
    def test_every_kind_of_change_is_found(self):
        """R005: whatever changed, only what changed is compared, and nothing is missed."""
        self.generate()
        changes = Changes(self, Random(5))
        day = date(YEAR, 1, 5)
        made = dict.fromkeys(changes.kinds, 0)
        for turn in range(4):
            for kind in changes.random.sample(changes.kinds, len(changes.kinds)):
                with self.subTest(turn=turn, kind=kind, day=day):
                    made[kind] += self.try_change(changes, kind)
                    self.again(day)
            day += timedelta(days=changes.random.randrange(40))
        self.assertFalse([kind for kind, times in made.items() if not times])

    @freeze_time(NEW_YEAR)
    def test_any_mixture_of_changes_is_found(self):
        """R005: several changes at once, days that pass, and first days that were chosen."""
        self.generate()
        for seed in range(25):
            changes = Changes(self, Random(seed))
            day = date(YEAR, 1, 5) + timedelta(days=13 * seed)
            with self.subTest(seed=seed):
                for kind in changes.random.choices(changes.kinds, k=6):
                    self.try_change(changes, kind)
                first = changes.random.choice([None, None, day, changes.day()])
                self.again(day, first and max(first, date(YEAR, 1, 1)))

    @freeze_time(NEW_YEAR)
    def test_only_what_changed_is_compared(self):
        self.generate()
        Fact = self.env["steward.visit.plan.fact"]
        generator = self.env["steward.visit.plan.generator"].sudo()
        day = date(YEAR, 1, 5)
        people = generator._people(self.community, day)
        asked = generator._asked(generator._rules(self.community), YEAR, people)
        everything = Scope(self.community, YEAR, day, asked)

        def changed():
            self.env.flush_all()
            scope = Fact._narrow(everything)
            return scope.households, scope.units

        self.assertEqual(changed(), ([], []))
        self.zhang.occupancy_ids.move_out_date = date(YEAR, 7, 1)
        self.assertEqual(changed(), ([self.zhang.id], self.unit_1204.ids))
        tenant = self._create_household("租户甲", self.unit_101, role="tenant")
        self.assertEqual(
            changed(),
            (
                sorted([self.zhang.id, self.li.id, tenant.id]),
                sorted([self.unit_1204.id, self.unit_101.id]),
            ),
            "Who owns the flat that is let lives there no more.",
        )
        self.generate()
        self.assertEqual(changed(), ([], []))
        self.assertIsNone(
            Fact._narrow(replace(everything, asked="other rules")).households,
            "Where the rules ask for something else, all are compared.",
        )

    @freeze_time(NEW_YEAR)
    def test_an_earlier_first_day_is_compared_again(self):
        self.generate(date_from=date(YEAR, 6, 1))
        self.assertEqual(self.lines(self.zhang)[0].month, date(YEAR, 6, 1))
        self.again(date(YEAR, 1, 5))
        self.assertEqual(self.lines(self.zhang)[0].month, date(YEAR, 1, 1))

    @freeze_time(NEW_YEAR)
    def test_visits_that_nobody_can_make_are_counted_every_time(self):
        self.building3.steward_id = False
        self.community.assignment_ids.filtered(
            lambda assignment: assignment.role_id.code != "steward"
        ).unlink()
        first = self.again(date(YEAR, 1, 5))
        self.assertGreaterEqual(first["unassigned"], 16)
        self.assertEqual(self.again(date(YEAR, 1, 5))["unassigned"], first["unassigned"])

    @freeze_time(NEW_YEAR)
    def test_visits_of_a_contact_that_was_deleted_end(self):
        buyer = self._create_household(
            "王五", self.unit_102, date_from=date(YEAR, 6, 1), move_in_date=date(YEAR, 6, 1)
        )
        self.generate()
        lines = self.lines(buyer)
        self.assertEqual(len(lines), 7)
        buyer.occupancy_ids.unlink()
        buyer.unlink()
        self.again(date(YEAR, 1, 5))
        self.assertEqual(set(lines.mapped("state")), {"cancelled"})

    @freeze_time(NEW_YEAR)
    def test_a_visit_to_the_community_office_that_was_cancelled_stays_out_of_the_plan(self):
        office = self.env["res.partner"].create({"name": "社区"})
        self.community.community_office_id = office
        self.generate()
        self.lines(office)[1]._cancel("本期由街道组织")
        for _time in range(2):
            self.assertEqual(self.generate()["added"], 0)

    @freeze_time(NEW_YEAR)
    def test_at_night_what_was_done_past_the_application_is_set_right(self):
        self.generate()
        lines = self.lines(self.zhang)
        self.env.cr.execute("DELETE FROM steward_visit_plan_line WHERE id = %s", [lines[3].id])
        self.env.invalidate_all()
        self.assertEqual(self.generate()["added"], 0, "No fact of the household changed.")
        with self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_refresh_plans").method_direct_trigger()
        self.assertEqual(len(self.lines(self.zhang)), 12)

    @freeze_time(NEW_YEAR)
    def test_every_year_is_compared_by_itself(self):
        self.generate()
        self.generate(year=YEAR + 1)
        self.zhang.occupancy_ids.move_out_date = date(YEAR, 6, 30)
        self.assertEqual(self.generate()["ended"], 6)
        self.assertEqual(self.generate(year=YEAR + 1)["ended"], 12)
        self.assertEqual(self.known_years(), {YEAR, YEAR + 1})
        with freeze_time("2028-01-05 02:00:00"):
            self.generate(year=YEAR + 2)
        self.assertEqual(self.known_years(), {YEAR + 1, YEAR + 2}, "Older ones are forgotten.")

    def test_what_is_under_way_elsewhere_is_compared_by_the_next_generation(self):
        """A transaction that changes planned visits while a generation runs, and ends after it
        began, is not taken for seen."""
        community = self.env["steward.community"].search([], order="id", limit=1)
        connection = db_connect(self.env.cr.dbname)
        year = 9999
        with connection.cursor() as other, connection.cursor() as running:
            self.addCleanup(self._forget, connection, year)
            Fact = self.env["steward.visit.plan.fact"]
            key = [(community.id, year, 7)]
            # the generation has begun: it sees the tables as they are now
            Running = Fact.with_env(self.env(cr=running))
            scope = Scope(community.with_env(Running.env), year, date(year, 1, 1), "rules")
            Running._keep(scope, False)
            Fact.with_env(self.env(cr=other))._doubt(key)
            other.commit()
            Running._keep(scope, False)
            running.commit()
            self.assertEqual(Running._narrow(scope).households, [7])

    def _forget(self, connection, year):
        with connection.cursor() as cr:
            cr.execute("DELETE FROM steward_visit_plan_fact WHERE year = %s", [year])
