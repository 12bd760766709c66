from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

QUALITY = "property_steward.property_steward_group_quality"


class Survey(models.Model):
    """Questionnaires to residents: users of the Survey app see neither them nor their answers; only
    quality edits them (R303)."""

    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[("steward", "Residents")], ondelete={"steward": "set default"}
    )
    steward_wave_id = fields.Many2one(
        "steward.survey.wave",
        string="Survey Wave",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The copy with which a wave works; empty: a questionnaire to copy from.",
    )
    steward_company_id = fields.Many2one(
        related="steward_wave_id.company_id", string="Company of the Wave", store=True
    )
    steward_gaps = fields.Text(
        string="What Is Missing",
        compute="_compute_steward_gaps",
        help="What keeps answers from being counted.",
    )

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        """The type of a questionnaire to residents is one that its form knows."""
        result = super()._compute_allowed_survey_types()
        for survey in self:
            if survey.survey_type == "steward" and survey.allowed_survey_types:
                survey.allowed_survey_types = [*survey.allowed_survey_types, "steward"]
        return result

    @api.depends(
        "survey_type",
        "question_and_page_ids.title",
        "question_and_page_ids.question_type",
        "question_and_page_ids.steward_dimension_id",
        "question_and_page_ids.suggested_answer_ids.steward_scale",
        "question_and_page_ids.matrix_row_ids.steward_dimension_id",
    )
    def _compute_steward_gaps(self):
        for survey in self:
            residents = survey.survey_type == "steward"
            survey.steward_gaps = "\n".join(survey._steward_gaps()) if residents else False

    def _steward_gaps(self):
        """What each question lacks before its answers can be counted by dimension (R329-R330)."""
        self.ensure_one()
        gaps = [gap for question in self.question_ids for gap in question._steward_gaps()]
        asked = [
            dimension
            for question in self.question_ids
            for dimension in question._steward_dimensions()
        ]
        gaps += [
            self.env._("“%(dimension)s” is asked about twice.", dimension=dimension.name)
            for dimension in dict.fromkeys(asked)
            if asked.count(dimension) > 1
        ]
        if not asked:
            gaps.append(self.env._("No question asks about a dimension."))
        return gaps

    def _steward_copy(self, wave):
        """The own copy of `wave`: questions, dimensions, scales and translations as they are now;
        whatever quality changes later stays out of it (R303)."""
        self.ensure_one()
        copy = self.copy(
            {
                "survey_type": "steward",
                "steward_wave_id": wave.id,
                "access_mode": "public" if wave.type_id.is_anonymous else "token",
                "users_login_required": False,
                "is_attempts_limited": False,
                "is_time_limited": False,
                # a refused answer is corrected, not locked
                "users_can_go_back": True,
                # by page, what was answered so far would be shown to whoever else has the link
                "questions_layout": (
                    "one_page" if wave.type_id.is_confidential else self.questions_layout
                ),
                "questions_selection": "all",
                "certification": False,
                "scoring_type": "no_scoring",
                "user_id": False,
                "restrict_user_ids": False,
            }
        )
        # a mere copy says “(copy)”; the source is English, also where nobody speaks it
        languages = {"en_US", *dict(self.env["res.lang"].get_installed())}
        copy.update_field_translations(
            "title", {lang: self.with_context(lang=lang).title for lang in languages}
        )
        return copy

    def _is_anonymous(self):
        return self.steward_wave_id.type_id.is_anonymous

    def _create_answer(self, user=False, partner=False, email=False, **vals):
        """Answers to an anonymous wave name nobody, not even who is logged in; those to another
        wave were made with its sheets, one for each.

        :raise UserError: for one more
        """
        # sudo: whether it belongs to a wave, and to what kind, decides who may answer at all
        waves = self.filtered(lambda survey: survey.sudo().steward_wave_id)
        if not waves or vals.get("test_entry"):
            return super()._create_answer(user=user, partner=partner, email=email, **vals)
        self.ensure_one()
        if not self.sudo()._is_anonymous():
            raise UserError(self.env._("Each household answers by its own sheet, and once."))
        deadline = self.sudo().steward_wave_id._answer_deadline()
        # superuser: the number of the login would say who answered
        return super(Survey, self.with_user(SUPERUSER_ID))._create_answer(
            **dict(vals, nickname=False, deadline=deadline)
        )
