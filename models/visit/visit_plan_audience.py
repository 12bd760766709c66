from datetime import date

from odoo import models
from odoo.tools import SQL

from ...engine.periods import month_bounds, periods
from ...engine.rotation import Candidate, rotate

# A household lives in a unit at the end of a period if it has moved in, has not moved out, and does
# not own a unit that is let (`t` is the tenancy of the unit then).
LIVES = SQL(
    "(f.move_in_date <= p.day_to AND f.move_out >= p.day_to"
    " AND (f.role <> 'owner' OR t.unit_id IS NULL))"
)
HOUSEHOLDS = ("moved_in", "not_moved_in", "key_customer", "anchor_tenant", "other_tenant")


class VisitRule(models.Model):
    _inherit = "steward.visit.rule"

    def _periods(self, year, since):
        """Periods of `year` that are not over before `since`."""
        return periods(self.interval_unit, self.times, year, since=since)

    def _periods_sql(self, year, since):
        """The periods as a table `p`, with the months in which a visit may be planned.

        A fortnight is planned in the month in which it ends, which is a month of the year's plan.
        """
        rows = self._periods(year, since)
        firsts = [
            month_bounds(period.end)[0]
            if self.interval_unit == "fortnight"
            else max(month_bounds(period.start)[0], month_bounds(since)[0])
            for period in rows
        ]
        return SQL(
            "unnest(%s::date[], %s::date[], %s::int[], %s::date[])"
            " AS p(day_from, day_to, ordinal, first_month)",
            [period.start for period in rows],
            [period.end for period in rows],
            [period.ordinal for period in rows],
            firsts,
        )

    def _wanted_sql(self, community, year, since, people, few=False):
        """SELECT of the visits that this rule asks for in `year` from `since` on.

        Reads `fact`, the occupancies of the community. Columns: rule_id, who, partner_id, unit_id,
        steward_id, role_id, ordinal, period_start, period_end, month. `who` stands in the unique
        key: the household, or the visitor where nobody is named.

        :param few: that `fact` holds few households to compare
        """
        self.ensure_one()
        if self.audience in HOUSEHOLDS:
            return self._wanted_households_sql(year, since, people, few)
        if self.audience == "key_concern":
            return self._wanted_key_concern_sql(community, year, since, people)
        if self.audience == "department_leaders":
            visitors = people.holders(self.role_id.id)
            return self._wanted_bodies_sql(year, since, [(None, *one) for one in visitors])
        if self.audience == "committee_director" and not community.committee_established:
            return None
        body = {
            "committee_director": community.committee_director_id,
            "community_office": community.community_office_id,
            "housing_bureau": community.housing_bureau_id,
        }[self.audience]
        visitor = people.first(self.role_id.id)
        return self._wanted_bodies_sql(year, since, [(body.id or None, *visitor)])

    def _wanted_bodies_sql(self, year, since, bodies):
        """One visit per period and body, or per visitor where no body is named."""
        partners, stewards, roles = zip(*bodies, strict=True) if bodies else ((), (), ())
        return SQL(
            """
            SELECT %(rule)s::int, COALESCE(b.partner_id, -b.steward_id), b.partner_id, NULL::int,
                   b.steward_id, b.role_id, p.ordinal, p.day_from, p.day_to, %(month)s
              FROM %(periods)s,
                   unnest(%(partners)s::int[], %(stewards)s::int[], %(roles)s::int[])
                   AS b(partner_id, steward_id, role_id)
            """,
            rule=self.id,
            periods=self._periods_sql(year, since),
            month=self._month_sql(SQL("p.day_from"), SQL("COALESCE(b.partner_id, b.steward_id)")),
            partners=list(partners),
            stewards=list(stewards),
            roles=list(roles),
        )

    def _wanted_households_sql(self, year, since, people, few=False):
        """One visit per household and period (the unit it lives in, else the first by door)."""
        rows = self._periods_sql(year, since)
        begin = SQL("p.day_from")
        where_one = None
        if self.audience == "moved_in":
            where = LIVES
            begin = SQL("GREATEST(p.day_from, f.move_in_date)")
        elif self.audience == "not_moved_in":
            where_one = SQL("f.role = 'owner' AND %s IS NOT TRUE", LIVES)
            where = SQL(
                """f.role = 'owner' AND NOT EXISTS (
                       SELECT FROM home
                        WHERE home.partner_id = f.partner_id AND home.ordinal = p.ordinal)"""
            )
            begin = SQL("GREATEST(p.day_from, f.date_from)")
        elif self.audience == "key_customer":
            where = SQL("f.is_key_customer")
            begin = SQL("GREATEST(p.day_from, f.date_from)")
        else:
            where = SQL(
                "f.shop_class = %s AND (f.role = 'tenant' OR f.role = 'owner' AND %s)",
                "anchor" if self.audience == "anchor_tenant" else "other",
                LIVES,
            )
            begin = SQL("GREATEST(p.day_from, f.date_from)")
        visitor, role = people.visitor_sql(self.role_id.id)
        columns = SQL(
            """%(rule)s::int, f.partner_id, f.partner_id, f.unit_id, %(visitor)s, %(role)s,
               p.ordinal, %(begin)s, p.day_to, %(month)s""",
            rule=self.id,
            visitor=visitor,
            role=role,
            begin=begin,
            month=self._month_sql(begin, SQL("f.partner_id")),
        )
        occupied = self._occupied_sql(rows)
        # most households have one unit: only the others are sorted, or looked for elsewhere, which
        # for few households costs less than a second query
        several = SQL("TRUE") if few else SQL("f.unit_count > 1")
        one = SQL(
            "SELECT %(columns)s FROM %(occupied)s WHERE f.unit_count = 1 AND %(where)s UNION ALL",
            columns=columns,
            occupied=occupied,
            where=where_one or where,
        )
        select = SQL(
            """
            %(one)s (
            SELECT DISTINCT ON (f.partner_id, p.ordinal) %(columns)s
              FROM %(occupied)s WHERE %(several)s AND %(where)s
             ORDER BY f.partner_id, p.ordinal, %(lives)s IS TRUE DESC, f.walk)
            """,
            one=SQL() if few else one,
            columns=columns,
            occupied=occupied,
            several=several,
            where=where,
            lives=LIVES,
        )
        if self.audience != "not_moved_in":
            return select
        return SQL(
            """
            WITH home AS MATERIALIZED (
                SELECT f.partner_id, p.ordinal FROM %(occupied)s
                 WHERE %(several)s AND %(lives)s
            )
            %(select)s
            """,
            occupied=occupied,
            several=several,
            lives=LIVES,
            select=select,
        )

    def _occupied_sql(self, rows):
        """Occupancies that last at the end of a period, with the tenancy of the unit then."""
        return SQL(
            """
            fact f
              JOIN %(periods)s
                ON f.is_compared AND f.date_from <= p.day_to AND f.date_to >= p.day_to
              LEFT JOIN (SELECT * FROM fact WHERE role = 'tenant') t
                     ON t.unit_id = f.unit_id AND f.role = 'owner'
                    AND t.date_from <= p.day_to AND t.date_to >= p.day_to
            """,
            periods=rows,
        )

    def _month_sql(self, begin, spread):
        """The month in which a visit is planned: those with a longer period are spread over its
        months, the same household always falling on the same one."""
        if self.interval_unit in ("fortnight", "month"):
            return SQL("p.first_month")
        first = SQL("GREATEST(p.first_month, date_trunc('month', %s)::date)", begin)
        months = SQL(
            "(EXTRACT(month FROM p.day_to) - EXTRACT(month FROM %s))::int + 1",
            first,
        )
        return SQL(
            "(%s + make_interval(months => %s %% (%s)))::date",
            first,
            spread,
            months,
        )

    def _wanted_key_concern_sql(self, community, year, since, people):
        """One key-concern household per period, in turn (R008): few, and chosen in Python."""
        rows = self._periods(year, since)
        candidates, taken = self._key_concern_candidates(community, year, since)
        keys = rotate([(period.end, taken.get(period.end)) for period in rows], candidates)
        visitor, role = people.first(self.role_id.id)
        units = {}
        for candidate, unit_id in candidates.items():
            units.setdefault(candidate.key, unit_id)
        chosen = [
            (key, units[key], period.ordinal)
            for period, key in zip(rows, keys, strict=True)
            if key is not None
        ]
        partners, unit_ids, ordinals = zip(*chosen, strict=True) if chosen else ((), (), ())
        return SQL(
            """
            SELECT %(rule)s::int, b.partner_id, b.partner_id, b.unit_id, %(visitor)s::int,
                   %(role)s::int, p.ordinal, p.day_from, p.day_to, %(month)s
              FROM %(periods)s
              JOIN unnest(%(partners)s::int[], %(units)s::int[], %(ordinals)s::int[])
                   AS b(partner_id, unit_id, ordinal) ON b.ordinal = p.ordinal
            """,
            rule=self.id,
            visitor=visitor,
            role=role,
            periods=self._periods_sql(year, since),
            month=self._month_sql(SQL("p.day_from"), SQL("b.partner_id")),
            partners=list(partners),
            units=list(unit_ids),
            ordinals=list(ordinals),
        )

    def _key_concern_candidates(self, community, year, since):
        """({Candidate: unit}, {last day of a period: household that has it already})."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT 'household', o.partner_id, c.last_contact_date, o.date_from,
                       COALESCE(o.date_to, 'infinity'::date)::text, o.unit_id
                  FROM steward_occupancy o
                  JOIN res_partner c ON c.id = o.partner_id AND c.segment = 'key_concern'
                  JOIN steward_unit u ON u.id = o.unit_id AND u.active
                 WHERE o.community_id = %(community)s
                   AND (o.date_to IS NULL OR o.date_to >= %(since)s)
                UNION ALL
                SELECT 'taken', l.partner_id, l.period_end, NULL, NULL, NULL
                  FROM steward_visit_plan_line l
                 WHERE l.community_id = %(community)s
                   AND l.period_end >= %(since)s AND l.is_manual IS NOT TRUE
                   AND (l.rule_id = %(rule)s AND l.state <> 'cancelled'
                        OR l.rule_id = %(rule)s AND l.cancelled_by_id IS NOT NULL)
                 ORDER BY 1, 2, 4, 6
                """,
                community=community.id,
                since=since,
                rule=self.id,
            )
        )
        candidates = {}
        taken = {}
        for kind, partner_id, day, date_from, date_to, unit_id in rows:
            if kind == "taken":
                taken[day] = partner_id
            else:
                until = date.max if date_to == "infinity" else date.fromisoformat(date_to)
                candidates[Candidate(partner_id, day, date_from, until)] = unit_id
        return candidates, taken
