# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""What the benchmarks measure on: people in their roles and households by the thousand, of which
the latter are written by SQL."""

import time

NOW = "(now() AT TIME ZONE 'UTC')"
LOG = "create_uid, create_date, write_uid, write_date"
WHO = f"1, {NOW}, 1, {NOW}"  # the values of LOG


def make_community(env, **values):
    return env["steward.community"].create({"name": f"Bench {time.time()}", **values})


def employ(community, *roles):
    """Employees with a login, one in each of `roles`."""
    env = community.env
    users = env["res.users"].create(
        [
            {
                "name": role,
                "login": f"bench_{role}_{number}_{time.time_ns()}",
                "tz": "Asia/Shanghai",
            }
            for number, role in enumerate(roles)
        ]
    )
    employees = env["hr.employee"].create(
        [{"name": user.name, "user_id": user.id} for user in users]
    )
    env["steward.role.assignment"].create(
        [
            {
                "community_id": community.id,
                "role_id": env.ref(f"property_steward.role_{role}").id,
                "employee_id": employee.id,
                "date_from": "2000-01-01",
            }
            for role, employee in zip(roles, employees, strict=True)
        ]
    )
    return employees


def make_stewards(env, count):
    """Stewards without a login."""
    return env["hr.employee"].create([{"name": f"Steward {number}"} for number in range(count)])


def make_units(community, stewards, count, per_building=50, per_steward=250):
    """Dwellings in buildings, which the stewards share in turn."""
    env = community.env
    buildings = env["steward.building"].create(
        [
            {
                "name": str(number + 1),
                "community_id": community.id,
                "steward_id": stewards[number * per_building // per_steward % len(stewards)].id,
            }
            for number in range(-(-count // per_building))
        ]
    )
    env.flush_all()
    env.cr.execute(
        f"""
        INSERT INTO steward_unit (building_id, community_id, company_id, steward_id, number, door,
                                  door_key, unit_type, state, active, {LOG})
        SELECT b.id, b.community_id, b.company_id, b.steward_id, n::text, b.name || '-' || n,
               b.sort_key || '-' || lpad(n::text, 6, '0'), 'apartment', 'moved_in', TRUE, {WHO}
          FROM steward_building b, generate_series(1, %s) n
         WHERE b.id = ANY(%s)
         ORDER BY b.id, n
         LIMIT %s
        """,
        [per_building, buildings.ids, count],
    )


def make_households(community, since=None):
    """A household that moved in for each dwelling of the community; `since` has them own it."""
    env = community.env
    env.cr.execute(
        f"""
        INSERT INTO res_partner (name, complete_name, email, active, type, is_company,
                                 autopost_bills, is_household, household_unit_id,
                                 household_community_id, household_steward_id, household_door,
                                 household_state, {LOG})
        SELECT 'Household ' || id, 'Household ' || id, 'h' || id || '@example.com', TRUE,
               'contact', FALSE, 'ask', TRUE, id, community_id, steward_id, door, 'moved_in', {WHO}
          FROM steward_unit
         WHERE community_id = %s
         ORDER BY id
        """,
        [community.id],
    )
    if since:
        env.cr.execute(
            f"""
            INSERT INTO steward_occupancy (unit_id, partner_id, community_id, company_id,
                                           steward_id, role, date_from, move_in_date, state, {LOG})
            SELECT u.id, p.id, u.community_id, u.company_id, u.steward_id, 'owner', %(since)s,
                   %(since)s, 'moved_in', {WHO}
              FROM steward_unit u JOIN res_partner p ON p.household_unit_id = u.id
             WHERE u.community_id = %(community)s
            """,
            {"since": since, "community": community.id},
        )
    settle(env)


def settle(env):
    """What the ORM, and the database by and by, would do with contacts and dwellings."""
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL"
    )
    env.cr.execute("ANALYZE steward_unit, res_partner, steward_occupancy")
    env.invalidate_all()
