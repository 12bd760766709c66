from odoo import fields, models
from odoo.exceptions import UserError


class DutyRule(models.Model):
    """The annual summary of statistical techniques is owed by 5 January (R231)."""

    _inherit = "steward.duty.rule"

    kind = fields.Selection(
        selection_add=[("survey_summary", "Summary of Statistical Techniques")],
        ondelete={"survey_summary": "set default"},
    )


class Duty(models.Model):
    """The summary itself is the evidence of its duty (R231)."""

    _inherit = "steward.duty"

    def _survey_summary(self):
        self.ensure_one()
        return self.env["steward.survey.summary"].search(
            [("community_id", "=", self.community_id.id), ("year", "=", self.period_start.year)]
        )

    def _check_evidence(self):
        """:raise UserError: while the summary of the year is not submitted"""
        if self.kind != "survey_summary":
            return super()._check_evidence()
        if self._survey_summary().state != "submitted":
            raise UserError(
                self.env._(
                    "%(duty)s: submit the summary of the year first.", duty=self.display_name
                )
            )
        return None

    def action_open_survey_summary(self):
        """The summary of the year; a new one is filled in as far as it is known."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Annual Summary of Statistical Techniques"),
            "res_model": "steward.survey.summary",
            "res_id": self._survey_summary().id,
            "views": [(False, "form")],
            "context": {
                "default_community_id": self.community_id.id,
                "default_year": self.period_start.year,
            },
        }
