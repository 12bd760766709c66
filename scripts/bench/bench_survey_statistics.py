# ruff: noqa: S608 (the tables are our own, no value comes from outside)
"""Closing statistics over 20,000 returned sheets: results of ten dimensions by building and
segment, comments gathered, the wave closed (aim: below 10 s).

Run by scripts/bench/run in `odoo shell`, in a database of its own.
STEWARD_BENCH_SHEETS="2000" chooses another number of sheets.
"""

import os

from making import LOG, NOW, WHO, make_community
from measuring import measure, say

from odoo import Command

SHEETS = int(os.environ.get("STEWARD_BENCH_SHEETS", "20000"))
BUILDINGS = 200
# every so many households write something
WRITES = 5


def make_wave(env):
    """A wave that is handed out, with a matrix of ten dimensions and a question for words."""
    dimensions = env["steward.survey.dimension"].search([], limit=10)
    survey = env["survey.survey"].create({"title": "Bench", "survey_type": "steward"})
    scale = (("Satisfied", "satisfied"), ("Not satisfied", "unsatisfied"), ("None", "none"))
    matrix, words = env["survey.question"].create(
        [
            {
                "survey_id": survey.id,
                "title": "How satisfied are you?",
                "question_type": "matrix",
                "suggested_answer_ids": [
                    Command.create({"value": value, "steward_scale": code}) for value, code in scale
                ],
                "matrix_row_ids": [
                    Command.create({"value": one.name, "steward_dimension_id": one.id})
                    for one in dimensions
                ],
            },
            {"survey_id": survey.id, "title": "What else?", "question_type": "text_box"},
        ]
    )
    community = make_community(env)
    env["steward.building"].create(
        [{"name": str(number), "community_id": community.id} for number in range(BUILDINGS)]
    )
    wave = env["steward.survey.wave"].create(
        {
            "name": "Bench",
            "type_id": env.ref("property_steward.survey_type_opinion").id,
            "community_id": community.id,
            "survey_id": survey.id,
            "state": "issued",
            "base_count": SHEETS,
            "strengths": "Security",
            "deficits": "Facilities",
            "weak_cause": "Few places",
            "next_step": "More places",
        }
    )
    env.flush_all()
    return wave, matrix, words


def return_sheets(env, wave, matrix, words):
    """Sheets with their answers, as paper and link leave them."""
    values = {
        "wave": wave.id,
        "community": wave.community_id.id,
        "company": wave.company_id.id,
        "survey": wave.survey_id.id,
        "matrix": matrix.id,
        "words": words.id,
        "scale": matrix.suggested_answer_ids.ids,
    }
    env.cr.execute(
        f"""
        WITH input AS (
            INSERT INTO survey_user_input (survey_id, state, access_token, end_datetime, {LOG})
            SELECT %(survey)s, 'done', gen_random_uuid(), {NOW}, {WHO}
              FROM generate_series(1, {SHEETS})
         RETURNING id
        ), numbered AS (
            SELECT id, row_number() OVER (ORDER BY id) AS number FROM input
        ), building AS (
            SELECT id, row_number() OVER (ORDER BY id) AS number FROM steward_building
             WHERE community_id = %(community)s
        ), segment AS (
            SELECT id, row_number() OVER (ORDER BY id) AS number, count(*) OVER () AS total
              FROM steward_segment_tag
        )
        INSERT INTO steward_survey_sheet (wave_id, community_id, company_id, number, building_id,
                                          segment_id, state, issued_at, returned_at,
                                          answered_at, user_input_id, {LOG})
        SELECT %(wave)s, %(community)s, %(company)s, i.number::text, b.id, s.id, 'returned', {NOW},
               {NOW}, {NOW}, i.id, {WHO}
          FROM numbered i
          JOIN building b ON b.number = 1 + i.number %% {BUILDINGS}
          LEFT JOIN segment s ON s.number = 1 + i.number %% s.total
        """,
        values,
    )
    env.cr.execute(
        f"""
        INSERT INTO survey_user_input_line (user_input_id, survey_id, question_id, answer_type,
                                            suggested_answer_id, matrix_row_id, skipped, {LOG})
        SELECT i.id, i.survey_id, %(matrix)s, 'suggestion',
               (%(scale)s::int[])[1 + ((i.id + r.id) %% 20 > 16)::int
                                    + ((i.id + r.id) %% 20 > 18)::int],
               r.id, FALSE, {WHO}
          FROM survey_user_input i
          JOIN survey_question_answer r ON r.matrix_question_id = %(matrix)s
         WHERE i.survey_id = %(survey)s
        """,
        values,
    )
    env.cr.execute(
        f"""
        INSERT INTO survey_user_input_line (user_input_id, survey_id, question_id, answer_type,
                                            value_text_box, skipped, {LOG})
        SELECT i.id, i.survey_id, %(words)s, 'text_box', 'The lift is slow, ' || i.id, FALSE, {WHO}
          FROM survey_user_input i
         WHERE i.survey_id = %(survey)s AND i.id %% {WRITES} = 0
        """,
        values,
    )
    for table in ("survey_user_input", "survey_user_input_line", "steward_survey_sheet"):
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all()


def main(env):
    wave, matrix, words = make_wave(env)
    return_sheets(env, wave, matrix, words)
    say(f"{SHEETS:,} returned sheets, {SHEETS // WRITES:,} comments, {BUILDINGS} buildings")
    collected, statements, _result = measure(env, wave.action_collect)
    say(
        f"  figures and comments at the end of the collection: {collected / 1000:.1f} s, "
        f"{statements} statements"
    )
    comments = wave.comment_ids.ids
    read, statements, _result = measure(
        env, lambda: env["steward.survey.comment"].browse(comments).action_note()
    )
    say(f"  comments noted: {read / 1000:.1f} s, {statements} statements")
    closed, statements, _result = measure(env, wave.action_close)
    say(f"  counted again and closed: {closed / 1000:.1f} s, {statements} statements")
    say(f"closing statistics: {(collected + closed) / 1000:.1f} s (aim: 10 s)")
    if wave.state != "closed" or not wave.result_ids:
        raise SystemExit("the wave is not closed, or nothing was counted")
    env.cr.rollback()


main(env)  # noqa: F821 (bound by `odoo shell`)
