# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""Generation of a year of planned visits, against one raw INSERT … SELECT and against OCA
fieldservice_recurring; then "My day" and the coverage page over all these lines.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_HOUSEHOLDS="1000 10000" chooses other sizes.
"""

import os
import statistics
import time
from datetime import date, timedelta

from making import LOG, NOW, WHO, make_community, make_stewards, make_units, settle
from measuring import measure, say

SIZES = [int(n) for n in os.environ.get("STEWARD_BENCH_HOUSEHOLDS", "1000 10000 50000").split()]
YEAR = date.today().year + 1
PER_STEWARD = 250


def median(runs):
    return tuple(statistics.median(run[index] for run in runs) for index in (0, 1))


def undone(env, action):
    """Run `action` and undo it, so that every repetition meets the same tables."""
    env.flush_all()
    env.cr.execute("SAVEPOINT bench")
    try:
        return action()
    finally:
        env.cr.execute("ROLLBACK TO SAVEPOINT bench")
        env.invalidate_all(flush=False)


def make_place(env, households):
    """A community whose households are written by SQL: nine of ten moved in, the others not."""
    company = env.company
    stewards = make_stewards(env, max(1, households // PER_STEWARD))
    boss, manager = env["hr.employee"].create([{"name": "Supervisor"}, {"name": "Manager"}])
    community = make_community(env, kind="residential")
    env["steward.role.assignment"].create(
        [
            {
                "community_id": community.id,
                "role_id": env.ref(f"property_steward.role_{role}").id,
                "employee_id": employee.id,
                "date_from": date(2000, 1, 1),
            }
            for role, employee in (("supervisor", boss), ("centre_manager", manager))
        ]
    )
    make_units(community, stewards, households)
    cr = env.cr
    cr.execute(
        f"""
        WITH unit AS (
            SELECT id, row_number() OVER (ORDER BY id) AS number
              FROM steward_unit WHERE community_id = %(community)s
        ), household AS (
            INSERT INTO res_partner (name, complete_name, active, type, is_company,
                                     autopost_bills, household_unit_id, {LOG})
            SELECT 'Household ' || number, 'Household ' || number, TRUE, 'contact', FALSE, 'ask',
                   id, {WHO}
              FROM unit ORDER BY id
         RETURNING id, household_unit_id
        )
        INSERT INTO steward_occupancy (unit_id, partner_id, community_id, company_id, role,
                                       date_from, move_in_date, steward_id, state, {LOG})
        SELECT u.id, h.id, %(community)s, %(company)s, 'owner', '2020-01-01',
               CASE WHEN unit.number %% 10 <> 0 THEN '2020-06-01'::date END, u.steward_id,
               CASE WHEN unit.number %% 10 <> 0 THEN 'moved_in' ELSE 'not_moved_in' END, {WHO}
          FROM household h
          JOIN steward_unit u ON u.id = h.household_unit_id
          JOIN unit ON unit.id = u.id
        """,
        {"community": community.id, "company": company.id},
    )
    settle(env)
    return community


def empty_lines(env):
    # not TRUNCATE, which would also empty whatever refers to planned visits
    env.cr.execute("DELETE FROM steward_visit_plan_line")
    vacuum(env)


def change_one_percent(env, community):
    """One household in a hundred moves out, moves in or gets another steward, a third each."""
    occupancies = env.execute_query_dict(
        _sql(
            "SELECT id, unit_id FROM steward_occupancy WHERE community_id = %s AND id %% 100 = 0"
            " ORDER BY id",
            community.id,
        )
    )
    third = len(occupancies) // 3
    env.cr.execute(
        "UPDATE steward_occupancy SET date_to = %s WHERE id = ANY(%s)",
        [date(YEAR, 1, 1) - timedelta(days=1), [row["id"] for row in occupancies[:third]]],
    )
    env.cr.execute(
        "UPDATE steward_occupancy SET move_in_date = %s WHERE id = ANY(%s)",
        [date(YEAR, 6, 15), [row["id"] for row in occupancies[third : 2 * third]]],
    )
    env.cr.execute(
        """
        UPDATE steward_unit SET steward_id = (
            SELECT max(steward_id) FROM steward_building WHERE community_id = %s)
         WHERE id = ANY(%s)
        """,
        [community.id, [row["unit_id"] for row in occupancies[2 * third :]]],
    )


def _sql(text, *values):
    from odoo.tools import SQL

    return SQL(text, *values)


def bench_generation(env, households, peer_ms):
    empty_lines(env)
    community = make_place(env, households)
    generator = env["steward.visit.plan.generator"]
    repetitions = 5 if households <= 10000 else 3

    def generate():
        env.cr.execute("DELETE FROM steward_visit_plan WHERE community_id = %s", [community.id])
        env.cr.execute(
            "DELETE FROM steward_visit_plan_fact WHERE community_id = %s", [community.id]
        )
        return measure(env, lambda: generator._generate(community, YEAR))

    generate()
    env.cr.execute("CREATE TEMPORARY TABLE bench_line AS SELECT * FROM steward_visit_plan_line")
    env.cr.execute("SELECT count(*) FROM bench_line")
    lines = env.cr.fetchone()[0]
    columns = ", ".join(
        name
        for name, field in env["steward.visit.plan.line"]._fields.items()
        if field.store and field.column_type and name != "id"
    )

    def floor():
        return measure(
            env,
            lambda: env.cr.execute(
                f"INSERT INTO steward_visit_plan_line ({columns}) SELECT {columns} FROM bench_line"
            ),
        )

    # in turns, so that a noisy machine is noisy for both
    first, raw = [], []
    empty_lines(env)
    for _repetition in range(repetitions):
        raw.append(undone(env, floor))
        vacuum(env)
        first.append(undone(env, generate))
        vacuum(env)
    first_ms, statements = median(first)
    raw_ms, _one = median(raw)

    def again():
        change_one_percent(env, community)
        return measure(env, lambda: generator._generate(community, YEAR))

    def unchanged():
        return measure(env, lambda: generator._generate(community, YEAR))

    generate()
    vacuum(env)
    again_ms, again_statements = median([undone(env, again) for _ in range(repetitions)])
    counts = undone(env, again)[2]
    nothing_ms, _statements = median([undone(env, unchanged) for _ in range(repetitions)])
    say(f"{households} households, {lines} lines")
    say(
        f"  first run        {first_ms:9.0f} ms  {first_ms / lines:.4f} ms/line  "
        f"{statements:.0f} statements = {statements / lines:.6f}/line"
    )
    say(
        f"  raw INSERT       {raw_ms:9.0f} ms  {raw_ms / lines:.4f} ms/line  "
        f"ratio first/raw {first_ms / raw_ms:.2f}"
    )
    if peer_ms:
        say(f"  peer/ours per line {peer_ms / (first_ms / lines):.0f}")
    say(
        f"  again after 1 %  {again_ms:9.0f} ms  1/{first_ms / again_ms:.0f} of the first run, "
        f"{again_statements:.0f} statements, {counts}"
    )
    say(f"  again, unchanged {nothing_ms:9.0f} ms  1/{first_ms / nothing_ms:.0f}")
    env.cr.execute("DROP TABLE bench_line")
    return community


def make_history(env, community):
    """A year in the middle: this year's lines, nine tenths of those that are over done."""
    year, today = date.today().year, date.today()
    empty_lines(env)
    env["steward.visit.plan.generator"]._generate(community, year, date(year, 1, 1))
    env.cr.execute(
        f"""
        INSERT INTO steward_visit (partner_id, community_id, company_id, unit_id, steward_id,
                                   mode_id, start, state, outcome, create_uid, create_date,
                                   write_uid, write_date)
        SELECT DISTINCT ON (l.partner_id) l.partner_id, l.community_id, c.company_id, l.unit_id,
               l.steward_id, %s, {NOW}, 'done', 'done', {env.uid}, {NOW}, {env.uid}, {NOW}
          FROM steward_visit_plan_line l
          JOIN steward_community c ON c.id = l.community_id
         WHERE l.partner_id IS NOT NULL
        """,
        [env.ref("property_steward.contact_mode_door").id],
    )
    env.cr.execute(
        """
        UPDATE steward_visit_plan_line l SET state = 'done', visit_id = v.id
          FROM steward_visit v
         WHERE v.partner_id = l.partner_id AND l.period_end < %s AND l.id %% 10 <> 0
        """,
        [today],
    )
    env.invalidate_all()


