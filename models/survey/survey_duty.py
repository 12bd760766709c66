from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Duty(models.Model):
    """Duties that are done with a survey (R090, R184, R255, R259): they offer to prepare one, and
    show those of their period."""

    _inherit = "steward.duty"

    survey_type_id = fields.Many2one(related="rule_id.survey_type_id")
    survey_wave_count = fields.Integer(string="Surveys", compute="_compute_survey_wave_count")

    @api.depends("kind", "community_id", "period_start", "period_end", "survey_type_id")
    def _compute_survey_wave_count(self):
        """Those of a list in one search."""
        duties = self.filtered(lambda duty: duty.kind == "survey")
        found = self.env["steward.survey.wave"].search_fetch(
            Domain.OR(duty._survey_domain() for duty in duties),
            ["community_id", "type_id", "date_issue", "state"],
        )
        for duty in self:
            domain = duty in duties and duty._survey_domain()
            duty.survey_wave_count = len(found.filtered_domain(domain)) if domain else 0

    def _survey_domain(self):
        """Surveys of the period: of the type that is owed by the quarter; a yearly duty is met by
        any (F04)."""
        self.ensure_one()
        first, last = self._survey_period()
        domain = (
            Domain("community_id", "=", self.community_id.id)
            & Domain("date_issue", ">=", first)
            & Domain("date_issue", "<=", last)
            & Domain("state", "!=", "cancelled")
        )
        if self.survey_type_id.period == "quarter":
            domain &= Domain("type_id", "=", self.survey_type_id.id)
        return domain

    def _survey_period(self):
        """First and last day of issue; a plan is about the period that follows (R255)."""
        self.ensure_one()
        if self.survey_type_id:
            return self.period_start, self.period_end
        first = self.period_end + timedelta(days=1)
        start = self.period_start
        months = (first.year - start.year) * 12 + first.month - start.month
        return first, fields.Date.add(first, months=months) - timedelta(days=1)

    def _check_evidence(self):
        """The survey itself is the evidence (R090, R184), and those that are planned that of their
        plan (R255).

        :raise UserError: where none was issued in the period
        """
        if self.kind != "survey":
            return super()._check_evidence()
        waves = self.env["steward.survey.wave"].search(self._survey_domain())
        if not self.survey_type_id:
            return None if waves else super()._check_evidence()
        if not waves.filtered("issued_at"):
            raise UserError(
                self.env._(
                    "%(duty)s: no survey was issued in the period. Prepare and issue one first.",
                    duty=self.display_name,
                )
            )
        return None

    def action_prepare_survey(self):
        """The form of a new survey, filled in as the duty asks for."""
        self.ensure_one()
        context = {
            "default_type_id": self.survey_type_id.id,
            "default_community_id": self.community_id.id,
        }
        first, _last = self._survey_period()
        if first > self.community_id._today():
            context["default_date_issue"] = first
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prepare a Survey"),
            "res_model": "steward.survey.wave",
            "view_mode": "form",
            "context": context,
        }

    def action_open_surveys(self):
        """The surveys of the period."""
        self.ensure_one()
        Action = self.env["ir.actions.act_window"]
        action = Action._for_xml_id("property_steward.survey_wave_action")
        action["domain"] = list(self._survey_domain())
        action["context"] = {}
        return action
