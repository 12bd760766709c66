from odoo import SUPERUSER_ID
from odoo.http import request, route

from odoo.addons.survey.controllers.main import Survey


class StewardSurvey(Survey):
    """Questionnaires to residents online: open while their wave is, named answers stay with
    quality, and anonymous ones with nobody."""

    def _fetch_from_access_token(self, survey_token, answer_token):
        survey_sudo, answer_sudo = super()._fetch_from_access_token(survey_token, answer_token)
        if survey_sudo._is_anonymous():
            # superuser: the number of the login would say who answered
            anybody = request.env(user=SUPERUSER_ID, su=True)
            # what is recomputed is written at the end, in the name of this one
            request.env.transaction.default_env = anybody
            survey_sudo, answer_sudo = survey_sudo.with_env(anybody), answer_sudo.with_env(anybody)
        return survey_sudo, answer_sudo

    def _check_validity(
        self, survey_sudo, answer_sudo, answer_token, ensure_token=True, check_partner=True
    ):
        """Online answering begins with the issue of the wave and ends with its day of return."""
        wave = survey_sudo.steward_wave_id
        anonymous = wave.type_id.is_anonymous
        code = super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            # nobody's answers may be given by whoever is logged in
            check_partner=check_partner and not anonymous,
        )
        if code is not True or not wave or answer_sudo.test_entry:
            return code
        # paper that is back is keyed in; its link is not needed any more
        # sudo: whether it is back; the link is the right to this answer
        sheets = request.env["steward.survey.sheet"].sudo()
        back = answer_sudo.state in ("new", "in_progress") and sheets.search_count(
            [("user_input_id", "=", answer_sudo.id), ("state", "=", "returned")], limit=1
        )
        if back or not wave._is_answered_online():
            return "answer_deadline" if answer_sudo else "survey_closed"
        return code

    @route()
    def survey_start(self, survey_token, answer_token=None, email=False, **post):
        """The shared link of an anonymous wave knows nothing of who was here before."""
        survey_sudo, answer_sudo = self._fetch_from_access_token(survey_token, answer_token)
        if answer_token or answer_sudo or not survey_sudo._is_anonymous():
            return super().survey_start(
                survey_token, answer_token=answer_token, email=email, **post
            )
        data = self._get_access_data(survey_token, None, ensure_token=False)
        if data["validity_code"] is not True:
            return self._redirect_with_error(data, data["validity_code"])
        answer_sudo = survey_sudo._create_answer(check_attempts=False)
        return request.redirect(f"/survey/{survey_token}/{answer_sudo.access_token}")

    @route()
    def survey_print(self, survey_token, review=False, answer_token=None, **post):
        """Who holds a link does not see what was answered by it: staff hand links out."""
        data = self._get_access_data(survey_token, answer_token, False, False)
        ours = data["survey_sudo"].survey_type == "steward"
        if ours and not data["has_survey_access"]:
            return self._redirect_with_error(data, "token_wrong")
        return super().survey_print(survey_token, review=review, answer_token=answer_token, **post)
