from odoo import models
from odoo.exceptions import UserError

PROMISES = ("is_anonymous", "is_confidential")


class SurveyType(models.Model):
    """What households were promised is kept: what they answered in confidence stays so."""

    _inherit = "steward.survey.type"

    def write(self, vals):
        """:raise UserError: where a promise is taken back that households already relied on"""
        for name in PROMISES:
            if name in vals and not vals[name]:
                self.filtered(name)._check_not_asked()
        return super().write(vals)

    def _check_not_asked(self):
        # sudo: waves of communities that the writer does not see count as well
        waves = self.env["steward.survey.wave"].sudo()
        asked = waves.search(
            [("type_id", "in", self.ids), ("state", "not in", ("draft", "cancelled"))], limit=1
        )
        if asked:
            raise UserError(
                self.env._(
                    "Households answered surveys of the type %(type)s in confidence: make "
                    "another type for surveys with names.",
                    type=asked.type_id.name,
                )
            )
