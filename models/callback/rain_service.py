import logging
from datetime import date, timedelta

import requests

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

PARAMETER = "property_steward.weather_%s"
# days back that the forecast knows; what lies before is asked of the archive
FORECAST_DAYS = 90
# the service is down: the other communities wait for the next run as well
FAILURES = 3


class Community(models.Model):
    """Rain from a weather service by the community's coordinates: Open-Meteo's forecast, and its
    archive for what lies longer back. Off by default. What goes wrong is noted, never raised."""

    _inherit = "steward.community"

    weather_asked_at = fields.Datetime(string="Weather Asked", readonly=True, copy=False)
    weather_error = fields.Char(readonly=True, copy=False)

    @api.model
    def _cron_fetch_rain(self):
        """Ask for the rain of communities whose leak callbacks wait for it (R019)."""
        settings = self._weather_settings()
        if not settings["enabled"]:
            return
        waiting = self.env["steward.callback"]._read_group(
            [("state", "=", "waiting"), ("community_id.latitude", "!=", 0)],
            ["community_id"],
            ["period_start:min"],
        )
        failures = 0
        self.env["ir.cron"]._commit_progress(remaining=len(waiting))
        for community, settled in waiting:
            failures = 0 if community._fetch_rain(settled, settings) else failures + 1
            if failures == FAILURES or not self.env["ir.cron"]._commit_progress(1):
                break
        self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _weather_settings(self):
        # sudo: settings of the server
        parameters = self.env["ir.config_parameter"].sudo()
        return {
            "enabled": parameters.get_param(PARAMETER % "enabled") == "True",
            "forecast": parameters.get_param(PARAMETER % "host", "https://api.open-meteo.com"),
            "archive": parameters.get_param(
                PARAMETER % "archive_host", "https://archive-api.open-meteo.com"
            ),
            "timeout": float(parameters.get_param(PARAMETER % "timeout", 10)),
        }

    def _fetch_rain(self, settled, settings):
        """Note the rainy days after the day `settled`, up to yesterday.

        :return: whether the service answered
        """
        self.ensure_one()
        yesterday = self._today() - timedelta(days=1)
        if settled >= yesterday:
            return True
        try:
            rain = self._ask_weather(settled + timedelta(days=1), yesterday, settings)
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            _logger.warning("No weather for %s: %s", self.name, error)
            self._note_weather(
                self.env._("The weather service gave no answer: %(error)s", error=error)
            )
            return False
        self._note_weather(False)
        wet = {day: mm for day, mm in rain.items() if mm >= self.policy_id.rain_threshold_mm}
        RainDay = self.env["steward.rain.day"]
        known = RainDay.search([("community_id", "=", self.id), ("date", "in", list(wet))]).mapped(
            "date"
        )
        RainDay.create(
            [
                {"community_id": self.id, "date": day, "mm": mm, "source": "service"}
                for day, mm in sorted(wet.items())
                if day not in known
            ]
        )
        return True

    def _ask_weather(self, first, last, settings):
        """{day: mm} from `first` to `last`, as far as the service knows.

        :raise requests.RequestException: when it is slow or down
        :raise ValueError: (KeyError, TypeError) for an answer that is none
        """
        parameters = {
            "latitude": round(self.latitude, 4),
            "longitude": round(self.longitude, 4),
            "daily": "precipitation_sum",
            "timezone": self.tz,
            "start_date": first.isoformat(),
            "end_date": last.isoformat(),
        }
        is_recent = (self._today() - first).days <= FORECAST_DAYS
        host, path = ("forecast", "forecast") if is_recent else ("archive", "archive")
        answer = requests.get(
            f"{settings[host].rstrip('/')}/v1/{path}",
            params=parameters,
            timeout=settings["timeout"],
        )
        answer.raise_for_status()
        daily = answer.json()["daily"]
        return {
            day: float(mm)
            for text, mm in zip(daily["time"], daily["precipitation_sum"], strict=True)
            if mm is not None and first <= (day := date.fromisoformat(text)) <= last
        }

    def _note_weather(self, error):
        # sudo: the scheduled action notes how it went
        self.sudo().write({"weather_asked_at": fields.Datetime.now(), "weather_error": error})
