import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date
from odoo.tools.urls import urljoin

from .survey_survey import QUALITY

# who hands out sheets also hands out their links; who only reads could answer in their stead
LINK_GROUPS = f"property_steward.property_steward_group_steward,{QUALITY}"
ANSWER_FIELDS = frozenset(
    {"answered_at", "return_way", "keyed_by_id", "printed_at", "wants_callback"}
    | {"mail_state", "mail_failure", "mail_id", "mail_user_id", "reminded_at"}
)


class SurveySheet(models.Model):
    """Answers of a sheet: made in bulk with the wave, filled by link or paper, and only once."""

    _inherit = "steward.survey.sheet"
    _print_limit = 200  # questionnaires in one PDF

    @property
    def _guarded_fields(self):
        return super()._guarded_fields | ANSWER_FIELDS

    is_confidential = fields.Boolean(related="wave_id.type_id.is_confidential")
    answer_url = fields.Char(
        string="Personal Link",
        compute="_compute_answer_url",
        compute_sudo=True,
        groups=LINK_GROUPS,
        help="Leads to the questions without a login, until the sheet is back.",
    )
    share_text = fields.Char(
        string="Text to Send",
        compute="_compute_share_text",
        groups=LINK_GROUPS,
        help="For WeChat or SMS, in the language of the household.",
    )
    answered_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When its answers came in; paper may be back before it is keyed in.",
    )
    return_way = fields.Selection(
        [("online", "Online"), ("paper", "Keyed In")], string="Answered by Way of", readonly=True
    )
    keyed_by_id = fields.Many2one("res.users", string="Keyed In by", readonly=True)
    wants_callback = fields.Boolean(
        string="Wishes to Be Called Back",
        readonly=True,
        help="Of confidential surveys only quality knows.",
    )
    printed_at = fields.Datetime(readonly=True)

    _unkeyed_idx = models.Index("(wave_id) WHERE state = 'returned' AND answered_at IS NULL")

    @api.depends("state", "user_input_id", "wave_id.state", "wave_id.date_return")
    def _compute_answer_url(self):
        for sheet in self:
            answer = sheet.user_input_id
            if not answer or sheet.state == "returned" or not sheet.wave_id._is_answered_online():
                sheet.answer_url = False
                continue
            sheet.answer_url = urljoin(answer.survey_id.get_base_url(), answer.get_start_url())

    @api.depends("answer_url")
    def _compute_share_text(self):
        for sheet in self:
            if not sheet.answer_url:
                sheet.share_text = False
                continue
            # sudo: name and language of the household that is asked
            partner = sheet.sudo().partner_id
            local = sheet.with_context(lang=partner.lang or sheet.env.lang)
            community = local.sudo().community_id
            sheet.share_text = local.env._(
                "Dear %(household)s, please tell us how satisfied you are with our work, by "
                "%(day)s: %(url)s (%(centre)s)",
                household=partner.name or "",
                day=format_date(local.env, sheet.wave_id.date_return),
                url=sheet.answer_url,
                centre=community.service_centre_name or community.name,
            )

    # one sheet, one answer

    def _effective_way(self):
        return self.way or self.wave_id.way

    def _create_answers(self):
        """Make the answers of all sheets of households that have none: as Odoo's `_create_answer`
        would, in a few statements for however many sheets.

        Anonymous sheets have none: each answer by the shared link makes its own.
        """
        if not self:
            return
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT wave_id, array_agg(id) FROM steward_survey_sheet WHERE id = ANY(%s)"
                " AND partner_id IS NOT NULL AND user_input_id IS NULL GROUP BY wave_id",
                self.ids,
            )
        )
        for wave_id, sheet_ids in rows:
            wave = self.env["steward.survey.wave"].browse(wave_id)
            self.browse(sheet_ids)._create_answers_of(wave)

    def _create_answers_of(self, wave):
        # sudo: only quality sees answers; who issues a wave makes them for all its sheets
        survey = wave.sudo().survey_id
        questions = survey._prepare_user_input_predefined_questions()
        Answer = self.env["survey.user_input"]
        tokens = [str(uuid.uuid4()) for _sheet in self]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO survey_user_input (
                    survey_id, partner_id, email, nickname, lang_id, access_token, deadline, state,
                    test_entry, is_session_answer, scoring_percentage, scoring_total,
                    scoring_success, create_uid, create_date, write_uid, write_date
                )
                SELECT %(survey)s, partner.id, partner.email, partner.name, lang.id, given.token,
                       %(deadline)s, 'new', FALSE, FALSE, 0, 0, FALSE,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM unnest(%(sheets)s, %(tokens)s) AS given (sheet_id, token)
                  JOIN steward_survey_sheet sheet ON sheet.id = given.sheet_id
                  JOIN res_partner partner ON partner.id = sheet.partner_id
             LEFT JOIN res_lang lang ON lang.code = partner.lang AND lang.active
                """,
                survey=survey.id,
                deadline=wave._answer_deadline() or None,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                sheets=self.ids,
                tokens=tokens,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE steward_survey_sheet sheet SET user_input_id = answer.id
                  FROM unnest(%(sheets)s, %(tokens)s) AS given (sheet_id, token)
                  JOIN survey_user_input answer ON answer.access_token = given.token
                 WHERE sheet.id = given.sheet_id
                """,
                sheets=self.ids,
                tokens=tokens,
            )
        )
        asked = Answer._fields["predefined_question_ids"]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s (%(answer)s, %(question)s)
                SELECT answer.id, question.id
                  FROM unnest(%(tokens)s) AS given (token)
                  JOIN survey_user_input answer ON answer.access_token = given.token
            CROSS JOIN unnest(%(questions)s) AS question (id)
                """,
                table=SQL.identifier(asked.relation),
                answer=SQL.identifier(asked.column1),
                question=SQL.identifier(asked.column2),
                tokens=tokens,
                questions=questions.ids,
            )
        )
        self.invalidate_model(["user_input_id", "answer_url", "share_text"])
        Answer.invalidate_model()
        survey.invalidate_recordset()

    def _note_answers(self, moment, keyed_by):
        """The answers of these sheets are in, by link or keyed in; so they are back.

        :param keyed_by: who keyed them in; nobody, where they came by link
        """
        # sudo: whoever answers by link is nobody; only answers write this
        sheets = self.sudo()
        wishing = sheets._wishing()
        queued = sheets.filtered(lambda sheet: sheet.mail_state == "queued")
        sheets.write(
            {
                "answered_at": moment,
                "return_way": "paper" if keyed_by else "online",
                "keyed_by_id": keyed_by.id,
                "wants_callback": False,
            }
        )
        # of confidential surveys it is only in the answers, which quality sees
        wishing.filtered(lambda sheet: not sheet.is_confidential).wants_callback = True
        queued.mail_state = False
        self._return(moment)
        self._settle_wishes(moment)

    def _wishing(self):
        """Those of these sheets whose answers wish a callback."""
        wish = "user_input_id.user_input_line_ids.suggested_answer_id.steward_wants_callback"
        return self.search([("id", "in", self.ids), (wish, "=", True)])

    def action_reopen(self):
        """Ask why a sheet that is back is opened again."""
        self._check_reopen()
        return self.env["steward.reason.wizard"]._ask(self, "sheet_reopen")

    def _check_reopen(self):
        """:raise AccessError: for whoever is not of quality
        :raise UserError: for what is not back, or belongs to a closed wave
        """
        if not self.env.user.has_group(QUALITY):
            raise AccessError(self.env._("Only quality opens an answered sheet again (R303)."))
        self.check_access("write")
        self.wave_id._check_open_for_answers()
        for sheet in self:
            if not (sheet.answered_at and sheet.user_input_id):
                raise UserError(
                    sheet.env._("%(sheet)s is not answered yet.", sheet=sheet.display_name)
                )

    def _reopen(self, reason):
        """Let a sheet be answered again; the reason stays with the wave."""
        self._check_reopen()
        for sheet in self:
            # sudo: only these buttons write answers and returns; the right was checked
            whole = sheet.sudo()
            # whoever holds the link would read what was answered
            whole.user_input_id.user_input_line_ids.unlink()
            whole.user_input_id.write(
                {"state": "in_progress", "end_datetime": False, "steward_keyed_by_id": False}
            )
            whole.write(
                {
                    "state": "issued",
                    "returned_at": False,
                    "answered_at": False,
                    "return_way": False,
                    "keyed_by_id": False,
                    "wants_callback": False,
                }
            )
            # sudo: quality only reads waves of others; what it did is noted there in its name
            sheet.wave_id.sudo().message_post(
                author_id=sheet.env.user.partner_id.id,
                body=sheet.env._(
                    "Sheet %(number)s was opened again: %(reason)s",
                    number=sheet.number or "",
                    reason=reason,
                ),
            )

    def action_open_answers(self):
        """What this sheet answered, on Odoo's own page (R303: for quality)."""
        self.ensure_one()
        self.check_access("read")
        return self.user_input_id.action_print_answers()

    # paper

    def action_print(self):
        """Questionnaires of these sheets as one PDF.

        :raise UserError: for more than fit into one
        """
        self.check_access("write")
        numbered = self.filtered("number")
        if not numbered:
            raise UserError(self.env._("These sheets have no number: print them from the survey."))
        if len(numbered) > self._print_limit:
            raise UserError(
                self.env._(
                    "Print at most %(limit)s questionnaires at a time.", limit=self._print_limit
                )
            )
        # paper may be ready before the issue; until then its code leads nowhere
        numbered._create_answers()
        # sudo: when it was printed is written here only; the right to the sheets was checked
        numbered.sudo().printed_at = fields.Datetime.now()
        return self.env.ref("property_steward.report_survey_sheet_action").report_action(
            numbered, config=False
        )