def make_user(env, employee, login):
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create({"name": employee.name, "login": login, "tz": "Asia/Shanghai"})
    )
    employee.user_id = user
    return user


def vacuum(env):
    from odoo.sql_db import db_connect

    env.cr.commit()
    with db_connect(env.cr.dbname).cursor() as cr:
        cr.commit()
        cr._cnx.autocommit = True
        cr.execute(
            "VACUUM ANALYZE steward_visit_plan_line, steward_visit, steward_occupancy,"
            " steward_visit_plan, steward_visit_plan_month, steward_visit_plan_fact"
        )
        cr._cnx.autocommit = False


def bench_pages(env, community):
    """My day of one steward and the coverage of the whole community."""
    make_history(env, community)
    plan = env["steward.visit.plan"].search(
        [
            ("community_id", "=", community.id),
            ("year", "=", date.today().year),
            ("role_id", "=", env.ref("property_steward.role_steward").id),
        ],
        limit=1,
    )
    stamp = str(time.time())
    steward = make_user(env, plan.steward_id, f"steward {stamp}")
    env["steward.role.assignment"].create(
        {
            "community_id": community.id,
            "role_id": plan.role_id.id,
            "employee_id": plan.steward_id.id,
            "date_from": date(2000, 1, 1),
        }
    )
    supervisor = make_user(
        env,
        community.assignment_ids.filtered(lambda one: one.role_id.code == "supervisor").employee_id,
        f"supervisor {stamp}",
    )
    vacuum(env)
    env.cr.execute("SELECT count(*) FROM steward_visit_plan_line")
    lines = env.cr.fetchone()[0]
    Line = env["steward.visit.plan.line"]
    action = env.ref("property_steward.my_day_action").sudo()
    view = Line.get_view(env.ref("property_steward.my_day_view_kanban").id, "kanban")
    fields = {name: {} for name in view["models"]["steward.visit.plan.line"]}
    for name in fields:
        if Line._fields[name].type == "many2one":
            fields[name] = {"fields": {"display_name": {}}}
    domain = [("state", "=", "open"), ("is_mine", "=", True), ("is_due_now", "=", True)]

    def my_day():
        return Line.with_user(steward).web_search_read(domain, fields, limit=80)

    def counters():
        return Line.with_user(steward).get_my_day_counters()

    def coverage(user, **kwargs):
        return Line.with_user(user).get_coverage(
            community_id=community.id, year=date.today().year, **kwargs
        )

    say(f"{lines} lines, action {action.name}")
    for name, run in (
        ("My day", my_day),
        ("its counters", counters),
        ("coverage, own", lambda: coverage(steward)),
        ("coverage by steward and month", lambda: coverage(supervisor)),
        ("coverage by building and month", lambda: coverage(supervisor, group_by="building")),
        ("coverage of a month", lambda: coverage(supervisor, month=date.today().month)),
    ):
        run()
        ms, statements = median([measure(env, run) for _ in range(7)])
        say(f"  {name:32} {ms:7.1f} ms, {statements:.0f} statements")
    year = date.today().year
    for name, query in (
        (
            "My day",
            "SELECT id FROM steward_visit_plan_line"
            f" WHERE steward_id = {plan.steward_id.id} AND state = 'open'"
            " AND period_end <= now()::date",
        ),
        (
            "coverage",
            "SELECT steward_id, month, count(*) FROM steward_visit_plan_line"
            f" WHERE community_id = {community.id}"
            f" AND month BETWEEN '{year}-01-01' AND '{year}-12-01' AND state <> 'cancelled'"
            " GROUP BY 1, 2",
        ),
    ):
        env.cr.execute(f"EXPLAIN {query}")
        used = [row[0].strip() for row in env.cr.fetchall() if "Scan" in row[0]]
        say(f"  EXPLAIN {name}: {'; '.join(used)}")


