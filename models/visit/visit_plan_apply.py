from datetime import date

from odoo import models
from odoo.tools import SQL

from .visit_plan_scope import PLANNER_ON

# what each kind of change is listed as to the approvers
LISTED = {
    "ended": SQL("SELECT 'ended' AS kind, * FROM ended"),
    "added": SQL("SELECT 'added' AS kind, * FROM added"),
    # one plan gives away what another one takes over
    "moved": SQL(
        """
        SELECT 'moved' AS kind, plan_id, month_id, rule_id, partner_id, unit_id, period_start
          FROM moved WHERE plan_id <> new_plan_id
        UNION ALL
        SELECT 'added', new_plan_id, new_month_id, rule_id, partner_id, unit_id, period_start
          FROM moved WHERE plan_id <> new_plan_id
        """
    ),
}


class VisitPlanGenerator(models.AbstractModel):
    """Writes the differences found into plans, months and planned visits."""

    _inherit = "steward.visit.plan.generator"

    def _add_plans(self, scope):
        """A draft plan with twelve months for everybody who has none; return how many."""
        community, year = scope.community, scope.year
        months = [date(year, month, 1) for month in range(1, 13)]
        plan = {
            "community_id": community.id,
            "company_id": community.company_id.id,
            "year": year,
        }
        month_columns, month_values = self._fixed_columns(
            "steward.visit.plan.month",
            {"community_id": community.id, "company_id": community.company_id.id},
            {"plan_id", "month", "steward_id"},
        )
        plan_columns, plan_values = self._fixed_columns(
            "steward.visit.plan", plan, {"role_id", "steward_id", "user_id"}
        )
        [(count,)] = self.env.execute_query(
            SQL(
                """
                WITH missing AS (
                    SELECT DISTINCT w.steward_id, w.role_id
                      FROM steward_plan_difference w
                     WHERE w.steward_id IS NOT NULL
                       AND NOT EXISTS (
                            SELECT FROM steward_visit_plan p
                             WHERE p.community_id = %(community)s AND p.year = %(year)s
                               AND p.steward_id = w.steward_id AND p.role_id = w.role_id)
                ), plan AS (
                    INSERT INTO steward_visit_plan (steward_id, role_id, user_id, %(plan_columns)s)
                    SELECT m.steward_id, m.role_id, e.user_id, %(plan_values)s
                      FROM missing m
                      JOIN hr_employee e ON e.id = m.steward_id
                     ORDER BY m.role_id, m.steward_id
                 RETURNING id, steward_id
                ), month AS (
                    INSERT INTO steward_visit_plan_month
                           (plan_id, month, steward_id, %(month_columns)s)
                    SELECT p.id, m.month, p.steward_id, %(month_values)s
                      FROM plan p, unnest(%(months)s::date[]) AS m(month)
                     ORDER BY p.id, m.month
                 RETURNING id
                )
                SELECT count(*) FROM plan
                """,
                community=community.id,
                year=year,
                months=months,
                plan_columns=plan_columns,
                plan_values=plan_values,
                month_columns=month_columns,
                month_values=month_values,
            )
        )
        return count

    def _apply_differences(self, scope, counts):
        """Change the lines, and list what changed in approved months, all in one statement.

        :param counts: how many differences there are of every kind
        :return: dict of counts: ended, moved, added
        """
        statements = {
            kind: statement(scope)
            for kind, statement in (
                ("ended", self._end_sql),
                ("moved", self._move_sql),
                ("added", self._add_sql),
            )
            if counts[kind]
        }
        if not statements:
            return {}
        columns, values = self._fixed_columns(
            "steward.visit.plan.change",
            {
                "community_id": scope.community.id,
                "company_id": scope.community.company_id.id,
            },
            {
                "kind",
                "plan_id",
                "rule_id",
                "partner_id",
                "unit_id",
                "line_count",
                "first_period",
            },
        )
        [row] = self.env.execute_query(
            SQL(
                """
                %(planner)s
                WITH %(changed)s, listed AS (
                    INSERT INTO steward_visit_plan_change
                           (kind, plan_id, rule_id, partner_id, unit_id, line_count,
                            first_period, %(columns)s)
                    SELECT c.kind, c.plan_id, c.rule_id, c.partner_id, min(c.unit_id),
                           count(*), min(c.period_start), %(values)s
                      FROM (%(listed)s) c
                      JOIN steward_visit_plan_month m ON m.id = c.month_id AND m.state = 'approved'
                     GROUP BY c.kind, c.plan_id, c.rule_id, c.partner_id
                )
                SELECT %(counts)s
                """,
                planner=SQL() if scope.few else PLANNER_ON,
                changed=SQL(", ").join(
                    SQL("%s AS (%s)", SQL.identifier(kind), statement)
                    for kind, statement in statements.items()
                ),
                listed=SQL(" UNION ALL ").join(LISTED[kind] for kind in statements),
                counts=SQL(", ").join(
                    SQL("(SELECT count(*) FROM %s)", SQL.identifier(kind)) for kind in statements
                ),
                columns=columns,
                values=values,
            )
        )
        return dict(zip(statements, row, strict=True))

    def _end_sql(self, _scope):
        """Cancel what is open from today on and no longer asked for."""
        return SQL(
            """
            UPDATE steward_visit_plan_line l
               SET state = 'cancelled'
              FROM steward_plan_difference d
             WHERE l.id = d.line_id AND d.kind = 'ended'
         RETURNING l.plan_id, l.month_id, l.rule_id, l.partner_id, l.unit_id, l.period_start
            """
        )

    def _move_sql(self, scope):
        """Give open lines to the person who is responsible now, with the unit lived in now.

        A time that was proposed, not agreed, belongs to the former steward's day and is dropped.
        """
        return SQL(
            """
            UPDATE steward_visit_plan_line l
               SET plan_id = p.id, month_id = m.id, steward_id = d.steward_id,
                   unit_id = d.unit_id,
                   scheduled_at = CASE
                       WHEN l.is_fixed OR l.steward_id = d.steward_id THEN l.scheduled_at
                   END
              FROM steward_plan_difference d
              JOIN steward_visit_plan p
                ON p.community_id = %(community)s AND p.year = %(year)s
               AND p.steward_id = d.steward_id AND p.role_id = d.role_id
              JOIN steward_visit_plan_month m ON m.plan_id = p.id AND m.month = d.month
             WHERE l.id = d.line_id AND d.kind = 'moved'
         RETURNING d.plan_id, d.month_id, l.rule_id, l.partner_id, l.unit_id, l.period_start,
                   p.id AS new_plan_id, m.id AS new_month_id
            """,
            community=scope.community.id,
            year=scope.year,
        )

    def _add_sql(self, scope):
        """Insert what is missing.

        An anti-join found it, not ON CONFLICT, which would use up an id for every line that is
        there.
        """
        columns, values = self._fixed_columns(
            "steward.visit.plan.line",
            {"community_id": scope.community.id},
            {
                "plan_id",
                "month_id",
                "rule_id",
                "steward_id",
                "partner_id",
                "unit_id",
                "ordinal",
                "period_start",
                "period_end",
                "month",
            },
        )
        return SQL(
            """
            INSERT INTO steward_visit_plan_line
                   (plan_id, month_id, rule_id, steward_id, partner_id, unit_id, ordinal,
                    period_start, period_end, month, %(columns)s)
            SELECT p.id, m.id, d.rule_id, d.steward_id, d.partner_id, d.unit_id, d.ordinal,
                   d.period_start, d.period_end, d.month, %(values)s
              FROM steward_plan_difference d
              JOIN steward_visit_plan p
                ON p.community_id = %(community)s AND p.year = %(year)s
               AND p.steward_id = d.steward_id AND p.role_id = d.role_id
              JOIN steward_visit_plan_month m ON m.plan_id = p.id AND m.month = d.month
             WHERE d.kind = 'added'
         RETURNING plan_id, month_id, rule_id, partner_id, unit_id, period_start
            """,
            columns=columns,
            values=values,
            community=scope.community.id,
            year=scope.year,
        )

    def _fixed_columns(self, model_name, given, varying):
        """(columns, values) of what is the same in every inserted row: `given`, who and when, and
        the defaults of all other stored fields, whichever module they come from."""
        model = self.env[model_name]
        names = [
            name
            for name, field in model._fields.items()
            if field.store
            and field.column_type
            and name not in varying
            and name not in given
            and name not in models.MAGIC_COLUMNS
        ]
        constants = dict(given)
        for name, value in model.default_get(names).items():
            field = model._fields[name]
            constants[name] = field.convert_to_column(value, model)
        if model._log_access:
            now = self.env.cr.now()
            constants |= {
                "create_uid": self.env.uid,
                "create_date": now,
                "write_uid": self.env.uid,
                "write_date": now,
            }
        return (
            SQL(", ").join(SQL.identifier(name) for name in constants),
            SQL(", ").join(
                SQL("%s::%s", value, SQL(self._column_type(model, name)))
                for name, value in constants.items()
            ),
        )

    def _column_type(self, model, name):
        return model._fields[name].column_type[1]
