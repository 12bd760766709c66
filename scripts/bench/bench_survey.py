# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""A survey of 20,000 households: drawing the sample, issuing it with all that follows from that,
marking sheets as returned, the figures of the wave; and the visits that bring a fifth of as many to
the door. Beside it what the Survey app takes to invite as many: its own answers one by one, and its
mail wizard; measured with fewer, and told for each.

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_SURVEY="2000" chooses another number of households; STEWARD_BENCH_INVITED="500" how
many the Survey app invites.
"""

import os

from making import employ, make_community, make_households, make_units
from measuring import measure, say

from odoo import fields

HOUSEHOLDS = int(os.environ.get("STEWARD_BENCH_SURVEY", "20000"))
INVITED = int(os.environ.get("STEWARD_BENCH_INVITED", "500"))
PER_BUILDING = 100
AIM_SECONDS = 60


def make_wave(env, community, employee, **values):
    return env["steward.survey.wave"].create(
        {
            "type_id": env.ref("property_steward.survey_type_opinion").id,
            "community_id": community.id,
            "issuer_id": employee.id,
            "collector_id": employee.id,
            **values,
        }
    )


def tell(what, count, figures):
    milliseconds, statements, _result = figures
    say(
        f"  {what}: {milliseconds / 1000:.1f} s, {statements} statements, "
        f"{milliseconds / count:.3f} ms each of {count}"
    )
    return milliseconds / 1000


def bench_wave(env, community, employee):
    wave = make_wave(env, community, employee, rate=100, way="link")
    seconds = tell("sample drawn, with its sheets", HOUSEHOLDS, measure(env, wave.action_draw))
    seconds += tell("issued", HOUSEHOLDS, measure(env, wave.action_issue))
    say(f"  together {seconds:.1f} s, the aim is {AIM_SECONDS} s")
    sheets = wave.sheet_ids
    back = sheets[: int(len(sheets) * 0.8)]
    tell("marked as returned", len(back), measure(env, lambda: back._return(fields.Datetime.now())))
    names = ["issued_count", "coverage", "returned_count", "recovery_rate"]
    tell("figures of the wave", 1, measure(env, lambda: wave.read(names)))
    tell("figures by building", 1, measure(env, lambda: wave.stratum_ids.read(["recovery_rate"])))
    return seconds


def bench_doors(env, community, employee):
    wave = make_wave(env, community, employee, rate=20, way="door")
    wave.action_draw()
    count = len(wave.sheet_ids)
    tell("issued at the door, a visit for each sheet", count, measure(env, wave.action_issue))


def bench_survey_app(env, community):
    """What the app of Odoo itself does for so many."""
    survey = env["survey.survey"].create(
        {
            "title": "Bench",
            "access_mode": "token",
            "users_login_required": False,
            "question_and_page_ids": [(0, 0, {"title": "Satisfied?", "question_type": "text_box"})],
        }
    )
    partners = env["res.partner"].search(
        [("household_community_id", "=", community.id)], limit=INVITED
    )

    def answers():
        for partner in partners:
            survey._create_answer(partner=partner, check_attempts=False)

    tell("the Survey app's own answers", INVITED, measure(env, answers))
    action = survey.action_send_survey()
    invite = (
        env["survey.invite"]
        .with_context(**action["context"])
        .create({"survey_id": survey.id, "partner_ids": [(6, 0, partners.ids)]})
    )
    tell(
        "the Survey app's survey.invite, mails queued", INVITED, measure(env, invite.action_invite)
    )


def main(env):
    env = env(context=dict(env.context, tracking_disable=True, lang="en_US"))
    # nobody is mailed by a benchmark
    env["ir.mail_server"].search([]).active = False
    community = make_community(env, delivery_date="2010-01-01")
    employee = employ(community, "steward")
    make_units(community, employee, HOUSEHOLDS, PER_BUILDING)
    make_households(community, since="2010-01-01")
    say(f"A survey of {HOUSEHOLDS} households")
    seconds = bench_wave(env, community, employee)
    bench_doors(env, community, employee)
    bench_survey_app(env, community)
    env.cr.rollback()
    if seconds > AIM_SECONDS:
        raise SystemExit("the aim was missed")


main(env)  # noqa: F821 -- bound by `odoo shell`
