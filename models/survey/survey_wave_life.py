from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine import periods


class SurveyWave(models.Model):
    """From the drawn sample to the closed wave (R225-R227, R304, R307-R308)."""

    _inherit = "steward.survey.wave"

    # issue

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

    # more time

    def action_extend(self):
        """More time for the return, with a reason (R308)."""
        self._check_extendable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("More Time for the Return"),
            "res_model": "steward.survey.extend",
            "view_mode": "form",
            "target": "new",
            "context": {"default_wave_id": self.id},
        }

    def _extend(self, day, reason):
        """Sheets may come back until `day`; a wave that was collected is collected on.

        :raise UserError: for an earlier day, and for one that has passed
        """
        self._check_extendable()
        if day <= self.date_return or day < self.community_id._today():
            raise UserError(
                self.env._(
                    "More time ends after %(day)s, and not in the past.", day=self.date_return
                )
            )
        before, is_reopened = self.date_return, self.state == "collected"
        # sudo: closed to everything but this action, which says why
        self.sudo().write({"date_return": day, "state": "issued", "collected_at": False})
        self._deadline_cancel(["survey_statistics", "survey_letter"])
        self._start_return_clock()
        if is_reopened:
            # sudo: the visits were called off with the end of the collection
            self.sudo()._demand_visits()
        self.message_post(
            body=self.env._(
                "More time for the return: %(day)s instead of %(before)s. %(reason)s",
                day=day,
                before=before,
                reason=reason,
            )
        )

    def _check_extendable(self):
        self.ensure_one()
        self.check_access("write")
        self._check_state(
            ["issued", "collected"],
            self.env._(
                "%(wave)s is not under way: its day of return is not moved.", wave=self.display_name
            ),
        )

    # collect

    def action_collect(self):
        """The collection ends; statistics begin (R307, R309)."""
        self.check_access("write")
        for wave in self:
            wave._check_state(
                ["issued"], self.env._("%(wave)s is not issued.", wave=wave.display_name)
            )
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "collected", "collected_at": fields.Datetime.now()})
        self._drop_visits(self.env._("The collection has ended."))
        self._start_collected_clocks()
        for wave in self.filtered("is_recovery_low"):
            wave.message_post(
                body=self.env._(
                    "Only %(rate)s %% of the sheets came back; %(least)g %% are asked for.",
                    rate=wave.recovery_rate,
                    least=wave.type_id.recovery_min,
                )
            )
        self._after_collect()

    def _after_collect(self):
        """Hook: what follows once the collection ended."""

    # close

    def action_close(self):
        """Close; with fewer sheets back than the type asks for, it says why (R308)."""
        self._check_may_close()
        if any(wave.is_recovery_low for wave in self):
            return self.env["steward.reason.wizard"]._ask(self, "survey_close")
        return self._close()

    def _close(self, reason=None):
        self._check_may_close()
        for wave in self:
            if wave.is_recovery_low and not reason:
                raise UserError(
                    self.env._(
                        "%(wave)s: %(rate)s %% came back, less than %(least)g %%: give more time, "
                        "or say why it is closed.",
                        wave=wave.display_name,
                        rate=wave.recovery_rate,
                        least=wave.type_id.recovery_min,
                    )
                )
            # sudo: states are closed to everything but these actions
            wave.sudo().write(
                {
                    "state": "closed",
                    "closed_at": fields.Datetime.now(),
                    "close_reason": reason if wave.is_recovery_low else False,
                }
            )
        self._deadline_meet(["survey_statistics"])
        self._after_close()

    def _check_may_close(self):
        self.check_access("write")
        for wave in self:
            wave._check_state(
                ["collected"],
                self.env._(
                    "%(wave)s is closed after its sheets were collected.", wave=wave.display_name
                ),
            )
        self._check_none_waits()
        self._check_closable()

    def _check_none_waits(self):
        """Whoever got no sheet was not reached, and it says why (R305, R328)."""
        for wave, count in self.env["steward.survey.sheet"]._read_group(
            [("wave_id", "in", self.ids), ("state", "=", "drawn"), ("partner_id", "!=", False)],
            ["wave_id"],
            ["__count"],
        ):
            raise UserError(
                self.env._(
                    "%(wave)s: %(count)s sheets were never handed out. Note of each why its "
                    "household was not reached, or give more time.",
                    wave=wave.display_name,
                    count=count,
                )
            )

    def _check_closable(self):
        """Hook: refuses to close what is not finished."""

    def _after_close(self):
        """Hook: what follows once the wave is closed."""

    # cancel

    def action_cancel(self):
        self._check_cancellable()
        return self.env["steward.reason.wizard"]._ask(self, "survey_cancel")

    def _cancel(self, reason):
        self._check_cancellable()
        # sudo: states are closed to everything but these actions
        self.sudo().write({"state": "cancelled"})
        self._deadline_cancel()
        self._drop_visits(self.env._("The survey was cancelled."))
        for wave in self:
            wave.message_post(body=self.env._("Cancelled: %(reason)s", reason=reason))

    def _check_cancellable(self):
        self.check_access("write")
        for wave in self:
            wave._check_state(
                ["draft", "sampled", "issued", "collected"],
                self.env._(
                    "%(wave)s is closed or cancelled already, and stays as it is.",
                    wave=wave.display_name,
                ),
            )
