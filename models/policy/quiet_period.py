from odoo import fields, models

from ...engine import quiet


class QuietPeriod(models.Model):
    """Hours in which residents are left alone (R011-R012, R048), community's time zone."""

    _name = "steward.quiet.period"
    _description = "Quiet Period"
    _order = "policy_id, weekday, hour_from, id"

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one("steward.policy", required=True, index=True, ondelete="cascade")
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        help="Empty: every day of the week.",
    )
    hour_from = fields.Float(required=True, default=0.0)
    hour_to = fields.Float(required=True, default=24.0)
    applies_to = fields.Selection(
        [("phone", "Phone Calls"), ("door", "Door Visits"), ("all", "Every Contact")],
        required=True,
        default="phone",
    )
    audience = fields.Selection(
        [("all", "Everybody"), ("catering", "Catering Tenants")], required=True, default="all"
    )

    _hours_order = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "A quiet period must begin before it ends, between 0:00 and 24:00.",
    )

    def _intervals(self):
        """These periods as the engine knows them, in the same order."""
        return tuple(
            quiet.QuietPeriod(
                weekdays=frozenset([int(period.weekday)]) if period.weekday else None,
                start_minute=round(period.hour_from * 60),
                end_minute=round(period.hour_to * 60),
                modes=None if period.applies_to == "all" else frozenset([period.applies_to]),
                audience=period.audience,
            )
            for period in self
        )

    def _first_hit(self, local, kind, catering=False, minutes=1):
        """The period that a contact of `minutes` from `local` on (community's time) runs into."""
        for period, interval in zip(self, self._intervals(), strict=True):
            if quiet.is_quiet(local, [interval], kind, catering, minutes):
                return period
        return self.browse()
