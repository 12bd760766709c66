from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from odoo import models
from odoo.tools import SQL

from .visit_plan_audience import HOUSEHOLDS
from .visit_plan_scope import PLANNER_OFF, PLANNER_ON


@dataclass(frozen=True)
class People:
    """Who fills which role of a community: {role: superior}, {role: [employee, …]}."""

    superiors: dict
    fillers: dict
    steward_role: int

    def holders(self, role_id):
        return [(employee_id, role_id) for employee_id in self.fillers.get(role_id, ())]

    def first(self, role_id):
        """(employee, role) that answers for `role_id`: its holder, else the next role above that
        somebody fills; (None, None) if nobody does."""
        seen = set()
        while role_id and role_id not in seen:
            if self.fillers.get(role_id):
                return self.fillers[role_id][0], role_id
            seen.add(role_id)
            role_id = self.superiors.get(role_id)
        return None, None

    def visitor_sql(self, role_id):
        """Expressions for employee and role who visit a household in a unit of `fact f`.

        The unit's steward if the rule asks for the steward, or for a role that this person fills;
        else the first holder of the role.
        """
        if role_id == self.steward_role:
            other, other_role = self.first(self.superiors.get(role_id))
            own = SQL("f.steward_id IS NOT NULL")
        else:
            other, other_role = self.first(role_id)
            own = SQL("f.steward_id = ANY(%s::int[])", list(self.fillers.get(role_id, ())))
        return (
            SQL("CASE WHEN %s THEN f.steward_id ELSE %s::int END", own, other),
            SQL("CASE WHEN %s THEN %s::int ELSE %s::int END", own, role_id, other_role),
        )


