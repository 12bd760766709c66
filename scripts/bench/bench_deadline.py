"""The sweep over 1,000 and 100,000 open clocks, of which one in a hundred is due, and none; and
what the clocks of a batch of complaints cost.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_OPEN="1000 100000" chooses other sizes.
"""

import os
from datetime import timedelta

from making import employ, make_community
from measuring import measure, median_of, say

from odoo import fields

SIZES = [int(n) for n in os.environ.get("STEWARD_BENCH_OPEN", "1000 100000").split()]
STEWARDS = 20
COMPLAINTS = 1000
AIM_MS, AIM_STATEMENTS = 1.0, 0.05
HOUR = timedelta(hours=1)


def make_cases(env, community, stewards, count, category):
    """Cases without the clocks that their receipt has started."""
    now = fields.Datetime.now()
    cases = env["steward.case"].create(
        [
            {
                "name": f"Matter {number}",
                "category": category,
                "community_id": community.id,
                "steward_id": stewards[number % len(stewards)].id,
                "received_at": now - 10 * HOUR,
            }
            for number in range(count)
        ]
    )
    cases._deadline_cancel()
    return cases


def open_clocks(env, community, count):
    """Clocks that nobody has to be told of yet."""
    env.cr.execute(
        """
        INSERT INTO steward_deadline (res_model, res_id, kind, state, company_id, community_id,
               started_at, due_at, next_alert_at, next_level_id)
        SELECT 'steward.case', 1000000000 + n, 'answer', 'running', %s, %s,
               %s::timestamp, %s::timestamp + n * interval '1 second',
               %s::timestamp + n * interval '1 second', %s
          FROM generate_series(1, %s) n
        """,
        [
            community.company_id.id,
            community.id,
            fields.Datetime.now(),
            fields.Datetime.now() + 48 * HOUR,
            fields.Datetime.now() + 46 * HOUR,
            env.ref("property_steward.deadline_level_breach").id,
            count,
        ],
    )
    env.cr.execute("ANALYZE steward_deadline")


def sweep(env):
    Deadline = env["steward.deadline"]
    while claimed := Deadline._claim(1000):
        claimed._alert()
        env.flush_all()


def bench_sweep(env, community, stewards):
    Deadline = env["steward.deadline"]
    now = fields.Datetime.now()
    for size in SIZES:
        env.cr.execute("TRUNCATE steward_deadline CASCADE")
        env.invalidate_all()
        due = size // 100
        open_clocks(env, community, size - due)
        ms, statements = median_of(env, lambda: Deadline._claim(1000))
        say(f"{size} open clocks, nothing due: {ms:.1f} ms, {statements:.0f} statements")
        cases = make_cases(env, community, stewards, due, "other")
        for label, moment, start in (
            ("overdue, an activity on each record", now - HOUR, now - 3 * HOUR),
            ("coming up, a list for each person", now + HOUR, now - 3 * HOUR),
        ):
            cases._deadline_set("promised", moment, start=start)
            ms, statements = median_of(env, lambda: sweep(env))
            verdict = "" if due < 100 else f" (aim: {AIM_MS} ms, {AIM_STATEMENTS} statements)"
            say(
                f"{size} open clocks, {due} {label}: {ms / due:.2f} ms and"
                f" {statements / due:.3f} statements per alert{verdict}"
            )


def bench_start(env, community, stewards):
    """Clocks of complaints as a batch starts, meets and pauses them."""
    cases = make_cases(env, community, stewards, COMPLAINTS, "complaint")
    ms, statements, deadlines = measure(env, lambda: cases._deadline_start("received"))
    per_case = len(deadlines) / COMPLAINTS
    say(
        f"{COMPLAINTS} complaints with {per_case:.0f} clocks each: {ms / COMPLAINTS:.2f} ms and"
        f" {statements / COMPLAINTS:.3f} statements per complaint for the clocks"
    )
    for label, action in (
        ("paused", lambda: cases._deadline_pause("rain")),
        ("resumed", cases._deadline_resume),
        ("met", lambda: cases._deadline_meet(["investigation", "answer", "cap"])),
    ):
        ms, statements, _deadlines = measure(env, action)
        say(
            f"  {label}: {ms / COMPLAINTS:.2f} ms, {statements / COMPLAINTS:.3f} statements"
            " per complaint"
        )


def main(env):
    env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True))
    community = make_community(env)
    stewards = employ(community, "supervisor", *["steward"] * STEWARDS)[1:]
    bench_start(env, community, stewards)
    bench_sweep(env, community, stewards)
    env.cr.rollback()


if "env" in globals():
    main(env)  # noqa: F821
