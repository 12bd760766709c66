from odoo.http import request

from odoo.addons.survey.controllers.main import Survey


class ActivitySurvey(Survey):
    """R294: what a guest wrote on paper is typed in by staff, in the survey's own page."""

    def _check_validity(
        self, survey_sudo, answer_sudo, answer_token, ensure_token=True, check_partner=True
    ):
        """An answer from paper is nobody's: only whoever began to type it in goes on with it."""
        if answer_sudo and answer_sudo.steward_keyed_by_id == request.env.user:
            check_partner = False
        return super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            check_partner=check_partner,
        )
