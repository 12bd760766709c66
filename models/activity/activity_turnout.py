from odoo import fields, models
from odoo.tools import SQL


class ActivityTurnout(models.Model):
    """Who was invited to which activity, said yes and came: one row per activity and household, or
    visitor that belongs to none. An activity counts on the day on which it begins, in the
    community's time zone."""

    _name = "steward.activity.turnout"
    _description = "Turnout of Activities"
    _auto = False
    _order = "date desc, activity_id, id"
    _rec_name = "activity_id"
    _depends = {
        "account.move": ["move_type", "state"],
        "account.move.line": [
            "analytic_distribution",
            "balance",
            "display_type",
            "move_id",
            "steward_activity_id",
        ],
        "event.registration": [
            "active",
            "is_minor",
            "state",
            "steward_activity_id",
            "steward_invitation_id",
            "steward_partner_id",
        ],
        "res.partner": ["household_unit_id"],
        "steward.activity.invitation": [
            "activity_id",
            "answer",
            "channel",
            "headcount",
            "partner_id",
            "unit_id",
        ],
        "steward.community": ["company_id", "policy_id", "tz"],
        "steward.community.activity": [
            "analytic_account_id",
            "community_id",
            "date_begin",
            "kind_id",
            "state",
        ],
        "steward.policy": ["activity_repeat_count"],
        "steward.unit": ["building_id", "steward_id"],
    }

    # which activity
    activity_id = fields.Many2one("steward.community.activity", readonly=True)
    kind_id = fields.Many2one("steward.activity.kind", readonly=True)
    community_id = fields.Many2one("steward.community", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date(string="Day", readonly=True)
    state = fields.Selection(
        selection=lambda self: (
            self.env["steward.community.activity"]._fields["state"]._description_selection(self.env)
        ),
        string="State of the Activity",
        readonly=True,
    )

    # who
    partner_id = fields.Many2one("res.partner", string="Household", readonly=True)
    unit_id = fields.Many2one("steward.unit", readonly=True)
    building_id = fields.Many2one("steward.building", readonly=True)
    steward_id = fields.Many2one("hr.employee", readonly=True)
    segment = fields.Selection(related="partner_id.segment")
    segment_tag_ids = fields.Many2many(related="partner_id.segment_tag_ids")

    # invited, answered, came
    channel = fields.Selection(
        selection=lambda self: (
            self.env["steward.activity.invitation"]
            ._fields["channel"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    answer = fields.Selection(
        selection=lambda self: (
            self.env["steward.activity.invitation"]
            ._fields["answer"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    invited = fields.Integer(string="Households Invited", readonly=True)
    accepted = fields.Integer(string="Households That Said Yes", readonly=True)
    came = fields.Integer(string="Households That Came", readonly=True)
    announced = fields.Integer(string="Persons Announced", readonly=True)
    attended = fields.Integer(string="Persons That Came", readonly=True)
    minors = fields.Integer(string="Minors That Came", readonly=True)
    accepted_percent = fields.Float(
        string="Said Yes (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of the households invited.",
    )
    turnout_percent = fields.Float(
        string="Turnout (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of the households invited; who came without an invitation does not count here.",
    )
    times = fields.Integer(
        string="Times in the Year",
        readonly=True,
        aggregator="max",
        help="Activities of the year to which the household came.",
    )
    is_repeat = fields.Boolean(
        string="Repeat Participant",
        readonly=True,
        help="Came, and to as many activities of the year as the policy names.",
    )

    # what it cost
    cost = fields.Monetary(
        readonly=True,
        help="Share of what was spent on the activity, by the persons that came.",
    )
    cost_per_person = fields.Monetary(
        string="Cost per Participant",
        readonly=True,
        aggregator="avg",
        help="What was spent on the activity, by the persons that came to it.",
    )

    @property
    def _table_query(self):
        """Invitations have even ids, who came without one odd ones: a row keeps its id."""
        return SQL(
            """
            WITH head AS (
                SELECT r.id, r.steward_activity_id AS activity_id,
                       r.steward_invitation_id AS invitation_id,
                       r.steward_partner_id AS partner_id, r.is_minor
                  FROM event_registration r
                 WHERE r.steward_activity_id IS NOT NULL AND r.state = 'done' AND r.active
            ), guest AS (
                SELECT i.id * 2 AS id, i.activity_id, i.partner_id, i.unit_id, i.channel, i.answer,
                       1 AS invited, i.headcount AS announced, count(h.id) AS attended,
                       count(h.id) FILTER (WHERE h.is_minor) AS minors
                  FROM steward_activity_invitation i
                  LEFT JOIN head h ON h.invitation_id = i.id
                 GROUP BY i.id
             UNION ALL
                SELECT min(h.id) * 2 + 1, h.activity_id, h.partner_id, p.household_unit_id, NULL,
                       NULL, 0, 0, count(*), count(*) FILTER (WHERE h.is_minor)
                  FROM head h
                  LEFT JOIN res_partner p ON p.id = h.partner_id
                 WHERE h.invitation_id IS NULL
                 GROUP BY h.activity_id, h.partner_id, p.household_unit_id,
                          CASE WHEN h.partner_id IS NULL THEN h.id END
            ), counted AS (
                SELECT g.*, a.kind_id, a.community_id, c.company_id, d.date, a.state,
                       c.policy_id,
                       count(*) FILTER (WHERE g.attended > 0 AND g.partner_id IS NOT NULL) OVER (
                           PARTITION BY g.partner_id, date_part('year', d.date)) AS times,
                       sum(g.attended) OVER (PARTITION BY g.activity_id) AS persons
                  FROM guest g
                  JOIN steward_community_activity a ON a.id = g.activity_id
                  JOIN steward_community c ON c.id = a.community_id
                 CROSS JOIN LATERAL (
                       SELECT (a.date_begin AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date AS date) d
                 WHERE a.state <> 'cancelled'
            )
            SELECT x.id, x.activity_id, x.kind_id, x.community_id, x.company_id, x.date, x.state,
                   x.partner_id, x.unit_id, u.building_id, u.steward_id, x.channel, x.answer,
                   x.invited, COALESCE((x.answer = 'yes')::int, 0) AS accepted,
                   (x.attended > 0 AND x.partner_id IS NOT NULL)::int AS came,
                   COALESCE(x.announced, 0) AS announced, x.attended, x.minors,
                   CASE WHEN x.invited = 1 THEN CASE WHEN x.answer = 'yes' THEN 100.0 ELSE 0.0 END
                   END AS accepted_percent,
                   CASE WHEN x.invited = 1 THEN CASE WHEN x.attended > 0 THEN 100.0 ELSE 0.0 END
                   END AS turnout_percent,
                   x.times, x.attended > 0 AND x.times >= p.activity_repeat_count AS is_repeat,
                   y.currency_id,
                   COALESCE(s.amount, 0) * x.attended / NULLIF(x.persons, 0) AS cost,
                   CASE WHEN x.attended > 0 THEN COALESCE(s.amount, 0) / x.persons END
                   AS cost_per_person
              FROM counted x
              JOIN steward_policy p ON p.id = x.policy_id
              JOIN res_company y ON y.id = x.company_id
              LEFT JOIN steward_unit u ON u.id = x.unit_id
              LEFT JOIN (SELECT activity_id, sum(amount) AS amount
                           FROM (%s) spent GROUP BY activity_id) s ON s.activity_id = x.activity_id
            """,
            self.env["account.move.line"]._steward_spending(),
        )

    def action_open_activity(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.community.activity",
            "res_id": self.activity_id.id,
            "views": [(False, "form")],
        }
