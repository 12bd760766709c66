from odoo import api, fields, models
from odoo.tools import SQL

ACTIVITY = "property_steward.mail_activity_type_contact_box"
LOOK_BACK_DAYS = 31


class ContactBox(models.Model):
    """Owner contact box (业主联系箱): opened every day at a fixed time (R185)."""

    _name = "steward.contact.box"
    _description = "Contact Box"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "community_id, name, id"
    _check_company_auto = True

    name = fields.Char(string="Place", required=True)
    active = fields.Boolean(default=True)
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    opening_hour = fields.Float(
        string="Opened at",
        required=True,
        default=9.0,
        help="Hour of the day in the community's time zone.",
    )
    role_id = fields.Many2one(
        "steward.role",
        string="Opened by",
        required=True,
        default=lambda self: self.env.ref("property_steward.role_reception"),
    )
    date_from = fields.Date(string="In Use since", required=True, default=fields.Date.context_today)
    opening_ids = fields.One2many("steward.contact.box.opening", "box_id")
    missed_count = fields.Integer(string="Missed Days", compute="_compute_missed_count")

    _hour_valid = models.Constraint(
        "CHECK(opening_hour >= 0 AND opening_hour < 24)",
        "A contact box is opened at an hour of the day.",
    )

    def _compute_missed_count(self):
        missed = dict(
            self.env["steward.contact.box.opening"]._read_group(
                [("box_id", "in", self.ids), ("is_missed", "=", True)], ["box_id"], ["__count"]
            )
        )
        for box in self:
            box.missed_count = missed.get(box, 0)

    @api.model
    def _cron_expect_openings(self):
        """R185: one row per box and day, also for days on which the server was down; whoever
        answers for the box is told of each missed day once.

        Safe to run twice and on two workers: the pair of box and day is unique, and a missed day
        is claimed by the one who tells of it.
        """
        self._add_openings()
        missed = self.env["steward.contact.box.opening"].search(
            [("is_missed", "=", True), ("box_id.active", "=", True), ("reminded", "=", False)]
        )
        for box, openings in missed._claim_reminder().grouped("box_id").items():
            box._tell_missed(len(openings))

    def _tell_missed(self, count):
        self.ensure_one()
        for user in self.community_id._users_upwards(self.role_id):
            self.activity_schedule(
                ACTIVITY,
                date_deadline=self.community_id._today(),
                user_id=user.id,
                summary=self.with_context(lang=user.lang).env._(
                    "Contact box %(box)s: days not opened: %(count)s",
                    box=self.name,
                    count=count,
                ),
            )

    @api.model
    def _add_openings(self):
        """One statement for all boxes; days begin at midnight of the community."""
        Opening = self.env["steward.contact.box.opening"]
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO steward_contact_box_opening
                       (box_id, community_id, company_id, date, letter_count, reminded,
                        create_uid, write_uid, create_date, write_date)
                SELECT b.id, b.community_id, b.company_id, d.day, 0, FALSE,
                       %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM steward_contact_box b
                  JOIN steward_community c ON c.id = b.community_id AND c.active
                 CROSS JOIN LATERAL (
                       SELECT (%(now)s AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date AS today) t
                 CROSS JOIN LATERAL generate_series(
                       greatest(b.date_from, t.today - %(days)s), t.today, '1 day') AS d(day)
                 WHERE b.active
                    ON CONFLICT DO NOTHING
             RETURNING id
                """,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                days=LOOK_BACK_DAYS,
            )
        )
        Opening.invalidate_model()
        self.invalidate_model(["opening_ids", "missed_count"])
