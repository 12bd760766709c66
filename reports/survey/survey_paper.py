import base64

from odoo import api, models
from odoo.tools.urls import urljoin

from ...engine import qr

# of free text on paper, and of every other answer that is written down
TEXT_MM = {"text_box": 38}
LINE_MM = 9


class SurveyPaper(models.AbstractModel):
    """Questionnaires on paper (C082, C113): drawn from the wave's own copy, with number and codes;
    the resident's code opens the link, the staff's the screen to key it in."""

    _name = "report.property_steward.report_survey_sheet"
    _description = "Questionnaire"
    _inherit = "steward.form"
    _form_model = "steward.survey.sheet"

    def _form_values(self, docs):
        return {"pages": self._papers(docs)}

    @api.model
    def _papers(self, sheets):
        """One paper for each sheet; what is the same for a wave is made once."""
        by_wave = {wave: self._paper(wave) for wave in sheets.wave_id}
        # sudo: whoever may write a sheet hands out its link
        may_link = sheets.has_access("write")
        papers = []
        for sheet in sheets:
            answer = sheet.sudo().user_input_id if may_link else sheet.sudo().user_input_id.browse()
            base = sheet.wave_id.get_base_url()
            papers.append(
                {
                    **by_wave[sheet.wave_id],
                    "number": sheet.number,
                    # of a confidential survey nobody who finds the paper reads whose it is
                    "household": "" if sheet.is_confidential else sheet.unit_id.door or "",
                    "link_code": answer and self._code(urljoin(base, answer.get_start_url())),
                    "staff_code": self._code(
                        urljoin(base, f"/odoo/survey-keying?sheet={sheet.id}")
                    ),
                }
            )
        return papers

    @api.model
    def _paper(self, wave):
        # sudo: only quality reads questionnaires; printed they are everybody's
        survey = wave.sudo().survey_id
        return {
            "wave": wave,
            "community": wave.community_id,
            "title": wave.type_id.form_title or survey.title,
            "intro": survey.description,
            "questions": [
                {
                    **question._steward_keying(),
                    "height": TEXT_MM.get(question.question_type, LINE_MM),
                }
                for question in survey.question_ids
            ],
            "number": "",
            "household": "",
            "link_code": False,
            "staff_code": False,
        }

    @api.model
    def _code(self, url):
        return "data:image/svg+xml;base64," + base64.b64encode(qr.svg(url).encode()).decode()


class SurveyPaperBlank(models.AbstractModel):
    """The sheet of an anonymous wave (C082, C113): without number and household, to be copied; its
    code is the shared link."""

    _name = "report.property_steward.report_survey_sheet_blank"
    _description = "Questionnaire without Number"
    _inherit = "report.property_steward.report_survey_sheet"
    _form_model = "steward.survey.wave"

    def _form_values(self, docs):
        papers = []
        for wave in docs:
            # sudo: as above; the shared link is for everybody
            survey = wave.sudo().survey_id
            url = wave.type_id.is_anonymous and urljoin(
                survey.get_base_url(), survey.get_start_url()
            )
            papers.append({**self._paper(wave), "link_code": url and self._code(url)})
        return {"pages": papers}
