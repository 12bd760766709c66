from odoo import models
from odoo.exceptions import UserError

PROMISES = ("is_anonymous", "is_confidential")


class SurveyType(models.Model):
    """What households were promised is kept: what they answered in confidence stays so."""

    _inherit = "steward.survey.type"

    def write(self, vals):
        """:raise UserError: where a promise is taken back that households already relied on, and
        where sheets with names and numbers would become anonymous ones
        """
        for name in PROMISES:
            if name in vals and not vals[name]:
                self.filtered(name)._check_not_asked()
        if vals.get("is_anonymous"):
            self.filtered(lambda kind: not kind.is_anonymous)._check_not_drawn()
        return super().write(vals)

    def _check_not_drawn(self):
        drawn = self._find_drawn()
        if drawn:
            raise UserError(
                self.env._(
                    "Surveys of the type %(type)s have sheets with names: make another type for "
                    "anonymous surveys.",
                    type=drawn.type_id.name,
                )
            )

    def _find_drawn(self):
        # sudo: waves of communities that the writer does not see count as well
        waves = self.env["steward.survey.wave"].sudo()
        return waves.search(
            [("type_id", "in", self.ids), ("state", "not in", ("draft", "cancelled"))], limit=1
        )

    def _check_not_asked(self):
        asked = self._find_drawn()
        if asked:
            raise UserError(
                self.env._(
                    "Households answered surveys of the type %(type)s in confidence: make "
                    "another type for surveys with names.",
                    type=asked.type_id.name,
                )
            )
