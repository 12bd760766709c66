from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class SurveyWave(models.Model):
    """Milestones of a wave as clocks: each is due at the end of its day, by the community's
    calendar (R226-R227, R304, R307, R309, R311, R313)."""

    _inherit = "steward.survey.wave"
    _deadline_sync_fields = ("community_id", "steward_id")

    @api.model_create_multi
    def create(self, vals_list):
        waves = super().create(vals_list)
        waves._start_handing_out_clock()
        return waves

    def write(self, vals):
        result = super().write(vals)
        if {"type_id", "community_id", "date_received", "date_issue"} & vals.keys():
            self._start_handing_out_clock()
        return result

    def _deadline_department(self):
        # sudo: in which department somebody works is no secret
        return {wave: wave.sudo().steward_id.department_id for wave in self}

    def _deadline_partner(self):
        return {wave: self.env["res.partner"] for wave in self}

    # issue

    def _start_handing_out_clock(self):
        """Sheets are handed out within so many days of the receipt (R304), or by the last day of
        issue of the type's period (R226)."""
        dues = {
            wave: wave.community_id._day_end(wave._last_issue_day())
            for wave in self
            if wave.state in ("draft", "sampled")
        }
        # sudo: the clock follows from the dates, whoever enters them
        self.sudo()._deadline_set(
            "survey_issue",
            dues,
            start={wave: wave.community_id._day_start(wave.date_received) for wave in dues},
        )

    def _last_issue_day(self):
        window = self._issue_window(self.date_issue)
        if window:
            return window[1]
        return self.date_received + timedelta(days=self.type_id.issue_days)

    def _check_handed_out(self):
        """What the clock of the issue demands is done once no sheet waits to be handed out."""
        waiting = {
            wave
            for (wave,) in self.env["steward.survey.sheet"]._read_group(
                [("wave_id", "in", self.ids), ("state", "=", "drawn")], ["wave_id"]
            )
        }
        done = self.filtered(lambda wave: wave.state != "sampled" and wave not in waiting)
        done._deadline_meet(["survey_issue"])

    def _start_issued_clocks(self):
        self._start_return_clock()
        self._deadline_set(
            "survey_analysis",
            {
                wave: wave.community_id._day_end(wave._analysis_day())
                for wave in self
                if wave.type_id.analysis_day
            },
        )

    def _start_return_clock(self):
        self._deadline_set(
            "survey_return", {wave: wave.community_id._day_end(wave.date_return) for wave in self}
        )

    def _analysis_day(self):
        """R227: so many days into the month after the period."""
        return self._period_end(self.date_issue) + timedelta(days=self.type_id.analysis_day)

    # collection

    def _start_collected_clocks(self):
        self._deadline_meet(["survey_return"])
        for kind, field in (
            ("survey_statistics", "statistics_days"),
            ("survey_letter", "letter_days"),
        ):
            dues = {
                wave: wave._days_on(wave.collected_at, wave.type_id[field])
                for wave in self
                if wave.type_id[field]
            }
            self._deadline_set(kind, dues)

    def _days_on(self, moment, days):
        """End of the day, `days` after the local day of `moment`."""
        community = self.community_id
        return community._day_end(community._to_local(moment).date() + timedelta(days=days))

    # open letter

    def action_no_letter(self):
        """No opinion is concentrated or prominent enough for a letter: says why (R311)."""
        self.check_access("write")
        return self.env["steward.reason.wizard"]._ask(self, "survey_no_letter")

    def _waive_letter(self, reason):
        self.check_access("write")
        self._deadline_cancel(["survey_letter"])
        for wave in self:
            wave.message_post(body=self.env._("No open letter: %(reason)s", reason=reason))

    # analysis and originals (R227)

    def action_submit_analysis(self):
        """Analysis and original forms go to the superior department.

        :raise UserError: before the wave is closed, and a second time
        """
        self.check_access("write")
        for wave in self:
            if wave.state != "closed" or wave.analysis_submitted_on:
                raise UserError(
                    self.env._(
                        "%(wave)s: the analysis is submitted once, after the survey was closed.",
                        wave=wave.display_name,
                    )
                )
            # sudo: dates are closed to everything but these actions
            wave.sudo().analysis_submitted_on = wave.community_id._today()
        self._deadline_meet(["survey_analysis"])
        now = fields.Datetime.now()
        self._deadline_set(
            "survey_originals",
            {
                wave: wave._days_on(now, wave.type_id.originals_days)
                for wave in self
                if wave.type_id.originals_days
            },
        )

    def action_originals_back(self):
        """The original forms are back, and are kept.

        :raise UserError: before they were submitted, and a second time
        """
        self.check_access("write")
        for wave in self:
            if not wave.analysis_submitted_on or wave.originals_back_on:
                raise UserError(
                    self.env._(
                        "%(wave)s: originals come back once, after they were submitted.",
                        wave=wave.display_name,
                    )
                )
            # sudo: dates are closed to everything but these actions
            wave.sudo().originals_back_on = wave.community_id._today()
        self._deadline_meet(["survey_originals"])
