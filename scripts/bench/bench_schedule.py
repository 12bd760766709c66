"""Proposing the month: the engine alone for up to 50,000 households, as a hundred stewards have
them and in one call, and a steward's month through Odoo.

Run by scripts/bench/run in `odoo shell`. Nothing is committed.
"""

import statistics
import time
from datetime import date, timedelta

from making import make_community
from measuring import say

from odoo.addons.property_steward.engine.quiet import DAY, QuietPeriod
from odoo.addons.property_steward.engine.schedule import Day, Line, Settings, propose

FIRST = date(date.today().year + 1, 6, 1)
PER_STEWARD = 500
PHONE = frozenset(["phone"])
QUIET = (
    QuietPeriod(frozenset([0]), 0, DAY, PHONE),
    *(
        QuietPeriod(None, *span, PHONE)
        for span in ((0, 540), (720, 840), (1050, 1140), (1260, DAY))
    ),
)
DAYS = [
    Day(FIRST + timedelta(days=offset), ((510, 720), (840, 1080)))
    for offset in range(30)
    if (FIRST + timedelta(days=offset)).weekday() < 5
]


def make_lines(count, buildings):
    return [
        Line(
            id=number,
            building=f"{number * buildings // count:04}",
            door_key=f"{number:06}",
            mode=("phone", "door", "phone")[number % 3],
            start=FIRST,
            end=FIRST + timedelta(days=29),
            preferred=("any", "any", "any", "morning", "evening")[number % 5],
            last_contact=FIRST - timedelta(days=number * 7 % 90),
        )
        for number in range(count)
    ]


def seconds(action, repetitions=3):
    runs = []
    for _repetition in range(repetitions):
        start = time.perf_counter()
        action()
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


def bench_engine():
    settings = Settings()
    say("engine alone")
    for households in (1000, 10000, 50000):
        lines = make_lines(PER_STEWARD, 5)
        stewards = households // PER_STEWARD
        taken = seconds(
            lambda lines=lines, stewards=stewards: [
                propose(lines, DAYS, QUIET, settings=settings) for _steward in range(stewards)
            ]
        )
        say(
            f"  {households:6} households of {stewards:3} stewards  {taken:6.2f} s  "
            f"{1000 * taken / households:.4f} ms/household"
        )
    for households in (12500, 25000, 50000):
        lines = make_lines(households, households // 50)
        taken = seconds(lambda lines=lines: propose(lines, DAYS, QUIET, settings=settings))
        say(
            f"  {households:6} households of one steward     {taken:6.2f} s  "
            f"{1000 * taken / households:.4f} ms/household"
        )


def bench_month(env):
    """One steward's month through Odoo: reading, proposing, writing."""
    say("a month through Odoo")
    employee = env["hr.employee"].create({"name": "Steward"})
    community = make_community(env)
    plan = env["steward.visit.plan"].create(
        {
            "community_id": community.id,
            "year": FIRST.year,
            "role_id": env.ref("property_steward.role_steward").id,
            "steward_id": employee.id,
            "month_ids": [(0, 0, {"month": FIRST})],
        }
    )
    building = env["steward.building"].create({"name": "1", "community_id": community.id})
    for households in (125, 250, 500):
        start = plan.line_ids and len(plan.line_ids)
        units = env["steward.unit"].create(
            [
                {"building_id": building.id, "number": str(number)}
                for number in range(start or 0, households)
            ]
        )
        partners = env["res.partner"].create(
            [{"name": unit.door, "phone": "13800000000"} for unit in units]
        )
        env["steward.visit.plan.line"].create(
            [
                {
                    "plan_id": plan.id,
                    "rule_id": env.ref("property_steward.visit_rule_residential_moved_in").id,
                    "partner_id": partner.id,
                    "unit_id": unit.id,
                    "month": FIRST,
                }
                for partner, unit in zip(partners, units, strict=True)
            ]
        )
        statements = []

        def run(statements=statements):
            env.flush_all()
            env.invalidate_all()
            before = env.cr.sql_log_count
            plan.month_ids._propose(keep=False)
            env.flush_all()
            statements.append(env.cr.sql_log_count - before)

        taken = seconds(run)
        say(f"  {households:6} visits  {taken:6.2f} s  {statements[-1]} statements")


def main(env):
    bench_engine()
    bench_month(env(context=dict(env.context, tracking_disable=True)))
    env.cr.rollback()


if "env" in globals():
    main(env)  # noqa: F821
