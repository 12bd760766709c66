from odoo import api, fields, models
from odoo.exceptions import AccessError


class Survey(models.Model):
    """Surveys of the opinions of an activity's guests (R243, R294). Their answers are residents'
    words: whoever uses the Surveys app without a role in the community does not read them."""

    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[("activity", "Guests of an Activity")],
        ondelete={"activity": "set default"},
    )
    steward_activity_ids = fields.One2many("steward.community.activity", "survey_id")
    steward_kind_ids = fields.One2many("steward.activity.kind", "survey_template_id")

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("survey.group_survey_user"):
            self.allowed_survey_types = [*(self.allowed_survey_types or ()), "activity"]
        return result

    def write(self, vals):
        """:raise AccessError: when the answers of guests would be opened to everybody who uses
        the Surveys app
        """
        if "survey_type" in vals and not self.env.su:
            for survey in self:
                # sudo: only asks whether it is the survey of an activity
                if vals["survey_type"] != "activity" and survey.sudo().steward_activity_ids:
                    raise AccessError(
                        survey.env._(
                            "%(survey)s asks the guests of an activity and stays what it is.",
                            survey=survey.title,
                        )
                    )
        return super().write(vals)
