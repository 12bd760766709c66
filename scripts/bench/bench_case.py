# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""Complaints with all their clocks in one batch, against OCA helpdesk_mgmt with helpdesk_mgmt_sla;
closing them; one reception with a complaint, as a person types it; the late list and the month's
count over a register of a million cases.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_CASES="100000" chooses another size of the register.
"""

import os
import statistics
import time
from datetime import timedelta

from making import employ, make_community
from measuring import measure, median_of, say

from odoo import Command, fields

REGISTER = int(os.environ.get("STEWARD_BENCH_CASES", "1000000"))
BATCH = 1000
TICKETS = 200
HOUSEHOLDS = 1000
SHOWN = {name: {} for name in ("name", "state", "sheet_number", "next_due_at", "words")}


def make_place(env):
    """A community with its people and households."""
    community = make_community(env)
    roles = ("steward", "supervisor", "centre_manager")
    people = dict(zip(roles, employ(community, *roles), strict=True))
    building = env["steward.building"].create(
        {"name": "1", "community_id": community.id, "steward_id": people["steward"].id}
    )
    units = env["steward.unit"].create(
        [{"building_id": building.id, "number": str(number)} for number in range(HOUSEHOLDS)]
    )
    households = env["res.partner"].create(
        [{"name": f"Household {number}"} for number in range(HOUSEHOLDS)]
    )
    env["steward.occupancy"].create(
        [
            {
                "partner_id": partner.id,
                "unit_id": unit.id,
                "role": "owner",
                "date_from": "2000-01-01",
            }
            for partner, unit in zip(households, units, strict=True)
        ]
    )
    env.flush_all()
    return community, people, households


def complaints(env, households):
    return [
        {
            "partner_id": households[index % HOUSEHOLDS].id,
            "category": "complaint",
            "channel": "letter",
            "words": f"Complaint {index}",
            "complaint_cause": "other",
        }
        for index in range(BATCH)
    ]


def bench_batch(env, people, households):
    """As a person records them, on both sides."""
    vals_list = complaints(env, households)
    Case = env(user=people["supervisor"].user_id.id)["steward.case"]
    Case.create(vals_list[:1])
    ms, statements = median_of(env, lambda: Case.create(vals_list))
    say(
        f"{BATCH} complaints: {ms / BATCH:.2f} ms and {statements / BATCH:.3f} statements each"
        " (aim: below 0.15 statements)"
    )
    peer = peer_milliseconds()
    if peer:
        say(f"  {peer / (ms / BATCH):.1f} times faster than the peer (aim: 8)")


def peer_milliseconds():
    """Milliseconds per ticket of OCA helpdesk_mgmt with one SLA of helpdesk_mgmt_sla; None where
    its database is not there."""
    name = os.environ.get("STEWARD_PEER_DB")
    if not name:
        say("no peer: helpdesk_mgmt could not be had from the package index")
        return None
    import odoo
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {})
        env = env(user=env.ref("base.user_admin").id)
        team = env["helpdesk.ticket.team"].create({"name": "Bench", "use_sla": True})
        env["helpdesk.sla"].create({"name": "Bench", "hours": 48, "team_ids": [team.id]})
        vals_list = [
            {"name": f"Ticket {index}", "description": "x", "team_id": team.id}
            for index in range(TICKETS)
        ]
        env["helpdesk.ticket"].create(vals_list[:1])
        ms, statements = median_of(env, lambda: env["helpdesk.ticket"].create(vals_list))
        cr.rollback()
    say(f"peer: {ms / TICKETS:.2f} ms and {statements / TICKETS:.1f} statements per ticket")
    return ms / TICKETS


def bench_closing(env, households):
    """From handled and asked after to written off."""
    cases = env["steward.case"].create(complaints(env, households))
    cases.write(
        {
            "answer": "Done",
            "complaint_investigation": "True",
            "complaint_validity": "valid",
        }
    )
    cases.action_investigate()
    cases.action_handle()
    now = fields.Datetime.now()
    cases._note({"replied_at": now, "manager_told_at": now, "closing_contact_on": now.date()})
    cases.callback_ids.write({"state": "cancelled"})
    ms, statements = median_of(env, cases.action_close)
    say(f"closing {BATCH}: {ms / BATCH:.2f} ms and {statements / BATCH:.3f} statements each")


def bench_typed(env, people, households):
    """A reception with a complaint by phone: save, and what the form reads afterwards."""
    user = people["steward"].user_id
    Reception = env(user=user.id)["steward.reception"]

    def save(household=households[7]):
        return Reception.create(
            {
                "channel": "phone",
                "partner_id": household.id,
                "text": "Too loud",
                "promised_at": fields.Datetime.now() + timedelta(days=1),
                "case_ids": [Command.create({"category": "complaint"})],
            }
        )

    save(households[8])
    figures = []
    for _run in range(5):
        env.cr.execute("SAVEPOINT bench")
        saved_ms, saved, reception = measure(env, save)
        read_ms, read, _rows = measure(
            env, lambda reception=reception: reception.case_ids.web_read(SHOWN)
        )
        figures.append((saved_ms + read_ms, saved + read))
        env.cr.execute("ROLLBACK TO SAVEPOINT bench")
        env.invalidate_all(flush=False)
    ms, statements = (statistics.median(figure[index] for figure in figures) for index in (0, 1))
    say(f"typed: {ms:.0f} ms, {statements:.0f} statements (aim: 60 ms, 45 statements)")


def fill_register(env, community, people):
    env.cr.execute(
        f"""
        INSERT INTO steward_case (name, category, community_id, company_id, channel, origin,
                                  received_at, received_on, priority, severity, state,
                                  partner_id, unit_id, building_id, steward_id, registered_at,
                                  next_due_at, reopen_count)
        SELECT 'Case ' || n,
               (ARRAY['after_sales', 'repair', 'complaint', 'service', 'praise', 'suggestion',
                      'other'])[1 + n %% 7],
               %(community)s, %(company)s, 'phone', 'manual',
               now() - n * interval '2 minutes', (now() - n * interval '2 minutes')::date,
               'general', 'normal', CASE WHEN n %% 100 = 0 THEN 'in_progress' ELSE 'closed' END,
               p.id, p.household_unit_id, u.building_id, %(steward)s, now(),
               CASE WHEN n %% 100 = 0 THEN now() + (n %% 2000 - 1000) * interval '1 minute' END, 0
          FROM generate_series(1, {REGISTER}) n
          JOIN (SELECT id, household_unit_id, row_number() OVER (ORDER BY id) - 1 AS number
                  FROM res_partner WHERE household_community_id = %(community)s) p
            ON p.number = n %% {HOUSEHOLDS}
          JOIN steward_unit u ON u.id = p.household_unit_id
        """,
        {
            "community": community.id,
            "company": community.company_id.id,
            "steward": people["steward"].id,
        },
    )
    env.cr.execute("ANALYZE steward_case")
    env.invalidate_all()


def bench_register(env, community, people):
    start = time.perf_counter()
    fill_register(env, community, people)
    say(f"a register of {REGISTER:,} cases, filled in {time.perf_counter() - start:.0f} s")
    spec = {
        name: {} for name in ("received_on", "door", "category", "name", "next_due_at", "state")
    } | {"partner_id": {"fields": {"display_name": {}}}}
    late = [("is_overdue", "=", True)]
    for role in ("supervisor", "steward"):
        Case = env(user=people[role].user_id.id)["steward.case"]

        def page(Case=Case):
            return Case.web_search_read(late, spec, limit=80)

        def month(Case=Case):
            return Case.formatted_read_group([], ["received_on:month", "category"], ["__count"])

        for label, action, aim in (("late list", page, 200), ("category × month", month, 1500)):
            figures = [measure(env, action)[:2] for _run in range(4)][1:]
            ms, statements = (
                statistics.median(figure[index] for figure in figures) for index in (0, 1)
            )
            say(f"  {label}, {role}: {ms:.0f} ms, {statements:.0f} statements (aim: {aim} ms)")


def main(env):
    community, people, households = make_place(env)
    bench_batch(env, people, households)
    bench_closing(env, households)
    bench_typed(env, people, households)
    bench_register(env, community, people)
    env.cr.rollback()


main(env)  # noqa: F821 (bound by `odoo shell`)
