"""Inviting the 20,000 households of a community to an activity: the count that is shown before,
the invitations with their links, their list and the figures of the activity; then a page opened
and an answer given while all are invited.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_INVITED="2000" chooses another number of households.
"""

import os
from datetime import timedelta

from making import employ, make_community, make_households, make_stewards, make_units
from measuring import measure, median_of, say

from odoo import fields

HOUSEHOLDS = int(os.environ.get("STEWARD_BENCH_INVITED", "20000"))
PER_STEWARD = 250
LIVING = [("state", "=", "moved_in")]


def make_activity(env, community, employee):
    now = fields.Datetime.now()
    activity = env["steward.community.activity"].create(
        {
            "name": "Garden Party",
            "kind_id": env.ref("property_steward.activity_kind_festival").id,
            "community_id": community.id,
            "steward_id": employee.id,
            "date_begin": now + timedelta(days=20),
            "date_end": now + timedelta(days=20, hours=2),
            "seats_max": 5000,
        }
    )
    activity.state = "approved"
    activity._sync_event()
    return activity


def run(env):
    community = make_community(env)
    supervisor = employ(community, "supervisor")
    stewards = make_stewards(env, max(1, HOUSEHOLDS // PER_STEWARD))
    make_units(community, stewards, HOUSEHOLDS)
    make_households(community, since="2020-01-01")
    activity = make_activity(env, community, supervisor)
    own = env(user=supervisor.user_id.id)
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
