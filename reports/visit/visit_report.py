from odoo import models

# thumbnails on a visit record
PHOTO_LIMIT = 6


class VisitRecord(models.AbstractModel):
    """Visit record (拜访记录, C002, C045): one layout for the forms that a steward fills at a
    visit; what is not recorded yet stays an empty box to write in."""

    _name = "report.property_steward.report_visit_record"
    _description = "Visit Record"
    _inherit = "steward.form"
    _form_model = "steward.visit"

    def _form_values(self, docs):
        return {
            "modes": self.env["steward.contact.mode"].search([("active", "=", True)]),
            "purposes": self.env["steward.visit.purpose"].search([("active", "=", True)]),
            "photos": self._photos(docs),
            "recorded_on": self._recorded_on,
            "ticked": lambda options, chosen: [(o.display_name, o in chosen) for o in options],
        }

    def _photos(self, visits):
        """Pictures of each visit by its id."""
        # sudo: a photo belongs to its visit, and who prints may read the visit
        return {
            visit.id: [
                photo.datas
                for photo in visit.sudo().photo_ids
                if (photo.mimetype or "").startswith("image/")
            ][:PHOTO_LIMIT]
            for visit in visits
        }

    def _recorded_on(self, visit):
        """Local day of a visit that was held; a visit under way has no date to sign with."""
        if visit.state != "done":
            return ""
        return self._day(self._local(visit.community_id, visit.start))


class InterviewRecord(models.AbstractModel):
    """Customer interview record (客户访谈记录表, C089, R238)."""

    _name = "report.property_steward.report_interview_record"
    _description = "Customer Interview Record"
    _inherit = "report.property_steward.report_visit_record"


class OpinionRecord(models.AbstractModel):
    """Owner opinion record (业主意见记录, C095): filled by the assistant, read by the
    supervisor."""

    _name = "report.property_steward.report_opinion_record"
    _description = "Owner Opinion Record"
    _inherit = "report.property_steward.report_visit_record"
