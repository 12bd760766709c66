from odoo import models


class OpinionFeedback(models.AbstractModel):
    """Owner opinion feedback form (业主意见反馈单, C003) of recorded opinions."""

    _name = "report.property_steward.report_opinion_feedback"
    _description = "Owner Opinion Feedback Form"
    _inherit = "steward.form"
    _form_model = "steward.case"


class OpinionFeedbackPlanned(models.AbstractModel):
    """The feedback form to be filled in at a planned visit: household and visitor are known."""

    _name = "report.property_steward.report_opinion_feedback_planned"
    _description = "Owner Opinion Feedback Form for Planned Visits"
    _inherit = "steward.form"
    _form_model = "steward.visit.plan.line"

    def _form_values(self, docs):
        return {"no_case": docs.env["steward.case"]}


class OpinionFeedbackBlank(models.AbstractModel):
    """The feedback form with nothing but the community's letterhead."""

    _name = "report.property_steward.report_opinion_feedback_blank"
    _description = "Blank Owner Opinion Feedback Form"
    _inherit = "steward.form"
    _form_model = "steward.community"

    def _form_values(self, docs):
        return {
            "no_case": docs.env["steward.case"],
        }


class SuggestionReport(models.AbstractModel):
    """Written report of a valid suggestion (书面呈报, C010, R051): to the head of the
    department, with copy to the general manager."""

    _name = "report.property_steward.report_suggestion"
    _description = "Written Suggestion Report"
    _inherit = "steward.form"
    _form_model = "steward.case"

    def _form_values(self, docs):
        role = self.env.ref("property_steward.role_general_manager")
        return {
            "general_managers": {
                community.id: community._role_holder(role) for community in docs.community_id
            }
        }
