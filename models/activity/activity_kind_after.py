from odoo import fields, models


class ActivityKind(models.Model):
    _inherit = "steward.activity.kind"

    survey_template_id = fields.Many2one(
        "survey.survey",
        string="Survey",
        index="btree_not_null",
        ondelete="restrict",
        default=lambda self: self._default_survey_template_id(),
        help="Of which each activity of the kind gets its own copy when it is approved (R243).",
    )

    def _default_survey_template_id(self):
        return self.env.ref("property_steward.survey_guest_opinion", raise_if_not_found=False)