def peer_milliseconds():
    """Milliseconds per order of OCA fieldservice_recurring, monthly orders for 100 locations;
    None where its database is not there. Measured anew for every size: the machine is noisy."""
    name = os.environ.get("STEWARD_PEER_DB")
    if not name:
        say("no peer: fieldservice_recurring could not be had from the package index")
        return None
    import odoo
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {})
        partners = env["res.partner"].create(
            [{"name": f"Location {number}"} for number in range(100)]
        )
        locations = env["fsm.location"].create(
            [
                {"name": partner.name, "partner_id": partner.id, "owner_id": partner.id}
                for partner in partners
            ]
        )
        frequency = env["fsm.frequency"].create(
            {
                "name": "Monthly",
                "interval": 1,
                "interval_type": "monthly",
                "use_bymonthday": True,
                "month_day": 1,
            }
        )
        rule_set = env["fsm.frequency.set"].create(
            {
                "name": "A year",
                "fsm_frequency_ids": [(6, 0, frequency.ids)],
                "schedule_days": 365,
                "buffer_early": 0,
                "buffer_late": 0,
            }
        )
        recurring = env["fsm.recurring"].create(
            [
                {
                    "location_id": location.id,
                    "fsm_frequency_set_id": rule_set.id,
                    "start_date": date.today(),
                }
                for location in locations
            ]
        )
        ms, statements, _result = measure(env, recurring.action_start)
        orders = env["fsm.order"].search_count([("fsm_recurring_id", "in", recurring.ids)])
        cr.rollback()
    if not orders:
        say("the peer made no orders")
        return None
    say(
        f"peer: {orders} orders in {ms:.0f} ms, {ms / orders:.2f} ms and"
        f" {statements / orders:.1f} statements per order"
    )
    return ms / orders


def main(env):
    env = env(context=dict(env.context, tracking_disable=True))
    for households in SIZES:
        community = bench_generation(env, households, peer_milliseconds())
        if households in (SIZES[0], SIZES[-1]):
            bench_pages(env, community)
    env.cr.rollback()


if "env" in globals():
    main(env)  # noqa: F821
