from dataclasses import replace

from odoo import api, fields, models
from odoo.tools import SQL

from .visit_plan_scope import PLANNER_OFF, PLANNER_ON


class VisitPlanFact(models.Model):
    """What the last comparison of a year's plans found: the facts of every occupancy, and what the
    rules asked for. Only households whose facts differ from it are compared again.

    A row with an occupancy holds its facts, a row without a household the demand of the rules. A
    row without facts says that planned visits were changed by somebody else than the generation:
    of this household, or of the whole year's plans where it names none. Such rows are only ever
    added by others and only removed by a generation that saw them, so that none is lost between
    transactions.
    """

    _name = "steward.visit.plan.fact"
    _description = "Fact behind Visit Plans"
    _log_access = False

    community_id = fields.Many2one("steward.community", required=True, ondelete="cascade")
    year = fields.Integer(required=True, aggregator=None)
    # no foreign keys: that a household is gone is what the comparison has to find out
    occupancy_id = fields.Integer(string="Number of the Occupancy", aggregator=None)
    partner_id = fields.Integer(string="Number of the Household", aggregator=None)
    unit_id = fields.Integer(string="Number of the Unit", aggregator=None)
    since = fields.Date(string="Compared from", help="Periods that ended before were left out.")
    fact = fields.Text(string="Facts")

    _plan_idx = models.Index("(community_id, year, partner_id)")

    @api.model
    def _facts_sql(self, scope):
        """SELECT of everything that the visits owed to households are derived from, one row per
        occupancy that lasts in the year after the first day."""
        return SQL(
            """
            SELECT o.id AS occupancy_id, o.partner_id, o.unit_id, o.role, o.date_from,
                   COALESCE(o.date_to, 'infinity') AS date_to,
                   COALESCE(o.move_in_date,
                            CASE WHEN o.move_in_unknown THEN o.date_from END) AS move_in_date,
                   COALESCE(o.move_out_date, 'infinity') AS move_out,
                   u.steward_id, u.shop_class, u.door_key,
                   o.partner_id IN (SELECT id FROM res_partner WHERE is_key_customer)
                       AS is_key_customer
              FROM steward_occupancy o
              JOIN steward_unit u ON u.id = o.unit_id AND u.active
             WHERE o.community_id = %(community)s AND u.community_id = %(community)s
               AND o.date_from <= make_date(%(year)s, 12, 31)
               AND (o.date_to IS NULL OR o.date_to >= %(since)s)
               %(only)s
            """,
            community=scope.community.id,
            year=scope.year,
            since=scope.since,
            only=SQL("AND o.unit_id = ANY(%s) AND u.id = ANY(%s)", scope.units, scope.units)
            if scope.few
            else SQL(),
        )

    @api.model
    def _narrow(self, scope):
        """`scope` with the only households whose visits may differ from the last comparison, or as
        it is where the last one does not tell.

        A household depends on its own occupancies and on who else is in these units (R262).
        """
        rows = self.env.execute_query(
            SQL(
                """
                %(planner)s
                WITH known AS MATERIALIZED (
                    SELECT bool_and(fact IS NOT DISTINCT FROM %(asked)s) AS same
                      FROM steward_visit_plan_fact
                     WHERE community_id = %(community)s AND year = %(year)s
                       AND partner_id IS NULL
                ), fact AS MATERIALIZED (
                    SELECT f.occupancy_id, f.partner_id, f.unit_id, f::text AS fact
                      FROM (%(facts)s) f
                     WHERE (SELECT same FROM known)
                ), seen AS MATERIALIZED (
                    SELECT occupancy_id, partner_id, unit_id, since, fact
                      FROM steward_visit_plan_fact
                     WHERE community_id = %(community)s AND year = %(year)s
                       AND partner_id IS NOT NULL AND (SELECT same FROM known)
                ), changed AS (
                    SELECT DISTINCT unnest(ARRAY[f.unit_id, s.unit_id]) AS unit_id
                      FROM fact f
                      FULL JOIN seen s USING (occupancy_id)
                     WHERE s.fact IS DISTINCT FROM f.fact OR s.since > %(since)s
                ), household AS (
                    SELECT partner_id FROM fact JOIN changed USING (unit_id)
                     UNION
                    SELECT partner_id FROM seen JOIN changed USING (unit_id)
                     UNION
                    SELECT partner_id FROM seen WHERE occupancy_id IS NULL
                )
                SELECT partner_id, unit_id FROM household LEFT JOIN fact USING (partner_id)
                 UNION ALL
                SELECT NULL, NULL FROM known WHERE same IS NOT TRUE
                """,
                planner=PLANNER_ON,
                asked=scope.asked,
                facts=self._facts_sql(scope),
                community=scope.community.id,
                year=scope.year,
                since=scope.since,
            )
        )
        if (None, None) in rows:
            return scope
        return replace(
            scope,
            households=sorted({partner_id for partner_id, _unit in rows}),
            units=sorted({unit_id for _partner, unit_id in rows if unit_id}),
        )

    @api.model
    def _keep(self, scope, unassigned):
        """Note that `scope` was compared, and forget what was known of years that are over.

        :param unassigned: whether there are visits that nobody can make: their households are not
            noted and so counted again
        """
        theirs = SQL("partner_id = ANY(%s)", scope.households) if scope.few else SQL("TRUE")
        self.env.cr.execute(
            SQL(
                """
                %(planner)s
                DELETE FROM steward_visit_plan_fact
                 WHERE community_id = %(community)s AND %(replaced)s;
                INSERT INTO steward_visit_plan_fact
                       (community_id, year, since, occupancy_id, partner_id, unit_id, fact)
                SELECT %(community)s, %(year)s, %(since)s,
                       occupancy_id, partner_id, unit_id, f::text
                  FROM (%(facts)s) f
                 WHERE %(theirs)s AND %(assigned)s
                 %(asked)s
                """,
                community=scope.community.id,
                year=scope.year,
                since=scope.since,
                facts=self._facts_sql(scope),
                planner=PLANNER_OFF,
                replaced=SQL("year = %s AND %s", scope.year, theirs)
                if scope.few
                else SQL("year IN (%s, %s)", scope.year, scope.year - 2),
                theirs=theirs,
                asked=SQL()
                if scope.few
                else SQL(
                    "UNION ALL SELECT %s, %s, NULL, NULL, NULL, NULL, %s",
                    scope.community.id,
                    scope.year,
                    scope.asked,
                ),
                assigned=SQL("TRUE")
                if not unassigned
                else SQL(
                    """
                    partner_id NOT IN (
                        SELECT d.partner_id FROM steward_plan_difference d
                         WHERE d.steward_id IS NULL AND d.partner_id IS NOT NULL)
                    """
                ),
            )
        )

    @api.model
    def _doubt(self, keys):
        """Have the next generation compare again, whatever it knows.

        :param keys: tuples of community id, year, id of the household or None for all of them
        """
        if not keys:
            return
        communities, years, households = zip(*keys, strict=True)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO steward_visit_plan_fact (community_id, year, partner_id)
                SELECT * FROM unnest(%s::int[], %s::int[], %s::int[])
                """,
                list(communities),
                list(years),
                list(households),
            )
        )
