# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""Inviting the 20,000 households of a community to an activity: the count that is shown before,
the invitations with their links, their list and the figures of the activity; then a page opened
and an answer given while all are invited.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_INVITED="2000" chooses another number of households.
"""

import os
import time
from datetime import timedelta

from measuring import measure, median_of, say

from odoo import fields

HOUSEHOLDS = int(os.environ.get("STEWARD_BENCH_INVITED", "20000"))
PER_BUILDING = 50
PER_STEWARD = 250
NOW = "(now() AT TIME ZONE 'UTC')"
LIVING = [("state", "=", "moved_in")]


def make_community(env):
    """Households written by SQL, with their stewards and a supervisor."""
    stewards = env["hr.employee"].create(
        [{"name": f"Steward {number}"} for number in range(max(1, HOUSEHOLDS // PER_STEWARD))]
    )
    community = env["steward.community"].create({"name": f"Bench {time.time()}"})
    user = env["res.users"].create(
        {"name": "Supervisor", "login": f"bench_invite_{time.time()}", "tz": "Asia/Shanghai"}
    )
    env["steward.role.assignment"].create(
        {
            "community_id": community.id,
            "role_id": env.ref("property_steward.role_supervisor").id,
            "employee_id": env["hr.employee"].create({"name": "Supervisor", "user_id": user.id}).id,
            "date_from": "2000-01-01",
        }
    )
    env["steward.building"].create(
        [
            {
                "name": str(number + 1),
                "community_id": community.id,
                "steward_id": stewards[number * PER_BUILDING // PER_STEWARD % len(stewards)].id,
            }
            for number in range(-(-HOUSEHOLDS // PER_BUILDING))
        ]
    )
    env.flush_all()
    who = f"{env.uid}, {NOW}, {env.uid}, {NOW}"
    columns = "create_uid, create_date, write_uid, write_date"
    env.cr.execute(
        f"""
        INSERT INTO steward_unit (building_id, community_id, company_id, steward_id, number, door,
                                  door_key, unit_type, state, active, {columns})
        SELECT b.id, b.community_id, b.company_id, b.steward_id, n::text, b.name || '-' || n,
               b.sort_key || '-' || lpad(n::text, 6, '0'), 'apartment', 'moved_in', TRUE, {who}
          FROM steward_building b, generate_series(1, {PER_BUILDING}) n
         WHERE b.community_id = %s
         ORDER BY b.id, n
         LIMIT {HOUSEHOLDS}
        """,
        [community.id],
    )
    env.cr.execute(
        f"""
        INSERT INTO res_partner (name, complete_name, active, type, is_company, autopost_bills,
                                 is_household, household_unit_id, household_community_id,
                                 household_steward_id, household_door, {columns})
        SELECT 'Household ' || id, 'Household ' || id, TRUE, 'contact', FALSE, 'ask', TRUE,
               id, community_id, steward_id, door, {who}
          FROM steward_unit WHERE community_id = %s
        """,
        [community.id],
    )
    env.cr.execute(
        f"""
        INSERT INTO steward_occupancy (unit_id, partner_id, community_id, company_id, steward_id,
                                       role, date_from, move_in_date, state, {columns})
        SELECT u.id, p.id, u.community_id, u.company_id, u.steward_id, 'owner', '2020-01-01',
               '2020-01-01', 'moved_in', {who}
          FROM steward_unit u JOIN res_partner p ON p.household_unit_id = u.id
         WHERE u.community_id = %s
        """,
        [community.id],
    )
    for table in ("steward_unit", "res_partner", "steward_occupancy"):
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all()
    return community, user


def make_activity(env, community):
    now = fields.Datetime.now()
    activity = env["steward.community.activity"].create(
        {
            "name": "Garden Party",
            "kind_id": env.ref("property_steward.activity_kind_festival").id,
            "community_id": community.id,
            "steward_id": env["hr.employee"].search([("name", "=", "Supervisor")], limit=1).id,
            "date_begin": now + timedelta(days=20),
            "date_end": now + timedelta(days=20, hours=2),
            "seats_max": 5000,
        }
    )
    activity.state = "approved"
    activity._sync_event()
    return activity


def run(env):
    community, user = make_community(env)
    activity = make_activity(env, community)
    own = env(user=user.id)
    Invitation = own["steward.activity.invitation"]
    activity = activity.with_env(own)
    ms, statements = median_of(env, lambda: Invitation._count_households(activity, LIVING))
    say(f"count shown before: {ms:.0f} ms, {statements:.0f} statements")
    ms, statements, invited = measure(env, lambda: Invitation._invite(activity, LIVING, "letter"))
    say(
        f"{len(invited)} households invited: {ms / 1000:.1f} s, {statements} statements"
        " (aim: 10 s, bounded)"
    )
    if len(invited) != HOUSEHOLDS:
        raise ValueError(f"{HOUSEHOLDS} households, {len(invited)} invitations")
    env.cr.execute("ANALYZE steward_activity_invitation")
    ms, statements, again = measure(env, lambda: Invitation._invite(activity, LIVING, "letter"))
    say(f"invited once more: {len(again)}, {ms:.0f} ms, {statements} statements")
    shown = {name: {} for name in ("door", "channel", "state", "answer", "headcount")}
    domain = [("activity_id", "=", activity.id)]
    ms, statements = median_of(
        env, lambda: Invitation.web_search_read(domain, shown, limit=80)["length"]
    )
    say(f"list of the invitations: {ms:.0f} ms, {statements:.0f} statements")
    ms, statements = median_of(env, lambda: activity.invitation_count)
    say(f"figures of the activity: {ms:.0f} ms, {statements:.0f} statements")
    token = invited[0].sudo().access_token
    ms, statements = median_of(
        env,
        lambda: (
            env["steward.activity.invitation"]
            .search([("access_token", "=", token)])
            ._closed_message()
        ),
    )
    say(f"an invitation found by its link: {ms:.1f} ms, {statements:.0f} statements")
    ms, statements = median_of(env, lambda: invited[0].with_env(env)._answer(True, 2, 1))
    say(f"an answer with three heads: {ms:.0f} ms, {statements:.0f} statements")
    env.cr.rollback()


run(env)  # noqa: F821
