from datetime import date, datetime, timedelta

from odoo import Command, api, models

from ...demo.publications import SURVEY_LETTER
from ...demo.surveys import CLOSED, RUNNING, TOPICS, WORDS


class Community(models.Model):
    """Writes the invented surveys of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_surveys(self, community_id, supervisor_id, steward_id):
        """A survey of some months ago, closed, with its open letter, and one that is out now."""
        community = self.browse(community_id).with_context(lang="zh_CN", tracking_disable=True)
        supervisor = community.env["hr.employee"].browse(supervisor_id)
        steward = community.env["hr.employee"].browse(steward_id)
        community = community.with_user(supervisor.user_id)
        if community.env["steward.survey.wave"].search_count(
            [("community_id", "=", community.id)], limit=1
        ):
            return
        wave = community._demo_wave(CLOSED, supervisor, steward)
        wave.action_collect()
        community._demo_analyse(wave, supervisor)
        wave.action_close()
        letter = community._demo_letter(wave, steward)
        community.env["steward.survey.summary"].create(
            {"community_id": community.id, "year": wave.date_issue.year, **CLOSED["summary"]}
        )
        days = timedelta(days=CLOSED["days_ago"])
        self._demo_move_back(wave, days)
        for records in (wave.sheet_ids, wave.result_ids, wave.comment_ids, wave.deadline_ids):
            self._demo_move_back(records, days)
        for records in (letter, letter.line_ids, letter.line_ids.check_ids):
            self._demo_move_back(records, days - timedelta(days=12))
        community._demo_wave(RUNNING, supervisor, steward).action_count()

    def _demo_wave(self, story, supervisor, steward):
        """A wave that was issued today, with the sheets of `story` keyed in."""
        wave = self.env["steward.survey.wave"].create(
            {
                "name": story["name"],
                "type_id": self.env.ref("property_steward.survey_type_opinion").id,
                "community_id": self.id,
                "steward_id": supervisor.id,
                "issuer_id": steward.id,
                "collector_id": steward.id,
                "date_received": self._today(),
                "date_issue": self._today(),
            }
        )
        wave.action_draw()
        wave.action_issue()
        for index, sheet in enumerate(wave.sheet_ids[: story["returned"]]):
            self._demo_key_in(wave, sheet, index, story)
        return wave

    def _demo_key_in(self, wave, sheet, index, story):
        # sudo: only quality reads questionnaires; what is asked is no secret
        matrix, opinion, wish = wave.sudo().survey_id.question_ids[:3]
        options = matrix.suggested_answer_ids
        levels = story["levels"][index % len(story["levels"])]
        rows = {
            str(row.id): [options[level].id]
            for row, level in zip(matrix.matrix_row_ids, levels, strict=True)
        }
        words = WORDS[index // 4 % len(WORDS)] if index % 4 == 0 else ""
        answers = {str(matrix.id): rows, str(opinion.id): words}
        if story.get("wish_every") and index % story["wish_every"] == 0:
            answers[str(wish.id)] = wish.suggested_answer_ids[0].id
        sheet.keying_save(sheet.id, wave.id, answers)

    def _demo_analyse(self, wave, supervisor):
        """Comments are read, the weakest result is explained, causes have their measures."""
        topics = dict(zip(WORDS, TOPICS, strict=True))
        for comment in wave.comment_ids:
            comment.topic_id = self.env.ref(f"property_steward.{topics[comment.words]}")
        wave.comment_ids.action_note()
        wave.write(CLOSED["analysis"])
        causes = {}
        for dimension, aspect, name, parent, measure in CLOSED["causes"]:
            causes[name] = self.env["steward.survey.cause"].create(
                {
                    "wave_id": wave.id,
                    "dimension_id": self.env.ref(
                        f"property_steward.survey_dimension_{dimension}"
                    ).id,
                    "aspect": aspect,
                    "name": name,
                    "parent_id": causes[parent].id if parent else False,
                    "measure": measure,
                    "responsible_id": measure and supervisor.id,
                    "date_due": measure and self._today() - timedelta(days=90),
                }
            )

    def _demo_letter(self, wave, steward):
        """Posted, sent to quality with the statistics; one of its promises is kept."""
        quality = self.env.ref("property_steward.demo_user_quality")
        representative = self.env.ref("property_steward.demo_user_representative")
        letter = (
            self.env["steward.publication"]
            .with_user(steward.user_id)
            .create(
                {
                    **SURVEY_LETTER,
                    "community_id": self.id,
                    "wave_id": wave.id,
                    "date_take_down": self._today() + timedelta(days=CLOSED["days_ago"] + 60),
                    "line_ids": [
                        Command.create(self._demo_promise(self, promise))
                        for promise in SURVEY_LETTER["line_ids"]
                    ],
                }
            )
        )
        letter.action_submit()
        letter.with_user(representative).action_approve()
        letter = letter.with_user(self.env.user)
        letter.action_post()
        letter.action_to_quality()
        line = letter.line_ids[:1].with_user(steward.user_id)
        line.done_note = "引导岗已设，夜间巡逻记录可查"
        line.action_done()
        line.with_user(quality)._verify("phone", "kept", "satisfied", "电话询问五户，均表示满意")
        return letter

    @api.model
    def _demo_move_back(self, records, days):
        """Days and moments of `records` as if all had happened `days` earlier."""
        names = [
            name
            for name, field in records._fields.items()
            if field.type in ("date", "datetime") and field.store and not field.related
            if name not in ("create_date", "write_date")
        ]
        # sudo: history is written by nobody but the demo data
        for record in records.sudo():
            record.write(
                {
                    name: record[name] - days
                    for name in names
                    if isinstance(record[name], date | datetime)
                }
            )
