import secrets

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# bytes of a link's token: nobody guesses one of 256 bits
TOKEN_BYTES = 32
COLUMNS = (
    "activity_id",
    "community_id",
    "company_id",
    "partner_id",
    "unit_id",
    "building_id",
    "steward_id",
    "door",
    "door_key",
    "channel",
    "state",
    "answer",
    "adult_count",
    "minor_count",
    "headcount",
    "attended_count",
    "access_token",
    "create_uid",
    "write_uid",
    "create_date",
    "write_date",
)


class ActivityInvitation(models.Model):
    """Inviting households as a set (R291): a whole community in a handful of statements."""

    _inherit = "steward.activity.invitation"

    @api.model
    def _new_token(self):
        return secrets.token_urlsafe(TOKEN_BYTES)

    @api.model
    def _invite(self, activity, domain, channel):
        """Invite the households of these occupancies, as far as the user may see them.

        Who is invited already, or wants no invitations, is left out; a unique index keeps a
        second one out, whoever invites at the same time.

        :param domain: of the occupancies
        :raise UserError: for an activity that is not approved, or has begun (R291)
        :return: the new invitations; the number of statements depends on neither number
        """
        activity._check_may_invite()
        wanted = self.env.execute_query(self._households_sql(activity, domain))
        if not wanted:
            return self.browse()
        now = fields.Datetime.now()
        ids = self.env.execute_query(
            SQL(
                """
                INSERT INTO steward_activity_invitation (%(columns)s)
                SELECT %(activity)s, %(community)s, %(company)s, v.partner_id, v.unit_id,
                       u.building_id, u.steward_id, u.door, u.door_key, %(channel)s,
                       'to_send', 'none', 0, 0, 0, 0, v.token, %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM unnest(%(partners)s, %(units)s, %(tokens)s) AS v(partner_id, unit_id, token)
                  JOIN steward_unit u ON u.id = v.unit_id
                 ORDER BY u.door_key, v.partner_id
                    ON CONFLICT DO NOTHING
             RETURNING id
                """,
                columns=SQL(", ").join(SQL.identifier(name) for name in COLUMNS),
                activity=activity.id,
                community=activity.community_id.id,
                company=activity.company_id.id,
                channel=channel,
                partners=[row[0] for row in wanted],
                units=[row[1] for row in wanted],
                tokens=[self._new_token() for _row in wanted],
                uid=self.env.uid,
                now=now,
            )
        )
        self.invalidate_model()
        activity.invalidate_recordset(["invitation_ids"])
        return self.browse(row[0] for row in ids)

    @api.model
    def _households_sql(self, activity, domain):
        """(household, unit) of those who are to be invited: in the unit where they live, before
        any other that they own."""
        return SQL(
            """
            SELECT DISTINCT ON (o.partner_id) o.partner_id, o.unit_id
              FROM steward_occupancy o
             WHERE o.id IN %(occupancies)s AND %(welcome)s
             ORDER BY o.partner_id, (o.state = 'moved_in') DESC, o.date_from DESC, o.id
            """,
            occupancies=self._occupancies_sql(activity, domain),
            welcome=self._welcome_sql(activity),
        )

    @api.model
    def _occupancies_sql(self, activity, domain):
        occupancies = self.env["steward.occupancy"]._search(
            Domain("community_id", "=", activity.community_id.id) & Domain(domain)
        )
        self.env.flush_all()
        return occupancies.subselect()

    @api.model
    def _welcome_sql(self, activity):
        """Of the occupancy `o`: not invited yet, and nobody who asked not to be."""
        return SQL(
            """
            NOT EXISTS (SELECT 1 FROM steward_activity_invitation i
                         WHERE i.activity_id = %(activity)s AND i.partner_id = o.partner_id)
            AND EXISTS (SELECT 1 FROM res_partner p
                         WHERE p.id = o.partner_id AND p.active
                           AND p.no_activity_invitations IS NOT TRUE)
            """,
            activity=activity.id,
        )

    @api.model
    def _count_households(self, activity, domain):
        """(to be invited, invited already, wanting no invitations) of these occupancies."""
        [counts] = self.env.execute_query(
            SQL(
                """
                SELECT count(DISTINCT o.partner_id) FILTER (WHERE %(welcome)s),
                       count(DISTINCT i.partner_id),
                       count(DISTINCT o.partner_id) FILTER (WHERE i.id IS NULL
                                                              AND p.no_activity_invitations)
                  FROM steward_occupancy o
                  JOIN res_partner p ON p.id = o.partner_id
                  LEFT JOIN steward_activity_invitation i
                    ON i.partner_id = o.partner_id AND i.activity_id = %(activity)s
                 WHERE o.id IN %(occupancies)s
                """,
                welcome=self._welcome_sql(activity),
                activity=activity.id,
                occupancies=self._occupancies_sql(activity, domain),
            )
        )
        return counts
