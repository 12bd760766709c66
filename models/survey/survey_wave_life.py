from odoo import fields, models
from odoo.exceptions import UserError


class SurveyWave(models.Model):
    """From the issue to the closed wave (R307-R308, R328)."""

    _inherit = "steward.survey.wave"

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
                    "Only %(rate)s %% of the sample came back; %(least)g %% are asked for.",
                    rate=wave.sample_rate,
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
                        "%(wave)s: %(rate)s %% of the sample came back, less than %(least)g %%: "
                        "give more time, or say why it is closed.",
                        wave=wave.display_name,
                        rate=wave.sample_rate,
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