class VisitPlanDifference(models.AbstractModel):
    """What the rules ask for, against what is planned already."""

    _name = "steward.visit.plan.difference"
    _description = "Difference of Visit Plans"

    def _rules(self, community):
        return self.env["steward.visit.rule"].search_fetch(
            [("policy_id", "=", community.policy_id.id)],
            ["audience", "role_id", "interval_unit", "times"],
        )

    def _asked(self, rules, year, people):
        """What the rules ask for whatever the facts of a household are, as a text: the very
        queries that ask for it, so that nothing which changes them can be forgotten."""
        queries = [
            rule._wanted_households_sql(year, date(year, 1, 1), people)
            if rule.audience in HOUSEHOLDS
            else rule.id
            for rule in rules
        ]
        return sha256(repr(queries).encode()).hexdigest()

    def _collect_differences(self, scope, today, rules, people):
        """Fill the temporary table of what the rules ask for and is not there, and of what is open
        from today on and no longer asked for or asked from somebody else.

        A visit is known by rule, person or household, and period. What a person added is left
        alone; what a person cancelled counts as there.

        Where only some households are compared, visits that are not owed to every household of a
        kind are compared nevertheless: they are few.

        :return: dict of counts: added, ended, moved, unassigned (visits nobody can make), plans
            (visits whose visitor has no plan)
        """
        community, year, since = scope.community, scope.year, scope.since
        wanted = [rule._wanted_sql(community, year, since, people, scope.few) for rule in rules]
        nothing = SQL(
            "SELECT NULL::int, NULL::int, NULL::int, NULL::int, NULL::int, NULL::int, NULL::int,"
            " NULL::date, NULL::date, NULL::date WHERE FALSE"
        )
        [row] = self.env.execute_query(
            SQL(
                """
                %(planner_on)s
                DROP TABLE IF EXISTS pg_temp.steward_plan_difference;
                CREATE TEMPORARY TABLE steward_plan_difference ON COMMIT DROP AS
                WITH fact AS MATERIALIZED (
                    SELECT f.*, %(is_compared)s AS is_compared,
                           count(*) OVER (PARTITION BY f.partner_id) AS unit_count,
                           row_number() OVER (ORDER BY f.door_key COLLATE "C", f.occupancy_id)
                               AS walk
                      FROM (%(facts)s) f
                ), wanted(rule_id, who, partner_id, unit_id, steward_id, role_id, ordinal,
                          period_start, period_end, month) AS (
                    %(wanted)s
                ), existing AS (
                    SELECT l.id, l.rule_id, COALESCE(l.partner_id, -l.steward_id) AS who,
                           l.period_end, l.state, l.steward_id, l.unit_id, l.month, l.plan_id,
                           l.month_id, p.role_id
                      FROM steward_visit_plan_line l
                      JOIN steward_visit_plan p ON p.id = l.plan_id
                     WHERE l.community_id = %(community)s
                       AND l.period_end BETWEEN %(since)s AND %(until)s
                       AND l.is_manual IS NOT TRUE
                       AND (l.state <> 'cancelled' OR l.cancelled_by_id IS NOT NULL)
                       AND (%(theirs)s)
                )
                SELECT w.rule_id, w.partner_id, w.unit_id, w.steward_id, w.role_id, w.ordinal,
                       w.period_start, w.period_end, COALESCE(l.month, w.month) AS month,
                       l.id AS line_id, l.plan_id, l.month_id,
                       CASE
                           WHEN l.id IS NULL THEN 'added'
                           WHEN w.rule_id IS NULL THEN 'ended'
                           ELSE 'moved'
                       END AS kind
                  FROM wanted w
                  FULL JOIN existing l
                    ON l.rule_id = w.rule_id AND l.who = w.who AND l.period_end = w.period_end
                 WHERE l.id IS NULL
                    OR l.state = 'open' AND l.period_end >= %(today)s
                       AND (w.rule_id IS NULL
                            OR w.steward_id <> l.steward_id
                            OR w.role_id <> l.role_id
                            OR w.steward_id IS NOT NULL AND w.unit_id IS DISTINCT FROM l.unit_id);
                %(analyze)s
                %(planner_off)s
                SELECT count(*) FILTER (WHERE d.kind = 'added' AND d.steward_id IS NOT NULL),
                       count(*) FILTER (WHERE d.kind = 'ended'),
                       count(*) FILTER (WHERE d.kind = 'moved'),
                       count(*) FILTER (WHERE d.kind = 'added' AND d.steward_id IS NULL),
                       count(*) FILTER (WHERE d.steward_id IS NOT NULL AND p.id IS NULL)
                  FROM steward_plan_difference d
                  LEFT JOIN steward_visit_plan p
                    ON p.community_id = %(community)s AND p.year = %(year)s
                   AND p.steward_id = d.steward_id AND p.role_id = d.role_id
                """,
                planner_on=PLANNER_ON,
                planner_off=PLANNER_OFF,
                community=community.id,
                year=year,
                until=date(year, 12, 31),
                since=since,
                facts=self.env["steward.visit.plan.fact"]._facts_sql(scope),
                is_compared=SQL("f.partner_id = ANY(%s)", scope.households)
                if scope.few
                else SQL("TRUE"),
                theirs=self._theirs_sql(scope, rules),
                # that they are few has to be known, for their lines to be looked up one by one
                analyze=SQL("ANALYZE pg_temp.steward_plan_difference (line_id);")
                if scope.few
                else SQL(),
                today=today,
                wanted=SQL(" UNION ALL ").join(
                    SQL("(%s)", query) for query in (*wanted, nothing) if query
                ),
            )
        )
        return dict(zip(("added", "ended", "moved", "unassigned", "plans"), row, strict=True))

    def _theirs_sql(self, scope, rules):
        """Condition for planned visits of the households that changed, and for all that are not
        owed to every household of a kind; every branch has an index of its own."""
        if not scope.few:
            return SQL("TRUE")
        few = [rule.id for rule in rules if rule.audience not in HOUSEHOLDS]
        return SQL(
            """
            l.partner_id IS NULL OR l.partner_id = ANY(%(households)s)
            OR l.rule_id = ANY(%(few)s) AND l.state <> 'cancelled'
            OR l.rule_id = ANY(%(few)s) AND l.cancelled_by_id IS NOT NULL
            """,
            households=scope.households,
            few=few,
        )

    def _people(self, community, day):
        superiors = {}
        fillers = {}
        for role_id, superior_id, employee_id in self.env.execute_query(
            SQL(
                """
                SELECT r.id, r.superior_id, a.employee_id
                  FROM steward_role r
                  LEFT JOIN steward_role_assignment a
                         ON a.role_id = r.id AND a.community_id = %(community)s
                        AND a.date_from <= %(day)s AND (a.date_to IS NULL OR a.date_to >= %(day)s)
                 ORDER BY r.id, a.date_from DESC, a.id
                """,
                community=community.id,
                day=day,
            )
        ):
            superiors[role_id] = superior_id
            if employee_id and employee_id not in fillers.setdefault(role_id, []):
                fillers[role_id].append(employee_id)
        steward_role = self.env["ir.model.data"]._xmlid_to_res_id("property_steward.role_steward")
        return People(superiors, fillers, steward_role)
