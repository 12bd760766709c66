"""Generation of a year of planned visits, against one raw INSERT … SELECT and against OCA
fieldservice_recurring; then "My day" and the coverage page over all these lines.

Run by scripts/bench/run in `odoo shell`. Nothing is committed. STEWARD_BENCH_HOUSEHOLDS="1000 10000"
chooses other sizes.
"""

import os
import statistics
import time
from datetime import date, timedelta

SIZES = [int(n) for n in os.environ.get("STEWARD_BENCH_HOUSEHOLDS", "1000 10000 50000").split()]
YEAR = date.today().year + 1
PER_STEWARD = 250
PER_BUILDING = 50
NOW = "(now() AT TIME ZONE 'UTC')"


def say(text=""):
    print(text, flush=True)


def measure(env, action):
    """(milliseconds, statements, result) of `action()`."""
    env.flush_all()
    env.invalidate_all()
    before, start = env.cr.sql_log_count, time.perf_counter()
    result = action()
    env.flush_all()
    return 1000 * (time.perf_counter() - start), env.cr.sql_log_count - before, result


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


def make_community(env, households):
    """A community whose households are written by SQL: nine of ten moved in, the others not."""
    company = env.company
    steward_count = max(1, households // PER_STEWARD)
    stewards = env["hr.employee"].create(
        [{"name": f"Steward {number}"} for number in range(steward_count)]
    )
    boss, manager = env["hr.employee"].create([{"name": "Supervisor"}, {"name": "Manager"}])
    community = env["steward.community"].create(
        {"name": f"Bench {households} {time.time()}", "kind": "residential"}
    )
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
    buildings = env["steward.building"].create(
        [
            {
                "name": str(number + 1),
                "community_id": community.id,
                "steward_id": stewards[number * PER_BUILDING // PER_STEWARD % steward_count].id,
            }
            for number in range(-(-households // PER_BUILDING))
        ]
    )
    env.flush_all()
    cr = env.cr
    who = f"{env.uid}, {NOW}, {env.uid}, {NOW}"
    columns = "create_uid, create_date, write_uid, write_date"
    cr.execute(
        f"""
        INSERT INTO steward_unit (building_id, community_id, company_id, steward_id, number, door,
                                  door_key, unit_type, state, active, {columns})
        SELECT b.id, b.community_id, b.company_id, b.steward_id, n::text, b.name || '-' || n,
               b.sort_key || '-' || lpad(n::text, 6, '0'), 'apartment', 'moved_in', TRUE, {who}
          FROM steward_building b, generate_series(1, %s) n
         WHERE b.id = ANY(%s)
         ORDER BY b.id, n
         LIMIT %s
        """,
        [PER_BUILDING, buildings.ids, households],
    )
    cr.execute(
        f"""
        WITH unit AS (
            SELECT id, row_number() OVER (ORDER BY id) AS number
              FROM steward_unit WHERE community_id = %(community)s
        ), household AS (
            INSERT INTO res_partner (name, complete_name, active, type, is_company,
                                     autopost_bills, household_unit_id, {columns})
            SELECT 'Household ' || number, 'Household ' || number, TRUE, 'contact', FALSE, 'ask', id,
                   {who}
              FROM unit ORDER BY id
         RETURNING id, household_unit_id
        )
        INSERT INTO steward_occupancy (unit_id, partner_id, community_id, company_id, role,
                                       date_from, move_in_date, steward_id, state, {columns})
        SELECT u.id, h.id, %(community)s, %(company)s, 'owner', '2020-01-01',
               CASE WHEN unit.number %% 10 <> 0 THEN '2020-06-01'::date END, u.steward_id,
               CASE WHEN unit.number %% 10 <> 0 THEN 'moved_in' ELSE 'not_moved_in' END, {who}
          FROM household h
          JOIN steward_unit u ON u.id = h.household_unit_id
          JOIN unit ON unit.id = u.id
        """,
        {"community": community.id, "company": company.id},
    )
    cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL")
    for table in ("steward_unit", "res_partner", "steward_occupancy"):
        cr.execute(f"ANALYZE {table}")
    env.invalidate_all()
    return community


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
    community = make_community(env, households)
    generator = env["steward.visit.plan.generator"]
    repetitions = 5 if households <= 10000 else 3

    def generate():
        env.cr.execute("TRUNCATE steward_visit_plan_line CASCADE")
        env.cr.execute("DELETE FROM steward_visit_plan WHERE community_id = %s", [community.id])
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
        env.cr.execute("TRUNCATE steward_visit_plan_line CASCADE")
        return measure(
            env,
            lambda: env.cr.execute(
                f"INSERT INTO steward_visit_plan_line ({columns}) SELECT {columns} FROM bench_line"
            ),
        )

    # in turns, so that a noisy machine is noisy for both
    first, raw = [], []
    for _repetition in range(repetitions):
        raw.append(undone(env, floor))
        first.append(undone(env, generate))
    first_ms, statements = median(first)
    raw_ms, _one = median(raw)

    def again():
        change_one_percent(env, community)
        return measure(env, lambda: generator._generate(community, YEAR))

    def unchanged():
        return measure(env, lambda: generator._generate(community, YEAR))

    env.cr.execute("ANALYZE steward_visit_plan_line")
    again_ms, again_statements = median([undone(env, again) for _ in range(repetitions)])
    counts = undone(env, again)[2]
    nothing_ms, _statements = median([undone(env, unchanged) for _ in range(repetitions)])
    say(f"{households} households, {lines} lines")
    say(f"  first run        {first_ms:9.0f} ms  {first_ms / lines:.4f} ms/line  "
        f"{statements:.0f} statements = {statements / lines:.6f}/line")
    say(f"  raw INSERT       {raw_ms:9.0f} ms  {raw_ms / lines:.4f} ms/line  "
        f"ratio first/raw {first_ms / raw_ms:.2f}")
    if peer_ms:
        say(f"  peer/ours per line {peer_ms / (first_ms / lines):.0f}")
    say(f"  again after 1 %  {again_ms:9.0f} ms  1/{first_ms / again_ms:.0f} of the first run, "
        f"{again_statements:.0f} statements, {counts}")
    say(f"  again, unchanged {nothing_ms:9.0f} ms  1/{first_ms / nothing_ms:.0f}")
    env.cr.execute("DROP TABLE bench_line")
    return community


def main(env):
    env = env(context=dict(env.context, tracking_disable=True))
    peer_ms = None
    for households in SIZES:
        bench_generation(env, households, peer_ms)
    env.cr.rollback()


if "env" in globals():
    main(env)  # noqa: F821
