from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SurveyWave(models.Model):
    """Comments on the sheets of a wave (R310-R311)."""

    _inherit = "steward.survey.wave"

    comment_ids = fields.One2many("steward.survey.comment", "wave_id", string="Comments")
    comment_count = fields.Integer(compute="_compute_comment_count")
    unread_count = fields.Integer(string="Comments Not Read", compute="_compute_comment_count")
    concentrated_topic_ids = fields.Many2many(
        "steward.case.topic",
        string="Concentrated Opinions",
        compute="_compute_concentrated_topic_ids",
        help="Subjects on which so many wrote that an open letter answers them (R311).",
    )

    def _compute_comment_count(self):
        totals, unread = dict.fromkeys(self.ids, 0), dict.fromkeys(self.ids, 0)
        # sudo: how many wrote is no secret to who reads the survey
        Comment = self.env["steward.survey.comment"].sudo()
        for wave, state, count in Comment._read_group(
            [("wave_id", "in", self.ids)], ["wave_id", "state"], ["__count"]
        ):
            totals[wave.id] += count
            if state == "unread":
                unread[wave.id] = count
        for wave in self:
            wave.comment_count = totals.get(wave.id, 0)
            wave.unread_count = unread.get(wave.id, 0)

    @api.depends("comment_ids.topic_id")
    def _compute_concentrated_topic_ids(self):
        for wave in self:
            topics = [topic for topic, _count, _cases in wave._concentrated_topics()]
            wave.concentrated_topic_ids = self.env["steward.case.topic"].union(*topics)

    def _gather_comments(self):
        """What was written on the sheets that are back, each once (R310); the statements do not
        grow with the sheets. Words that nobody read and that were taken back are no comment."""
        waves = self.filtered(lambda wave: wave._is_countable())
        if not waves:
            return
        self.env["steward.survey.comment"].flush_model()
        # sudo: what was written is read with the wave; whose words it is, is left out where nobody
        # may know
        answers = waves.sudo()._answers_query()
        words = SQL(
            "btrim(CASE WHEN l.answer_type = 'text_box' THEN l.value_text_box"
            " ELSE l.value_char_box END, E' \\t\\r\\n\\u3000')"
        )
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM steward_survey_comment c
                 WHERE c.wave_id IN %(waves)s AND c.state = 'unread'
                   AND (c.sheet_id IS NOT NULL OR c.user_input_line_id IS NOT NULL)
                   AND NOT EXISTS (SELECT 1
                                     FROM survey_user_input_line l
                                     JOIN (%(answers)s) i ON i.id = l.user_input_id
                                    WHERE l.id = c.user_input_line_id AND %(words)s = c.words)
                """,
                waves=waves._ids,
                answers=answers,
                words=words,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO steward_survey_comment
                       (wave_id, community_id, company_id, sheet_id, user_input_line_id,
                        partner_id, dimension_id, question, words, category, state,
                        create_uid, write_uid, create_date, write_date)
                SELECT w.id, w.community_id, w.company_id, i.sheet_id, l.id,
                       CASE WHEN t.is_confidential OR t.is_anonymous THEN NULL
                            ELSE i.partner_id END,
                       q.steward_dimension_id,
                       COALESCE(q.title ->> %(lang)s, q.title ->> 'en_US'),
                       v.words, 'suggestion', 'unread', %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM (%(answers)s) i
                  JOIN steward_survey_wave w ON w.id = i.wave_id
                  JOIN steward_survey_type t ON t.id = w.type_id
                  JOIN survey_user_input_line l ON l.user_input_id = i.id
                  JOIN survey_question q ON q.id = l.question_id
                 CROSS JOIN LATERAL (SELECT %(words)s AS words) v
                 WHERE l.answer_type IN ('text_box', 'char_box') AND l.skipped IS NOT TRUE
                   AND v.words <> ''
                   AND q.save_as_email IS NOT TRUE AND q.save_as_nickname IS NOT TRUE
                   AND NOT EXISTS (SELECT 1 FROM steward_survey_comment c
                                    WHERE c.user_input_line_id = l.id AND c.words = v.words)
                   -- an answer that was given anew with the same words
                   AND NOT EXISTS (SELECT 1 FROM steward_survey_comment c
                                    WHERE c.sheet_id = i.sheet_id AND c.words = v.words)
                 -- in confidence: not in the order in which the sheets came back
                 ORDER BY w.id, CASE WHEN t.is_confidential THEN random() END, l.id
                """,
                answers=answers,
                words=words,
                # sudo: the language of the company, and nothing else of it
                lang=waves[:1].company_id.sudo().partner_id.lang or "en_US",
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        self.env["steward.survey.comment"].invalidate_model()
        waves.invalidate_recordset(["comment_ids", "comment_count", "unread_count"])

    def action_open_comments(self):
        """The comments so far, those that nobody read first."""
        self.ensure_one()
        self.check_access("read")
        self._gather_comments()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.survey_comment_action"
        )
        action["domain"] = [("wave_id", "=", self.id)]
        action["context"] = {"search_default_unread": 1}
        return action

    def _check_comments_read(self):
        """:raise UserError: while somebody's words were not read by anybody (R310)"""
        for wave in self:
            if wave.unread_count:
                raise UserError(
                    wave.env._(
                        "%(wave)s: comments not read yet: %(count)s. Enter each of them in the "
                        "register, or note it.",
                        wave=wave.display_name,
                        count=wave.unread_count,
                    )
                )

    def _topic_counts(self):
        """{topic: comments}, and under an empty topic those that have none."""
        # sudo: how many wrote about what is no secret to who reads the survey
        Comment = self.env["steward.survey.comment"].sudo()
        return dict(Comment._read_group([("wave_id", "in", self.ids)], ["topic_id"], ["__count"]))

    def _concentrated_topics(self):
        """Subjects on which so many wrote that an open letter answers them (R311).

        :return: [(topic, number of comments, their cases)], the most frequent first
        """
        self.ensure_one()
        groups = self.env["steward.survey.comment"]._read_group(
            [("wave_id", "=", self.id), ("topic_id", "!=", False)],
            ["topic_id"],
            ["__count", "case_id:recordset"],
            having=[("__count", ">=", max(1, self.type_id.concentration_count))],
        )
        groups.sort(key=lambda group: (-group[1], group[0].sequence, group[0].id))
        return groups
