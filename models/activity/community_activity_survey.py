from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityActivity(models.Model):
    """The survey of the guests' opinions (C110; R243, R294): each activity has its own copy of its
    kind's survey, in which Odoo's Surveys app asks and counts."""

    _inherit = "steward.community.activity"

    survey_id = fields.Many2one(
        "survey.survey",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Made when the activity is approved.",
    )
    survey_url = fields.Char(string="Link of the Survey", compute="_compute_survey_url")
    no_survey_reason = fields.Char(
        string="No Survey, Because",
        tracking=True,
        copy=False,
        help="Why the guests were not asked for their opinion (R243).",
    )
    answer_count = fields.Integer(string="Survey Answers", compute="_compute_survey_figures")
    satisfaction = fields.Float(
        string="Mean Satisfaction",
        compute="_compute_survey_figures",
        digits=(3, 2),
        help="Mean of all answers to questions of satisfaction, on their scale.",
    )

    @api.depends("survey_id")
    def _compute_survey_url(self):
        for activity in self:
            # sudo: the link is what guests get, and stewards give it to them
            survey = activity.sudo().survey_id
            activity.survey_url = survey and f"{survey.get_base_url()}{survey.get_start_url()}"

    @api.depends("survey_id.user_input_ids.state")
    def _compute_survey_figures(self):
        # sudo: figures only; whose answers they are is read by those who may
        surveys = self.sudo().survey_id
        counts = dict(
            surveys.env["survey.user_input"]._read_group(
                [
                    ("survey_id", "in", surveys.ids),
                    ("state", "=", "done"),
                    ("test_entry", "=", False),
                ],
                ["survey_id"],
                ["__count"],
            )
        )
        means = dict(
            surveys.env["survey.user_input.line"]._read_group(
                [
                    ("survey_id", "in", surveys.ids),
                    ("user_input_id.state", "=", "done"),
                    ("user_input_id.test_entry", "=", False),
                    ("question_id.steward_use", "=", "satisfaction"),
                    ("answer_type", "=", "scale"),
                    ("skipped", "=", False),
                ],
                ["survey_id"],
                ["value_scale:avg"],
            )
        )
        for activity in self:
            # sudo: figures only
            survey = activity.sudo().survey_id
            activity.answer_count = counts.get(survey, 0)
            activity.satisfaction = means.get(survey) or 0

    def _after_approve(self):
        result = super()._after_approve()
        self._copy_survey()
        return result

    def _copy_survey(self):
        """Give activities their own copy of the survey of their kind."""
        for activity in self:
            # sudo: the survey follows from the approved form; stewards have no rights of their own
            # in the Surveys app
            known = activity.sudo()
            if not known.survey_id and known.kind_id.survey_template_id:
                known.survey_id = known.kind_id.survey_template_id.copy(
                    {"survey_type": "activity", "user_id": False}
                )
            known.survey_id.active = True
            # planned again, it may have another name; guests read it in any language, and the
            # source is English, also where nobody speaks it
            languages = {"en_US", *dict(self.env["res.lang"].get_installed())}
            known.survey_id.update_field_translations(
                "title",
                {lang: activity.with_context(lang=lang)._survey_title() for lang in languages},
            )

    def _survey_title(self):
        return self.env._("Opinions on %(activity)s", activity=self.display_name)

    def action_close(self):
        result = super().action_close()
        self._close_survey()
        return result

    def _after_cancel(self, reason):
        result = super()._after_cancel(reason)
        self._close_survey()
        return result

    def _close_survey(self):
        """Nobody answers any more; the answers stay."""
        # sudo: as in `_copy_survey`
        self.sudo().survey_id.action_archive()

    def _was_surveyed(self):
        """Whether guests were asked for their opinion (R243): some answered, or their opinions
        were noted."""
        self.ensure_one()
        return bool(self.answer_count or self.opinion_ids)

    def _gaps(self):
        gaps = super()._gaps()
        required = self.community_id.policy_id.activity_survey_required
        if required and not self._was_surveyed() and not self.no_survey_reason:
            gaps.append(
                self.env._("No guest was asked for an opinion: do it, or say why not (R243).")
            )
        return gaps

    # buttons

    def action_key_in_sheet(self):
        """Type in what a guest wrote on paper: an answer without a person, in the survey's own
        page.

        :raise UserError: without a survey, and once the file is closed
        """
        self.ensure_one()
        self.check_access("write")
        if not self.survey_id or self.state not in ("approved", "ongoing", "held"):
            raise UserError(
                self.env._(
                    "%(activity)s takes no more answers, or has no survey yet.",
                    activity=self.display_name,
                )
            )
        # sudo: a guest's answer, given on paper to whoever may work on the activity
        answer = self.sudo().survey_id._create_answer(
            check_attempts=False, steward_keyed_by_id=self.env.uid
        )
        return {"type": "ir.actions.act_url", "url": answer.get_start_url(), "target": "new"}

    def action_survey_results(self):
        """The results as the Surveys app shows them."""
        self.ensure_one()
        if not self.survey_id:
            raise UserError(
                self.env._("%(activity)s has no survey yet.", activity=self.display_name)
            )
        return self.survey_id.action_result_survey()
