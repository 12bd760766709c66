from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine import periods


class SurveyWave(models.Model):
    """Issue (发放) of a wave: when, by whom, and what goes out (R225-R226, R304-R305)."""

    _inherit = "steward.survey.wave"

    @api.onchange("type_id")
    def _onchange_type_id(self):
        """Planned for the first of the days of issue, so that it is back in time (F05)."""
        planned = self.type_id and self.date_issue
        window = planned and self._issue_window(planned)
        if window and planned < window[0]:
            self.date_issue = window[0]

    def action_issue(self):
        """Hand out; outside of the days of its type it says why (R226).

        :raise UserError: without issuer and collector, and for a sample of another year or size
        """
        self._check_issuable()
        if not all(wave._is_issue_day(wave.community_id._today()) for wave in self):
            return self.env["steward.reason.wizard"]._ask(self, "survey_issue")
        return self._issue()

    def _issue(self, reason=None):
        self._check_issuable()
        now = fields.Datetime.now()
        for wave in self:
            today = wave.community_id._today()
            in_time = wave._is_issue_day(today)
            if not in_time and not reason:
                raise UserError(
                    self.env._(
                        "%(wave)s is issued at another time than its type asks for: say why.",
                        wave=wave.display_name,
                    )
                )
            # sudo: states are closed to everything but these actions
            wave.sudo().write(
                {
                    "state": "issued",
                    "issued_at": now,
                    "date_issue": today,
                    "issue_reason": False if in_time else reason,
                }
            )
        self._issue_sheets(now)
        self._start_issued_clocks()
        # sudo: visits at the door follow from the issue, whoever issues
        self.sudo()._demand_visits()
        self._check_handed_out()
        self._after_issue()

    def _check_issuable(self):
        self.check_access("write")
        for wave in self:
            wave._check_state(
                ["sampled"],
                self.env._(
                    "%(wave)s is issued once, after its sample was drawn.", wave=wave.display_name
                ),
            )
            if not (wave.issuer_id and wave.collector_id):
                raise UserError(
                    self.env._(
                        "%(wave)s: enter who hands out and who collects (R226).",
                        wave=wave.display_name,
                    )
                )
            today = wave.community_id._today()
            if wave.date_issue.year != today.year:
                raise UserError(
                    self.env._(
                        "The sample of %(wave)s was drawn for %(year)s, and who was asked counts "
                        "by the year: cancel it and draw another one.",
                        wave=wave.display_name,
                        year=wave.date_issue.year,
                    )
                )
            wave._sheets_wanted(wave.base_count, today)

    def _is_issue_day(self, day):
        """Whether the type issues on `day`: in the last month of its period, between two days;
        the whole month means any day (R226)."""
        window = self._issue_window(day)
        return not window or window[0] <= day <= window[1]

    def _issue_window(self, day):
        """First and last day of issue in the period of `day`, or None where any day will do."""
        self.ensure_one()
        kind = self.type_id
        if kind.period == "free" or (kind.issue_day_from <= 1 and kind.issue_day_to >= 31):
            return None
        first, last = periods.month_bounds(self._period_end(day))
        return (
            first.replace(day=min(kind.issue_day_from, last.day)),
            first.replace(day=min(kind.issue_day_to, last.day)),
        )

    def _period_end(self, day):
        """Last day of the period to which a wave issued on `day` belongs."""
        months = {"quarter": 3, "year": 12}.get(self.type_id.period, 1)
        month = -(-day.month // months) * months
        return periods.month_bounds(day.replace(month=month, day=1))[1]

    def _issue_sheets(self, now):
        """All sheets go out with the wave, but for those that are brought to the door, e-mails to
        households without an address, and second sheets of one household; one statement."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE steward_survey_sheet s
                   SET way = v.way,
                       state = CASE WHEN v.waits THEN s.state ELSE 'issued' END,
                       issued_at = CASE WHEN v.waits THEN NULL ELSE %(now)s END,
                       issuer_id = COALESCE(s.issuer_id, w.issuer_id),
                       collector_id = COALESCE(s.collector_id, w.collector_id),
                       write_uid = %(uid)s, write_date = %(now)s
                  FROM steward_survey_wave w,
                       (SELECT d.id, g.way,
                               d.partner_id IS NOT NULL
                               AND (g.way = 'door' OR d.is_double OR g.way = 'email'
                                    AND COALESCE(btrim(p.email), '') = '') AS waits
                          FROM steward_survey_sheet d
                          JOIN steward_survey_wave b ON b.id = d.wave_id
                     LEFT JOIN res_partner p ON p.id = d.partner_id
                         CROSS JOIN LATERAL (SELECT COALESCE(d.way, b.way) AS way) g
                         WHERE d.wave_id = ANY(%(waves)s)) v
                 WHERE w.id = s.wave_id AND v.id = s.id AND s.state = 'drawn'
             RETURNING s.id
                """,
                now=now,
                uid=self.env.uid,
                waves=self.ids,
            )
        )
        self.env["steward.survey.sheet"].invalidate_model()

    def _after_issue(self):
        """Hook: what follows once the wave is issued."""
